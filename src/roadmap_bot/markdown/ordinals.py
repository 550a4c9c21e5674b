"""Numbers of parts of a plan: 第 3 周, Week 3–4, Día 5, Phase II, 阶段一, 1.2."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

WEEK, DAY, MONTH, PHASE, NUMBER = "week", "day", "month", "phase", "number"

_WORDS = {
    WEEK: "weeks?|wks?|semanas?",
    DAY: "days?|d[ií]as?",
    MONTH: "months?|mes(?:es)?",
    PHASE: "phases?|stages?|fases?|etapas?",
    "tier": "tiers?",
    "level": "levels?|nivel(?:es)?",
    "module": "modules?|m[oó]dulos?",
    "unit": "units?|unidad(?:es)?|bloques?",
    "part": "parts?|partes?",
    "chapter": "chapters?|cap[ií]tulos?|temas?",
    "lesson": "lessons?|lecci[oó]n(?:es)?|lectures?|sessions?|clases?|classes",
    "sprint": "sprints?",
    "step": "steps?|pasos?",
    "quarter": "quarters?|trimestres?",
    "semester": "semesters?|terms?|semestres?",
}
_SIGNS = {
    WEEK: "周|星期|週",
    DAY: "天|日",
    MONTH: "月",
    PHASE: "阶段|階段",
    "module": "模块|板块",
    "unit": "单元",
    "part": "部分|篇",
    "chapter": "章",
    "lesson": "课|讲|节",
    "level": "级|层|关",
    "step": "步",
    "semester": "学期",
    "quarter": "季度",
}
_LETTERS = {"W": WEEK, "D": DAY, "M": MONTH}
_ENGLISH = "one two three four five six seven eight nine ten eleven twelve"
_ROMAN = "i ii iii iv v vi vii viii ix x xi xii"
_COUNTED = {
    name: number
    for names in (_ENGLISH, _ROMAN)
    for number, name in enumerate(names.split(), start=1)
}
_HAN = {sign: number for number, sign in enumerate("零一二三四五六七八九")}
_TO = r"\s*(?:[-–—~～至到&+、/]|to|and|al?|y)\s*"
_NUMBER = (
    r"(?:\d{1,3}|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[IVX]{1,4})\b)"
)
_HAN_NUMBER = r"(?:\d{1,3}|[一二三四五六七八九十百]{1,4})"


def _make_patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for name, words in _WORDS.items():
        word = f"(?:{words})"
        yield (
            name,
            re.compile(
                rf"(?<![A-Za-zÀ-ÿ]){word}[\s_#.:-]{{0,3}}(?P<first>(?i:{_NUMBER}))(?![\d%])"
                rf"(?:{_TO}(?:{word}\s*)?(?P<last>\d{{1,3}})(?![\d%]))?",
                re.IGNORECASE,
            ),
        )
    for name, signs in _SIGNS.items():
        yield (
            name,
            re.compile(
                rf"第\s*(?P<first>{_HAN_NUMBER})"
                rf"(?:\s*(?:{signs})?{_TO}第?\s*(?P<last>{_HAN_NUMBER}))?\s*个?(?:{signs})"
            ),
        )
        if name not in (WEEK, DAY, MONTH):
            yield name, re.compile(rf"(?:{signs})\s*(?P<first>{_HAN_NUMBER})(?P<last>(?!.))?")
    for letter, name in _LETTERS.items():
        yield (
            name,
            re.compile(
                rf"(?<![A-Za-z0-9]){letter}(?P<first>\d{{1,3}})"
                rf"(?:\s*[-–—~]\s*{letter}?(?P<last>\d{{1,3}}))?(?![A-Za-z0-9])"
            ),
        )
    yield (
        NUMBER,
        re.compile(r"^\W*(?P<first>\d{1,3})(?:[.)、：:]|\s*[-–—|]\s)(?P<last>(?!.))?(?!\d)"),
    )
    yield NUMBER, re.compile(r"^\W*(?P<first>[一二三四五六七八九十]{1,3})[、.．](?P<last>(?!.))?")


_PATTERNS = tuple(_make_patterns())


_OPENING, _CLOSING = " |(（-–—:：·[【", " |)）+-–—:：·.、]】"  # around an ordinal
_WRAPPED = re.compile(r"^[(（]([^()（）]*)[)）]$")


class Span(NamedTuple):
    """The first and the last number of a part."""

    first: int
    last: int


class _Place(NamedTuple):
    word: str
    span: Span
    start: int
    end: int


def find_ordinals(text: str) -> Mapping[str, Span]:
    """Find which part a heading says that it is, by each word that it says it with."""
    found: dict[str, Span] = {}
    for place in _find_places(text):
        found.setdefault(place.word, place.span)
    return found


def find_leading(text: str) -> str:
    """Find the word of the ordinal with which a text begins."""
    for place in _find_places(text):
        if not _says_anything(text[: place.start]):
            return place.word
    return ""


def strip_ordinal(text: str, words: frozenset[str]) -> str:
    """Return a text without an ordinal of these words at its beginning or end, if more is left."""
    for place in _find_places(text):
        before, after = text[: place.start], text[place.end :]
        if place.word not in words or (_says_anything(before) and _says_anything(after)):
            continue
        rest = f"{before.rstrip(_OPENING)}{after.lstrip(_CLOSING)}".strip()
        rest = _WRAPPED.sub(r"\1", rest)
        if _says_anything(rest):
            return rest
    return text


def _find_places(text: str) -> Iterator[_Place]:
    for word, pattern in _PATTERNS:
        found = pattern.search(text)
        if found:
            first = _read_number(found["first"])
            last = _read_number(found["last"]) if found["last"] else first
            yield _Place(word, Span(first, max(first, last)), *found.span())


def _read_number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    name = text.casefold()
    if name in _COUNTED:
        return _COUNTED[name]
    return _read_han(text)


def _read_han(text: str) -> int:
    """Read a number of Chinese signs under two hundred."""
    hundreds, _, rest = text.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    number = 100 if hundreds else 0
    if ten:
        number += 10 * _HAN.get(tens, 1)
    return number + _HAN.get(ones, 0)


def _says_anything(text: str) -> bool:
    return any(sign.isalnum() for sign in text)
