"""The guide: what a roadmap says beside its tasks, as one file that README and board lead to."""

from __future__ import annotations

from roadmap_bot.progress.progress import Progress
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.text.render import render


def render_guide(_: Progress, goal: Goal) -> str:
    """Render the guide, which is the same whatever the progress."""
    return render(
        "guide.md.j2", words=goal.words, roadmap=goal.roadmap, portfolio=goal.portfolio_page
    )
