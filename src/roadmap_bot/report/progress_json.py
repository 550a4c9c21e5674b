"""`progress.json`: the figures of a report, for other tools.

`roadmap-bot schema --progress` prints its JSON Schema. Within a version keys are added, never
renamed or taken away, so that a reader may ignore what it does not know.
"""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Iterator

from roadmap_bot.board.memory import find_address
from roadmap_bot.evidence.counters import Gathered, find_gathered
from roadmap_bot.evidence.kinds import find_shown
from roadmap_bot.evidence.portfolio import find_standings
from roadmap_bot.progress.checkpoints import Checkpoint
from roadmap_bot.progress.forecast import EPSILON
from roadmap_bot.progress.pieces import KindHours
from roadmap_bot.progress.progress import Progress
from roadmap_bot.progress.todos import Todo
from roadmap_bot.report.figures import (
    NOWHERE,
    ByKind,
    Counter,
    Day,
    Figures,
    Group,
    Hours,
    Named,
    Next,
    Project,
    Regions,
    Row,
    Tally,
    Unit,
    find_remembered,
)
from roadmap_bot.report.lines.rows import issue_url, milestone_url
from roadmap_bot.repository import Visit
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.state import State, find_issue


def render_figures(
    progress: Progress, facts: str, state: State, goal: Goal, regions: Regions = NOWHERE
) -> str:
    """Render `progress.json`; `regions` is what it is to remember of them."""
    figures = make_figures(progress, facts, state, goal, regions)
    return _render(figures.model_dump(mode="json"))


def make_figures(
    progress: Progress, facts: str, state: State, goal: Goal, regions: Regions
) -> Figures:
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
        current=_find_current(progress, state, goal),
        next=tuple(_next(todo, state) for todo in progress.next),
        history=tuple(_day(date, hours) for date, hours in progress.history),
        kinds=tuple(_by_kind(kind) for kind in progress.kinds),
        shared=goal.settings.share != "off",
        companions=goal.settings.companions,
        nudge=goal.settings.nudge,
        portfolio=goal.settings.portfolio if goal.settings.projects else None,
        projects=tuple(_find_projects(state, goal)),
        regions=regions,
        closed=_find_ids(state, goal, is_closed=True),
        open=_find_ids(state, goal, is_closed=False),
        evidence=_tally_evidence(state, goal),
        counters=tuple(_count(gathered) for gathered in find_gathered(state, goal)),
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


def find_visits(state: State) -> dict[str, Visit]:
    """Find when the bot last asked for each demo, by address, as the last report remembers it."""
    known = find_remembered(state)
    return {one.demo: Visit(one.asked, one.answered) for one in known.projects if one.demo}


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


def _find_current(progress: Progress, state: State, goal: Goal) -> Unit | None:
    units = [unit for unit in goal.roadmap.units if unit.id == progress.current]
    found = [Unit(id=unit.id, title=unit.title, url=issue_url(state, unit.id)) for unit in units]
    return next(iter(found), None)


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


def _tally_evidence(state: State, goal: Goal) -> Tally:
    shown = list(find_shown(goal.roadmap, goal.settings, state))
    return Tally(done=sum(shown), total=len(shown))


def _find_projects(state: State, goal: Goal) -> Iterator[Project]:
    """Find the projects; what is known of a demo from an earlier report stays known."""
    known = find_visits(state)
    for standing in find_standings(goal.roadmap, goal.settings, state):
        unit = standing.unit
        project = goal.settings.projects[unit.id]
        exhibit = goal.exhibits.get(unit.id)
        visit = exhibit.visit if exhibit else known.get(project.demo or "", Visit())
        yield Project(
            id=unit.id,
            title=unit.title,
            url=issue_url(state, unit.id),
            repository=project.repository,
            demo=project.demo,
            criteria=Tally(done=standing.met, total=standing.total),
            asked=visit.asked,
            answered=visit.answered,
        )


def _day(date: dt.date, hours: float) -> Day:
    return Day(date=date, hours=round(hours, 2))


def _by_kind(kind: KindHours) -> ByKind:
    hours = _hours(kind.hours_done, kind.hours)
    return ByKind(id=kind.id, title=kind.title, hours=hours, share=_floor(kind.share))


def _count(gathered: Gathered) -> Counter:
    whole = gathered.whole
    groups = [Group(title=each.title, done=each.done, goal=each.goal) for each in gathered.groups]
    return Counter(
        id=gathered.id, title=whole.title, done=whole.done, goal=whole.goal, groups=tuple(groups)
    )
