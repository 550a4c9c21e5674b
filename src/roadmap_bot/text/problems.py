"""Say a problem in one line of the reader's language."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from roadmap_bot.errors import Place, Problem
from roadmap_bot.text.words import Words

_NOT_SHOWN = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


def render_problem(problem: Problem, words: Words) -> str:
    """Render `file:line:column: path: what is wrong (did you mean …?)`; parts that are unknown are left out."""
    said = words(f"problem.{problem.code}", **problem.values)
    if problem.values.get("near"):
        said += words("hint.near", **problem.values)
    parts = [*_render_place(problem.place), said] if problem.place else [said]
    return _NOT_SHOWN.sub(" ", ": ".join(parts)).strip()


def render_spot(place: Place) -> str:
    """Render `file:line`, to point from one problem to another place."""
    return f"{place.file}:{place.line}" if place.line else place.file


def shorten(value: object, limit: int = 60) -> str:
    """Return the value on one line of at most `limit` characters."""
    text = _NOT_SHOWN.sub(" ", str(value)).strip()
    return text if len(text) <= limit else text[: limit - 1] + "…"


def find_near(word: str, known: Iterable[str]) -> str:
    """Find the known word that was most likely meant, or nothing."""
    if len(word) > 100:
        return ""
    folded = {name.casefold(): name for name in known}
    found = difflib.get_close_matches(word.strip().casefold(), folded, n=1)
    return folded[found[0]] if found else ""


def _render_place(place: Place) -> list[str]:
    where = [place.file, *(str(number) for number in (place.line, place.column) if number)]
    return [":".join(where), place.path] if place.path else [":".join(where)]
