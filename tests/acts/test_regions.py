"""A region goes out of the file that is to bear it no more; all else in that file stays."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from roadmap_bot.acts.report import write_report
from roadmap_bot.decide import Act
from roadmap_bot.keys import file_key
from roadmap_bot.report.figures import find_regions
from roadmap_bot.report.files import MANUAL, OWN, ROOT, find_region
from roadmap_bot.report.portfolio import BEGIN, END
from roadmap_bot.report.region import BEGIN as PROGRESS
from roadmap_bot.report.region import END as PROGRESS_END
from roadmap_bot.roadmap.paths import FIGURES, SETTINGS
from roadmap_bot.session import preview
from roadmap_bot.state import File, Thing
from tests.kit.desk import README, SHOWN, START, Desk
from tests.kit.portfolios import make_portfolio

OLD, NEW = "PORTFOLIO.md", "docs/work.md"
MOVED = f"{SHOWN}portfolio: {NEW}\n"
PLACE = f"{BEGIN}\n{END}\n"


def told(desk: Desk) -> list[tuple[str, str]]:
    """What the next report has to say of files."""
    found = [(one.code, one.place.file) for one in desk.run().problems if one.place]
    return [(code, file) for code, file in found if code.startswith("report.")]


# The portfolio


def test_under_another_name_it_stands_there_and_no_more_where_it_was() -> None:
    desk = Desk()
    assert desk.remembered == {"progress": [ROOT], "portfolio": [OLD]}
    assert "ada/loaf" in desk.files[OLD]
    desk.set(MOVED)
    assert OLD not in desk.files
    assert "ada/loaf" in desk.files[NEW]
    assert desk.remembered == {"progress": [ROOT], "portfolio": [NEW]}
    assert desk.run().plan == ()


def test_both_go_in_one_commit() -> None:
    desk = Desk()
    before = len(desk.home.commits)
    desk.set(MOVED)
    assert len(desk.home.commits) == before + 2  # the learner's, and the bot's


def test_words_of_ones_own_stay_where_they_are() -> None:
    desk = Desk(files={OLD: f"Mine.\r\n\r\n{BEGIN}\r\n{END}\r\nMore of mine."})
    assert "ada/loaf" in desk.files[OLD]
    desk.set(MOVED)
    assert desk.files[OLD] == "Mine.\r\n\r\nMore of mine."
    assert "ada/loaf" in desk.files[NEW]


def test_it_goes_whatever_ends_an_editor_gave_its_lines() -> None:
    desk = Desk()
    desk.push({OLD: desk.files[OLD].replace("\n", "\r\n")})
    desk.set(START)
    assert OLD not in desk.files


def test_without_projects_it_goes_at_once() -> None:
    desk = Desk()
    desk.set(START)
    assert OLD not in desk.files
    assert desk.remembered == {"progress": [ROOT], "portfolio": []}


def test_without_projects_and_under_another_name_it_goes_too() -> None:
    desk = Desk(MOVED)
    assert NEW in desk.files
    desk.set(START)
    assert NEW not in desk.files
    assert OLD not in desk.files


def test_it_comes_back_as_it_was() -> None:
    desk = Desk()
    before = desk.files
    desk.set(MOVED)
    desk.set(SHOWN)
    assert desk.files == before


def test_another_language_at_the_same_time_hinders_nothing() -> None:
    desk = Desk()
    desk.set(f"{MOVED}language: zh\n")
    assert OLD not in desk.files
    assert desk.files[NEW].startswith("# 作品集")


def test_a_figures_file_of_an_earlier_version_remembers_the_portfolio() -> None:
    desk = Desk()
    figures = json.loads(desk.files[FIGURES])
    del figures["regions"]
    desk.push({FIGURES: json.dumps(figures), SETTINGS: MOVED})
    assert OLD not in desk.files


def test_figures_that_forgot_a_region_are_told_of_it_at_once() -> None:
    desk = Desk()
    figures = json.loads(desk.files[FIGURES])
    del figures["regions"]
    desk.push({FIGURES: json.dumps(figures)})
    assert desk.remembered == {"progress": [ROOT], "portfolio": [OLD]}
    assert desk.run().plan == ()


def test_who_wrote_the_new_file_already_keeps_it() -> None:
    desk = Desk()
    desk.push({SETTINGS: MOVED, NEW: f"# Work\n\n{PLACE}"})
    assert OLD not in desk.files
    assert desk.files[NEW].startswith("# Work\n\n")
    assert "ada/loaf" in desk.files[NEW]


def test_who_moved_the_file_and_said_so_in_one_push_has_it_remembered_at_once() -> None:
    desk = Desk()
    desk.push({OLD: None, NEW: desk.files[OLD], SETTINGS: MOVED})
    assert desk.remembered == {"progress": [ROOT], "portfolio": [NEW]}
    assert NEW in desk.files[ROOT]  # where the link leads
    desk.set(START)
    assert NEW not in desk.files


# READMEs


def test_pictures_are_found_from_where_a_learner_moved_the_readme() -> None:
    desk = Desk(START)
    moved = {ROOT: "# Me\n", "docs/a.md": desk.files[ROOT]}
    desk.push({**moved, SETTINGS: f"{START}readme: [docs/a.md]\n"})
    assert "../.github/progress/chart.svg" in desk.files["docs/a.md"]
    assert desk.remembered["progress"] == ["docs/a.md"]


def test_a_readme_that_the_settings_name_no_more_loses_its_region() -> None:
    desk = Desk(f"{START}readme: [README.md, docs/a.md]\n")
    assert desk.remembered["progress"] == [ROOT, "docs/a.md"]
    desk.set(f"{START}readme: [README.md]\n")
    assert "docs/a.md" not in desk.files
    assert PROGRESS in desk.files[ROOT]


def test_a_readme_that_another_replaces_keeps_what_is_the_learners() -> None:
    desk = Desk(START)
    desk.set(f"{START}readme: [docs/a.md]\n")
    assert desk.files[ROOT] == README.replace(README[6:-6], "")
    assert PROGRESS in desk.files["docs/a.md"]
    assert desk.run().plan == ()


def test_a_named_readme_that_is_named_no_more_goes_though_none_is_named_now() -> None:
    desk = Desk(f"{START}readme: [README.md, docs/a.md]\n")
    desk.set(START)
    assert "docs/a.md" not in desk.files
    assert PROGRESS in desk.files[ROOT]


def test_where_nobody_named_one_no_readme_loses_anything() -> None:
    desk = Desk(START)
    before = desk.files[ROOT]
    desk.push({ROOT: f"{MANUAL}\n{before}"})
    desk.clock.sleep(8 * 86_400)
    desk.run()
    assert PROGRESS in desk.files[ROOT]
    assert PROGRESS in desk.files[OWN]
    assert desk.remembered["progress"] == [OWN, ROOT]


def test_a_file_that_bore_one_thing_may_bear_another() -> None:
    desk = Desk(MOVED)
    desk.set(f"{SHOWN}readme: [{NEW}]\n")
    assert PROGRESS in desk.files[NEW]
    assert BEGIN not in desk.files[NEW]
    assert BEGIN in desk.files[OLD]
    assert desk.remembered == {"progress": [NEW], "portfolio": [OLD]}


@pytest.mark.parametrize(("path", "place"), [(OLD, PLACE), (ROOT, f"{PROGRESS}\n{PROGRESS_END}\n")])
def test_a_place_that_a_learner_pastes_is_filled_by_the_same_push(path: str, place: str) -> None:
    desk = Desk(files={path: "Mine.\n"})
    desk.push({path: f"Mine.\n\n{place}"})
    assert desk.files[path].startswith("Mine.\n\n")
    assert "facts=" in desk.files[path]


# What cannot be taken out


@pytest.mark.parametrize(
    "text", [f"Mine\n{BEGIN}\n", f"Mine\n{END}\n", f"{PLACE}{PLACE}", f"{END}\n{BEGIN}\n"]
)
def test_marks_without_a_pair_are_left_alone_and_named_until_a_person_mends_them(
    text: str,
) -> None:
    desk = Desk()
    done = desk.push({SETTINGS: MOVED, OLD: text})
    assert [one.code for one in done.problems] == ["report.left"]
    assert desk.files[OLD] == text
    assert desk.remembered["portfolio"] == [OLD, NEW]
    assert told(desk) == [("report.left", OLD)]
    desk.push({OLD: f"Mine\n{PLACE}"})
    assert desk.files[OLD] == "Mine\n"
    assert told(desk) == []
    assert desk.remembered["portfolio"] == [NEW]


@pytest.mark.parametrize("data", [b"\xff\xfe", b"x" * 600_000 + f"\n{PLACE}".encode()])
def test_a_file_that_cannot_be_read_whole_is_left_alone_and_named(data: bytes) -> None:
    desk = Desk()
    desk.put(OLD, data)
    desk.set(MOVED)
    assert desk.home.head.files[OLD].data == data
    assert told(desk) == [("report.left", OLD)]
    desk.push({OLD: None})
    assert told(desk) == []


def test_a_link_in_its_place_is_none_of_the_bots() -> None:
    desk = Desk()
    desk.put(OLD, b"docs/work.md", "120000")
    desk.set(MOVED)
    assert desk.home.head.files[OLD].mode == "120000"
    assert told(desk) == []
    assert desk.remembered["portfolio"] == [NEW]


# What anybody may have written into the memory


def test_no_path_is_asked_for_that_nobody_could_write() -> None:
    odd = ["a\0.md", "a\x1b.md", "a\r.md", "a\u202e.md", f"{'x' * 600}.md"]
    many = [f"{n}.md" for n in range(1000)]
    regions = {"progress": odd + many, "portfolio": odd}
    figures = {"generator": "roadmap-bot", "regions": regions, "portfolio": odd[0]}
    found = find_regions({file_key(FIGURES): File(json.dumps(figures))})
    assert (found.progress, found.portfolio) == (tuple(many[:20]), ())


@pytest.mark.parametrize(
    "path",
    [
        *("../PORTFOLIO.md", "/etc/a.md", ".git/a.md", "a\\b.md", "C:a.md", "a//b.md", ""),
        *(".github/workflows/a.md", ".github/WORKFLOWS/a.md", "roadmap/roadmap.yml", SETTINGS),
        *("README.md", ".github/GUIDE.md", "docs/readme.md", "x" * 3000),
    ],
)
def test_only_what_the_settings_may_name_is_believed(path: str) -> None:
    text = f"start: 2026-11-16\n# Theirs\n\n{PLACE}"
    files = {path: text} if path in ("docs/readme.md", ".github/workflows/a.md") else {}
    desk = Desk(files=files)
    before = desk.files
    figures = json.loads(before[FIGURES])
    figures["regions"]["portfolio"] = [path, OLD]
    desk.push({FIGURES: json.dumps(figures)})
    assert {**desk.files, FIGURES: ""} == {**before, FIGURES: ""}


def test_a_file_without_the_marks_is_never_touched() -> None:
    files = {"docs/a.md": f"```\n{PLACE}```\n", "docs/b.md": "Mine\n"}
    desk = Desk(files=files)
    figures = json.loads(desk.files[FIGURES])
    figures["regions"] = {"progress": list(files), "portfolio": list(files)}
    desk.push({FIGURES: json.dumps(figures)})
    desk.clock.sleep(8 * 86_400)
    desk.run()
    assert {path: desk.files[path] for path in files} == files
    assert desk.remembered == {"progress": [ROOT], "portfolio": [OLD]}


@pytest.mark.parametrize("regions", [[], 7, {"portfolio": OLD}, {"portfolio": [{}]}])
def test_a_memory_of_another_shape_is_none(regions: object) -> None:
    desk = Desk()
    figures = {**json.loads(desk.files[FIGURES]), "regions": regions}
    desk.push({FIGURES: json.dumps(figures), SETTINGS: MOVED})
    assert OLD in desk.files
    assert NEW in desk.files


def test_a_figures_file_of_somebody_elses_remembers_nothing() -> None:
    desk = Desk()
    figures = {**json.loads(desk.files[FIGURES]), "generator": "another"}
    desk.push({FIGURES: json.dumps(figures)})
    before = desk.files[OLD]
    desk.set(MOVED)
    assert desk.files[OLD] == before


# What is shared no more


@pytest.mark.parametrize(
    ("before", "after", "key", "expected"),
    [
        ("share: all\n", "", "open", None),
        ("with: [ada/loaf]\n", "", "companions", []),
        ("share: figures\n", "share: off\n", "shared", False),
    ],
)
def test_what_is_shared_no_more_is_out_at_once(
    before: str, after: str, key: str, expected: object
) -> None:
    weekly = f"{START}refresh: weekly\n"
    desk = Desk(weekly + before)
    assert json.loads(desk.files[FIGURES])[key] != expected
    desk.set(weekly + after)
    assert json.loads(desk.files[FIGURES])[key] == expected
    assert desk.run().plan == ()


# What it costs


def test_what_is_remembered_costs_a_request_only_until_it_is_out() -> None:
    desk = Desk(START)
    usual = desk.count()
    desk.set(f"{START}readme: [README.md, docs/a.md]\n")
    named = desk.count()
    desk.set(START)
    assert named == usual + 1
    assert desk.count() == usual


# Leaving


def test_leaving_takes_out_what_the_figures_do_not_name() -> None:
    desk = Desk()
    desk.twin.act("push", "learner", commits=[{"message": "Lose", "files": {FIGURES: None}}])
    desk.run(command="uninstall")
    assert OLD not in desk.files


def test_leaving_takes_out_what_the_settings_name_no_more() -> None:
    desk = Desk(f"{SHOWN}readme: [README.md, docs/a.md]\n")
    desk.push({OLD: f"Mine\n\n{desk.files[OLD]}"})
    commit = {"message": "Leave", "files": {SETTINGS: f"{START}portfolio: {NEW}\n"}}
    desk.twin.act("push", "learner", commits=[commit])
    desk.run(command="uninstall")
    assert desk.files.keys() == {ROOT, OLD}
    assert desk.files[OLD].startswith("Mine\n\n# Portfolio")
    assert BEGIN not in desk.files[OLD]
    assert PROGRESS not in desk.files[ROOT]


def test_leaving_names_beforehand_what_a_person_has_to_take_out() -> None:
    desk = Desk()
    desk.push({OLD: f"Mine\n{BEGIN}\n"})
    done = preview(desk.setup(), frozenset({Act.UNINSTALL}))
    assert [one.code for one in done.hints][:2] == ["uninstall.labels", "report.left"]
    desk.run(command="uninstall")
    assert desk.files[OLD] == f"Mine\n{BEGIN}\n"
    assert FIGURES not in desk.files


# Whatever stands around it


WORDS = st.text("ab #`>-*\\\r\n\t<!\ufeff中", max_size=40)


def is_gone(thing: Thing) -> bool:
    return isinstance(thing, File) and thing.gone


@settings(max_examples=60, deadline=None)
@given(above=WORDS, below=WORDS, newline=st.sampled_from(["\n", "\r\n"]))
@example(above="<!--", below="", newline="\n")
def test_no_byte_outside_the_region_changes_and_there_and_back_ends_in_one_state(
    above: str, below: str, newline: str
) -> None:
    whole = f"{above}\n\n{PLACE}{below}".replace("\n", newline)
    goal, state = make_portfolio("midway")
    away = replace(goal, settings=goal.settings.model_copy(update={"portfolio": NEW}))
    first = write_report({**state, file_key(OLD): File(whole)}, goal)
    assert write_report(first, goal) is first
    moved = write_report(first, away)
    span = find_region(File(whole), BEGIN, END)
    if span is None:  # the marks stand in code
        assert moved[file_key(OLD)] == File(whole)
        return
    assert moved[file_key(OLD)] == File(whole[: span.start] + whole[span.end :])
    again = {key: thing for key, thing in moved.items() if not is_gone(thing)}
    assert write_report(again, away) is again
    back = write_report(again, goal)
    assert back[file_key(NEW)] == File(None, gone=True)
    assert back[file_key(OLD)] == moved[file_key(OLD)]
