"""What else a part of a plan says: topics, criteria, resources, its goal."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from roadmap_bot.markdown.roles import CONDITIONS, Role
from roadmap_bot.markdown.survey import Survey
from roadmap_bot.markdown.tree import Item, Link, Paragraph, Section, Table
from roadmap_bot.outlines.outline import Group, Step, Topic
from roadmap_bot.outlines.text import make_note, make_step, make_title

MOST = 60  # of a kind in one part: the body of an issue is finite
_BESIDE = frozenset({Role.NOISE, Role.ASIDE, Role.MILESTONES})


@dataclass
class Dress:
    """What a part says beside its tasks; `lines` are those that became something."""

    topics: list[Topic] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    goal: str = ""
    said: str = ""
    lines: set[int] = field(default_factory=set)

    @property
    def summary(self) -> str:
        """What the part is about, in a sentence or two."""
        return self.goal or self.said


def find_dress(
    survey: Survey,
    section: Section,
    tasks: Collection[int],
    others: Collection[Section],
    own: Role = Role.PLAN,
) -> Dress:
    """Find what a section says beside its tasks, which stand on the lines `tasks`.

    Sections that are parts of their own are none of it. `own` is what its lists are.
    """
    dress = Dress()
    for inner in _walk(section, others):
        role = survey.roles[inner] if inner is not section else own
        if role not in _BESIDE:
            _take(dress, inner, role, tasks)
    return dress


def _walk(section: Section, others: Collection[Section]) -> Iterator[Section]:
    yield section
    for inner in section.sections:
        if inner not in others:
            yield from _walk(inner, others)


def _take(dress: Dress, section: Section, role: Role, tasks: Collection[int]) -> None:
    for part in section.parts:
        if isinstance(part, Paragraph):
            _take_paragraph(dress, part, role, tasks)
        elif isinstance(part, Table):
            if role is Role.RESOURCES:
                _take_table(dress, part)
        else:
            rest = tuple(item for item in part.items if not _holds(item, tasks))
            _take_items(dress, section, role, rest)


def _holds(item: Item, lines: Collection[int]) -> bool:
    return item.line in lines or any(_holds(inner, lines) for inner in item.items)


def _take_paragraph(dress: Dress, part: Paragraph, role: Role, tasks: Collection[int]) -> None:
    if part.line in tasks:
        return
    if role is Role.RESOURCES:
        dress.links += part.text.links
    elif role is Role.GOAL and not dress.goal:
        dress.goal = make_note(part.text.text)
    elif role is Role.PLAN and not dress.said and part.text.text[-1] not in ":：)）":
        dress.said = make_note(part.text.text)
    else:
        return
    dress.lines.add(part.line)


def _take_table(dress: Dress, part: Table) -> None:
    for row in part.rows:
        dress.links += [link for cell in row.cells for link in cell.links]
        dress.lines.add(row.line)


def _take_items(dress: Dress, section: Section, role: Role, items: tuple[Item, ...]) -> None:
    if not items:
        return
    title = make_title(section.title.text)
    if role in CONDITIONS:
        steps = tuple(Step(make_step(join(item)), item.line) for item in items[:MOST])
        dress.groups.append(Group(title, role, steps))
    elif role is Role.TOPICS:
        dress.topics += [_make_topic(item) for item in items]
    elif role is Role.RESOURCES:
        dress.links += [link for item in items for link in find_links(item)]
    elif role is Role.GOAL and not dress.goal:
        dress.goal = make_note("；".join(item.text.text for item in items))
    else:
        return
    dress.lines.update(item.line for item in items)


def _make_topic(item: Item) -> Topic:
    points = tuple(make_step(inner.text.text) for inner in flatten(item.items))
    return Topic(make_title(item.text.text), points[:MOST], item.line)


def find_links(item: Item) -> Iterator[Link]:
    """Find what an item leads to; a book that is but named leads nowhere."""
    links = [*item.all_links]
    if links:
        yield from links
    elif item.text.text:
        yield Link(item.text.text, "")


def flatten(items: tuple[Item, ...]) -> Iterator[Item]:
    """Yield items with all that is in them, in order."""
    for item in items:
        if item.text.text:
            yield item
        yield from flatten(item.items)


def join(item: Item) -> str:
    """Say an item with all that is in it, on one line."""
    inner = [each.text.text for each in flatten(item.items)]
    if not inner:
        return item.text.text
    return f"{item.text.text.rstrip(':： ')}: {' · '.join(inner)}"
