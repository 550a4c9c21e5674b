"""Draw the burn-up chart: hours planned and hours done by date, milestones, days off, today and the projected finish.

It is an SVG for 480 px that can still be read at 400. Light and dark are two files, because a picture follows the theme
that the reader chose on GitHub only through `<picture>` (F7.8).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from roadmap_bot.progress.forecast import planned_hours
from roadmap_bot.progress.progress import Progress
from roadmap_bot.report.badge import SIZE as BADGE_SIZE
from roadmap_bot.report.badge import mix_colors, text_width
from roadmap_bot.report.rows import describe_chart, find_percent
from roadmap_bot.roadmap.calendar import DAY
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.text.render import render, render_date

WIDTH, SIZE = 480, 13
LEFT, RIGHT, TALL, FOOT = 46, WIDTH - 16, 180, 30
ROW, EDGE, SIGN, GAP = (
    20,
    10,
    24,
    14,
)  # px: the legend's rows, its margin, a sign in it, the space after an entry
REACH = 1.6  # a projected finish is shown up to this many times the length of the plan

LIGHT = {"text": "#1f2328", "muted": "#59636e", "grid": "#d1d9e0", "paper": "#ffffff"}
DARK = {"text": "#f0f6fc", "muted": "#9198a1", "grid": "#3d444d", "paper": "#0d1117"}

Point = tuple[float, float]  # days after the start, and a share
Entry = dict[str, object]


@dataclass(frozen=True)
class Curves:
    """What the chart shows, in days after the start and shares from 0 to 1; `end` is where its time ends."""

    end: int
    plan: tuple[Point, ...]
    done: tuple[Point, ...]  # empty before the start
    projected: tuple[Point, ...]  # empty where no finish is to be seen
    today: int | None
    pauses: tuple[tuple[int, int], ...]


def render_chart(progress: Progress, goal: Goal, *, dark: bool) -> str:
    """Render the chart as SVG."""
    legend = list(_lay_legend(progress, goal))
    curves = make_curves(progress, goal)
    frame = _Frame(curves.end, top=ROW * int(str(legend[-1]["row"])) + 52)
    hue = (
        mix_colors("4493f8", "3fb950", progress.share)
        if dark
        else mix_colors("0969da", "1a7f37", progress.share)
    )
    return render(
        "chart.svg.j2",
        frame=frame,
        ink={**(DARK if dark else LIGHT), "done": hue},
        size=SIZE,
        language=goal.words.language,
        title=goal.words("chart.title"),
        description=describe_chart(progress, goal),
        legend=legend,
        grid=[
            {"y": frame.y(part / 4), "text": "" if part % 2 else f"{part * 25} %"}
            for part in range(5)
        ],
        plan=frame.path(curves.plan),
        done=frame.path(curves.done),
        projected=frame.path(curves.projected),
        dot=frame.point(curves.done[-1]) if curves.done else None,
        today=_label(frame, curves.today, goal.words("chart.today"))
        if curves.today is not None
        else None,
        pauses=[
            (frame.x(first), round(frame.x(last) - frame.x(first), 1))
            for first, last in curves.pauses
        ],
        marks=[
            _mark(frame, day, share, done=done) for day, share, done in find_marks(progress, goal)
        ],
        dates=list(_lay_dates(frame, curves, progress, goal)),
    )


def make_curves(progress: Progress, goal: Goal) -> Curves:
    """Make the lines of the chart; the day alone moves their ends, not what they say of the past."""
    calendar = goal.calendar
    due = _days(calendar.last_day(progress.last_week) + DAY, goal)
    today = _days(calendar.today, goal)
    last = _days(progress.history[-1][0], goal) if progress.history else 0
    end = max(due, last, 0 if progress.is_finished else today)
    finish = _days(progress.finish + DAY, goal) if progress.finish else None
    shown = max(end, min(finish or 0, round(end * REACH)))
    done = tuple(_find_done(progress, goal, min(today, shown))) if today >= 0 else ()
    return Curves(
        end=shown,
        plan=tuple(_find_plan(progress, goal, due)),
        done=done,
        projected=(done[-1], (finish, 1.0)) if done and finish else (),
        today=today if 0 <= today <= shown and not progress.is_finished else None,
        pauses=tuple(_find_pauses(goal, shown)),
    )


def find_marks(progress: Progress, goal: Goal) -> tuple[tuple[int, float, bool], ...]:
    """Find where the milestones stand on the plan, and whether they are reached."""
    whole = progress.plan[-1] or 1.0
    return tuple(
        (
            _days(row.due + DAY, goal),
            progress.plan[min(row.week, progress.last_week)] / whole,
            row.status == "done",
        )
        for row in progress.milestones
    )


class _Frame:
    """Where a day and a share lie on the picture."""

    def __init__(self, end: int, top: int) -> None:
        self.end, self.top, self.bottom = end, top, top + TALL
        self.left, self.right, self.width, self.height = LEFT, RIGHT, WIDTH, top + TALL + FOOT

    def x(self, day: float) -> float:
        return round(LEFT + (RIGHT - LEFT) * day / self.end, 1)

    def y(self, share: float) -> float:
        return round(self.bottom - TALL * share, 1)

    def point(self, point: Point) -> dict[str, float]:
        return {"x": self.x(point[0]), "y": self.y(point[1])}

    def path(self, points: Sequence[Point]) -> str:
        return "L".join(f"{self.x(day)} {self.y(share)}" for day, share in points)


def _days(date: dt.date, goal: Goal) -> int:
    return (date - goal.calendar.start).days


def _find_plan(progress: Progress, goal: Goal, due: int) -> Iterator[Point]:
    """Find the corners of the plan: it rests on days off, and each week has its own slope."""
    whole = progress.plan[-1] or 1.0
    studied = [
        goal.calendar.study_days(goal.calendar.start + DAY * (day - 1)) for day in range(due + 1)
    ]
    shares = [
        planned_hours(progress.plan, count, goal.calendar.week_days) / whole for count in studied
    ]
    for day, share in enumerate(shares):
        is_corner = day in (0, due) or abs(shares[day - 1] + shares[day + 1] - 2 * share) > 1e-9
        if is_corner:
            yield day, share


def _find_done(progress: Progress, goal: Goal, today: int) -> Iterator[Point]:
    """Find the steps of what is done; what is ticked in open tasks has no date, so it stands at the end."""
    share, whole = 0.0, progress.hours or 1.0
    yield 0, 0.0
    for date, hours in progress.history:
        day = min(max(0, _days(date, goal)), today)
        yield day, share
        share = min(1.0, share + hours / whole)
        yield day, share
    if not progress.is_finished:
        yield today, share
        yield (
            today,
            max(share, progress.share),
        )  # a sum in another order may differ in its last digit


def _find_pauses(goal: Goal, end: int) -> Iterator[tuple[int, int]]:
    for pause in goal.calendar.pauses:
        first = max(0, _days(pause.since, goal))
        last = min(end, _days((pause.to or goal.calendar.today) + DAY, goal))
        if first < last:
            yield first, last


def _mark(frame: _Frame, day: int, share: float, *, done: bool) -> Entry:
    return {**frame.point((day, share)), "done": done}


def _lay_legend(progress: Progress, goal: Goal) -> Iterator[Entry]:
    x, row = float(EDGE), 0
    for sign, text in _legend_texts(progress, goal):
        wide = SIGN + _width(text)
        if x > EDGE and x + wide > WIDTH - EDGE:
            x, row = EDGE, row + 1
        yield {"sign": sign, "row": row, "x": round(x), "y": ROW * row + 16, "text": text}
        x += wide + GAP


def _legend_texts(progress: Progress, goal: Goal) -> Iterator[tuple[str, str]]:
    words = goal.words
    yield "done", words("chart.done", percent=find_percent(progress.share))
    yield "plan", words("chart.plan", percent=find_percent(progress.planned))
    if progress.finish:
        yield (
            "projected",
            words("chart.finish", date=render_date(progress.finish, words, goal.calendar.today)),
        )
    if progress.milestones:
        yield "mark", words("chart.milestone")


def _lay_dates(frame: _Frame, curves: Curves, progress: Progress, goal: Goal) -> Iterator[Entry]:
    """Lay dates under the axis, the most telling first; one that finds no room is left out."""
    marks = [day for day, _, _ in find_marks(progress, goal)]
    finish = [round(curves.projected[1][0])] if curves.projected else []
    taken: list[tuple[float, float]] = []
    for day in (0, *marks[-1:], *finish, *marks):
        date = goal.calendar.start + DAY * (day - 1 if day else 0)
        label = _label(frame, day, render_date(date, goal.words, date))
        x, half = float(str(label["label"])), _width(str(label["text"])) / 2 + 5
        if day <= curves.end and all(x + half < first or x - half > last for first, last in taken):
            taken.append((x - half, x + half))
            yield label


def _label(frame: _Frame, day: int, text: str) -> Entry:
    half, x = _width(text) / 2 + 4, frame.x(day)
    return {"x": x, "text": text, "label": round(min(max(x, half), WIDTH - half), 1)}


def _width(text: str) -> float:
    return text_width(text) * SIZE / BADGE_SIZE
