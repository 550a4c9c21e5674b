"""What `progress.json` holds: within a version keys are added, never renamed or taken away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from roadmap_bot.progress.checkpoints import Status
from roadmap_bot.roadmap.checks.projects import find_portfolio_fault
from roadmap_bot.roadmap.checks.readmes import MAX_READMES, find_fault
from roadmap_bot.roadmap.fields import Nudge
from roadmap_bot.roadmap.paths import FIGURES
from roadmap_bot.state import State, find_file

MAX_REGIONS = 2 * MAX_READMES  # of each kind that are remembered
MAX_PATH = 500  # signs

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


class Unit(_Record):
    """A unit of the roadmap."""

    id: str
    title: str
    url: Url


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


class Group(_Record):
    """A part of a counter; `done` is null where the files could not be listed whole."""

    title: str
    done: Annotated[int, Field(ge=0)] | None
    goal: int


class Counter(_Record):
    """What is gathered beside the tasks; `done` is null where nobody knows."""

    id: str
    title: str
    done: Annotated[int, Field(ge=0)] | None
    goal: int
    groups: tuple[Group, ...]


class Project(_Record):
    """A project of the learner's, by the unit that it belongs to."""

    id: str
    title: str
    url: Url
    repository: str | None = Field(description="OWNER/NAME, as the settings name it")
    demo: str | None
    criteria: Tally
    asked: dt.date | None = Field(description="when somebody last asked for the demo")
    answered: dt.date | None = Field(description="when the demo last answered")


class Asked(_Record):
    """What is read back of a project: when somebody asked for its demo."""

    demo: str | None = None
    asked: dt.date | None = None
    answered: dt.date | None = None


class Regions(_Record):
    """The files that bear a region of the bot's, by what it shows, until it is out of them."""

    progress: tuple[str, ...] = ()
    portfolio: tuple[str, ...] = ()


NOWHERE = Regions()


class Remembered(_Record):
    """What a report reads back of the one before, whoever wrote it."""

    generator: Literal["roadmap-bot"]
    projects: tuple[Asked, ...] = ()
    portfolio: str | None = None
    regions: Regions | None = None
    shared: bool = False
    companions: tuple[str, ...] = ()
    closed: tuple[str, ...] | None = None


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
    current: Unit | None = Field(description="the unit that the work has come to")
    next: tuple[Next, ...]
    history: tuple[Day, ...]
    kinds: tuple[ByKind, ...]
    shared: bool = Field(description="whether companions and cohorts may show this")
    companions: tuple[str, ...] = Field(description="copies that this one names, OWNER/NAME")
    nudge: Nudge = Field(description="weekly: a companion named here may mention the owner")
    portfolio: str | None = Field(description="the path of the portfolio, once there is one")
    projects: tuple[Project, ...] = Field(description="what the portfolio shows, in its order")
    regions: Regions
    closed: tuple[str, ...] | None = Field(description="ids of tasks, where all is shared")
    open: tuple[str, ...] | None = Field(description="ids of tasks, where all is shared")
    evidence: Tally = Field(description="boxes that ask for evidence, and those it has ticked")
    counters: tuple[Counter, ...] = Field(
        description="files and boxes that the roadmap counts beside its hours"
    )


def find_remembered(state: State) -> Remembered:
    """Find what the last report remembers; nothing where the bot did not write it."""
    file = find_file(state, FIGURES)
    try:
        return Remembered.model_validate_json(file.text or "" if file else "")
    except ValidationError:
        return Remembered(generator="roadmap-bot")


def find_regions(state: State) -> Regions:
    """Find where earlier reports wrote regions, as the last one remembers it.

    Anybody may have written anything there: only what the settings may name is believed.
    """
    known = find_remembered(state)
    regions = known.regions or Regions(portfolio=(known.portfolio or "",))
    return Regions(
        progress=_believe(regions.progress, lambda path: find_fault(path, ())),
        portfolio=_believe(regions.portfolio, find_portfolio_fault),
    )


def _believe(paths: Iterable[str], find_wrong: Callable[[str], str]) -> tuple[str, ...]:
    sound = [path for path in dict.fromkeys(paths) if _is_sound(path) and not find_wrong(path)]
    return tuple(sound[:MAX_REGIONS])


def _is_sound(path: str) -> bool:
    return path.isprintable() and 0 < len(path) <= MAX_PATH
