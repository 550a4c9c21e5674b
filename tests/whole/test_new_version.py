"""A learner of the roadmap before topics counted takes over the newer one, and loses nothing."""

from __future__ import annotations

from contextlib import suppress

import pytest

from roadmap_bot.errors import BotError
from roadmap_bot.http.request import Answer, Request
from roadmap_bot.issues.boxes import find_ticks
from roadmap_bot.progress.progress import Progress
from roadmap_bot.roadmap.model import Roadmap
from tests.kit.learner import Learner
from tests.kit.scene import load
from tests.kit.small_roadmap import make_roadmap, make_task, make_unit, measure

OLD, NEW = "seed-1.0", "seed"
CHECKLIST = {f"W24-4.{number + 6}": f"W24.{number}" for number in range(1, 8)}


def begin() -> Learner:
    """Let a learner of the old roadmap work."""
    learner = Learner(OLD)
    learner.close_all("W01-1", "W01-2", "W01-3")
    for number in (1, 2, 3):
        learner.do("tick", "W01", text=f"W01.{number} ")
    learner.run("schedule")
    learner.tick_all("W05-3")  # four of "7–10"
    learner.run("schedule")
    for id, box in (
        ("W03", "W03.1 "),
        ("W03-2", "W03-2.1 "),
        ("P1", "P1.2 "),
        ("W11-1", "W11-1.5 "),
    ):
        learner.do("tick", id, text=box)
    for box in ("W24.1 ", "W24.5 "):
        learner.do("tick", "W24", text=box)
    learner.edit("W03", lambda body: f"{body}\nMy own note\n")
    learner.do("close", "W07", reason="completed")
    learner.do("close", "P2A", reason="completed")
    learner.run("schedule")
    return learner


@pytest.fixture(scope="module")
def moved() -> tuple[Learner, dict[str, str | None]]:
    """Play the change of version once; return how each issue was closed before, too."""
    learner = begin()
    before = closed(learner)
    learner.roadmap = load(NEW)
    learner.run("schedule")
    return learner, before


def closed(learner: Learner) -> dict[str, str | None]:
    """How each unit and task is closed, None while it is open."""
    return {owner.id: learner.reason(owner.id) for owner in load(OLD).owners}


def progress(learner: Learner) -> Progress:
    seen, goal = learner.look()
    return measure(goal, seen.things)


def test_what_was_closed_stays_closed_and_what_was_open_stays_open(
    moved: tuple[Learner, dict[str, str | None]],
) -> None:
    learner, before = moved
    assert closed(learner) == before
    done = {"W01", "W01-1", "W01-2", "W01-3", "W05-3", "W07", "W07-1", "W07-2", "W07-3", "P2A"}
    assert {id for id, reason in before.items() if reason} == done


def test_ticks_stay_also_of_boxes_that_moved_to_another_issue(
    moved: tuple[Learner, dict[str, str | None]],
) -> None:
    learner, _ = moved
    for id, box in (("W03", "W03.1"), ("W03-2", "W03-2.1"), ("P1", "P1.2"), ("W11-1", "W11-1.5")):
        ticks = find_ticks(learner.body(id))
        assert {one for one, on in ticks.items() if on} == {box}, id
    ticks = find_ticks(learner.body("W24-4"))
    assert {one for one, on in ticks.items() if on} == {"W24-4.7", "W24-4.11"}
    assert find_ticks(learner.body("W24")) == {}


def test_notes_stay_and_new_boxes_come(moved: tuple[Learner, dict[str, str | None]]) -> None:
    learner, _ = moved
    assert learner.body("W03").endswith("\nMy own note\n")
    assert learner.body("W03").count("神经网络**") == 1
    assert {"W03.4", "W03.5"} <= find_ticks(learner.body("W03")).keys()
    assert {"W01.4", "W01.5"} <= find_ticks(learner.body("W01")).keys()


def test_units_that_were_closed_before_topics_existed_count_whole(
    moved: tuple[Learner, dict[str, str | None]],
) -> None:
    learner, _ = moved
    theory = progress(learner).kinds[0]
    assert theory.hours_done == pytest.approx(10.5 + 10.5)  # W01 and W07
    assert not {"W01", "W07"} & {todo.unit for todo in progress(learner).todos}


def test_the_run_after_that_changes_nothing(
    moved: tuple[Learner, dict[str, str | None]],
) -> None:
    learner, before = moved
    assert learner.apply().plan == ()
    assert closed(learner) == before


def test_a_commit_that_names_an_old_box_ticks_the_new_one() -> None:
    learner = Learner(NEW)
    learner.push("done W24.2")
    assert find_ticks(learner.body("W24-4"))["W24-4.8"]


def make_version(box: str, aliases: list[str], *, on_task: bool) -> Roadmap:
    """Make a roadmap with one box, on the unit or on its task."""
    task = make_task("W01-1", "theory", 1)
    unit = make_unit("W01", (1, 2), "theory", 1, task)
    home = task if on_task else unit["boxes"][0]
    home["steps"] = [*home["steps"], {"id": box, "text": "Moves", "aliases": aliases}]
    return make_roadmap(start="first-monday", units=[unit], electives=[])


@pytest.mark.parametrize("lost", ["before", "after"])
@pytest.mark.parametrize("index", range(8))
def test_a_tick_survives_its_move_whichever_request_fails(index: int, lost: str) -> None:
    learner = Learner(make_version("W01.2", [], on_task=False))
    learner.do("tick", "W01", text="W01.2 ")
    learner.roadmap = make_version("W01-1.2", ["W01.2"], on_task=True)
    send, count = learner.send, 0

    def failing(request: Request) -> Answer:
        nonlocal count
        count += 1
        if count - 1 != index:
            return send(request)
        if lost == "after":
            send(request)
        return Answer(0, {}, "connection reset")

    learner.send, learner.patience = failing, 0.0
    with suppress(BotError):
        learner.apply()
    learner.send = send
    learner.apply()
    assert find_ticks(learner.body("W01-1")) == {"W01-1.1": False, "W01-1.2": True}
    assert find_ticks(learner.body("W01")) == {"W01.1": False}
    assert learner.apply().plan == ()
