"""Take a few sections of a document for all of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from roadmap_bot.markdown.tree import Section


def pick_sections(document: Section, names: Sequence[str]) -> Section | None:
    """Return a document of the sections with these names alone; None where one is not there."""
    picked: list[Section] = []
    for name in names:
        found = find_section(document.walk(), name)
        if not found:
            return None
        picked.append(found)
    picked.sort(key=lambda section: section.line)
    return Section(document.title, document.line, document.level, (), tuple(picked))


def find_section(sections: Iterable[Section], name: str) -> Section | None:
    """Find the section with a name, else the first whose name holds it."""
    wanted = name.strip().casefold()
    holding: list[Section] = []
    for section in sections:
        title = section.title.text.casefold()
        if title == wanted:
            return section
        if wanted and wanted in title:
            holding.append(section)
    return holding[0] if holding else None
