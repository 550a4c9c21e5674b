"""Lines that are as good as headings: a bold line, one with a colon, an item that is a week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import zip_longest

from roadmap_bot.markdown.ordinals import DAY, NUMBER, find_leading
from roadmap_bot.markdown.roles import Role, find_role
from roadmap_bot.markdown.tree import (
    INTRODUCED,
    ITEM,
    LABEL,
    Item,
    Items,
    Line,
    OpenSection,
    Paragraph,
    Part,
    Section,
    Table,
    open_section,
)

_LONGEST = 100  # signs of a line that introduces what follows
_LONGEST_NAME = 24  # signs of a name before a colon
_COLONS = ":："


def make_parts(parts: Sequence[Part]) -> tuple[tuple[Part, ...], tuple[Section, ...]]:
    """Make sections of what lines among the parts introduce; the rest stays as it is."""
    root = OpenSection(Line(""), 0, 0.0)
    stack = [root]
    for part, following in zip_longest(parts, parts[1:]):
        level = _find_level(part, following)
        if isinstance(part, Paragraph) and level:
            _open(stack, part, level)
            continue
        if isinstance(part, Paragraph) and _is_full(stack[-1]):
            stack.pop()
        _add(stack[-1], part)
    section = _close(root)
    return section.parts, section.sections


def _open(stack: list[OpenSection], paragraph: Paragraph, level: float) -> None:
    title, rest = _split(paragraph.text, level)
    opened = OpenSection(title, paragraph.line, level)
    if rest.text:
        opened.parts.append(Paragraph(paragraph.line, rest))
    open_section(stack, opened)


def _is_full(section: OpenSection) -> bool:
    """Whether a list stands in it already: a paragraph after it is no part of it."""
    has_list = any(isinstance(part, Items | Table) for part in section.parts)
    return section.level == LABEL and has_list


def _close(filled: OpenSection) -> Section:
    sections = (*filled.made, *map(_close, filled.sections))
    return Section(filled.title, filled.line, filled.level, tuple(filled.parts), sections)


def _add(section: OpenSection, part: Part) -> None:
    """Add a part, as sections where its items are as good as headings."""
    sections = _make_sections(part) if isinstance(part, Items) else []
    if sections:
        section.made += sections
    else:
        section.parts.append(part)


def _find_level(part: Part, following: Part | None) -> float:
    """Find the level of the section that a line introduces, 0 where it introduces none."""
    if not isinstance(part, Paragraph) or len(part.text.text) > 4 * _LONGEST:
        return 0
    text = part.text
    word = find_leading(text.lead or text.text)
    is_short = len(text.text) <= _LONGEST
    if word and word != NUMBER and (text.lead or is_short):
        return INTRODUCED
    if not is_short or not (text.is_bold or text.text[-1] in _COLONS):
        return 0
    is_role = find_role(text.text) is not Role.PLAN
    if isinstance(following, Items | Table) or (text.is_bold and is_role and following):
        return LABEL
    return 0


def _split(text: Line, level: float) -> tuple[Line, Line]:
    """Split a line into the title and what is said behind it."""
    if level == LABEL or not text.lead or text.is_bold:
        return text, Line("")
    rest = text.text.removeprefix(text.lead).lstrip(" :：-–—.")
    return replace(text, text=text.lead), replace(text, text=rest, lead="")


def _make_sections(part: Items) -> list[Section]:
    """Make sections of items that each name a part of the plan, or what they are for."""
    if not part.items:
        return []
    if _are_parts(part.items):
        return [_make_section(item, item.text, item.items) for item in part.items]
    names = [_find_name(item) for item in part.items]
    roles = {find_role(name) for name in names if name}
    is_known = len(roles - {Role.PLAN}) > 0 and Role.PLAN not in roles
    if all(names) and is_known and len(set(names)) == len(names) > 1:
        return [_make_named(item, name) for item, name in zip(part.items, names, strict=True)]
    return []


def _are_parts(items: Sequence[Item]) -> bool:
    if any(link.is_anchor for item in items for link in item.text.links):
        return False  # a table of contents
    words = Counter(find_leading(item.text.text) for item in items)
    word, count = words.most_common(1)[0]
    if word in ("", NUMBER) or count < 2 or count * 10 < len(items) * 6:
        return False
    is_marked = any(item.is_done is not None for item in items)
    return not is_marked or (word != DAY and all(item.items for item in items))


def _make_section(item: Item, title: Line, inner: Iterable[Item]) -> Section:
    parts, sections = make_parts(_make_list(item.line, inner))
    return Section(title, item.line, ITEM, parts, sections)


def _make_list(line: int, items: Iterable[Item]) -> list[Part]:
    found = tuple(items)
    return [Items(line, found)] if found else []


def _find_name(item: Item) -> str:
    """Find what an item says that it is for: what stands before its colon."""
    text = item.text.text
    if item.is_done is not None:
        return ""
    for colon in _COLONS:
        name, found, _ = text.partition(colon)
        if found and len(name) <= _LONGEST_NAME and "//" not in text[len(name) : len(name) + 3]:
            return name.strip()
    return text if item.items and len(text) <= _LONGEST_NAME else ""


def _make_named(item: Item, name: str) -> Section:
    """Make a section of what an item says it is for, and of what it says behind that."""
    rest = item.text.text[len(name) :].lstrip(" :：")
    title = Line(name)
    if not rest:
        return _make_section(item, title, item.items)
    said = replace(item, text=replace(item.text, text=rest, lead=""))
    if find_role(name) is Role.GOAL:
        paragraph = Paragraph(item.line, said.text)
        return Section(title, item.line, LABEL, (paragraph,))
    return Section(title, item.line, LABEL, (Items(item.line, (said,)),))
