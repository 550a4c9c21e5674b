"""What was observed of an issue: who moved it, who edited it, and how it was closed."""

from __future__ import annotations

import datetime as dt

import pytest

from roadmap_bot.state import Issue
from tests.kit.issue_node import read_node
from tests.kit.learner import Learner


def test_who_moved_and_edited_an_issue_is_known_and_the_bot_is_nobody(learner: Learner) -> None:
    for box in ("Weigh", "Knead"):
        learner.do("tick", "W01-1", text=box)
    learner.apply()
    closed = learner.thing("W01-1")
    assert (closed.closed, closed.moved_at, closed.touched) == ("completed", None, True)
    assert closed.edited_at
    assert closed.closed_at
    learner.do("reopen", "W01-1")
    opened = learner.thing("W01-1")
    assert opened.reopened
    assert opened.reopened_at == opened.moved_at
    assert opened.moved_at
    assert opened.moved_at > closed.closed_at


def test_a_fresh_issue_is_untouched(learner: Learner) -> None:
    task = learner.thing("W01-2")
    assert (task.touched, task.disputed, task.reopened) == (False, False, False)
    assert (task.moved_at, task.edited_at, task.reopened_at, task.closed_at) == (
        None,
        None,
        None,
        None,
    )
    assert task.made_at == learner.issue("W01-2").made_at
    assert task.parent == "issue/W01"


def test_a_ghosts_closing_was_a_persons(learner: Learner) -> None:
    event = {"__typename": "ClosedEvent", "createdAt": "2026-11-24T09:00:00Z", "actor": None}
    found = read_node(
        learner, labels={"nodes": [{"name": "roadmap"}]}, timelineItems={"nodes": [event]}
    ).things["issue/W01-2"]
    assert isinstance(found, Issue)
    assert found.moved_at == dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC)
    assert found.touched


@pytest.mark.parametrize(
    ("reason", "closed"),
    [
        ("COMPLETED", "completed"),
        ("NOT_PLANNED", "not_planned"),
        ("DUPLICATE", "duplicate"),
        (None, "completed"),
    ],
)
def test_an_issue_closed_before_there_were_reasons_is_done(
    learner: Learner, reason: str | None, closed: str
) -> None:
    found = read_node(
        learner, labels={"nodes": [{"name": "roadmap"}]}, state="CLOSED", stateReason=reason
    )
    thing = found.things["issue/W01-2"]
    assert isinstance(thing, Issue)
    assert thing.closed == closed
