"""Two at once: a run beside a run, and a learner at work between the bot's reads and its writes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from github_twin import seed
from github_twin.clock import advance
from github_twin.people import perform
from github_twin.world import World
from roadmap_bot.http.request import Answer, Request
from tests.kit.drawn_world import draw_world
from tests.kit.scene import NAME
from tests.kit.stories import Story, Trial, find_number, follow, make_stories, record, report

WAYS = [(0.0, 10), (5.0, 1)]  # lag of lists, most writes a request
Meddle = Callable[[World], World]


def interrupt(story: Story, at: int, lag: float, size: int, meddle: Meddle) -> World:
    """Play a story with somebody else at work just before request `at`; return the world then."""
    trial = Trial(story.start(lag), story, size)
    send, count = trial.send, 0

    def interrupted(request: Request) -> Answer:
        nonlocal count
        count += 1
        if count == at:
            trial.twin.world = meddle(trial.twin.world)
        return send(request)

    trial.send = interrupted
    trial.play()
    return trial.twin.world


def play(story: Story, size: int = 10) -> Meddle:
    """Make the other run."""

    def meddle(world: World) -> World:
        trial = Trial(world, story, size)
        trial.play()
        return trial.twin.world

    return meddle


def count_requests(story: Story, lag: float, size: int) -> int:
    trial = Trial(story.start(lag), story, size)
    trial.play()
    return trial.twin.requests


def find_pushed(drawn: dict[str, Any]) -> list[str]:
    return [message for message in drawn["commits"] if not message.endswith("[skip ci]")]


def check(found: dict[str, Any], wanted: dict[str, Any], at: int) -> None:
    """Compare two ends; a report that saw half of it may have been written between."""
    assert [part for part in wanted if found[part] != wanted[part] and part != "commits"] == [], at
    assert find_pushed(found) == find_pushed(wanted), at
    assert len(found["commits"]) <= len(wanted["commits"]) + 1, at


@pytest.mark.parametrize(("lag", "size"), WAYS)
@pytest.mark.parametrize("name", ["apply", "run", "update", "evidence", "regions"])
def test_two_runs_at_once_end_as_one(name: str, lag: float, size: int) -> None:
    story, tape = make_stories()[name], record(name, lag, size)
    wanted = draw_world(tape.end, twins=False)
    for at in range(1, len(tape.track) + 1):
        world = interrupt(story, at, lag, size, play(story, size))
        assert draw_world(world, twins=False) == wanted, at
        assert Trial(advance(world, 60), replace(story, act=follow)).plan().plan == (), at


@pytest.mark.parametrize(("lag", "size"), WAYS)
@pytest.mark.parametrize("is_close_first", [True, False])
def test_a_close_beside_a_report_ends_as_one_after_the_other(
    is_close_first: bool, lag: float, size: int
) -> None:
    close = make_stories()["close"]
    reporting = replace(close, act=report)
    first, second = (close, reporting) if is_close_first else (reporting, close)
    wanted = draw_world(play(reporting)(advance(play(close)(close.start(lag)), 60)))
    for at in range(1, count_requests(first, lag, size) + 1):
        world = interrupt(first, at, lag, size, play(second, size))
        check(draw_world(play(reporting)(advance(world, 60))), wanted, at)


def _edit(id: str, change: Callable[[str], str]) -> Meddle:
    def meddle(world: World) -> World:
        number = find_number(world, id)
        body = world.repositories[NAME].issues[number].body
        return _act(world, "edit", number=number, body=change(body))

    return meddle


def _act(world: World, act: str, **values: Any) -> World:
    return perform(world, act, NAME, seed.LEARNER, **values)[0]


EDITS: dict[str, Meddle] = {
    "a note below": _edit("W01-1", lambda body: f"{body}\nAnother note.\n"),
    "a tick": _edit("W01-1", lambda body: body.replace("[ ] Step 2", "[x] Step 2")),
    "a comment": lambda world: _act(
        world, "comment", number=find_number(world, "W01-1"), body="Why?"
    ),
    "a label": lambda world: _act(world, "label", number=find_number(world, "W01"), name="bug"),
    "a push": lambda world: _act(
        world, "push", commits=[{"message": "Edit", "files": {"notes.txt": "Mine."}}]
    ),
}


@pytest.mark.parametrize(("lag", "size"), WAYS)
@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("name", ["update", "close", "report"])
def test_what_a_learner_does_between_read_and_write_is_kept(
    name: str, edit: str, lag: float, size: int
) -> None:
    story, meddle = make_stories()[name], EDITS[edit]
    wanted = draw_world(play(story)(advance(play(story)(meddle(story.start())), 60)))
    for at, (request, _, _) in enumerate(record(name, lag, size).track, start=1):
        if "mutation UpdateIssue" in str(request.body):
            continue  # read a moment before; GitHub has no write that depends on the old body
        world = interrupt(story, at, lag, size, meddle)
        check(draw_world(play(story)(advance(world, 60))), wanted, at)
