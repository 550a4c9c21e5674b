"""The learner's settings as data."""

from __future__ import annotations

import datetime as dt

from pydantic import ConfigDict, Field

from roadmap_bot.roadmap.fields import AnyId, Language, Refresh, Text, UnitId
from roadmap_bot.roadmap.model import Model


class Pause(Model):
    """Days off, both ends included; without `to` the pause is still on."""

    model_config = ConfigDict(populate_by_name=True)

    since: dt.date = Field(alias="from")
    to: dt.date | None = None


class Settings(Model):
    """The learner's own file, `.github/roadmap-bot.yml`: every key may be left out."""

    start: dt.date | None = None
    zone: Text | None = None
    language: Language | None = None
    pauses: tuple[Pause, ...] = ()
    hours: float | None = Field(default=None, ge=1, le=100, description="hours a week of one's own")
    electives: dict[str, tuple[UnitId, ...]] = Field(
        default={}, description="elective id: the chosen units"
    )
    without: tuple[AnyId, ...] = Field(
        default=(), description="units and tasks to leave out of everything"
    )
    readme: tuple[Text, ...] = Field(
        default=(), description="Markdown files that carry the progress region"
    )
    refresh: Refresh = "close"
    review: bool = True
    allow: tuple[Text, ...] = Field(
        default=(), description="logins whose commits may close tasks, too"
    )
