"""Texts that are nearly the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import SequenceMatcher

from roadmap_bot.imports.things import tidy

NEAR = 0.72  # how alike two texts are of which one was made from the other
SAME = 0.9  # how alike they are where nothing else speaks for that
NEVER = 2.0  # more than any two are
_DIGITS = re.compile(r"\d+")
_LONGEST = 400  # signs that are compared


def find_alike(text: str, pool: Mapping[int, tuple[str, float]]) -> list[int]:
    """Find the texts that differ in a few signs, none of them a number: each as alike as told."""
    matcher = SequenceMatcher(None, "", tidy(text)[:_LONGEST], autojunk=False)
    numbers = _DIGITS.findall(text)
    found: list[int] = []
    for index, (other, least) in pool.items():
        if _DIGITS.findall(other) == numbers and _is_near(matcher, tidy(other)[:_LONGEST], least):
            found.append(index)
    return found


def _is_near(matcher: SequenceMatcher[str], other: str, least: float) -> bool:
    matcher.set_seq1(other)
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return False
    return matcher.ratio() >= least
