"""The control issue itself: made once, its text kept up to date, pinned with the unit's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from roadmap_bot.control.asked import clear_asked
from roadmap_bot.control.memory import Memory, find_memory
from roadmap_bot.control.pins import settle_pins, unpin_own
from roadmap_bot.issues.body import make_body
from roadmap_bot.issues.merge import merge_body
from roadmap_bot.keys import CONTROL, Key, issue_id, issue_key
from roadmap_bot.progress.progress import make_progress
from roadmap_bot.report.lines.control import render_control
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.state import Issue, State


def keep_control(state: State, goal: Goal, actual: State) -> State:
    """Make the control issue, keep its text up to date, pin it and the current unit's.

    One that a person closed stays closed, and is not written to.
    """
    if _is_due(state, goal):
        return {**state, CONTROL: _make(state, goal)}
    issue = state.get(CONTROL)
    if not isinstance(issue, Issue) or issue.disputed:
        return state
    memory = find_memory(issue.body)
    once = memory.pinned
    if issue.closed:
        return unpin_own(state, once)
    if not goal.settings.control:
        return {**unpin_own(state, once), CONTROL: replace(issue, closed="not_planned")}
    if CONTROL in actual:
        state, once = settle_pins(state, _find_wanted(state, goal, actual), once)
    written = write_control(issue, Memory(memory.done, once), state, goal)
    return {**state, CONTROL: written}


def _is_due(state: State, goal: Goal) -> bool:
    """Whether there is to be a control issue and is none, not even a closed one.

    Where all is done, nothing is left to be asked for.
    """
    if not goal.settings.control or CONTROL in state:
        return False
    return not make_progress(goal.roadmap, goal.settings, goal.calendar, state).is_finished


def _make(state: State, goal: Goal) -> Issue:
    return Issue(goal.words("control.title"), _render(Memory(), state, goal), _find_labels(goal))


def _find_labels(goal: Goal) -> frozenset[str]:
    return frozenset({goal.roadmap.label.name.casefold()})


def write_control(issue: Issue, memory: Memory, state: State, goal: Goal) -> Issue:
    """Write the text anew, with no box ticked; what a person wrote around it stays."""
    body = merge_body(_render(memory, state, goal), clear_asked(issue.body), {})
    labels = issue.labels | _find_labels(goal)
    return replace(issue, title=goal.words("control.title"), body=body, labels=labels)


def _render(memory: Memory, state: State, goal: Goal) -> str:
    return make_body(goal.roadmap.id, issue_id(CONTROL), render_control(memory, goal))


def _find_wanted(state: State, goal: Goal, actual: State) -> Sequence[Key]:
    """Find what is to be pinned, once it is there: this issue, the first unit with open work."""
    if not goal.settings.pins:
        return ()
    progress = make_progress(goal.roadmap, goal.settings, goal.calendar, state)
    current = issue_key(progress.current) if progress.current else CONTROL
    return tuple(dict.fromkeys(key for key in (CONTROL, current) if key in actual))
