"""What stands in the body of an answer: JSON, a complaint of REST, the errors of GraphQL."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

# The upstream, or an issue's parent, may stand where the token may not look; whether a job may see
# what is pinned is told by nobody (F3.58).
OPTIONAL = frozenset({"parent", "templateRepository", "pinnedIssues"})


def parse_body(text: str) -> Any:
    """Parse a body, None where it is no JSON."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def is_complaint(body: Any) -> bool:
    """Tell an envelope of REST that says what is wrong, even with status 200 (F2.22)."""
    if not isinstance(body, dict) or "data" in body:
        return False
    return "message" in body and "documentation_url" in body


def find_errors(body: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Find the entries of GraphQL's `errors`."""
    errors = body["errors"]
    if not isinstance(errors, list):
        errors = [errors]
    for error in errors:
        yield error if isinstance(error, dict) else {"message": str(error)}


def find_places(error: Mapping[str, Any], found: Mapping[str, Any]) -> list[str]:
    """Find the aliases that an error is about."""
    path = error.get("path")
    if not isinstance(path, list) or not path:
        return [alias for alias in found if found[alias] is None]
    alias = str(path[0])
    return [alias] if alias in found else []


def is_optional(error: Mapping[str, Any]) -> bool:
    """Whether an error is about nothing more than a field that may be null as well."""
    path = error.get("path")
    return isinstance(path, list) and not OPTIONAL.isdisjoint(map(str, path))


def is_wrong_document(error: Mapping[str, Any]) -> bool:
    """Whether the document itself is wrong, as where a server is older than the bot."""
    return not error.get("type", "") and "extensions" in error
