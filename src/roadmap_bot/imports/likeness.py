"""Texts that are nearly the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import SequenceMatcher

from roadmap_bot.imports.things import tidy

NEAR = 0.72  # how alike two texts are of which one was made from the other
_DIGITS = re.compile(r"\d+")
_LONGEST = 400  # signs that are compared


def find_alike(text: str, pool: Mapping[int, str]) -> list[int]:
    """Find the texts that differ in a few signs, none of them a number."""
    matcher = SequenceMatcher(None, "", tidy(text)[:_LONGEST], autojunk=False)
    numbers = _DIGITS.findall(text)
    found: list[int] = []
    for index, other in pool.items():
        if _DIGITS.findall(other) == numbers and _is_near(matcher, tidy(other)[:_LONGEST]):
            found.append(index)
    return found


def _is_near(matcher: SequenceMatcher[str], other: str) -> bool:
    matcher.set_seq1(other)
    if matcher.real_quick_ratio() < NEAR or matcher.quick_ratio() < NEAR:
        return False
    return matcher.ratio() >= NEAR
