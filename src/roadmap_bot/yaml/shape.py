"""Check a plain value against a model; every mistake is said at its place, in our own words."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from types import UnionType
from typing import Any, ClassVar, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from roadmap_bot.errors import Place, Problem
from roadmap_bot.text.problems import find_near, shorten
from roadmap_bot.yaml.colons import find_wide_key
from roadmap_bot.yaml.places import Node, Path, find_place

_CODES = {
    "string_type": "text",
    "string_too_short": "empty-text",
    "string_too_long": "too-long",
    "int_type": "whole-number",
    "float_type": "number",
    "bool_type": "yes-or-no",
    "tuple_type": "list",
    "model_type": "mapping",
    "dict_type": "mapping",
    "date_type": "date",
    "date_parsing": "date",
    "url_type": "url",
    "url_parsing": "url",
    "url_scheme": "url",
    "url_syntax_violation": "url-sign",
    "greater_than": "more-than",
    "greater_than_equal": "at-least",
    "less_than": "less-than",
    "less_than_equal": "at-most",
    "too_short": "too-few",
    "too_long": "too-many-items",
}
_MAPPINGS = ("model_type", "dict_type")


class Shape(BaseModel):
    """What a value may look like: a frozen record that knows no field but its own."""

    # Most are only ever read as parts of another: none is made ready before it is needed itself.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    patterns: ClassVar[Mapping[str, str]] = {}  # what text may have to match, and its name
    example: ClassVar[str] = ""  # of how such a record is written


M = TypeVar("M", bound=Shape)


def check_shape(
    model: type[M], value: object, nodes: Mapping[Path, Node]
) -> tuple[M | None, list[Problem]]:
    """Validate as JSON, strictly: the bot accepts just what the published schema accepts."""
    try:
        return model.model_validate_json(json.dumps(value), strict=True), []
    except ValidationError as error:
        found: dict[Path, Problem] = {}
        for detail in error.errors(include_url=False):
            path = _find_path(detail, nodes)
            problem = _make_problem(model, detail, path, nodes)
            if problem:
                before = found.get(path, problem)
                found[path] = _merge(before, problem)
        return None, list(found.values())


def find_model(model: type[M], value: object) -> M | None:
    """Find the model's reading of a value, nothing where it does not fit."""
    try:
        return model.model_validate_json(json.dumps(value), strict=True)
    except ValidationError:
        return None


def make_unknown_field(model: type[Shape], path: Path, nodes: Mapping[Path, Node]) -> Problem:
    """Make the problem of a key that the model does not know, with the nearest key it does."""
    name = str(path[-1])
    if find_wide_key(name):
        return Problem("yaml.wide-colon", {}, nodes[path].key)
    near = find_near(name, find_fields(model, path[:-1]))
    return Problem("yaml.unknown-field", {"key": shorten(name), "near": near}, nodes[path].key)


def find_fields(model: type[Shape], path: Sequence[str | int]) -> list[str]:
    """Find the keys that the model knows at `path`."""
    kind = _find_kind(model, path)
    return [info.alias or name for name, info in kind.model_fields.items()]


def _find_kind(model: type[Shape], path: Sequence[str | int]) -> Any:
    """Find the kind of value that the model wants at `path`."""
    kind: Any = model
    for part in path:
        kind = _step_into(kind, part)
    return kind


def _step_into(kind: Any, part: str | int) -> Any:
    """Step from a kind of value into what stands in it; of a union into what is not nothing."""
    if isinstance(part, int):
        return get_args(kind)[0]
    if get_origin(kind) is dict:
        return get_args(kind)[1]
    inner = kind.model_fields[part].annotation
    if get_origin(inner) not in (Union, UnionType):
        return inner
    return next(option for option in get_args(inner) if option is not type(None))


def _find_path(detail: ErrorDetails, nodes: Mapping[Path, Node]) -> Path:
    """Find the node of an error: a union adds parts that name its members.

    A missing field has no node, but a path of its own.
    """
    whole = detail["loc"]
    path: Path = whole
    while path and path not in nodes:
        path = path[:-1]
    is_field = detail["type"] == "missing" and isinstance(whole[-1], str)
    if is_field and path != whole:
        return (*path, whole[-1])
    return path


def _make_problem(
    model: type[Shape], detail: ErrorDetails, path: Path, nodes: Mapping[Path, Node]
) -> Problem | None:
    kind = detail["type"]
    if kind == "extra_forbidden":
        return make_unknown_field(model, path, nodes)
    place = find_place(nodes, path)
    if kind == "missing":
        return _make_missing(detail["loc"][-1], place)
    if kind in ("too_short", "too_long") and _is_long_enough(detail):
        return None
    if kind == "string_pattern_mismatch":
        name = model.patterns.get(detail["ctx"]["pattern"], "invalid")
        return Problem(f"yaml.{name}", {"value": shorten(detail["input"])}, place)
    code, values = _describe(kind, detail["input"], detail.get("ctx", {}))
    if code in ("mapping", "list"):
        code, values = _show_right(_find_kind(model, path), code, values)
    if code == "text":
        values = {"value": shorten(nodes[path].text)}
    return Problem(f"yaml.{code}", values, place)


def _make_missing(part: str | int, place: Place) -> Problem:
    if isinstance(part, int):
        return Problem("yaml.pair", {}, place)
    return Problem("yaml.missing", {"key": part}, place)


def _is_long_enough(detail: ErrorDetails) -> bool:
    """Whether a list has as many items as it should: pydantic counts only the sound ones."""
    limits, count = detail.get("ctx", {}), len(detail["input"])
    least, most = limits.get("min_length", 0), limits.get("max_length", count)
    return bool(least <= count <= most)


def _describe(kind: str, given: Any, limits: Mapping[str, Any]) -> tuple[str, dict[str, object]]:
    """Find the code of a pydantic error, and what its words need."""
    if given is None:
        return "nothing", {}
    if kind in _MAPPINGS and find_wide_key(str(given)):
        return "wide-colon", {}
    if kind == "string_type" and isinstance(given, list | dict):
        return "text-shape", {}
    value = shorten(json.dumps(given, ensure_ascii=False))
    if kind == "literal_error":
        choices = re.findall("'([^']*)'", limits["expected"])
        near = find_near(str(given), choices)
        return "choice", {"value": value, "choices": ", ".join(choices), "near": near}
    return _CODES.get(kind, "invalid"), {"value": value, "limit": _find_limit(limits)}


def _show_right(kind: Any, code: str, values: dict[str, object]) -> tuple[str, dict[str, object]]:
    """Show how the right value is written, where there is an example of its kind."""
    if code == "list":
        if get_args(kind)[-1:] == (Ellipsis,) or get_origin(kind) is not tuple:
            return code, values
        return "weeks", {**values, "example": _guess_weeks(str(values["value"]))}
    example = getattr(kind, "example", "")
    if not example:
        return code, values
    return "mapping-as", {**values, "example": example}


def _guess_weeks(said: str) -> str:
    """Guess which two weeks were meant."""
    numbers = re.findall(r"[0-9]{1,2}", said) or ["1", "2"]
    return f"[{numbers[0]}, {numbers[-1]}]"


def _find_limit(limits: Mapping[str, Any]) -> str:
    for name in ("ge", "gt", "le", "lt", "min_length", "max_length"):
        if name in limits:
            return f"{limits[name]:g}"
    return ""


def _merge(one: Problem, two: Problem) -> Problem:
    """Two errors of one node come from a union: a date or a word."""
    if (one.code, two.code) == ("yaml.choice", "yaml.date"):
        return Problem("yaml.date-or-word", one.values, one.place)
    return one
