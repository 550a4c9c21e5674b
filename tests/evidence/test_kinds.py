"""Which boxes evidence may still tick."""

from __future__ import annotations

from dataclasses import replace

from roadmap_bot.evidence.found import Facts, Found
from roadmap_bot.evidence.kinds import (
    find_evidence,
    find_kinds,
    find_settled,
    find_shown,
    find_waiting,
)
from roadmap_bot.issues.boxes import make_box, tick, tick_found
from roadmap_bot.issues.desired import make_desired
from roadmap_bot.repository import Tree
from roadmap_bot.roadmap.settings import Settings
from roadmap_bot.roadmap.units import Boxes, Evidence, Step
from roadmap_bot.state import Issue, State, find_issue
from tests.kit.evident import ASKED, load_evident
from tests.kit.small_roadmap import goal_of

ROADMAP = load_evident()


def waiting(state: State) -> list[str]:
    return [step.id for unit in ROADMAP.units for step in find_waiting(unit, state)]


def test_all_steps_wait_that_ask_for_something() -> None:
    state: State = make_desired(goal_of(ROADMAP)).things
    assert set(waiting(state)) == ASKED.keys()
    assert set(waiting({})) == ASKED.keys()


def test_a_closed_or_disputed_issue_waits_for_nothing() -> None:
    state: State = make_desired(goal_of(ROADMAP)).things
    task = find_issue(state, "W01-1")
    assert isinstance(task, Issue)
    for other in (replace(task, closed="completed"), replace(task, disputed=True)):
        assert waiting({**state, "issue/W01-1": other}) == ["W01.1"]


def test_a_box_is_settled_once_it_is_ticked_or_somebody_had_a_word_on_it() -> None:
    box = make_box("W01.1", "Sell")
    assert find_settled(box) == frozenset()
    ticked = box.replace("[ ]", "[x]")
    cleared = tick(box, "W01.1", "1a2b3c4", on=False)
    found = tick_found(box, "W01.1", "`a`")
    unticked = found.replace("[x]", "[ ]")
    for body in (ticked, cleared, found, unticked):
        assert find_settled(body) == {"W01.1"}


def test_any_kind_of_evidence_will_do() -> None:
    facts = Facts(tree=Tree(frozenset({"bakery/scales/red.txt"})))
    task = ROADMAP.units[0].tasks[0]
    first, second = task.steps
    assert find_evidence(first, facts) == Found("bakery/scales/red.txt")
    assert find_evidence(second, facts) is None


def test_only_kinds_that_may_tick_a_box_are_looked_for() -> None:
    state: State = make_desired(goal_of(ROADMAP)).things
    assert find_kinds(ROADMAP, state, 1) == {"files"}
    closed = {
        key: replace(thing, closed="completed") if isinstance(thing, Issue) else thing
        for key, thing in state.items()
    }
    assert find_kinds(ROADMAP, closed, 1) == frozenset()
    links = load_evident({"W01-1.1": {"link": "demo"}})
    assert find_kinds(links, {}, 1) == {"link"}


def test_pull_requests_are_looked_for_once_their_unit_begins_or_all_before_is_done() -> None:
    first = ROADMAP.units[0]
    asking = Step(id="W02.1", text="Sell", evidence=Evidence(pull=True))
    group = Boxes(title="Then", steps=(asking,))
    second = first.model_copy(update={"id": "W02", "weeks": (2, 2), "tasks": (), "boxes": (group,)})
    roadmap = ROADMAP.model_copy(update={"units": (first, second)})
    assert find_kinds(roadmap, {}, 1) == {"files"}
    assert find_kinds(roadmap, {}, 2) == {"files", "pull"}
    unit = find_issue(make_desired(goal_of(ROADMAP)).things, "W01")
    assert unit
    done = {"issue/W01": replace(unit, closed="completed")}
    assert find_kinds(roadmap, done, 1) == {"files", "pull"}


def test_boxes_are_counted_that_ask_for_evidence_and_those_that_it_ticked() -> None:
    state: State = make_desired(goal_of(ROADMAP)).things
    task = find_issue(state, "W01-1")
    assert task
    body = tick_found(task.body, "W01-1.1", "`a`")
    found = {**state, "issue/W01-1": replace(task, body=body)}
    assert list(find_shown(ROADMAP, Settings(), {})) == [False] * 3
    assert sorted(find_shown(ROADMAP, Settings(), found)) == [False, False, True]
    unticked = replace(task, body=body.replace("[x]", "[ ]"))
    assert not any(find_shown(ROADMAP, Settings(), {**state, "issue/W01-1": unticked}))
    without = Settings(without=("W01-1",))
    assert list(find_shown(ROADMAP, without, found)) == [False]
