"""`cohort.json`: the members of a cohort, what was last read of each, and who joined by an issue.

It is the cohort's only memory, and for other tools to read. A file holds 500 members; further ones
stand in `cohort-2.json` and so on, since GitHub cuts long texts.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from roadmap_bot.errors import Place, Problem
from roadmap_bot.foreign.member import Fault
from roadmap_bot.roadmap.fields import RepositoryName
from roadmap_bot.together.cohort import MOST, Cohort

SIZE = 500  # members in a file
PATHS = ("cohort.json", *(f"cohort-{number}.json" for number in range(2, MOST // SIZE + 1)))


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True)


class Work(_Record):
    """How far a member is: a copy of what their own figures say, cut to what a table shows."""

    share: Annotated[float, Field(ge=0, le=1)]
    planned: Annotated[float, Field(ge=0, le=1)]
    week: int
    last_week: int
    active: dt.date = Field(description="the last day on which something was closed")
    next: str = Field(default="", description="the id of what comes next")
    title: str = ""
    since: dt.date | None = Field(default=None, description="since when that comes next")
    weeks: tuple[float, ...] = Field(default=(), description="hours by week since the start")
    closed: tuple[str, ...] | None = Field(default=None, description="ids, where all is shared")
    open: tuple[str, ...] | None = None


class Entry(_Record):
    """A member: the repository, when it joined by an issue, and what was last read there."""

    repository: RepositoryName
    called: str = Field(default="", description="its name now, where it was renamed")
    id: str = ""
    joined: dt.date | None = Field(default=None, description="none where cohort.yml names it")
    oid: str = Field(default="", description="of the figures that were read")
    fault: Fault | None = None
    work: Work | None = None

    @property
    def name(self) -> str:
        """What the repository is called now."""
        return self.called or self.repository


class Record(_Record):
    """One file of the record."""

    version: Literal[1] = 1
    generator: Literal["roadmap-bot"] = "roadmap-bot"
    title: str
    roadmap: str
    start: dt.date
    count: int = Field(description="of all members, in all files")
    members: tuple[Entry, ...]


def parse_record(texts: Mapping[str, str]) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Parse the entries of all files by path, with what is wrong there.

    Who joined by an issue stands nowhere else, so a file that cannot be read is never written anew.
    """
    entries: list[Entry] = []
    problems: list[Problem] = []
    for path, text in texts.items():
        try:
            entries += Record.model_validate_json(text).members
        except ValidationError:
            problems.append(Problem("cohort.unreadable", {}, Place(path)))
    return tuple(entries), tuple(problems)


def render_record(cohort: Cohort, entries: Sequence[Entry]) -> Mapping[str, str]:
    """Render the files by path, the first one always."""
    files: dict[str, str] = {}
    for path, start in zip(PATHS, range(0, max(1, len(entries)), SIZE), strict=False):
        record = Record(
            title=cohort.title,
            roadmap=cohort.roadmap,
            start=cohort.start,
            count=len(entries),
            members=tuple(entries[start : start + SIZE]),
        )
        files[path] = _render(record)
    return files


def _render(record: Record) -> str:
    """Render a file: a line for each member, so that a change shows who moved."""
    head = record.model_dump(mode="json", exclude={"members"})
    lines = [json.dumps({key: value}, ensure_ascii=False)[1:-1] for key, value in head.items()]
    members = [_render_entry(entry) for entry in record.members]
    rows = "[\n" + ",\n".join(members) + "\n]" if members else "[]"
    return "{\n" + ",\n".join([*lines, f'"members": {rows}']) + "\n}\n"


def _render_entry(entry: Entry) -> str:
    value = entry.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    return json.dumps(value, ensure_ascii=False)
