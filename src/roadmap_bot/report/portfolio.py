"""The portfolio as a file of the repository: where it lies, and what of it the bot writes."""

from __future__ import annotations

from roadmap_bot.progress.progress import Progress
from roadmap_bot.report.files import find_region
from roadmap_bot.report.lines.portfolio import render_portfolio
from roadmap_bot.report.lines.rows import render_title
from roadmap_bot.report.readme import find_newline, translate_lines
from roadmap_bot.report.stamps import stamp_text
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.state import State, find_file
from roadmap_bot.text.render import render

BEGIN = "<!-- roadmap-bot:portfolio:begin -->"
END = "<!-- roadmap-bot:portfolio:end -->"


def write_portfolio(progress: Progress, facts: str, state: State, goal: Goal) -> str | None:
    """Write the region into the file, or make the whole; None where it must stay as it is."""
    text = render_portfolio(progress, state, goal)
    region = stamp_text(text, facts, goal.calendar.iso_week)
    file = find_file(state, goal.settings.portfolio)
    if file is None:
        return render_whole(region, goal)
    span = find_region(file, BEGIN, END)
    if span is None or file.text is None:
        return None
    above = translate_lines(file.text[: span.inner_start], render_empty, goal)
    inner = region.replace("\n", find_newline(file.text))
    return above + inner + file.text[span.inner_end :]


def render_whole(region: str, goal: Goal) -> str:
    """Render the whole file where there is none yet."""
    return render(
        "portfolio_file.md.j2",
        words=goal.words,
        title=render_title(goal.roadmap.title),
        begin=BEGIN,
        region=region,
        end=END,
    )


def render_empty(goal: Goal) -> str:
    """Render the file without a word of the region."""
    return render_whole("", goal)
