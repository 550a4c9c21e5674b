"""How long somebody wants to rest: `2 weeks`, `this week`, `until Friday`, 到12月5日.

A span is read without a calendar and counted from the day of the comment that says it.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

from roadmap_bot.comments.phrases import any_of

MOST_DAYS = 366
HALF_A_SPELT_MONTHS = 183
WEEK = 7

Sort = Literal["today", "days", "week", "weekday", "weekday of", "date", "month and day", "unknown"]


@dataclass(frozen=True, slots=True)
class Span:
    """Days from the comment's own on.

    The first one; so many; to the end of the week; through a weekday (0 is Monday), or that of this
    or of the next week; through a date (year, month, day), or the next such day of a year, where
    the last is not nearer; or what the bot cannot do.
    """

    sort: Sort
    numbers: tuple[int, ...] = ()


TODAY = Span("today")
UNKNOWN = Span("unknown")

_DIGITS = {sign: number for number, sign in enumerate("一二三四五六七八九", start=1)}
_TENS = {
    f"{tens}十{ones}": 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)
    for tens in ("", *_DIGITS)
    for ones in ("", *_DIGITS)
}
_SPELT = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS = {
    **{word: number for number, word in enumerate(_SPELT, start=1)},
    "a": 1,
    "an": 1,
    "两": 2,
    **_DIGITS,
    **_TENS,
}
_UNITS = {
    **dict.fromkeys(("day", "days", "天", "日"), 1),
    **dict.fromkeys(("week", "weeks", "周", "个周", "星期", "个星期", "礼拜", "个礼拜"), WEEK),
    **dict.fromkeys(("month", "months", "year", "years", "semester", "个月", "年", "个学期"), 0),
}
_ENGLISH = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAYS = {
    **{name: day for day, name in enumerate(_ENGLISH)},
    **{name[:3]: day for day, name in enumerate(_ENGLISH)},
    **dict.fromkeys(("tues",), 1),
    **dict.fromkeys(("thur", "thurs"), 3),
    **{sign: day for day, sign in enumerate("一二三四五六日")},
    "天": 6,
}
_SPELT_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTHS = {
    **{name: month for month, name in enumerate(_SPELT_MONTHS, start=1)},
    **{name[:3]: month for month, name in enumerate(_SPELT_MONTHS, start=1)},
    "sept": 9,
}
_MONTH = rf"(?:{any_of(_MONTHS).pattern})\.?"
_NTH = r"(?:st|nd|rd|th)?(?![0-9a-z])"
_WEEKS = {"": None, "本": 0, "这": 0, "这个": 0, "下": 1, "下个": 1}

_DAY = (
    r"(?:(?P<year>[0-9]{4}) ?[-/年] ?(?P<of>[0-9]{1,2}) ?[-/月] ?(?P<on>[0-9]{1,2})(?![0-9])"
    r"(?: ?[日号])?"
    r"|(?P<month>[0-9]{1,2}) ?月 ?(?P<day>[0-9]{1,2})(?![0-9])(?: ?[日号])?"
    rf"|(?P<spelt>{_MONTH}) ?(?P<nth>[0-9]{{1,2}}){_NTH}"
    rf"|(?P<nth_before>[0-9]{{1,2}}){_NTH} ?(?:of )?(?P<spelt_behind>{_MONTH})"
    rf"|(?P<name>{any_of(name for name in _WEEKDAYS if name.isascii()).pattern})"
    r"|(?P<which>[本这下]?个?)(?:周|星期|礼拜)(?P<sign>[一二三四五六日天]))"
)
_COUNT = re.compile(
    rf"(?:for )?(?:the next |接下来|未来)?(?P<number>[0-9]{{1,6}}|{any_of(_NUMBERS).pattern}) ?"
    rf"(?P<unit>{any_of(_UNITS).pattern})(?! ?[0-9])"
)
_THIS_WEEK = re.compile(
    r"(?:for |until |till )?(?:the (?:rest|end) of )?(?:this|the) week(?![0-9a-z_'])"
    r"|(?:本周|这周|这个?星期|这个?礼拜)(?![一二三四五六日天末])"
)
_THIS_DAY = re.compile(r"(?:for )?today(?![0-9a-z_'])|今天(?!起|开始|的)")
_UNTIL = re.compile(rf"(?:(?:until|till|til|through|thru|to)(?: this)? |[到至] ?){_DAY}(?: ?为止)?")
# What begins later than today, or names no end: it is meant for the bot, and cannot be had.
_OTHER = re.compile(
    rf"(?:(?:on|from|until|till) |从 ?)?(?:next )?(?:{_DAY}|{any_of(('tomorrow',)).pattern}"
    r"|(?<=next )week(?![0-9a-z_'])|明天|后天|下个?周|下个?星期)"
)


def find_near_span(text: str, here: int) -> tuple[Span, int] | None:
    """Find a span that begins here and may stand before a verb, 这周暂停, and where it ends."""
    if found := _THIS_DAY.match(text, here):
        return TODAY, found.end()
    if found := _THIS_WEEK.match(text, here):
        return Span("week"), found.end()
    return None


def find_span(text: str, here: int) -> tuple[Span, int] | None:
    """Find the span that begins here, and where it ends."""
    if near := find_near_span(text, here):
        return near
    if found := _COUNT.match(text, here):
        return _make_count(found), found.end()
    if found := _UNTIL.match(text, here):
        return _make_end(found), found.end()
    if found := _OTHER.match(text, here):
        return UNKNOWN, found.end()
    return None


def _make_count(found: re.Match[str]) -> Span:
    number = found["number"]
    count = _NUMBERS.get(number) or int(number)
    return Span("days", (count * _UNITS[found["unit"]],))


def _make_end(found: re.Match[str]) -> Span:
    if found["year"]:
        return Span("date", (int(found["year"]), int(found["of"]), int(found["on"])))
    if found["month"]:
        return Span("month and day", (int(found["month"]), int(found["day"])))
    if spelt := found["spelt"] or found["spelt_behind"]:
        month = _MONTHS[spelt.rstrip(".")]
        return Span("month and day", (month, int(found["nth"] or found["nth_before"])))
    if found["name"]:
        return Span("weekday", (_WEEKDAYS[found["name"]],))
    week, weekday = _WEEKS.get(found["which"]), _WEEKDAYS[found["sign"]]
    if week is None:
        return Span("weekday", (weekday,))
    return Span("weekday of", (week, weekday))


def count_days(span: Span, day: dt.date) -> int:
    """Count the days from `day` on; 0 where they are over, too many, or not to be known."""
    days = _count(span, day)
    return days if 0 < days <= MOST_DAYS else 0


def _count(span: Span, day: dt.date) -> int:
    match span.sort, span.numbers:
        case "today", _:
            return 1
        case "days", (days,):
            return days
        case "week", _:
            return WEEK - day.weekday()
        case "weekday", (weekday,):
            return (weekday - day.weekday()) % WEEK + 1
        case "weekday of", (weeks, weekday):
            return weeks * WEEK + weekday - day.weekday() + 1
        case "date", (year, month, on):
            return _count_to(day, year, month, on)
        case "month and day", (month, on):
            return _count_to(day, day.year, month, on) or _count_to_next(day, month, on)
    return 0


def _count_to_next(day: dt.date, month: int, on: int) -> int:
    """Count the days through a date of the next year, 0 where that of this one is nearer."""
    days = _count_to(day, day.year + 1, month, on)
    return days if days <= HALF_A_SPELT_MONTHS else 0


def _count_to(day: dt.date, year: int, month: int, on: int) -> int:
    """Count the days through a date, 0 where there is no such date or it is over."""
    try:
        end = dt.date(year, month, on)
    except ValueError:
        return 0
    return max(0, (end - day).days + 1)
