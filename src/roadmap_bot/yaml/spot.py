"""Walk a plain value that may be broken anywhere: what is missing or wrong reads as nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from roadmap_bot.errors import Problem
from roadmap_bot.text.problems import render_spot
from roadmap_bot.yaml.places import Node, Path, find_place


@dataclass(frozen=True, slots=True)
class Spot:
    """A node of the joined files, perhaps missing or broken, and what is around it."""

    value: object
    nodes: Mapping[Path, Node]
    path: Path = ()

    def __getitem__(self, part: str | int) -> Spot:
        try:
            value = self.value[part]  # type: ignore[index]
        except (TypeError, KeyError, IndexError):
            value = None
        return Spot(value, self.nodes, (*self.path, part))

    def list(self, name: str) -> list[Spot]:
        """Return the elements of a list, none where it is no list."""
        whole = self[name]
        if not isinstance(whole.value, list):
            return []
        return [whole[index] for index in range(len(whole.value))]

    @property
    def text(self) -> str:
        """The text, empty where it is none."""
        if not isinstance(self.value, str):
            return ""
        return self.value.strip()

    @property
    def number(self) -> float | None:
        """The number, None where it is none."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            return None
        return self.value

    @property
    def weeks(self) -> tuple[float, float] | None:
        """First and last week, None where they are none."""
        weeks = self["weeks"]
        first, last = weeks[0].number, weeks[1].number
        if first is None or last is None:
            return None
        return first, last

    def blame(self, code: str, **values: object) -> Problem:
        """Make the problem of this node."""
        return Problem(code, values, find_place(self.nodes, self.path))

    def blame_key(self, code: str, **values: object) -> Problem:
        """Make the problem of this node's key."""
        node = self.nodes[self.path]
        return Problem(code, values, node.key or node.place)

    def where(self) -> str:
        """Return `file:line`."""
        return render_spot(find_place(self.nodes, self.path))
