"""A Markdown document as a tree: sections, lists, tables, lines, each with where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Link:
    """A link: what it is called, and its address."""

    text: str
    url: str

    @property
    def is_anchor(self) -> bool:
        """Whether it leads to another place of the same page."""
        return self.url.startswith("#")


@dataclass(frozen=True)
class Line:
    """Text without its marks: `lead` is what is bold at its beginning."""

    text: str
    links: tuple[Link, ...] = ()
    lead: str = ""

    @property
    def is_bold(self) -> bool:
        """Whether all of it is bold, but for a colon."""
        return bool(self.lead) and self.lead.rstrip(":： ") == self.text.rstrip(":： ")


@dataclass(frozen=True)
class Item:
    """An item of a list; `is_done` is None where it is no box."""

    line: int
    text: Line
    is_done: bool | None = None
    items: tuple[Item, ...] = ()

    @property
    def all_links(self) -> Iterator[Link]:
        """Its links, and those of all that is in it."""
        yield from self.text.links
        for item in self.items:
            yield from item.all_links

    @property
    def has_boxes(self) -> bool:
        """Whether it is a box or holds one."""
        return self.is_done is not None or any(item.has_boxes for item in self.items)


@dataclass(frozen=True)
class Items:
    """A list."""

    line: int
    items: tuple[Item, ...]
    is_numbered: bool = False


@dataclass(frozen=True)
class Row:
    """A row of a table."""

    line: int
    cells: tuple[Line, ...]


@dataclass(frozen=True)
class Table:
    """A table."""

    line: int
    heads: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    line: int
    text: Line


Part = Items | Table | Paragraph


@dataclass(frozen=True, eq=False)
class Section:
    """A heading and what stands below it.

    Headings are of level 1 to 6, a summary half a level below what it stands in, a line that
    introduces what follows 7 or more; the document itself is of level 0.
    """

    title: Line
    line: int
    level: float
    parts: tuple[Part, ...] = ()
    sections: tuple[Section, ...] = ()

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading of its own, not a mere line before a list."""
        return self.level < INTRODUCED

    def walk(self) -> Iterator[Section]:
        """Yield it and all sections in it, in order."""
        yield self
        for section in self.sections:
            yield from section.walk()


@dataclass(eq=False)
class OpenSection:
    """A section that is still read; `made` are those that its items are as good as."""

    title: Line
    line: int
    level: float
    parts: list[Part] = field(default_factory=list)
    made: list[Section] = field(default_factory=list)
    sections: list[OpenSection] = field(default_factory=list)


def open_section(stack: list[OpenSection], section: OpenSection) -> None:
    """Begin a section below the last one of a higher level: all others end there."""
    while stack[-1].level >= section.level:
        stack.pop()
    stack[-1].sections.append(section)
    stack.append(section)


INTRODUCED = 7.0  # level of a line that introduces a part of a plan
LABEL = 8.0  # level of a line that introduces a list
ITEM = 9.0  # level of a list's item that is as good as a heading

Chain = tuple[Section, ...]  # from the document down to a section


def find_chains(document: Section, above: Chain = ()) -> Iterator[Chain]:
    """Yield each section with all that it stands in, in order."""
    chain = (*above, document)
    yield chain
    for section in document.sections:
        yield from find_chains(section, chain)
