"""REST: whom a token speaks for, and what it has left to spend."""

from __future__ import annotations

from github_twin import limits
from github_twin.objects import render_viewer
from github_twin.refusals import RefusedError
from github_twin.rest_call import Body, Call
from github_twin.tokens import find_viewer

SEARCHES = 30


def show_viewer(call: Call) -> tuple[int, Body]:
    """Show whom the token speaks for; the job's token may not ask."""
    if call.token.kind == "actions":
        raise RefusedError("forbidden-integration", permissions="")
    viewer = find_viewer(call.world, call.token)
    return 200, render_viewer(call.world, viewer)


def show_limits(call: Call) -> tuple[int, Body]:
    """Show what the token has left of its budgets; asking is free."""
    spent = call.world.spent.get(call.token.text, limits.Spent())
    budget = limits.find_budget(call.world.limits, call.token.kind)
    core = _render_bucket(budget, spent.core)
    graphql = _render_bucket(budget, spent.graphql)
    search = {**core, "limit": SEARCHES, "remaining": SEARCHES, "used": 0}
    resources = {"core": core, "graphql": graphql, "search": search}
    return 200, {"resources": resources, "rate": core}


def _render_bucket(budget: int, bucket: limits.Bucket) -> dict[str, int]:
    return {
        "limit": budget,
        "used": bucket.used,
        "remaining": limits.find_remaining(budget, bucket),
        "reset": limits.find_reset(bucket),
    }
