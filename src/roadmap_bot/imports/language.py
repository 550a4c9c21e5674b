"""The language of a text, and what it says of the hours of a week."""

from __future__ import annotations

import re

from roadmap_bot.roadmap.model import WeeklyHours
from roadmap_bot.text.characters import CJK

USUAL_HOURS = WeeklyHours(least=6, most=10)
MOST_HOURS = 80  # of a week that are believed
_HAN = re.compile(f"[{CJK}]")
_KANA = re.compile("[\u3040-\u30ff]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_LETTER = re.compile(r"[^\W\d_]")
_SPANISH = re.compile(
    r"\b(?:de|la|el|los|las|para|con|una?|por|que|del|aprende[r]?|semana|d[ií]a|c[oó]mo|tu)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\b[^\W\d_]{2,}\b")
_RANGE = r"(\d{1,2})(?:\s*(?:[-–—~～至到]|to|a)\s*(\d{1,2}))?"
_HOURS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"每(?:周|星期)[^0-9\n|]{{0,8}}{_RANGE}\s*个?(?:小时|h\b)",
        rf"{_RANGE}\s*(?:hours?|hrs?|h)\s*(?:/|per|a|each|every)\s*week",
        rf"{_RANGE}\s*horas\s*(?:/|por|a la|cada)\s*semana",
    )
)


def find_language(text: str) -> str:
    """Find the language in which a text is written: zh, ja, ko, es, else en."""
    letters = len(_LETTER.findall(text)) or 1
    if len(_KANA.findall(text)) * 20 > letters:
        return "ja"
    if len(_HANGUL.findall(text)) * 10 > letters:
        return "ko"
    if len(_HAN.findall(text)) * 8 > letters:
        return "zh"
    words = len(_WORD.findall(text)) or 1
    return "es" if len(_SPANISH.findall(text)) * 10 > words else "en"


def find_hours(text: str) -> WeeklyHours:
    """Find how many hours a week a text asks for, outside of tables."""
    lines = [line for line in text.splitlines() if "|" not in line]
    for pattern in _HOURS:
        found = pattern.search("\n".join(lines))
        if found:
            return _make_hours(found)
    return USUAL_HOURS


def _make_hours(found: re.Match[str]) -> WeeklyHours:
    least = int(found[1])
    most = int(found[2] or least)
    if not 0 < least <= most <= MOST_HOURS:
        return USUAL_HOURS
    return WeeklyHours(least=least, most=most)
