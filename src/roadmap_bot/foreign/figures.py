"""What somebody else's `progress.json` says, as far as a strict model takes it.

Whoever wrote it may have written anything: what is too long, impossible or of another version is
not read, and what is read is text that a reader sees, never markup.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from roadmap_bot.roadmap.fields import Nudge, RepositoryName, Slug, TaskId, UnitId

LARGEST = 64 * 1024  # bytes
YEARS = range(2000, 2101)

Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Amount = Annotated[float, Field(ge=0, le=100_000, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=0, le=10_000)]
Title = Annotated[str, Field(max_length=300)]
Id = UnitId | TaskId
Ids = Annotated[tuple[Id, ...], Field(max_length=2_000)]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True)


class Named(_Record):
    """Which roadmap it is about."""

    id: Slug
    title: Title


class Hours(_Record):
    """Hours done of all hours."""

    done: Amount
    total: Amount

    @model_validator(mode="after")
    def check(self) -> Self:
        """Nobody has done more than there is."""
        if self.done > self.total:
            raise ValueError
        return self


class Next(_Record):
    """Something to do next."""

    id: Id
    title: Title


class Day(_Record):
    """The hours of all that was closed on one day."""

    date: dt.date
    hours: Amount


class Figures(_Record):
    """The keys of a foreign `progress.json` that are read; those of version 1 always stay."""

    version: Literal[1]
    generator: Literal["roadmap-bot"]
    date: dt.date
    roadmap: Named
    start: dt.date
    week: Count
    last_week: Count
    share: Share
    planned_share: Share
    hours: Hours
    next: Annotated[tuple[Next, ...], Field(max_length=100)]
    history: Annotated[tuple[Day, ...], Field(max_length=5_000)]
    shared: bool = True
    companions: Annotated[tuple[RepositoryName, ...], Field(max_length=10)] = ()
    nudge: Nudge = "never"
    closed: Ids | None = None
    open: Ids | None = None

    @model_validator(mode="after")
    def check(self) -> Self:
        """Dates lie in this century, and nobody worked tomorrow."""
        days = (self.date, self.start, *(day.date for day in self.history))
        is_known = all(day.year in YEARS for day in days)
        if not is_known or self.last_active > self.date + dt.timedelta(days=1):
            raise ValueError
        return self

    @property
    def last_active(self) -> dt.date:
        """The last day on which something was closed, else the first day of the plan."""
        days = [day.date for day in self.history]
        return max(days, default=min(self.start, self.date))


def parse_figures(text: str) -> Figures | None:
    """Parse a `progress.json`; None where it is not what the bot writes, of version 1."""
    if len(text) > LARGEST:
        return None
    try:
        value: Any = json.loads(text)
        return Figures.model_validate_json(json.dumps(value))
    except (ValueError, ValidationError, RecursionError):
        return None
