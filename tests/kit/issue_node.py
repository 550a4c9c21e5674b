"""Issues as GraphQL gives them and the twin does not make them."""

from __future__ import annotations

from typing import Any

from roadmap_bot.issues.identity import Found, identify
from tests.kit.learner import Learner


def make_node(learner: Learner, **facts: Any) -> dict[str, Any]:
    """An issue as GraphQL gives it: of an author whose account is gone."""
    blank = {"totalCount": 0, "nodes": []}
    names = ("author", "editor", "parent", "milestone", "stateReason", "closedAt", "lastEditedAt")
    base = {
        **dict.fromkeys(names),
        "id": "I_1",
        "number": 1,
        "url": "u",
        "title": "a",
        "state": "OPEN",
    }
    lists = dict.fromkeys(("assignees", "labels", "comments", "timelineItems"), blank)
    return {
        **base,
        **lists,
        "body": learner.body("W01-2"),
        "createdAt": "2026-11-23T09:00:00Z",
        "updatedAt": "2026-11-23T09:00:00Z",
        **facts,
    }


def read_node(learner: Learner, **facts: Any) -> Found:
    return identify(
        learner.roadmap, learner.look()[0].repository, [make_node(learner, **facts)], [], []
    )
