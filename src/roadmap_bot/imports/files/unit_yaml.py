"""Units as YAML, in blocks: the head of a unit, each of its tasks, what follows them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pydantic import AnyHttpUrl, TypeAdapter, ValidationError

from roadmap_bot.imports.files.blocks import TAIL, Block
from roadmap_bot.imports.files.quoting import quote
from roadmap_bot.imports.schedule import Schedule
from roadmap_bot.markdown.ordinals import Span
from roadmap_bot.markdown.tree import Link
from roadmap_bot.outlines.outline import Outline, Step, Task, Unit

STUDY, PROJECT = "study", "project"
_ADDRESS: TypeAdapter[AnyHttpUrl] = TypeAdapter(AnyHttpUrl)
_SPACE = re.compile(r"\s")
_LONGEST_URL = 2000


def render_units(
    outline: Outline, schedule: Schedule, hours: Sequence[float | None], ids: Sequence[str]
) -> tuple[Block, ...]:
    """Render all units; `ids` name all things in their order."""
    names = iter(ids)
    blocks: list[Block] = []
    for index, unit in enumerate(outline.units):
        phase = f"F{schedule.places[index] + 1}"
        blocks += _render_unit(unit, schedule.weeks[index], phase, hours[index], names)
    return tuple(blocks)


def _render_unit(
    unit: Unit, weeks: Span, phase: str, hours: float | None, names: Iterator[str]
) -> Iterator[Block]:
    id = next(names)
    topics, boxes = list(_render_topics(unit, names)), list(_render_boxes(unit, names))
    kind = STUDY if unit.tasks or unit.topics else PROJECT
    lines = [f"  - id: {id}", f"    title: {quote(unit.title or id)}", f"    phase: {phase}"]
    lines += [f"    kind: {kind}", f"    weeks: [{weeks.first}, {weeks.last}]"]
    if hours is not None:
        lines.append(f"    hours: {hours:g}")
    if unit.summary:
        lines.append(f"    summary: {quote(unit.summary)}")
    lines += [*topics, *_render_links(unit.links, "    ")]
    if unit.tasks:
        lines.append("    tasks:")
    yield Block(id, _join(lines), id)
    for task in unit.tasks:
        name = next(names)
        yield Block(name, _join(_render_task(task, name, names)), id)
    yield Block(f"{id}{TAIL}", _join([*boxes, ""]), id)


def _render_topics(unit: Unit, names: Iterator[str]) -> Iterator[str]:
    if unit.topics:
        yield "    topics:"
    for topic in unit.topics:
        yield f"      - id: {next(names)}"
        yield f"        title: {quote(topic.title)}"
        if topic.points:
            yield "        points:"
        for point in topic.points:
            yield f"          - {quote(point)}"


def _render_boxes(unit: Unit, names: Iterator[str]) -> Iterator[str]:
    if unit.groups:
        yield "    boxes:"
    for group in unit.groups:
        yield f"      - title: {quote(group.title)}"
        yield f"        role: {group.role.value}"
        yield "        steps:"
        yield from _render_steps(group.steps, names, " " * 10)


def _render_task(task: Task, id: str, names: Iterator[str]) -> Iterator[str]:
    yield f"      - id: {id}"
    yield f"        title: {quote(task.title)}"
    yield f"        kind: {STUDY}"
    if task.note:
        yield f"        note: {quote(task.note)}"
    if task.steps:
        yield "        steps:"
    yield from _render_steps(task.steps, names, " " * 10)
    yield from _render_links(task.links, " " * 8)


def _render_steps(steps: Sequence[Step], names: Iterator[str], indent: str) -> Iterator[str]:
    for step in steps:
        yield f"{indent}- {{id: {next(names)}, text: {quote(step.text)}}}"


def _render_links(links: Sequence[Link], indent: str) -> Iterator[str]:
    """Render links; one that leads nowhere by itself is named with its path."""
    if links:
        yield f"{indent}resources:"
    for link in links:
        parts = [f"title: {quote(link.text[:200])}"]
        if is_address(link.url):
            parts.append(f"url: {quote(link.url)}")
        elif link.url:
            parts.append(f"note: {quote(link.url[:_LONGEST_URL])}")
        yield f"{indent}  - {{{', '.join(parts)}}}"


def is_address(url: str) -> bool:
    """Whether something is an address that a roadmap may hold."""
    try:
        _ADDRESS.validate_python(url)
    except ValidationError:
        return False
    return len(url) <= _LONGEST_URL and not _SPACE.search(url)


def _join(lines: Sequence[str] | Iterator[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
