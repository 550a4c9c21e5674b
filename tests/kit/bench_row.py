"""A row of the bench: a number to hold, and what was measured."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """A number to hold: what it is, its goal, what was measured, whether that holds.

    `holds` is None where nothing was measured.
    """

    row: str
    goal: str
    measured: str
    holds: bool | None


def bound(row: str, measured: float, most: float, shown: str = "") -> Row:
    """Make the row of a number that must not be larger."""
    return Row(row, f"≤ {most:,}", shown or f"{measured:,}", measured <= most)
