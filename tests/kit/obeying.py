"""What a test of orders asks: how an issue stands, what a push has to say, which orders stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from github_twin import seed
from roadmap_bot.acts.obey import MANY, hold_back
from roadmap_bot.changes import Sort
from roadmap_bot.commits.order import Orders
from roadmap_bot.commits.orders import make_orders
from roadmap_bot.decide import Act
from roadmap_bot.repository import Commit
from tests.kit.learner import Learner, wrong

LEARNER, HELPER, STRANGER, AUTHOR = seed.LEARNER, seed.HELPER, seed.STRANGER, seed.AUTHOR
OBEY = frozenset({Act.OBEY, Act.FOLLOW})


def state(learner: Learner, id: str) -> tuple[str, str | None]:
    issue = learner.issue(id)
    return issue.state, issue.reason


def comments(learner: Learner, id: str) -> list[str]:
    return [comment.body for comment in learner.issue(id).comments]


def codes(learner: Learner, *messages: str, **push: Any) -> list[str]:
    """What a push has to say."""
    return [problem.code for problem in wrong(learner.push(*messages, **push))]


def is_quiet(learner: Learner) -> bool:
    """Whether another run of any kind writes nothing, but for the report."""
    events: list[tuple[str, Mapping[str, Any]]] = [("schedule", {}), ("workflow_dispatch", {})]
    return not any(
        change.sort is not Sort.COMMIT
        for name, event in events
        for change in learner.run(name, event).plan
    )


def commit(
    learner: Learner, message: str, *, login: str | None = LEARNER, hours: float = 0.0
) -> Commit:
    """A commit of this moment, or of some hours ago."""
    return Commit("a" * 40, message, learner.twin.world.now - dt.timedelta(hours=hours), login)


def orders_of(learner: Learner, *commits: Commit, limit: int = MANY, **options: Any) -> Orders:
    seen, goal = learner.look()
    return hold_back(
        make_orders(replace(seen, commits=commits), goal, **options), seen.things, goal, limit
    )
