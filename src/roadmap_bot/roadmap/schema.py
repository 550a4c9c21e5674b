"""The JSON Schema of a roadmap's file, for editors, with what each key means."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import Field, create_model
from pydantic.fields import FieldInfo

from roadmap_bot.roadmap.fields import Model
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.text.render import read_template

Meanings = Mapping[str, Mapping[str, str]]  # of each key, by the record that has it


def load_meanings(language: str = "en") -> Meanings:
    """Load what each key means, in a language."""
    return tomllib.loads(read_template(f"keys.{language}.toml"))


def make_schema() -> str:
    """Make the JSON Schema of one file of the roadmap: it may hold any of a roadmap's keys."""
    doc = "What one file of `roadmap/` may hold: any of the keys of a roadmap."
    fields: Any = dict(_make_fields())
    file = create_model("RoadmapFile", __base__=Model, __doc__=doc, **fields)
    schema = file.model_json_schema()
    _describe(schema, load_meanings())
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _make_fields() -> Iterator[tuple[str, tuple[Any, Any]]]:
    """Make each field of a whole roadmap one that a single file may lack."""
    for name, info in Roadmap.model_fields.items():
        yield name, (_find_annotation(info) | None, Field(default=None))


def _find_annotation(info: FieldInfo) -> Any:
    if info.metadata:
        return Annotated[info.annotation, *info.metadata]
    return info.annotation


def _describe(schema: dict[str, Any], meanings: Meanings) -> None:
    """Say at every key what it means."""
    records = {Roadmap.__name__: schema, **schema["$defs"]}
    for name, record in records.items():
        for key, value in record["properties"].items():
            value["description"] = meanings[name][key]
