"""A task as a shape finds it, before it has a place in an outline."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from roadmap_bot.markdown.ordinals import Span
from roadmap_bot.markdown.survey import Survey
from roadmap_bot.markdown.tree import Chain, Item, Line, Link, Section


@dataclass(frozen=True, eq=False)
class Found:
    """A task: its text, the sections it stands in, what a table says of it."""

    line: int
    text: Line
    chain: Chain
    is_done: bool = False
    steps: tuple[Item, ...] = ()
    links: tuple[Link, ...] = ()
    notes: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    group: str = ""  # the part that its table puts it in
    numbers: Mapping[str, Span] = field(default_factory=dict)
    own: Section | None = None  # the section that it is, where it is one


@dataclass(frozen=True)
class Shape:
    """A way to write a plan: what finds its tasks, and how surely they are tasks."""

    name: str
    find: Callable[[Survey], tuple[Found, ...]]
    strength: float
