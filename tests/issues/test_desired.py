"""What GitHub should hold for a roadmap, as the table of the design says."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from roadmap_bot.issues.body import find_mark, is_pristine
from roadmap_bot.issues.boxes import find_ticks
from roadmap_bot.issues.desired import Desired, line, make_desired, make_title
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.settings import Settings
from roadmap_bot.roadmap.units import Task, Unit
from roadmap_bot.state import Issue, Label, Milestone
from tests.kit.evident import load_evident
from tests.kit.scene import load
from tests.kit.small_roadmap import ROADMAP, make_goal, make_task, make_unit
from tests.kit.small_roadmap import goal_of as goal_in


def issue(desired: Desired, id: str) -> Issue:
    found = desired.things[f"issue/{id}"]
    assert isinstance(found, Issue)
    return found


def goal_of(name: str, **settings: object) -> Goal:
    goal = make_goal(settings=Settings.model_validate(settings))
    return Goal(load(name), goal.settings, goal.calendar, goal.words, goal.repository)


@pytest.fixture
def desired() -> Desired:
    return make_desired(make_goal())


def test_a_thing_stands_for_each_label_milestone_unit_and_task_in_that_order(
    desired: Desired,
) -> None:
    assert list(desired.things) == [
        *[
            "label/roadmap",
            "label/all",
            "label/theory",
            "label/practice",
            "label/drill",
            "label/project",
        ],
        "label/elective",
        *["milestone/M6", "milestone/M4"],
        *["issue/W01", "issue/W03", "issue/P1", "issue/P2A", "issue/P2B"],
        *["issue/W01-1", "issue/W01-2", "issue/W01-3", "issue/W03-1", "issue/W03-2"],
    ]


def test_titles_begin_with_the_id(desired: Desired) -> None:
    assert issue(desired, "W03").title == "[W03] Unit W03"
    assert issue(desired, "W03-2").title == "[W03-2] Task W03-2"


def test_a_title_is_one_line() -> None:
    unit = make_goal(units=[make_unit("W01", (1, 2), "theory", 0)]).roadmap.units[0]
    assert make_title(unit.model_copy(update={"title": "a\n  b\tc"})) == "[W01] a b c"
    assert line("a \n b") == "a b"


def test_tasks_are_nested_in_their_unit_and_units_in_nothing(desired: Desired) -> None:
    assert issue(desired, "W03-2").parent == "issue/W03"
    assert issue(desired, "W03").parent is None


def test_bodies_carry_the_marker_on_their_first_line(desired: Desired) -> None:
    for id in ("W03", "W03-2"):
        mark = find_mark(issue(desired, id).body)
        assert mark
        assert (mark.roadmap, mark.id) == ("small", id)
        assert issue(desired, id).body.startswith("<!-- roadmap-bot: small ")
        assert is_pristine(issue(desired, id).body)


def test_steps_and_criteria_are_unticked_boxes_with_their_ids(desired: Desired) -> None:
    assert find_ticks(issue(desired, "W03-2").body) == dict.fromkeys(
        (f"W03-2.{n}" for n in range(1, 5)), False
    )
    assert find_ticks(issue(desired, "W03").body) == {"W03.1": False, "W03.2": False}
    assert "- [ ] Step 1 <!-- W03-2.1 -->" in issue(desired, "W03-2").body


def test_labels_are_those_of_roadmap_phase_kind_and_elective(desired: Desired) -> None:
    assert issue(desired, "W03-2").labels == {"roadmap", "all", "practice"}
    assert issue(desired, "W03").labels == {"roadmap", "all", "theory"}
    assert issue(desired, "P2A").labels == {"roadmap", "all", "project", "elective"}
    assert set(desired.labels) == {
        "roadmap",
        "all",
        "theory",
        "practice",
        "drill",
        "project",
        "elective",
    }


def test_a_unit_of_no_kind_bears_no_kinds_label() -> None:
    unit = {**make_unit("W01", (1, 2), "theory", 0), "kind": None}
    assert issue(make_desired(make_goal(units=[unit], electives=[])), "W01").labels == {
        "roadmap",
        "all",
    }


def test_a_label_keeps_its_own_writing_under_a_folded_key() -> None:
    found = make_desired(
        make_goal(label={"name": "RoadMap", "color": "123456", "description": "x"})
    )
    label = found.things["label/roadmap"]
    assert isinstance(label, Label)
    assert (label.name, label.color, label.description) == ("RoadMap", "123456", "x")
    assert "roadmap" in issue(found, "W01-1").labels


def test_a_milestone_is_due_on_the_last_day_of_its_week_and_bears_the_marker(
    desired: Desired,
) -> None:
    milestone = desired.things["milestone/M4"]
    assert isinstance(milestone, Milestone)
    assert milestone.due == dt.date(2026, 12, 6)
    assert milestone.title == "Half | way [x]"
    mark = find_mark(milestone.description)
    assert mark
    assert mark.id == "M4"


def test_units_and_tasks_stand_under_the_first_milestone_that_is_due_when_they_end(
    desired: Desired,
) -> None:
    assert {id: issue(desired, id).milestone for id in ("W01", "W01-3", "W03", "P2A")} == {
        "W01": "milestone/M4",
        "W01-3": "milestone/M4",
        "W03": "milestone/M4",
        "P2A": "milestone/M6",
    }


def test_without_milestones_nothing_stands_under_one() -> None:
    assert issue(make_desired(make_goal(milestones=[])), "W01-1").milestone is None


def test_electives_are_made_and_labelled_and_say_what_they_are(desired: Desired) -> None:
    body = issue(desired, "P2B").body
    assert "> Elective: One of two, 1 of 2" in body
    assert "Elective" not in issue(desired, "P1").body


@pytest.mark.parametrize(
    ("without", "gone"),
    [
        (["W03-2"], {"issue/W03-2"}),
        (["W03"], {"issue/W03", "issue/W03-1", "issue/W03-2"}),
        (["W99-1"], {"issue/W01-2"}),
        (["W99"], {"issue/P1"}),
    ],
)
def test_what_the_settings_leave_out_is_not_asked_for(without: list[str], gone: set[str]) -> None:
    units = [dict(unit) for unit in ROADMAP["units"]]
    units[0]["tasks"] = tuple(
        {**task, "aliases": ["W99-1"]} if task["id"] == "W01-2" else task
        for task in units[0]["tasks"]
    )
    units[2]["aliases"] = ["W99"]
    everything = make_desired(make_goal(units=units)).things.keys()
    settings = Settings.model_validate({"without": without})
    assert (
        everything - make_desired(make_goal(units=units, settings=settings)).things.keys() == gone
    )


def test_a_step_that_is_left_out_has_no_box_whichever_of_its_ids_is_named() -> None:
    task = make_task("W01-1", "theory", 3)
    task["steps"][1]["aliases"] = ["W01-1.9"]
    units = [make_unit("W01", (1, 2), "theory", 0, task)]
    settings = Settings.model_validate({"without": ["W01-1.1", "W01-1.9"]})
    made = make_desired(make_goal(units=units, electives=[], settings=settings))
    assert find_ticks(issue(made, "W01-1").body) == {"W01-1.3": False}


def test_a_unit_says_when_it_is_due_and_how_long_it_takes(desired: Desired) -> None:
    assert "Weeks 1–2 · 20 hours" in issue(desired, "W01").body
    week = make_desired(
        make_goal(units=[{**make_unit("W01", (1, 1), "theory", 0), "hours": 7.5}], electives=[])
    )
    assert "Week 1 · 7.5 hours" in issue(week, "W01").body


def test_links_show_their_title_their_address_and_a_note() -> None:
    links = [
        {"title": "A [book]", "url": "https://example.org/a_(b)", "note": "chapter 1"},
        {"title": "A talk", "url": "https://example.org/"},
        {"title": "Paper only", "note": "page 9"},
        {"title": "Plain"},
    ]
    unit = {**make_unit("W01", (1, 2), "theory", 0), "resources": links}
    body = issue(make_desired(make_goal(units=[unit], electives=[])), "W01").body
    assert r"- [A \[book\]](https://example.org/a_%28b%29) — chapter 1" in body
    assert "- [A talk](https://example.org/)" in body
    assert "- Paper only — page 9" in body
    assert "- Plain\n" in body


def test_text_of_a_roadmap_pings_nobody_and_names_no_issue() -> None:
    texts = {"title": "Ask @ada about #12", "note": "See GH-7, ada/plan#3 and @ada.\n\n- @ada"}
    task = {**make_task("W01-1", "theory", 1), **texts}
    task["steps"][0]["text"] = "closes #12 @ada"
    unit = {**make_unit("W01", (1, 2), "theory", 1, task), "summary": "@ada #12"}
    unit["boxes"][0]["steps"][0]["text"] = "fixes #12"
    found = make_desired(make_goal(units=[unit], electives=[]))
    for id in ("W01", "W01-1"):
        text = re.sub(r"`[^`]*`", "", issue(found, id).body)
        assert not re.search(r"@ada|#\d|GH-\d", text)


def test_no_body_names_an_issue_by_its_number() -> None:
    for thing in make_desired(goal_of("seed")).things.values():
        if isinstance(thing, Issue):
            assert not re.search(r"#\d", thing.body)


@pytest.mark.parametrize("name", ["tiny", "seed", "big-en"])
def test_every_body_fits_and_says_the_same_each_time(name: str) -> None:
    goal = goal_of(name)
    made = make_desired(goal)
    for thing in made.things.values():
        if isinstance(thing, Issue):
            assert len(thing.body) <= 65_536
            assert len(thing.title) <= 256
            assert is_pristine(thing.body)
    assert make_desired(goal) == made


@pytest.mark.parametrize("name", ["tiny", "seed", "big-en"])
def test_every_address_of_a_unit_stands_in_its_bodies(name: str) -> None:
    goal = goal_of(name)
    made = make_desired(goal)
    for unit in goal.roadmap.units:
        owners: tuple[Unit | Task, ...] = (unit, *unit.tasks)
        for owner in owners:
            links = [
                *owner.resources,
                *(link for section in getattr(owner, "sections", ()) for link in section.links),
            ]
            for link in links:
                address = str(link.url).replace("(", "%28").replace(")", "%29")
                assert link.url is None or address in issue(made, owner.id).body


def find_body(goal: Goal, id: str) -> str:
    return issue(make_desired(goal), id).body


@pytest.mark.parametrize("name", ["seed", "big-en"])
def test_a_task_says_its_weeks_hours_and_unit_and_the_hours_add_up(name: str) -> None:
    goal = goal_in(load(name))
    words = goal.words
    for unit in goal.roadmap.units:
        sums = 0.0
        for task in unit.tasks:
            said = find_body(goal, task.id).splitlines()[1]
            assert words("issue.within", id=unit.id) in said
            assert str(unit.weeks[0]) in said
            hours = re.search(r"· ([\d.]+) ", said)
            assert hours
            sums += float(hours[1])
        if unit.tasks and not unit.studies:
            assert sums == pytest.approx(goal.roadmap.hours_of(unit), abs=0.01 * len(unit.tasks))


def test_a_task_with_boxes_says_when_it_closes_and_how_to_close_it_at_once() -> None:
    goal = goal_in(load("seed"))
    for _, task in goal.roadmap.tasks:
        body = find_body(goal, task.id)
        assert ("勾完最后一项" in body) == bool(task.steps)
        assert f"`完成 {task.id}`" in body


def test_another_title_of_a_unit_changes_no_task() -> None:
    goal = goal_in(load("seed"))
    first = goal.roadmap.units[0]
    units = (first.model_copy(update={"title": "Other"}), *goal.roadmap.units[1:])
    changed = goal_in(goal.roadmap.model_copy(update={"units": units}))
    old, new = make_desired(goal).things, make_desired(changed).things
    assert [key for key in old if old[key] != new[key]] == [f"issue/{first.id}"]


def test_a_box_says_what_the_bot_looks_for_and_the_body_what_that_means() -> None:
    asked: dict[str, dict[str, object]] = {
        "W01-1.1": {"files": "bakery/*.md", "least": 2},
        "W01-1.2": {"pull": True},
        "W01.1": {"link": "demo"},
    }
    desired = make_desired(goal_in(load_evident(asked)))
    task, unit = issue(desired, "W01-1").body, issue(desired, "W01").body
    assert "- [ ] Weigh the flour · 🔎 `bakery/*.md`, at least 2 <!-- W01-1.1 -->\n" in task
    pull = "🔎 a merged pull request with `W01-1.2` in its title or branch"
    assert f"- [ ] Knead for ten minutes · {pull} <!-- W01-1.2 -->\n" in task
    demo = "🔎 `projects: {W01: {demo: …}}` in your settings"
    assert f"- [ ] It sounds hollow · {demo} <!-- W01.1 -->\n" in unit
    for body in (task, unit):
        assert body.count("a box that you untick stays unticked") == 1
    assert "🔎" not in issue(desired, "W01-2").body
