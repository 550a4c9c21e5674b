"""Check a plain value against a pydantic model; every error becomes a `Problem` at its place, in our words."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from roadmap_bot.errors import Place, Problem
from roadmap_bot.roadmap.fields import AnyId, Color, Language, Slug, StepId, TaskId, UnitId
from roadmap_bot.text.problems import find_near, shorten
from roadmap_bot.yaml.places import Node, Path, find_place

M = TypeVar("M", bound=BaseModel)

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
_PATTERNS = {
    str(get_args(kind)[1].pattern): name
    for kind, name in (
        (UnitId, "unit-id"),
        (TaskId, "task-id"),
        (StepId, "step-id"),
        (AnyId, "any-id"),
        (Slug, "slug"),
        (Color, "color"),
        (Language, "language"),
    )
}
_LIMITS = ("ge", "gt", "le", "lt", "min_length", "max_length")


def check_shape(
    model: type[M], value: object, nodes: Mapping[Path, Node]
) -> tuple[M | None, list[Problem]]:
    """Validate as JSON, strictly, so that the bot accepts just what the published schema accepts."""
    try:
        return model.model_validate_json(json.dumps(value), strict=True), []
    except ValidationError as error:
        found: dict[Path, Problem] = {}
        for detail in error.errors(include_url=False):
            path = _find_path(detail, nodes)
            if problem := _make_problem(model, detail, path, nodes):
                found[path] = _merge(found[path], problem) if path in found else problem
        return None, list(found.values())


def find_model(model: type[M], value: object) -> M | None:
    """Find the model's reading of a value, nothing where it does not fit."""
    try:
        return model.model_validate_json(json.dumps(value), strict=True)
    except ValidationError:
        return None


def make_unknown_field(model: type[BaseModel], path: Path, nodes: Mapping[Path, Node]) -> Problem:
    """Make the problem of a key at `path` that the model does not know, with the nearest key it does."""
    node = nodes[path]
    name = str(path[-1])
    near = find_near(name, find_fields(model, path[:-1]))
    return Problem("yaml.unknown-field", {"key": shorten(name), "near": near}, node.key)


def find_fields(model: type[BaseModel], path: Sequence[str | int]) -> list[str]:
    """Find the keys that the model knows at `path`."""
    kind: Any = model
    for part in path:
        kind = _step_into(kind, part)
    return [info.alias or name for name, info in kind.model_fields.items()]


def _step_into(kind: Any, part: str | int) -> Any:
    if isinstance(part, int):
        return get_args(kind)[0]
    inner = kind.model_fields[part].annotation
    options = get_args(inner) if get_origin(inner) in (Union, UnionType) else (inner,)
    return next(option for option in options if option is not type(None))


def _find_path(detail: ErrorDetails, nodes: Mapping[Path, Node]) -> Path:
    path = whole = detail[
        "loc"
    ]  # a union adds parts that name its members, a missing field has no node
    while path and path not in nodes:
        path = path[:-1]
    is_field = detail["type"] == "missing" and isinstance(whole[-1], str)
    return (*path, whole[-1]) if is_field and path != whole else path


def _make_problem(
    model: type[BaseModel], detail: ErrorDetails, path: Path, nodes: Mapping[Path, Node]
) -> Problem | None:
    kind, given, limits = detail["type"], detail["input"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        return make_unknown_field(model, path, nodes)
    if kind in ("too_short", "too_long") and limits.get("min_length", 0) <= len(
        given
    ) <= limits.get("max_length", 1e9):
        return None  # pydantic counts only the items that are sound
    if kind == "missing":
        return _make_missing(detail["loc"][-1], find_place(nodes, path))
    code, values = _describe(kind, given, limits)
    if code == "text":
        values = {"value": shorten(nodes[path].text)}
    return Problem(f"yaml.{code}", values, find_place(nodes, path))


def _make_missing(part: str | int, place: Place) -> Problem:
    return (
        Problem("yaml.pair", {}, place)
        if isinstance(part, int)
        else Problem("yaml.missing", {"key": part}, place)
    )


def _describe(kind: str, given: Any, limits: Mapping[str, Any]) -> tuple[str, dict[str, object]]:
    """Find the code of a pydantic error, and what its words need."""
    values: dict[str, object] = {"value": shorten(json.dumps(given, ensure_ascii=False))}
    if given is None:
        return "nothing", {}
    if kind == "string_type" and isinstance(given, list | dict):
        return "text-shape", {}
    if kind == "string_pattern_mismatch":
        return _PATTERNS.get(limits["pattern"], "invalid"), {"value": shorten(given)}
    if kind == "literal_error":
        choices = re.findall("'([^']*)'", limits["expected"])
        return "choice", values | {
            "choices": ", ".join(choices),
            "near": find_near(str(given), choices),
        }
    values |= {"limit": next((f"{limits[name]:g}" for name in _LIMITS if name in limits), "")}
    return _CODES.get(kind, "invalid"), values


def _merge(one: Problem, two: Problem) -> Problem:
    """Two errors of one node come from a union: a date or a word."""
    if (one.code, two.code) == ("yaml.choice", "yaml.date"):
        return Problem("yaml.date-or-word", one.values, one.place)
    return one
