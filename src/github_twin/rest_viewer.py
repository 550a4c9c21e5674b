"""REST: whom a token speaks for, and what it has left to spend."""

from __future__ import annotations

from github_twin import limits
from github_twin.objects import render_viewer
from github_twin.refusals import RefusedError
from github_twin.rest_call import Body, Call
from github_twin.tokens import find_viewer


def show_viewer(call: Call) -> tuple[int, Body]:
    """Show whom the token speaks for; the job's token may not ask."""
    if call.token.kind == "actions":
        raise RefusedError("forbidden-integration", permissions="")
    return 200, render_viewer(call.world, find_viewer(call.world, call.token))


def show_limits(call: Call) -> tuple[int, Body]:
    """Show what the token has left of its budgets; asking is free."""
    spent = call.world.spent.get(call.token.text, limits.Spent())
    budget = limits.find_budget(call.world.limits, call.token.kind)
    shown = {name: _render_bucket(budget, spent.bucket(name)) for name in ("core", "graphql")}
    shown["search"] = {**shown["core"], "limit": 30, "remaining": 30, "used": 0}
    return 200, {"resources": shown, "rate": shown["core"]}


def _render_bucket(budget: int, bucket: limits.Bucket) -> dict[str, int]:
    reset = int((bucket.since + limits.HOUR).timestamp())
    return {"limit": budget, "used": bucket.used, "remaining": max(budget - bucket.used, 0), "reset": reset}
