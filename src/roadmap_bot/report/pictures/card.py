"""Draw the card: the picture to be proud of, with ring, figures and the weeks of the whole plan.

It is 440 px wide, so that it can still be read where a phone shows it at three quarters.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from roadmap_bot.progress.activity import LEVELS, Weeks, find_active_weeks
from roadmap_bot.progress.progress import Progress
from roadmap_bot.report.lines.sentences import describe_card, find_percent, say_week, show_hours
from roadmap_bot.report.pictures.colors import DARK, LIGHT
from roadmap_bot.roadmap.calendar import WEEK
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.text.render import render
from roadmap_bot.text.widths import clean_line, find_width, is_measured, wrap_line

# All in px.
WIDTH, EDGE = 440, 24
TITLE, SMALL, FIGURE = 19, 13, 20  # font sizes
BOLD = 1.12  # times the width of plain letters
UNSURE = 1.3  # times a width that is a mean
RING, RADIUS = 74, 42  # the ring's centre, from the left and the top
TEXT = 140  # where the text beside the ring begins
LINE = 25  # from one line of the title to the next
HEAT = 222  # the top of the heat map
TALLEST, GAP = 14, 0.2  # a day's row, and the part of it that is left free
FOOT = 42  # below the heat map

Entry = dict[str, object]


@dataclass(frozen=True)
class Heat:
    """The heat map: where its weeks and days lie."""

    weeks: Weeks

    @property
    def wide(self) -> float:
        """From one week to the next."""
        return (WIDTH - 2 * EDGE) / len(self.weeks)

    @property
    def tall(self) -> float:
        """From one day to the next."""
        return min(TALLEST, self.wide)

    @property
    def bottom(self) -> float:
        """Where its last day ends."""
        return round(HEAT + WEEK * self.tall, 1)

    def x(self, week: float) -> float:
        """Place the begin of a week."""
        return round(EDGE + week * self.wide, 1)

    def draw(self, level: int, *, is_ahead: bool = False) -> str:
        """Draw the days of one level, or those that are still to come, as one path."""
        wide, tall = self.wide - self.tall * GAP, self.tall * (1 - GAP)
        drawn: list[str] = []
        for column, week in enumerate(self.weeks):
            for row, day in enumerate(week):
                if day.level == level and day.is_ahead == is_ahead:
                    top = round(HEAT + row * self.tall, 1)
                    drawn.append(f"M{self.x(column)} {top}h{wide:.1f}v{tall:.1f}h{-wide:.1f}z")
        return "".join(drawn)


def render_card(progress: Progress, goal: Goal, *, dark: bool) -> str:
    """Render the card as SVG."""
    palette = DARK if dark else LIGHT
    heat = Heat(find_active_weeks(progress, goal.calendar))
    around = 2 * math.pi * RADIUS
    return render(
        "card.svg.j2",
        width=WIDTH,
        height=round(heat.bottom + FOOT),
        edge=EDGE,
        ink=palette,
        hue=palette.find_hue(progress.share),
        language=goal.words.language,
        name=clean_line(goal.roadmap.title),
        description=describe_card(progress, goal),
        ring=RING,
        radius=RADIUS,
        around=round(around, 1),
        drawn=round(around * progress.share, 1),
        percent=find_percent(progress.share),
        left=TEXT,
        title=list(_lay_title(progress, goal)),
        figures=list(_lay_figures(progress, goal)),
        days=[heat.draw(level) for level in range(LEVELS + 1)],
        ahead=heat.draw(0, is_ahead=True),
        marks=list(_lay_marks(progress, heat)),
        foot=heat.bottom + FOOT - 15,
        owner=clean_line(goal.repository.owner),
    )


def _lay_title(progress: Progress, goal: Goal) -> Iterator[Entry]:
    """Lay the title beside the middle of the ring, and below it the week."""
    room = WIDTH - EDGE - TEXT
    title = goal.roadmap.title
    spread = BOLD if is_measured(title) else UNSURE
    lines = wrap_line(title, TITLE * spread, room, most=2)
    top = RING - LINE * len(lines) / 2 + 5
    for number, line in enumerate(lines):
        yield {"text": line, "y": top + LINE * number, "size": TITLE}
    yield {"text": say_week(progress, goal), "y": top + LINE * len(lines), "size": SMALL}


def _lay_figures(progress: Progress, goal: Goal) -> Iterator[Entry]:
    """Lay the figures side by side, each above its name, as wide as they need."""
    shown = list(_find_figures(progress, goal))
    rooms = [_find_room(figure, name) for figure, name in shown]
    gap = (WIDTH - 2 * EDGE - sum(rooms)) / max(1, len(rooms) - 1)
    x = float(EDGE)
    for (figure, name), room in zip(shown, rooms, strict=True):
        yield {"figure": figure, "name": name, "x": round(x + room / 2, 1)}
        x += room + gap


def _find_room(figure: str, name: str) -> float:
    return max(find_width(figure, FIGURE * BOLD), find_width(name, SMALL))


def _find_figures(progress: Progress, goal: Goal) -> Iterator[tuple[str, str]]:
    words = goal.words
    yield f"{progress.done}/{progress.total}", words("page.tasks")
    hours_done, hours = show_hours(progress.hours_done), show_hours(progress.hours)
    yield f"{hours_done}/{hours}", words("page.hours")
    if progress.milestones:
        reached = sum(row.status == "done" for row in progress.milestones)
        yield f"{reached}/{len(progress.milestones)}", words("card.milestones")
    if progress.streak:
        yield str(progress.streak), words("card.streak", n=progress.streak)


def _lay_marks(progress: Progress, heat: Heat) -> Iterator[Entry]:
    """Lay a mark over the week of each milestone."""
    monday = heat.weeks[0][0].date
    for row in progress.milestones:
        week = (row.due - monday).days // WEEK
        if 0 <= week < len(heat.weeks):
            center = heat.x(week + 0.5) - heat.tall * GAP / 2
            yield {"x": round(center, 1), "y": HEAT - 20, "done": row.status == "done"}
