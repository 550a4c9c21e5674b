"""What went wrong in a GraphQL document, as the entries of an answer's errors."""

from __future__ import annotations

import re
from typing import Any

from graphql import GraphQLError

from github_twin.project_access import Need
from github_twin.refusals import RefusedError, make_entry

Reply = dict[str, Any]
UNKNOWN_FIELD = re.compile(r"Cannot query field '(\w+)' on type '(\w+)'")


def render_error(error: GraphQLError) -> Reply:
    """Render an error as GitHub does; the twin's own are raised, never dressed up as an answer."""
    places = error.locations or ()
    locations = [_render_place(place.line, place.column) for place in places]
    cause = error.original_error
    if isinstance(cause, RefusedError):
        entry = make_entry(cause.code, cause.values)
        path = list(error.path or ())
        return {**entry, "path": path, "locations": locations}
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


def render_missing(need: Need, refused: RefusedError) -> Reply:
    """Render the refusal of a field whose scope the token lacks."""
    entry = make_entry(refused.code, refused.values)
    place = _render_place(need.line, need.column)
    return {**entry, "locations": [place]}


def _render_place(line: int, column: int) -> dict[str, int]:
    return {"line": line, "column": column}
