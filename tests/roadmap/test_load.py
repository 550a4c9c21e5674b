"""A roadmap loads whole or not at all; all that is wrong with it is said at once, at its node."""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Callable
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_bot.issues.size import check_bodies
from roadmap_bot.roadmap.load import Loaded, check_roadmap, load_roadmap
from roadmap_bot.roadmap.schema import make_schema
from roadmap_bot.yaml.yaml_file import parse_source
from tests.yaml.test_yaml_file import expect

SEED = Path(__file__).parents[2] / "roadmap"
BASE = """\
id: demo
title: 示例 📚
hours: {least: 10, most: 20}
kinds:
  - {id: learner, title: Learner, share: 60, label: {name: kind-learner}}
  - {id: build, title: Build, share: 40, label: {name: kind-build}}
phases:
  - {id: one, title: One, weeks: [1, 4], label: {name: phase-one}}
  - {id: two, title: Two, weeks: [5, 8], label: {name: phase-two}}
milestones:
  - {id: M4, title: Half, week: 4}
  - {id: M8, title: Whole, week: 8}
electives:
  - {id: E1, title: One of two, choose: 1, units: [P1, P2]}
units:
  - id: W01
    title: First steps
    phase: one
    weeks: [1, 2]
    aliases: [W99]
    resources: [{title: Site, url: https://example.org}]
    tasks:
      - {id: W01-1, title: Read, kind: learner, steps: [{id: W01-1.1, text: Page}]}
      - {id: W01-2, title: Write, kind: build, aliases: [W99-2]}
    boxes:
      - {title: Done when, steps: [{id: W01.1, text: All read}]}
  - {id: P1, title: Shop, phase: two, weeks: [5, 8], kind: build}
  - {id: P2, title: Game, phase: two, weeks: [5, 8], kind: build}
"""


def load(text: str) -> Loaded:
    return check_roadmap([parse_source(text.encode(), "r.yml")], check_bodies)


def find_problems(loaded: Loaded) -> list[tuple[str, int, int]]:
    assert (loaded.roadmap is None) == bool(loaded.problems)
    return [
        (problem.code, problem.place.line, problem.place.column)
        for problem in loaded.problems
        if problem.place
    ]


def test_the_base_of_these_tests_is_a_roadmap() -> None:
    loaded = load(BASE)
    assert loaded.problems == ()
    assert loaded.roadmap is not None
    assert [task.id for _, task in loaded.roadmap.tasks] == ["W01-1", "W01-2"]


# what: (what stands in BASE, what stands there instead, each problem marked where it belongs)
SHAPES = {
    "an unknown field": ("phase: one\n", "phase: one\n    ⟦yaml.unknown-field⟧sumary: x\n"),
    "an unknown field in a list of a list": (
        "kind: learner, steps",
        "kind: learner, ⟦yaml.unknown-field⟧knd: x, steps",
    ),
    "an unknown field of the file": ("id: demo", "id: demo\n⟦yaml.unknown-field⟧unit: []"),
    "a missing field": ("  - id: W01\n    title: First steps\n", "  - ⟦yaml.missing⟧id: W01\n"),
    "a missing field of the file": ("id: demo\n", "⟦yaml.missing⟧"),
    "a field of the file with nothing in it": ("title: 示例 📚", "title:⟦yaml.nothing⟧"),
    "a list of the file with nothing in it": (
        "milestones:\n",
        "library:⟦yaml.nothing⟧\nmilestones:\n",
    ),
    "a list of the file that is none": (
        "milestones:\n",
        "library: ⟦yaml.list⟧{a: b}\nmilestones:\n",
    ),
    "a list that is none": ("steps: [{id: W01-1.1, text: Page}]", "steps: ⟦yaml.list⟧3"),
    "a list with nothing in it": ("    tasks:\n", "    sections:⟦yaml.nothing⟧\n    tasks:\n"),
    "an empty list where one is needed": (
        "steps: [{id: W01.1, text: All read}]",
        "steps: ⟦yaml.too-few⟧[]",
    ),
    "a number as text": ("title: Read", "title: ⟦yaml.text⟧2024"),
    "a date as text": ("title: Read", "title: 2024-01-01"),
    "a switch as text": ("id: demo", "id: demo\nlanguage: ⟦yaml.text⟧no"),
    "a version as number": ("id: demo", "id: demo\nversion: ⟦yaml.text⟧1.0"),
    "text with a colon in a list": (
        "id: demo",
        "id: demo\ngoals:\n  - ⟦yaml.text-shape⟧W03: Docker",
    ),
    "a list as text": ("title: Read", "title: ⟦yaml.text-shape⟧[Read]"),
    "no text": ("title: Read", "title:⟦yaml.nothing⟧"),
    "empty text": ("title: Read", 'title: ⟦yaml.empty-text⟧" "'),
    "a malformed unit id": ("id: W01\n", "id: ⟦yaml.unit-id⟧W-1\n"),
    "a malformed task id": ("id: W01-2", "id: ⟦yaml.task-id⟧W01.2"),
    "a malformed step id": ("id: W01-1.1", "id: ⟦yaml.step-id⟧W01-1-1"),
    "a malformed alias": ("[W99]", "[⟦yaml.unit-id⟧w99]"),
    "a malformed short name": ("id: demo", "id: ⟦yaml.slug⟧Demo"),
    "a malformed language": ("id: demo", "id: demo\nlanguage: ⟦yaml.language⟧中文"),
    "a malformed colour": (
        "name: kind-learner",
        'name: kind-learner, color: ⟦yaml.color⟧"#ffffff"',
    ),
    "a label too long": ("name: kind-learner", f"name: ⟦yaml.too-long⟧{'x' * 51}"),
    "an address that is not http": ("https://example.org", "⟦yaml.url⟧ftp://example.org"),
    "an address without a host": ("https://example.org", "⟦yaml.url⟧https://"),
    "an address with three slashes": ("https://example.org", "⟦yaml.url-sign⟧https:///example.org"),
    "an address with a space": ("https://example.org", "⟦yaml.url-sign⟧https://example.org/a b"),
    "a script for an address": ("https://example.org", "⟦yaml.url⟧javascript:alert"),
    "a number for an address": ("https://example.org", "⟦yaml.url⟧3"),
    "a word for a whole number": ("week: 8", "week: ⟦yaml.whole-number⟧eight"),
    "a fraction for a whole number": ("week: 8", "week: ⟦yaml.whole-number⟧8.5"),
    "a switch for a whole number": ("week: 8", "week: ⟦yaml.whole-number⟧yes"),
    "a word for a number": ("share: 60", "share: ⟦yaml.number⟧most"),
    "a share over a hundred": ("share: 60", "share: ⟦yaml.at-most⟧600"),
    "no number at all": ("share: 60", "share: ⟦yaml.at-most⟧.nan"),
    "no hours": ("least: 10", "least: ⟦yaml.more-than⟧0"),
    "week 0": ("week: 8", "week: ⟦yaml.at-least⟧0"),
    "week 51": ("week: 8", "week: ⟦yaml.at-most⟧51"),
    "one week where two are wanted": ("weeks: [1, 2]", "weeks: ⟦yaml.pair⟧[1]"),
    "three weeks where two are wanted": ("weeks: [1, 2]", "weeks: ⟦yaml.too-many-items⟧[1, 2, 3]"),
    "a word for a switch": ("id: demo", "id: demo\nreview: {month_end: ⟦yaml.yes-or-no⟧maybe}"),
    "an unknown weekday": ("id: demo", "id: demo\nreview: {weekday: ⟦yaml.choice⟧sundey}"),
    "a number for a weekday": ("id: demo", "id: demo\nreview: {weekday: ⟦yaml.choice⟧7}"),
    "neither a date nor the word": ("id: demo", "id: demo\nstart: ⟦yaml.date-or-word⟧soon"),
    "a start with nothing in it": ("id: demo", "id: demo\nstart:⟦yaml.nothing⟧"),
    "a date that is none": ("id: demo", "id: demo\nstart: ⟦yaml.date-or-word⟧2026-02-30"),
    "text where keys are wanted": ("{least: 10, most: 20}", "⟦yaml.mapping⟧10-20"),
    "an elective of none": ("choose: 1", "choose: ⟦yaml.at-least⟧0"),
}
RULES = {
    "a task id twice": ("id: W01-2", "id: ⟦roadmap.id-twice⟧W01-1"),
    "an id of two namespaces, in another case": ("id: M4", "id: ⟦roadmap.id-twice⟧ONE"),
    "an alias that is alive": ("[W99]", "[⟦roadmap.alias-live⟧P1]"),
    "an alias of oneself": ("[W99]", "[⟦roadmap.alias-live⟧W01]"),
    "an alias of two": (
        "kind: build}\n  - {id: P2",
        "kind: build, aliases: [⟦roadmap.alias-twice⟧W99]}\n  - {id: P2",
    ),
    "an unknown phase": ("phase: one", "phase: ⟦roadmap.unknown-phase⟧oen"),
    "an unknown kind of a task": (
        "kind: learner, steps",
        "kind: ⟦roadmap.unknown-kind⟧studdy, steps",
    ),
    "an unknown kind of a unit": (
        "kind: build}\n  - {id: P2",
        "kind: ⟦roadmap.unknown-kind⟧x}\n  - {id: P2",
    ),
    "an unknown kind of a column": (
        "id: demo",
        "id: demo\nself_check: [{title: x, kinds: [⟦roadmap.unknown-kind⟧y]}]",
    ),
    "an unknown unit in an elective": ("[P1, P2]", "[P1, ⟦roadmap.unknown-unit⟧P3]"),
    "the weeks of a unit reversed": ("weeks: [1, 2]", "weeks: ⟦roadmap.weeks-reversed⟧[2, 1]"),
    "the weeks of a phase reversed": (
        "weeks: [5, 8], label",
        "weeks: ⟦roadmap.weeks-reversed⟧[8, 5], label",
    ),
    "weeks that leave their phase": ("weeks: [1, 2]", "weeks: ⟦roadmap.weeks-outside⟧[4, 5]"),
    "phases that overlap": ("weeks: [5, 8], label", "weeks: ⟦roadmap.phases-overlap⟧[4, 8], label"),
    "more to choose than there is": ("choose: 1", "choose: ⟦roadmap.choose⟧3"),
    "a unit of two electives": (
        "[P1, P2]}",
        "[P1, P2]}\n  - {id: E2, title: x, choose: 1, units: [⟦roadmap.elective-twice⟧P2]}",
    ),
    "a unit twice in an elective": (
        "choose: 1, units: [P1, P2]",
        "choose: 1, units: [P1, ⟦roadmap.elective-twice⟧P1]",
    ),
    "a title too long with its id": ("title: Read", f"title: ⟦roadmap.title⟧{'字' * 249}"),
    "a title that just fits": ("title: Read", f"title: {'字' * 248}"),
    "a title of two lines": ("title: Read", 'title: ⟦roadmap.one-line⟧"a\\nb"'),
    "a box of two lines": ("text: Page", 'text: ⟦roadmap.one-line⟧"a\\nb"'),
    "a body too long": (
        "  - id: W01\n",
        f"  - ⟦roadmap.body⟧id: W01\n    summary: {'x' * 66_000}\n",
    ),
    "a task's body too long": ("{id: W01-2,", f"⟦roadmap.body⟧{{id: W01-2, note: {'字' * 66_000},"),
    "a label of two kinds": (
        "name: kind-build",
        "name: ⟦roadmap.label-twice⟧Kind-Learner, color: '000000'",
    ),
    "a label of a phase and a kind": ("name: kind-build", "name: ⟦roadmap.label-twice⟧phase-one"),
    "one label for two kinds": ("name: kind-build", "name: kind-learner"),
    "the label of all issues again": ("name: kind-build", "name: ⟦roadmap.label-twice⟧Roadmap"),
    "two milestones in a week": ("week: 8", "week: ⟦roadmap.week-twice⟧4"),
    "two milestones of one title": ("title: Whole", "title: ⟦roadmap.title-twice⟧half"),
    "fewer hours at most than at least": (
        "{least: 10, most: 20}",
        "⟦roadmap.hours-reversed⟧{least: 20, most: 10}",
    ),
    "an unknown zone": ("id: demo", "id: demo\nzone: ⟦roadmap.zone⟧Asia/Shanghia"),
    "a folder of zones": ("id: demo", "id: demo\nzone: ⟦roadmap.zone⟧America"),
    "a zone that is a path": ("id: demo", "id: demo\nzone: ⟦roadmap.zone⟧../etc"),
    "a start long ago": ("id: demo", "id: demo\nstart: ⟦roadmap.year⟧1926-03-02"),
    "a built-in verb": ("id: demo", "id: demo\nverbs: {done: [⟦roadmap.verb-taken⟧Finish]}"),
    "a verb with a sign": ("id: demo", 'id: demo\nverbs: {done: [⟦roadmap.verb-ends⟧"fertig:"]}'),
    "a verb with a space": ("id: demo", 'id: demo\nverbs: {skip: [⟦roadmap.verb-ends⟧" fertig"]}'),
    "verbs that are no text": (
        "id: demo",
        'id: demo\nverbs: {done: [⟦yaml.text⟧3, ⟦yaml.empty-text⟧"", ⟦yaml.nothing⟧~]}',
    ),
    "a verb twice": (
        "id: demo",
        "id: demo\nverbs: {done: [fertig], skip: [⟦roadmap.verb-twice⟧Fertig]}",
    ),
}
ROWS = SHAPES | RULES


@pytest.mark.parametrize(("old", "new"), ROWS.values(), ids=ROWS)
def test_each_kind_of_mistake_is_reported_at_its_node(old: str, new: str) -> None:
    assert BASE.count(old) == 1
    text, expected = expect(BASE.replace(old, new))
    assert find_problems(load(text)) == expected


def test_no_share_at_all_is_an_even_split() -> None:
    assert load(BASE.replace("share: 60, ", "").replace("share: 40", "share: 0")).problems == ()


def test_the_hundred_and_first_task_is_too_much() -> None:
    tasks = [f"      - {{id: W01-{number}, title: x, kind: learner}}\n" for number in range(3, 101)]
    whole, anchor = "".join(tasks), "    boxes:\n"
    assert load(BASE.replace(anchor, whole + anchor)).problems == ()
    more = whole + "      - {id: W01-101, title: x, kind: learner}\n"
    assert find_problems(load(BASE.replace(anchor, more + anchor))) == [("roadmap.tasks", 123, 9)]


def test_a_list_whose_every_item_is_broken_is_not_called_empty() -> None:
    text, expected = expect(
        BASE.replace("share: 60", "share: ⟦yaml.at-least⟧-1").replace(
            "share: 40", "share: ⟦yaml.at-most⟧101"
        )
    )
    assert find_problems(load(text)) == expected


def test_many_mistakes_are_reported_at_once_in_order() -> None:
    chosen = [
        "a number as text",
        "an unknown phase",
        "week 51",
        "a label of a phase and a kind",
        "an alias of two",
    ]
    marked = BASE
    for name in chosen:
        marked = marked.replace(*ROWS[name])
    text, expected = expect(marked)
    assert len(expected) == 5
    assert find_problems(load(text)) == expected


def test_the_nearest_word_is_suggested() -> None:
    for row, near in [
        ("an unknown field", "summary"),
        ("an unknown field in a list of a list", "kind"),
        ("an unknown field of the file", "units"),
        ("an unknown phase", "one"),
        ("an unknown kind of a task", "learner"),
        ("an unknown weekday", "sunday"),
        ("an unknown zone", "Asia/Shanghai"),
    ]:
        [problem] = load(expect(BASE.replace(*ROWS[row]))[0]).problems
        assert problem.values["near"] == near


def test_a_spelling_that_needs_quotes_is_shown_as_it_was_written() -> None:
    [problem] = load(BASE.replace("id: demo", "id: demo\nlanguage: no")).problems
    assert problem.values["value"] == "no"


def test_the_path_of_a_problem_is_the_path_in_its_file() -> None:
    [problem] = load(expect(BASE.replace(*ROWS["a malformed task id"]))[0]).problems
    assert problem.place is not None
    assert (problem.place.file, problem.place.path) == ("r.yml", "units[0].tasks[1].id")


@pytest.mark.parametrize(
    ("text", "is_too_long"),
    [("x" * 65_000, False), ("x" * 65_500, True), ("#1 " * 12_000, True), ("<b>" * 8_000, False)],
    ids=["fits", "does not", "becomes longer", "becomes longer and fits"],
)
@pytest.mark.parametrize("is_whole", [True, False])
def test_a_body_is_as_long_as_it_is_rendered(text: str, is_too_long: bool, is_whole: bool) -> None:
    more = f"  - id: W01\n    summary: '{text}'\n"
    whole = BASE.replace("  - id: W01\n", more)
    codes = [
        problem.code
        for problem in load(whole if is_whole else whole.replace("week: 8", "week: 88")).problems
    ]
    assert ("roadmap.body" in codes) == is_too_long


def test_a_body_has_room_for_a_commit_beside_each_box() -> None:
    steps = "".join(f", {{id: W01-1.{number}, text: {'x' * 600}}}" for number in range(2, 104))
    assert load(BASE.replace("text: Page}", f"text: Page}}{steps}")).problems == ()
    longer = steps.replace("x" * 600, "x" * 613)
    assert find_problems(load(BASE.replace("text: Page}", f"text: Page}}{longer}"))) == [
        ("roadmap.body", 23, 9)
    ]


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.yml").write_bytes(text.encode())
    return folder


def test_files_are_read_in_name_order_as_one(tmp_path: Path) -> None:
    head, _, tail = BASE.partition("units:\n")
    first, _, others = tail.partition("  - {id: P1")
    write(tmp_path, b=f"units:\n  - {{id: P1{others}", a=f"{head}units:\n{first}")
    (tmp_path / ".hidden.yml").write_text("- broken")
    (tmp_path / "notes.txt").write_text("- none of ours")
    loaded = load_roadmap(tmp_path, check_bodies)
    assert loaded.problems == ()
    assert loaded.roadmap is not None
    assert loaded.roadmap == load(BASE).roadmap
    assert [Path(source.file).name for source in loaded.sources] == ["a.yml", "b.yml"]


def test_a_mistake_in_a_later_file_is_placed_in_that_file(tmp_path: Path) -> None:
    write(
        tmp_path,
        a=BASE,
        b="title: again\nunits:\n  - {id: W01, title: 3, phase: one, weeks: [1, 1]}\n",
    )
    loaded = load_roadmap(tmp_path, check_bodies)
    places = [
        (p.code, Path(p.place.file).name, p.place.line, p.place.path)
        for p in loaded.problems
        if p.place
    ]
    assert places == [
        ("roadmap.key-twice", "b.yml", 1, "title"),
        ("roadmap.id-twice", "b.yml", 3, "units[0].id"),
        ("yaml.text", "b.yml", 3, "units[0].title"),
    ]


def test_a_file_that_cannot_be_read_makes_nothing_else_look_missing(tmp_path: Path) -> None:
    head, _, tail = BASE.partition("phases:\n")
    write(
        tmp_path,
        a="phases: [",
        b=head + "milestones:\n" + tail.partition("milestones:\n")[2].replace("W01-2", "W01.2"),
    )
    problems = load_roadmap(tmp_path, check_bodies).problems
    assert [problem.code for problem in problems] == ["yaml.syntax", "yaml.task-id"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ("roadmap.empty", 1, 1)),
        ("- a\n", ("roadmap.no-keys", 1, 1)),
        ("\n  hello\n", ("roadmap.no-keys", 2, 3)),
    ],
)
def test_a_file_without_keys_is_reported(
    tmp_path: Path, text: str, expected: tuple[str, int, int]
) -> None:
    assert find_problems(load_roadmap(write(tmp_path, a=BASE, b=text), check_bodies)) == [expected]


def make_nothing(folder: Path) -> None:
    folder.rmdir()


def make_file(folder: Path) -> None:
    folder.rmdir()
    folder.write_text("id: demo")


def make_folder(folder: Path) -> None:
    (folder / "a.yml").mkdir()


def make_pipe(folder: Path) -> None:
    os.mkfifo(folder / "a.yml")


def make_loop(folder: Path) -> None:
    (folder / "a.yml").symlink_to(folder / "a.yml")


def make_dangling(folder: Path) -> None:
    (folder / "a.yml").symlink_to(folder / "b")


def make_outside(folder: Path) -> None:
    (folder.parent / "other.yml").write_text(BASE)
    (folder / "a.yml").symlink_to(folder.parent / "other.yml")


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (make_nothing, "roadmap.no-folder"),
        (make_file, "roadmap.no-folder"),
        (lambda folder: None, "roadmap.no-files"),
        (make_folder, "roadmap.unreadable"),
        (make_pipe, "roadmap.unreadable"),
        (make_loop, "roadmap.unreadable"),
        (make_dangling, "roadmap.unreadable"),
        (make_outside, "roadmap.outside"),
    ],
)
def test_a_folder_that_cannot_be_read_is_reported(
    tmp_path: Path, make: Callable[[Path], None], code: str
) -> None:
    folder = tmp_path / "roadmap"
    folder.mkdir()
    make(folder)
    assert [problem.code for problem in load_roadmap(folder, check_bodies).problems] == [code]


def test_a_link_within_the_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text(BASE)
    (tmp_path / "a.yml").symlink_to("real.txt")
    assert load_roadmap(tmp_path, check_bodies).problems == ()


def test_the_committed_schema_is_the_schema_of_the_model() -> None:
    assert (SEED / "schema.json").read_text(encoding="utf-8") == make_schema()
    jsonschema.Draft202012Validator.check_schema(json.loads(make_schema()))


def test_the_bot_accepts_what_the_schema_accepts() -> None:
    validator = jsonschema.Draft202012Validator(json.loads(make_schema()))
    for name, (old, new) in SHAPES.items():
        text, expected = expect(BASE.replace(old, new))
        finer = ("yaml.missing", "yaml.url", "yaml.url-sign", "yaml.empty-text", "yaml.nothing")
        is_known = any(code in finer for code, _, _ in expected)
        value = parse_source(text.encode(), "r.yml").value
        if not is_known and "nan" not in new and "start:" not in new:
            assert validator.is_valid(value) == (not expected), name


@settings(deadline=2000, max_examples=200)
@given(st.data())
def test_a_mutated_roadmap_is_whole_or_has_problems_and_never_fails(data: st.DataObject) -> None:
    lines = BASE.splitlines(keepends=True)
    rng = random.Random(data.draw(st.integers(0, 2**32)))
    for _ in range(data.draw(st.integers(1, 6))):
        at = rng.randrange(len(lines))
        line = lines[at]
        cut = rng.randrange(len(line) + 1)
        lines[at] = rng.choice(
            [
                "",
                line + line,
                line[:cut],
                line[cut:],
                line[:cut] + data.draw(st.text(max_size=5)) + line[cut:],
                f" {line}",
            ]
        )
    begin = time.perf_counter()
    loaded = load("".join(lines))
    assert time.perf_counter() - begin < 1
    assert bool(loaded.roadmap) != bool(loaded.problems)
    assert all(problem.place and problem.place.file == "r.yml" for problem in loaded.problems)


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=4),
    st.sampled_from(["W01", "P1"]),
)
VALUES = st.recursive(
    SCALARS,
    lambda i: st.one_of(
        st.lists(i, max_size=3),
        st.dictionaries(
            st.sampled_from(
                [
                    "id",
                    "title",
                    "weeks",
                    "units",
                    "tasks",
                    "steps",
                    "label",
                    "name",
                    "kinds",
                    "boxes",
                    "aliases",
                    "share",
                ]
            ),
            i,
            max_size=4,
        ),
    ),
)


@settings(deadline=2000, max_examples=150)
@given(
    st.sampled_from(
        ["units", "kinds", "phases", "electives", "milestones", "verbs", "hours", "label", "zone"]
    ),
    VALUES,
)
def test_any_value_under_any_key_is_judged_and_never_fails(key: str, value: object) -> None:
    loaded = load(BASE.replace(f"{key}:", f"x-{key}:", 1) + f"\n{key}: {json.dumps(value)}\n")
    assert bool(loaded.roadmap) != bool(loaded.problems)
