"""`progress.json`: the figures of a report, for other tools.

`roadmap-bot schema --progress` prints its JSON Schema. Within a version keys are added, never
renamed or taken away, so that a reader may ignore what it does not know.
"""

from __future__ import annotations

import datetime as dt
import json
import math
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from roadmap_bot.board.memory import find_address
from roadmap_bot.progress.checkpoints import Checkpoint, Status
from roadmap_bot.progress.forecast import EPSILON
from roadmap_bot.progress.pieces import KindHours
from roadmap_bot.progress.progress import Progress
from roadmap_bot.progress.todos import Todo
from roadmap_bot.report.rows import issue_url, milestone_url
from roadmap_bot.roadmap.fields import Nudge
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.paths import FIGURES
from roadmap_bot.state import State, find_issue

_ABOUT = f"The figures of a learner's progress as roadmap-bot reports them, in `{FIGURES}`."

Share = Annotated[float, Field(ge=0, le=1)]
Url = Annotated[str, Field(description="empty until it exists on GitHub")]


class _Record(BaseModel):
    """A frozen record; tools that read it allow keys that they do not know."""

    model_config = ConfigDict(frozen=True)


class Named(_Record):
    """Which roadmap this is about."""

    id: str
    title: str
    version: str


class Hours(_Record):
    """Hours done of all hours."""

    done: Annotated[float, Field(ge=0)]
    total: Annotated[float, Field(ge=0)]


class Tally(_Record):
    """How many of how many."""

    done: Annotated[int, Field(ge=0)]
    total: Annotated[int, Field(ge=0)]


class ByKind(_Record):
    """The hours of one kind of work; together they are `hours`, but for work without a kind."""

    id: str
    title: str
    hours: Hours
    share: Share


class Row(_Record):
    """A milestone."""

    id: str
    title: str
    week: int
    due: dt.date
    url: Url
    status: Status
    hours: Hours
    tasks: Tally


class Next(_Record):
    """Something to do next."""

    id: str
    title: str
    due: dt.date
    url: Url
    steps: Tally
    only_criteria: bool = Field(
        description="whether all its tasks are closed and only its own boxes are missing"
    )
    only_topics: bool = Field(description="whether these are a unit's topics, not its tasks")


class Day(_Record):
    """The hours of all that was closed on one day."""

    date: dt.date
    hours: float


class Figures(_Record):
    """The whole of `progress.json`."""

    model_config = ConfigDict(json_schema_extra={"description": _ABOUT})

    version: Literal[1]
    generator: Literal["roadmap-bot"]
    facts: str = Field(
        description="a hash of what is reported; while it stays, so does the report of a week"
    )
    iso_week: str = Field(
        pattern=r"^\d{4}-W\d\d$", description="the ISO week of the report in the learner's zone"
    )
    date: dt.date = Field(description="the day of the report in the learner's zone")
    roadmap: Named
    board: str | None = Field(
        description="the address of the Projects board; empty once it is gone"
    )
    start: dt.date = Field(description="the first day of week 1")
    week: int = Field(ge=0, description="0 before the start; days off do not count")
    last_week: int
    share: Share = Field(description="hours done / hours counted")
    planned_share: Share = Field(description="what the plan asked for by the morning of `date`")
    hours: Hours
    tasks: Tally = Field(description="a unit without tasks counts as one, and so do its topics")
    days_ahead: int = Field(description="study days ahead of the plan; negative when behind")
    hours_per_week: float | None = Field(description="over the last four weeks")
    finish: dt.date | None = Field(description="projected from hours_per_week")
    streak_weeks: int
    milestones: tuple[Row, ...]
    next: tuple[Next, ...]
    history: tuple[Day, ...]
    kinds: tuple[ByKind, ...]
    shared: bool = Field(description="whether companions and cohorts may show this")
    companions: tuple[str, ...] = Field(description="copies that this one names, OWNER/NAME")
    nudge: Nudge = Field(description="weekly: a companion named here may mention the owner")
    closed: tuple[str, ...] | None = Field(description="ids of tasks, where all is shared")
    open: tuple[str, ...] | None = Field(description="ids of tasks, where all is shared")


def render_figures(progress: Progress, facts: str, state: State, goal: Goal) -> str:
    """Render `progress.json`."""
    figures = make_figures(progress, facts, state, goal)
    return _render(figures.model_dump(mode="json"))


def make_figures(progress: Progress, facts: str, state: State, goal: Goal) -> Figures:
    """Make the figures that `progress.json` holds."""
    roadmap = goal.roadmap
    calendar = goal.calendar
    return Figures(
        version=1,
        generator="roadmap-bot",
        facts=facts,
        iso_week=calendar.iso_week,
        date=calendar.today,
        roadmap=Named(id=roadmap.id, title=roadmap.title, version=roadmap.version),
        board=find_address(state, goal),
        start=calendar.start,
        week=progress.week,
        last_week=progress.last_week,
        share=_floor(progress.share),
        planned_share=_floor(progress.planned),
        hours=_hours(progress.hours_done, progress.hours),
        tasks=Tally(done=progress.done, total=progress.total),
        days_ahead=progress.days,
        hours_per_week=_round(progress.pace),
        finish=progress.finish,
        streak_weeks=progress.streak,
        milestones=tuple(_row(row, state) for row in progress.milestones),
        next=tuple(_next(todo, state) for todo in progress.next),
        history=tuple(_day(date, hours) for date, hours in progress.history),
        kinds=tuple(_by_kind(kind) for kind in progress.kinds),
        shared=goal.settings.share != "off",
        companions=goal.settings.companions,
        nudge=goal.settings.nudge,
        closed=_find_ids(state, goal, is_closed=True),
        open=_find_ids(state, goal, is_closed=False),
    )


def make_figures_schema() -> str:
    """Make the JSON Schema of `progress.json`."""
    schema = Figures.model_json_schema(mode="serialization")
    return _render({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema})


def find_stamp(text: str) -> tuple[str, str] | None:
    """Find the facts and the ISO week of a `progress.json`; None where the bot did not write it."""
    try:
        figures = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(figures, dict) or figures.get("generator") != "roadmap-bot":
        return None
    facts = figures.get("facts")
    week = figures.get("iso_week")
    return str(facts), str(week)


def _render(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _floor(share: float) -> float:
    """Round a share down, so that only what is whole says 1."""
    parts = math.floor(share * 10_000 + EPSILON)
    return parts / 10_000


def _round(pace: float | None) -> float | None:
    if pace is None:
        return None
    return round(pace, 2)


def _hours(done: float, total: float) -> Hours:
    return Hours(done=round(done, 2), total=round(total, 2))


def _row(row: Checkpoint, state: State) -> Row:
    return Row(
        id=row.id,
        title=row.title,
        week=row.week,
        due=row.due,
        url=milestone_url(state, row.id),
        status=row.status,
        hours=_hours(row.hours_done, row.hours),
        tasks=Tally(done=row.done, total=row.total),
    )


def _next(todo: Todo, state: State) -> Next:
    return Next(
        id=todo.id,
        title=todo.title,
        due=todo.due,
        url=issue_url(state, todo.id),
        steps=Tally(done=todo.ticked, total=todo.steps),
        only_criteria=todo.criteria,
        only_topics=todo.study,
    )


def _find_ids(state: State, goal: Goal, *, is_closed: bool) -> tuple[str, ...] | None:
    """Find the ids of the tasks that are closed or open; None where they are the learner's own."""
    if goal.settings.share != "all":
        return None
    ids: list[str] = []
    for _, task in goal.roadmap.tasks:
        issue = find_issue(state, task.id)
        if issue and (issue.closed is not None) == is_closed:
            ids.append(task.id)
    return tuple(ids)


def _day(date: dt.date, hours: float) -> Day:
    return Day(date=date, hours=round(hours, 2))


def _by_kind(kind: KindHours) -> ByKind:
    hours = _hours(kind.hours_done, kind.hours)
    return ByKind(id=kind.id, title=kind.title, hours=hours, share=_floor(kind.share))
