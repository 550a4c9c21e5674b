"""What evidence has ticked, in one sentence: for READMEs and for the page."""

from __future__ import annotations

from roadmap_bot.evidence.kinds import find_shown
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.state import State


def render_evidence(state: State, goal: Goal) -> str:
    """Say for how many boxes the bot has found what they ask for; before the first, nothing."""
    shown = list(find_shown(goal.roadmap, goal.settings, state))
    done = sum(shown)
    if not done:
        return ""
    return goal.words("report.evidence", done=done, total=len(shown))
