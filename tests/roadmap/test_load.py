"""A roadmap loads whole or not at all; all that is wrong with it is said at once, at its node."""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_bot.issues.size import check_bodies
from roadmap_bot.roadmap.load import load_roadmap
from tests.kit.roadmap_text import BASE, find_problems, load
from tests.roadmap.checks import test_ids, test_rules
from tests.yaml import test_shape
from tests.yaml.test_yaml_file import expect

ROWS = test_ids.MISTAKES | test_rules.MISTAKES | test_shape.MISTAKES


def test_the_base_of_these_tests_is_a_roadmap() -> None:
    loaded = load(BASE)
    assert loaded.problems == ()
    assert loaded.roadmap is not None
    assert [task.id for _, task in loaded.roadmap.tasks] == ["W01-1", "W01-2"]


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
        ("an unknown kind of a task", "study"),
        ("an unknown weekday", "sunday"),
        ("an unknown zone", "Asia/Shanghai"),
    ]:
        [problem] = load(expect(BASE.replace(*ROWS[row]))[0]).problems
        assert problem.values["near"] == near


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


def test_a_second_roadmap_in_the_folder_is_one_sentence(tmp_path: Path) -> None:
    write(tmp_path, a=BASE, b=BASE.replace("id: demo", 'version: "2"\nid: other'))
    (problem,) = load_roadmap(tmp_path, check_bodies).problems
    assert (problem.code, problem.values["id"]) == ("roadmap.second", "demo")
    assert problem.place
    assert (Path(problem.place.file).name, problem.place.path) == ("b.yml", "id")


def test_the_same_id_in_two_files_is_still_one_roadmap(tmp_path: Path) -> None:
    write(tmp_path, a=BASE, b="id: demo\n")
    codes = [problem.code for problem in load_roadmap(tmp_path, check_bodies).problems]
    assert codes == ["roadmap.key-twice"]


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
        ("\nid：demo\ntitle：x\n", ("yaml.wide-colon", 2, 1)),
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
