"""Refusals of which nobody knows the shape, and refusals on order: each in every plausible one.

The types of GraphQL's errors are not documented (F4.20), and which of them goes with what is not
known of locked, transferred and converted issues and of rules of a branch (F4.28). `World.shapes`
says in which shape a refusal of `errors.json` comes; `World.stubborn` is what is refused on order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

TYPES = ("FORBIDDEN", "UNPROCESSABLE", "NOT_FOUND", "SOMETHING_ELSE")
UNTYPED, PLACELESS, DATALESS = "untyped", "placeless", "dataless"
SHAPES = (*TYPES, UNTYPED, PLACELESS, DATALESS)
STATUSES = ("403", "404", "422")
Reply = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Stubborn:
    """A refusal on order: whatever asks for `operation` and names `target` is refused with `words`.

    An operation is a mutation, or the verb of a REST call; the target a node id, a name, a title, a
    path. The shape is one of `SHAPES` or, for REST, of `STATUSES`.
    """

    operation: str
    target: str
    shape: str
    words: str = "This cannot be done here"


def find_stubborn(
    stubborn: tuple[Stubborn, ...], operation: str, asked: Mapping[str, Any], path: str = ""
) -> Stubborn | None:
    """Find the refusal on order that a request meets."""
    named = {path, *_find_texts(asked)}
    for one in stubborn:
        if one.operation == operation and one.target in named:
            return one
    return None


def _find_texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    if isinstance(value, dict):
        value = list(value.values())
    for inner in value if isinstance(value, list) else ():
        yield from _find_texts(inner)


def shape_error(error: Reply, shape: str) -> Reply:
    """Give an error of GraphQL one of the shapes."""
    left_out: tuple[str, ...] = ()
    if shape in (UNTYPED, PLACELESS):
        left_out += ("type",)
    if shape in (PLACELESS, DATALESS):
        left_out += ("path", "locations")
    shaped = {name: value for name, value in error.items() if name not in left_out}
    return {**shaped, "type": shape} if shape in TYPES else shaped
