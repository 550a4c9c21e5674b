"""Say in a few lines what an import did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from roadmap_bot.errors import Place, Problem
from roadmap_bot.imports.make import HEAD_FILE, UNITS_FILE, Done
from roadmap_bot.imports.things import BOX
from roadmap_bot.text.problems import shorten
from roadmap_bot.text.words import Words

_MOST = 20  # things that are named, of a kind


def render_news(done: Done, file: str, into: str, words: Words) -> Iterator[str]:
    """Render what was made or what changed, the counts last."""
    made = done.made
    if not done.written:
        yield words("import.same", file=file)
        return
    if done.is_first:
        counts = {"units": len(made.outline.units), "tasks": len(made.outline.tasks)}
        boxes = sum(thing.kind == BOX for thing in made.things)
        yield words("import.made", into=into, boxes=boxes, weeks=made.weeks, **counts)
        yield words("import.next", into=into, left=len(made.outline.left))
        return
    yield from _render_changes(done, words)


def _render_changes(done: Done, words: Words) -> Iterator[str]:
    made = done.made
    texts = dict(zip(made.ids, (thing.text for thing in made.things), strict=True))
    unsure = {id: candidates for id, candidates in made.unsure.items() if candidates}
    lines = [f"+ {id}  {shorten(texts[id])}" for id in made.new if id not in unsure]
    yield from _cut(lines, words)
    yield from _cut([f"- {id}" for id in made.gone], words)
    for id, candidates in list(unsure.items())[:_MOST]:
        yield words("import.unsure", id=id, text=shorten(texts[id]), ids=", ".join(candidates))
    counts = {"new": len(made.new), "gone": len(made.gone), "unsure": len(unsure)}
    yield words("import.updated", edited=len(made.edited), **counts)


def _cut(lines: Sequence[str], words: Words) -> Iterator[str]:
    yield from lines[:_MOST]
    if len(lines) > _MOST:
        yield words("told.more", count=len(lines) - _MOST)


def find_edited(done: Done, into: str) -> tuple[Problem, ...]:
    """Find what the author has edited, and the document says otherwise: it waits for a hand."""
    problems: list[Problem] = []
    for key in done.made.edited:
        name = UNITS_FILE if key[:1].isupper() else HEAD_FILE
        place = Place(f"{into}/{name}")
        problems.append(Problem("import.edited", {"key": key.removesuffix("+")}, place))
    return tuple(problems)
