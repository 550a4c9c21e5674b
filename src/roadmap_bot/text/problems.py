"""Say a problem in one line of the reader's language."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from itertools import count, takewhile

from roadmap_bot.errors import Moment, Place, Problem
from roadmap_bot.text.clock import render_moment
from roadmap_bot.text.words import Words

_LINK = re.compile(r"\[([^\[\]]+)\]\(([^()\s]+)\)")
_NOT_SHOWN = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


def render_problem(problem: Problem, words: Words) -> str:
    """Render `file:line:column: path: what is wrong (did you mean …?)`, without what is unknown."""
    said = words(f"problem.{problem.code}", **_say_values(problem, words))
    if problem.values.get("near"):
        said += words("hint.near", **problem.values)
    if problem.place:
        said = f"{_render_place(problem.place)}: {said}"
    return _flatten(said)


def render_steps(problem: Problem, words: Words) -> list[str]:
    """Render what to do, click by click, as Markdown with links; empty where a sentence will do."""
    keys = (f"steps.{problem.code}.{number}" for number in count(1))
    values = _say_values(problem, words)
    return [words(key, **values) for key in takewhile(words.__contains__, keys)]


def unfold_links(markdown: str) -> str:
    """Write links as text and address, for where Markdown is not read."""
    return _LINK.sub(r"\1 <\2>", markdown)


def _say_values(problem: Problem, words: Words) -> dict[str, object]:
    """Return the values of a problem: reasons, deeds and moments in words."""
    values = {**problem.values, "link": problem.link}
    return {name: _say_value(name, value, values, words) for name, value in values.items()}


def _say_value(name: str, value: object, values: Mapping[str, object], words: Words) -> object:
    if name == "why":
        return words(f"why.{value}")
    if name == "deed":
        return words(f"deed.{value}", **values)
    if isinstance(value, Moment):
        return render_moment(value, words)
    return value


def render_spot(place: Place) -> str:
    """Render `file:line`, to point from one problem to another place."""
    if not place.line:
        return place.file
    return f"{place.file}:{place.line}"


def shorten(value: object, limit: int = 60) -> str:
    """Return the value on one line of at most `limit` characters."""
    text = _flatten(str(value))
    if len(text) <= limit:
        return text
    return text[: limit - 1] + "…"


def find_near(word: str, known: Iterable[str]) -> str:
    """Find the known word that was most likely meant, or nothing."""
    if len(word) > 100:
        return ""
    names = {name.casefold(): name for name in known}
    near = difflib.get_close_matches(word.strip().casefold(), names, n=1)
    if not near:
        return ""
    return names[near[0]]


def _render_place(place: Place) -> str:
    where = render_spot(place)
    if place.column:
        where = f"{where}:{place.column}"
    if place.path:
        return f"{where}: {place.path}"
    return where


def _flatten(text: str) -> str:
    return _NOT_SHOWN.sub(" ", text).strip()
