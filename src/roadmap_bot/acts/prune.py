"""What left the roadmap: found, and closed when that is asked for."""

from __future__ import annotations

from dataclasses import replace

from roadmap_bot.errors import Problem, UserError
from roadmap_bot.issues.body import is_beside
from roadmap_bot.issues.desired import Desired
from roadmap_bot.keys import Key, is_twin, issue_id
from roadmap_bot.state import Issue, State, find_issue, find_issues

PRUNE_LIMIT = 0.3


def find_left(state: State, desired: Desired) -> tuple[Key, ...]:
    """Find the open issues that no roadmap asks for any more; reviews are not of it."""
    left: list[Key] = []
    for key, issue in find_issues(state):
        is_ours = key in desired.things or is_twin(key)
        if not is_ours and _is_live(key, issue):
            left.append(key)
    return tuple(left)


def prune(state: State, desired: Desired, *, force: bool) -> State:
    """Close what left the roadmap as not planned.

    Raises UserError when that is much of what is open, unless forced.
    """
    live = [key for key, issue in find_issues(state) if _is_live(key, issue)]
    left = find_left(state, desired)
    is_much = len(left) > PRUNE_LIMIT * len(live)
    if is_much and not force:
        raise UserError(Problem("run.prune", {"count": len(left), "total": len(live)}))
    things = dict(state)
    for key in left:
        issue = find_issue(state, issue_id(key))
        if issue and not issue.disputed:
            things[key] = replace(issue, closed="not_planned")
    return things


def _is_live(key: Key, issue: Issue) -> bool:
    return issue.closed is None and not is_beside(key)
