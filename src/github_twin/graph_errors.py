"""What went wrong in a GraphQL document, as the entries of an answer's errors."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from graphql import GraphQLError

from github_twin.project_access import Need
from github_twin.refusals import RefusedError, make_entry
from github_twin.shapes import shape_error

Reply = dict[str, Any]
NONE: Mapping[str, str] = MappingProxyType({})
UNKNOWN_FIELD = re.compile(r"Cannot query field '(\w+)' on type '(\w+)'")


def render_error(error: GraphQLError, shapes: Mapping[str, str] = NONE) -> Reply:
    """Render an error as GitHub does; the twin's own are raised, never dressed up as an answer."""
    places = error.locations or ()
    locations = [_render_place(place.line, place.column) for place in places]
    cause = error.original_error
    if isinstance(cause, RefusedError):
        entry = make_entry(cause.code, cause.values)
        path = list(error.path or ())
        rendered = {**entry, "path": path, "locations": locations}
        return shape_error(rendered, find_shape(cause, shapes))
    if cause is not None and not isinstance(cause, GraphQLError):
        raise cause
    unknown = UNKNOWN_FIELD.match(error.message)
    if unknown is None:
        return {"locations": locations, "message": error.message}
    field, kind = unknown.groups()
    return {
        "path": ["query", field],
        "extensions": {"code": "undefinedField", "typeName": kind, "fieldName": field},
        "locations": locations,
        "message": f"Field '{field}' doesn't exist on type '{kind}'",
    }


def find_shape(refused: RefusedError, shapes: Mapping[str, str]) -> str:
    """Find the shape in which a refusal comes, empty where that is known."""
    ordered = str(refused.values.get("shape", ""))
    return ordered or shapes.get(refused.code, "")


def render_missing(need: Need, refused: RefusedError) -> Reply:
    """Render the refusal of a field whose scope the token lacks."""
    entry = make_entry(refused.code, refused.values)
    place = _render_place(need.line, need.column)
    return {**entry, "locations": [place]}


def _render_place(line: int, column: int) -> dict[str, int]:
    return {"line": line, "column": column}
