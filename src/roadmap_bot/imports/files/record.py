"""What the last import wrote, as `.import.json` beside the roadmap keeps it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from roadmap_bot.imports.things import Thing

NAME = ".import.json"
VERSION = 1


class _Entry(BaseModel):
    """A thing as it is kept."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    kind: Literal["unit", "task", "box"]
    text: str
    address: str = ""
    owner: int = -1
    place: str = ""
    number: int | None = None


class _File(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: Literal[1]
    roadmap: str
    only: tuple[str, ...] = ()
    things: tuple[_Entry, ...]
    retired: tuple[str, ...] = ()
    blocks: dict[str, dict[str, str]]


@dataclass(frozen=True)
class Record:
    """All things with their ids, ids of what is gone, and what each block of a file was."""

    roadmap: str  # its id
    things: tuple[Thing, ...]
    ids: tuple[str, ...]
    blocks: Mapping[str, Mapping[str, str]]  # file: key: digest
    retired: tuple[str, ...] = ()
    only: tuple[str, ...] = ()

    @property
    def taken(self) -> set[str]:
        """All ids that were ever given."""
        return {*self.ids, *self.retired}


EMPTY = Record("", (), (), {})


def parse_record(text: str) -> Record | None:
    """Parse what was kept; None where it is no such file."""
    try:
        file = _File.model_validate_json(text)
    except ValidationError:
        return None
    count = len(file.things)
    if any(not -1 <= entry.owner < count for entry in file.things):
        return None
    things = tuple(Thing(**entry.model_dump(exclude={"id"})) for entry in file.things)
    ids = tuple(entry.id for entry in file.things)
    return Record(file.roadmap, things, ids, file.blocks, file.retired, file.only)


def render_record(record: Record) -> str:
    """Render what to keep: a line for each thing, so that versions can be compared."""
    things = zip(record.ids, record.things, strict=True)
    lines = [_render_thing(id, thing) for id, thing in things]
    rest = {"roadmap": record.roadmap, "only": record.only, "retired": record.retired}
    head = json.dumps({"version": VERSION, **rest}, ensure_ascii=False)[1:-1]
    blocks = json.dumps(record.blocks, indent=1)
    body = ",\n".join(lines)
    return f'{{{head},\n"things": [\n{body}\n],\n"blocks": {blocks}}}\n'


def _render_thing(id: str, thing: Thing) -> str:
    values: dict[str, str | int] = {"id": id, "kind": thing.kind, "text": thing.text}
    extra = {"address": thing.address, "place": thing.place, "number": thing.number}
    values |= {name: value for name, value in extra.items() if value}
    if thing.owner >= 0:
        values["owner"] = thing.owner
    return json.dumps(values, ensure_ascii=False)
