"""Draw the burn-up chart: plan and progress by date, milestones, days off, today, the finish.

It is an SVG for 480 px that can still be read at 400. Light and dark are two files, because a
picture follows the theme that the reader chose on GitHub only through `<picture>` (F7.8).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from roadmap_bot.progress.curves import Curves, Mark, Point, make_curves
from roadmap_bot.progress.progress import Progress
from roadmap_bot.report.lines.sentences import describe_chart, find_percents, render_day
from roadmap_bot.report.pictures.colors import DARK, LIGHT
from roadmap_bot.roadmap.calendar import DAY
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.text.render import render, render_date
from roadmap_bot.text.widths import find_width

# All in px.
WIDTH, SIZE = 480, 13
LEFT, RIGHT, TALL, FOOT = 46, WIDTH - 16, 180, 30
HEAD = 52  # from the last row of the legend to the curves
ROW, EDGE = 20, 10  # the legend's rows, its margin
SIGN, GAP = 24, 14  # a sign in the legend, the space after an entry


@dataclass(frozen=True)
class Entry:
    """An entry of the legend: a sign and what it stands for."""

    sign: str
    text: str
    x: int
    row: int

    @property
    def y(self) -> int:
        """Where its text stands."""
        return ROW * self.row + 16


@dataclass(frozen=True)
class Label:
    """A text at a point of the axis, as near to it as the picture's edges let it be."""

    x: float
    center: float
    half: float  # of its width
    text: str


@dataclass(frozen=True)
class Frame:
    """Where a day and a share lie on the picture."""

    end: int
    top: int
    left: int = LEFT
    right: int = RIGHT
    width: int = WIDTH

    @property
    def bottom(self) -> int:
        """Where no share is done."""
        return self.top + TALL

    @property
    def height(self) -> int:
        """The height of the whole picture."""
        return self.bottom + FOOT

    def x(self, day: float) -> float:
        """Place a day."""
        room = self.right - self.left
        return round(self.left + room * day / self.end, 1)

    def y(self, share: float) -> float:
        """Place a share."""
        return round(self.bottom - TALL * share, 1)


def render_chart(progress: Progress, goal: Goal, *, dark: bool) -> str:
    """Render the chart as SVG."""
    curves = make_curves(progress, goal)
    legend = list(_lay_legend(progress, goal))
    rows = legend[-1].row
    frame = Frame(curves.end, top=ROW * rows + HEAD)
    palette = DARK if dark else LIGHT
    return render(
        "chart.svg.j2",
        frame=frame,
        ink=palette,
        hue=palette.find_hue(progress.share),
        size=SIZE,
        language=goal.words.language,
        title=goal.words("chart.title"),
        description=describe_chart(progress, goal),
        legend=legend,
        grid=list(_lay_grid(frame)),
        plan=_draw(curves.plan, frame),
        done=_draw(curves.done, frame),
        projected=_draw(curves.projected, frame),
        dot=_find_dot(curves, frame),
        today=_lay_today(curves, frame, goal),
        pauses=list(_lay_pauses(curves, frame)),
        marks=[_lay_mark(mark, frame) for mark in curves.marks],
        dates=list(_lay_dates(curves, frame, goal)),
    )


# The legend


def _lay_legend(progress: Progress, goal: Goal) -> Iterator[Entry]:
    """Lay the entries one after the other, in as many rows as they need."""
    row = 0
    x = float(EDGE)
    for sign, text in _find_legend(progress, goal):
        room = SIGN + find_width(text, SIZE)
        is_full = x + room > WIDTH - EDGE
        if is_full and x > EDGE:
            row += 1
            x = EDGE
        yield Entry(sign, text, round(x), row)
        x += room + GAP


def _find_legend(progress: Progress, goal: Goal) -> Iterator[tuple[str, str]]:
    words = goal.words
    done, planned = find_percents(progress)
    yield "done", words("chart.done", percent=done)
    yield "plan", words("chart.plan", percent=planned)
    if progress.finish:
        finish = render_day(progress.finish, goal)
        yield "projected", words("chart.finish", date=finish)
    if progress.milestones:
        yield "mark", words("chart.milestone")


# The curves


def _draw(points: Sequence[Point], frame: Frame) -> str:
    places = (f"{frame.x(day)} {frame.y(share)}" for day, share in points)
    return "L".join(places)


def _lay_grid(frame: Frame) -> Iterator[dict[str, object]]:
    """Lay a line at each quarter; every other one is named."""
    for percent in (0, 25, 50, 75, 100):
        is_named = percent % 50 == 0
        text = f"{percent} %" if is_named else ""
        yield {"y": frame.y(percent / 100), "text": text}


def _find_dot(curves: Curves, frame: Frame) -> dict[str, float] | None:
    """Find where the line of what is done ends."""
    if not curves.done:
        return None
    day, share = curves.done[-1]
    return {"x": frame.x(day), "y": frame.y(share)}


def _lay_mark(mark: Mark, frame: Frame) -> dict[str, object]:
    return {"x": frame.x(mark.day), "y": frame.y(mark.share), "done": mark.is_done}


def _lay_pauses(curves: Curves, frame: Frame) -> Iterator[tuple[float, float]]:
    """Lay days off: where they begin, and how wide they are."""
    for first, last in curves.pauses:
        left, right = frame.x(first), frame.x(last)
        yield left, round(right - left, 1)


# The axis


def _lay_today(curves: Curves, frame: Frame, goal: Goal) -> Label | None:
    if curves.today is None:
        return None
    text = goal.words("chart.today")
    return _make_label(frame, curves.today, text)


def _lay_dates(curves: Curves, frame: Frame, goal: Goal) -> Iterator[Label]:
    """Lay dates under the axis, the most telling first; one that finds no room is left out."""
    laid: list[Label] = []
    for day in _find_days(curves):
        last = max(0, day - 1)
        date = goal.calendar.start + DAY * last
        text = render_date(date, goal.words, date)
        label = _make_label(frame, day, text)
        has_room = all(_are_apart(label, other) for other in laid)
        if has_room and day <= curves.end:
            laid.append(label)
            yield label


def _find_days(curves: Curves) -> Iterator[int]:
    """Find what deserves a date: the start, the last milestone, the finish, then the others."""
    days = [mark.day for mark in curves.marks]
    yield 0
    yield from days[-1:]
    if curves.projected:
        finish, _ = curves.projected[1]
        yield round(finish)
    yield from days


def _are_apart(one: Label, other: Label) -> bool:
    distance = abs(one.center - other.center)
    return distance > one.half + other.half + 10


def _make_label(frame: Frame, day: int, text: str) -> Label:
    x = frame.x(day)
    half = find_width(text, SIZE) / 2
    center = max(x, half + 4)
    center = min(center, WIDTH - half - 4)
    return Label(x, round(center, 1), half, text)
