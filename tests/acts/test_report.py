"""The report as files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_bot.acts.report import check_report, write_report
from roadmap_bot.report.files import (
    LIMIT,
    MANUAL,
    OWN,
    ROOT,
    readme_paths,
    wanted_files,
)
from roadmap_bot.report.generated import FILES
from roadmap_bot.report.progress_json import find_stamp
from roadmap_bot.report.region import BEGIN, END
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.paths import FIGURES, GUIDE, SETTINGS
from roadmap_bot.roadmap.settings import Settings, parse_settings
from roadmap_bot.state import File, State
from roadmap_bot.text.words import load_words
from tests.kit.small_roadmap import URL, at, day, make_goal, make_state

GOAL = make_goal(10)
COPY = {f"file/{ROOT}": File(f"# Manual\n\n{MANUAL}\n")}
PAIR = f"{BEGIN}\n{END}\n"


def state_of(files: Mapping[str, str | File] | None = None) -> State:
    things = {
        f"file/{path}": text if isinstance(text, File) else File(text)
        for path, text in (files or {}).items()
    }
    return {**make_state(GOAL, closed={"W01-1": 3}), **things}


def readme(text: str, path: str = ROOT) -> State:
    return state_of({path: text})


def text_of(state: State, path: str) -> str:
    file = state[f"file/{path}"]
    assert isinstance(file, File)
    assert file.text is not None
    return file.text


def later(goal: Goal, days: int) -> Goal:
    return replace(goal, calendar=replace(goal.calendar, now=at(day(10 + days))))


def problems(state: State, goal: Goal = GOAL) -> list[tuple[str, str, int]]:
    found = [(problem.code, problem.place) for problem in check_report(state, goal)]
    return [
        (code.removeprefix("report."), place.file, place.line) for code, place in found if place
    ]


def test_every_file_that_a_report_may_write_is_asked_for() -> None:
    assert set(wanted_files(Settings())) >= {OWN, ROOT, SETTINGS, *FILES, FIGURES}
    assert wanted_files(Settings(readme=("docs/a.md", ROOT)))[:3] == ("docs/a.md", ROOT, OWN)
    for state in (readme(PAIR), state_of(), {**state_of(), **COPY}):
        written = {
            key for key, thing in write_report(state, GOAL).items() if state.get(key) != thing
        }
        assert written <= {f"file/{path}" for path in wanted_files(Settings())}


def test_the_root_readme_carries_the_region_unless_it_is_the_manual() -> None:
    assert readme_paths(state_of(), GOAL) == (ROOT,)
    assert readme_paths(COPY, GOAL) == (OWN,)
    named = replace(GOAL, settings=Settings(readme=("a.md",)))
    assert readme_paths(COPY, named) == ("a.md",)


def test_a_readme_that_came_with_a_copy_stays_its_authors_and_the_table_gets_its_own() -> None:
    goal = replace(GOAL, repository=replace(GOAL.repository, upstream="author/plan"))
    target = write_report(readme("# By an author"), goal)
    assert text_of(target, ROOT) == "# By an author"
    assert "facts=" in text_of(target, OWN)
    assert "(../README.md)" in text_of(target, OWN)
    assert problems(target, goal) == []
    assert write_report(target, goal) == target
    assert "facts=" in text_of(write_report(target, later(goal, 30)), OWN)


def test_a_readme_of_ones_own_is_never_hidden_by_another() -> None:
    goal = replace(GOAL, repository=replace(GOAL.repository, upstream="author/plan"))
    reported = {SETTINGS: "start: 2026-11-09\n", ROOT: "# By a learner"}
    for repository, files in ((GOAL, {ROOT: "# Mine"}), (goal, reported)):
        target = write_report(state_of(files), repository)
        assert f"file/{OWN}" not in target
        assert [code for code, _, _ in problems(target, repository)] == ["no-region"]


def test_both_readmes_stay_true_where_both_have_a_place() -> None:
    target = write_report(state_of({ROOT: PAIR, OWN: PAIR}), GOAL)
    assert "facts=" in text_of(target, ROOT)
    assert "facts=" in text_of(target, OWN)


@pytest.mark.parametrize("path", ["readme.md", "Readme.md", "README.MD"])
def test_a_readme_of_another_spelling_is_the_readme(path: str) -> None:
    target = write_report(readme(PAIR, path), GOAL)
    assert f"file/{ROOT}" not in target
    assert "facts=" in text_of(target, path)


@pytest.mark.parametrize("path", ["README", "README.rst", "README.txt"])
def test_a_readme_of_another_format_is_never_hidden_by_a_new_one(path: str) -> None:
    target = write_report(readme("Mine", path), GOAL)
    assert f"file/{ROOT}" not in target
    assert FIGURES in {key.removeprefix("file/") for key in target}
    assert problems(target) == [("rival", path, 0)]
    assert write_report(target, later(GOAL, 2)) == target
    assert problems({**target, **readme(PAIR)}) == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_copy_gets_its_own_readme_with_a_link_to_the_manual(language: str) -> None:
    goal = replace(GOAL, words=load_words(language))
    target = write_report({**state_of(), **COPY}, goal)
    text = text_of(target, OWN)
    assert text.startswith("# Bread \\| and @<!-- -->butter #<!-- -->12\n")
    assert "(../README.md)" in text
    assert "(roadmap-bot.yml)" in text
    assert 'src="progress/badge.svg"' in text
    assert target[f"file/{ROOT}"] == COPY[f"file/{ROOT}"]
    assert check_report(target, goal) == ()
    assert write_report(target, goal) == target


def test_elsewhere_a_missing_readme_is_made_without_that_link() -> None:
    text = text_of(write_report(state_of(), GOAL), ROOT)
    assert "(../README.md)" not in text
    assert "(.github/roadmap-bot.yml)" in text
    assert 'src=".github/progress/badge.svg"' in text
    assert "`done W01-1`" in text


def test_a_roadmap_without_tasks_gives_no_example() -> None:
    units = [{"id": "D1", "title": "D", "phase": "F1", "weeks": [1, 1]}]
    text = text_of(write_report({}, make_goal(1, units=units, electives=[])), ROOT)
    assert "`done" not in text


def test_the_settings_may_name_several_readmes() -> None:
    goal = replace(GOAL, settings=Settings(readme=("docs/a/me.md", ROOT)))
    target = write_report(readme(f"Hello\n{PAIR}"), goal)
    assert 'src="../../.github/progress/badge.svg"' in text_of(target, "docs/a/me.md")
    assert 'src=".github/progress/badge.svg"' in text_of(target, ROOT)
    assert write_report(target, goal) == target


def test_a_readme_that_is_still_to_be_made_is_no_problem() -> None:
    assert problems(state_of()) == []


def test_a_readme_without_the_region_is_left_alone_and_named() -> None:
    state = readme("# Mine\n")
    target = write_report(state, GOAL)
    assert target[f"file/{ROOT}"] == state[f"file/{ROOT}"]
    assert problems(target) == [("no-region", ROOT, 0)]
    problem = check_report(target, GOAL)[0]
    assert problem.link == f"{URL}/edit/main/{ROOT}"
    said = load_words("en")(f"problem.{problem.code}", **problem.values)
    assert BEGIN in said
    assert END in said
    assert write_report(target, GOAL) == target


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (f"a\n\n{BEGIN}\n", "missing-end", 3),
        (f"a\n\n{END}\n", "missing-begin", 3),
        (f"{END}\n\n{BEGIN}\n", "reversed", 1),
        (f"{PAIR}\n{PAIR}", "second", 4),
    ],
)
def test_a_broken_region_is_named_with_its_line_and_not_written(
    text: str, code: str, line: int
) -> None:
    state = readme(text)
    assert problems(state) == [(code, ROOT, line)]
    assert write_report(state, GOAL)[f"file/{ROOT}"] == File(text)


def test_the_link_to_a_readme_with_a_space_in_its_name_can_be_followed() -> None:
    goal = replace(GOAL, settings=Settings(readme=("docs/my way.md",)))
    assert (
        check_report(readme("# Mine\n", "docs/my way.md"), goal)[0].link
        == f"{URL}/edit/main/docs/my%20way.md"
    )


def test_markers_in_a_fence_are_no_region() -> None:
    assert problems(readme(f"```\n{PAIR}```\n")) == [("no-region", ROOT, 0)]


@pytest.mark.parametrize("trouble", ["no-file", "binary", "too-large", "not-utf-8"])
def test_a_file_that_cannot_be_read_is_named_and_never_written(trouble: str) -> None:
    state = state_of({ROOT: File(None, trouble=trouble), FIGURES: File(None, trouble=trouble)})
    target = write_report(state, GOAL)
    assert problems(target) == [(trouble, ROOT, 0), ("foreign", FIGURES, 0)]
    assert (target[f"file/{ROOT}"], target[f"file/{FIGURES}"]) == (File(None), File(None))


def test_a_readme_that_github_would_cut_is_not_written() -> None:
    state = readme("x" * LIMIT + "\n\n" + PAIR)
    assert problems(state) == [("too-large", ROOT, 0)]
    assert write_report(state, GOAL)[f"file/{ROOT}"] == state[f"file/{ROOT}"]


def test_a_file_in_the_bots_folder_that_it_did_not_make_is_left_alone_and_named() -> None:
    badge = next(iter(FILES))
    state = state_of({badge: "<svg/>", FIGURES: '{"mine": true}'})
    target = write_report(state, GOAL)
    assert (text_of(target, badge), text_of(target, FIGURES)) == ("<svg/>", '{"mine": true}')
    assert problems(target) == [("foreign", badge, 0), ("foreign", FIGURES, 0)]
    assert write_report(target, GOAL) == target


def test_the_date_alone_changes_nothing_but_a_new_week_does() -> None:
    target = write_report(readme(PAIR), GOAL)  # a Wednesday
    assert write_report(target, later(GOAL, 4)) == target
    assert text_of(write_report(target, later(GOAL, 5)), ROOT) != text_of(target, ROOT)


def test_a_closed_task_changes_the_report_at_once() -> None:
    target = write_report(readme(PAIR), GOAL)
    more = {**target, **make_state(GOAL, closed={"W01-1": 3, "W01-2": 9})}
    changed = {key for key, thing in write_report(more, GOAL).items() if more[key] != thing}
    drawn = {f"file/{path}" for path in FILES if path != GUIDE}
    assert changed == {f"file/{ROOT}", f"file/{FIGURES}", *drawn}


@pytest.mark.parametrize("path", [*FILES, FIGURES, ROOT])
def test_a_report_file_that_was_deleted_comes_back(path: str) -> None:
    target = write_report(state_of(), GOAL)
    left = {key: thing for key, thing in target.items() if key != f"file/{path}"}
    assert text_of(write_report(left, GOAL), path) == text_of(target, path)


def test_a_region_that_somebody_damaged_is_repaired() -> None:
    target = write_report(readme(PAIR), GOAL)
    damaged = {**target, f"file/{ROOT}": File(text_of(target, ROOT).replace("15 %", "99 %"))}
    assert damaged != target
    assert write_report(damaged, GOAL) == target


@settings(max_examples=40)
@given(
    st.text(st.sampled_from("ab# 中\t\n\\$|"), max_size=30),
    st.text(st.sampled_from("ab# 中\t\n\\$|"), max_size=30),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "\ufeff"]),
)
def test_every_byte_outside_the_region_stays(
    above: str, below: str, newline: str, mark: str
) -> None:
    before = mark + f"{above}\n\n{BEGIN}\n".replace("\n", newline)
    after = f"{END}\n{below}".replace("\n", newline)
    state = readme(before + after)
    if problems(state):
        return
    text = text_of(write_report(state, GOAL), ROOT)
    assert text.startswith(before)
    assert text.endswith(after)
    inner = text[len(before) : len(text) - len(after)]
    assert "facts=" in inner
    assert inner.count("\n") == inner.count(newline)
    assert inner.replace("\r\n", "").count("\r") == 0


def test_a_file_of_the_bot_that_a_tool_reformatted_is_still_its_own() -> None:
    target = write_report(state_of(), GOAL)
    squeezed = json.dumps(json.loads(text_of(target, FIGURES)))
    assert write_report({**target, f"file/{FIGURES}": File(squeezed)}, GOAL)[
        f"file/{FIGURES}"
    ] == File(squeezed)


@pytest.mark.parametrize("text", ["", "[]", "{", "[" * 100_000, '{"generator": "other"}'])
def test_other_peoples_figures_have_no_stamp(text: str) -> None:
    assert find_stamp(text) is None


def test_the_figures_can_be_read_by_other_tools() -> None:
    figures = json.loads(text_of(write_report(state_of(), GOAL), FIGURES))
    assert (figures["version"], figures["generator"]) == (1, "roadmap-bot")
    assert (figures["share"], figures["hours"], figures["tasks"]) == (
        0.15,
        {"done": 12, "total": 80},
        {"done": 1, "total": 7},
    )
    assert [row["id"] for row in figures["milestones"]] == ["M4", "M6"]
    assert figures["next"][0] | {"url": ""} == {
        "id": "W01-2",
        "title": "Task W01-2",
        "due": "2026-11-22",
        "url": "",
        "steps": {"done": 0, "total": 0},
        "only_criteria": False,
        "only_topics": False,
    }
    assert figures["history"] == [{"date": "2026-11-11", "hours": 12}]
    assert figures["kinds"][:2] == [
        {"id": "theory", "title": "Theory", "hours": {"done": 12, "total": 12}, "share": 1},
        {"id": "practice", "title": "Practice", "hours": {"done": 0, "total": 20}, "share": 0},
    ]
    assert (figures["hours_per_week"], figures["finish"]) == (8.4, "2027-01-14")


def test_figures_of_a_beginning_know_no_pace() -> None:
    figures = json.loads(text_of(write_report({}, GOAL), FIGURES))
    assert (figures["hours_per_week"], figures["finish"]) == (None, None)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_first_report_adds_the_settings_with_the_start_date_and_nothing_else_set(
    language: str,
) -> None:
    goal = replace(GOAL, words=load_words(language))
    text = text_of(write_report(state_of(), goal), SETTINGS)
    found, troubles = parse_settings(text.encode(), SETTINGS, goal.roadmap)
    assert (found, troubles) == (Settings(start=goal.calendar.start), ())


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_line_of_the_settings_works_without_its_sign(language: str) -> None:
    goal = replace(GOAL, words=load_words(language))
    text = text_of(write_report({**state_of(), **COPY}, goal), SETTINGS)
    lines = [
        line[1:]
        if (line.startswith("#") and line[1:2] not in ("", " ")) or line.startswith("#  ")
        else line
        for line in text.splitlines()
    ]
    found, troubles = parse_settings("\n".join(lines).encode(), SETTINGS, goal.roadmap)
    assert troubles == ()
    assert (found.zone, found.language, found.refresh, found.review) == (
        "UTC",
        language,
        "close",
        True,
    )
    assert (found.electives, found.without, found.readme) == ({"E": ("P2A",)}, ("W01-1",), (OWN,))
    assert (len(found.pauses), found.hours) == (1, 10)


def test_settings_that_exist_are_never_written() -> None:
    for file in (File("zone: UTC\n"), File(None, trouble="binary")):
        assert write_report(state_of({SETTINGS: file}), GOAL)[f"file/{SETTINGS}"] == file
