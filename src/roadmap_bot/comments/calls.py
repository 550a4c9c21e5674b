"""Comments that ask for something at large and say nothing else: pause, resume, restart, refresh.

What is asked for counts from the comment's own day: a run that makes up for a lost one, or repeats
one that was stopped, does the same.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from roadmap_bot.acts.pauses import answer_call
from roadmap_bot.comments.prose import find_prose
from roadmap_bot.commits.order import Answer
from roadmap_bot.errors import Problem, UserError
from roadmap_bot.keys import file_key
from roadmap_bot.repository import Look, Remark
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.paths import SETTINGS
from roadmap_bot.state import State
from roadmap_bot.text.characters import fold
from roadmap_bot.text.verbs import CALLS, COURTESIES

LONGEST = 60  # characters of a comment that is a call
MOST_DAYS = 366

_VERBS = {word: verb for verb, words in CALLS.items() for word in words}
_NUMBERS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "一": 1,
    "两": 2,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "九": 9,
    "十": 10,
}
_UNITS = {
    **dict.fromkeys(("day", "days", "天", "日"), 1),
    **dict.fromkeys(("week", "weeks", "周", "个周", "星期", "个星期", "礼拜", "个礼拜"), 7),
}
_ASIDE = re.compile(
    rf"{'|'.join(COURTESIES)}|[\s.!,:~，]+|[\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f\u200d]+|[。！～~]"
)
_LAST = re.compile(rf"(?:{_ASIDE.pattern})\Z")
_CALL = re.compile(
    rf"(?P<verb>{'|'.join(sorted(_VERBS, key=len, reverse=True))})(?P<rest>.*)", re.DOTALL
)
_SPAN = re.compile(
    rf" ?(?:for )?(?P<number>[0-9]{{1,6}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
    r" ?(?P<unit>\S+)"
)


@dataclass(frozen=True, slots=True)
class Call:
    """What a comment asks for; `days` is how long, None where it does not say, 0 where too long.

    It `is_past` where a later one was followed already.
    """

    remark: Remark
    verb: str
    days: int | None = None
    is_past: bool = False


def read_call(remark: Remark) -> Call | None:
    """Read a comment that is a call and nothing else."""
    prose = find_prose(remark.message)
    if len(prose) > LONGEST:
        return None
    text = _strip(fold(prose).casefold())
    found = _CALL.fullmatch(text)
    if found is None:
        return None
    verb = _VERBS[found["verb"]]
    if not found["rest"]:
        return Call(remark, verb)
    span = _SPAN.fullmatch(found["rest"])
    if span is None or verb != "pause":
        return None
    return Call(remark, verb, _count_days(span["number"], span["unit"]))


def _strip(text: str) -> str:
    """Take signs, emoji and courtesies from both ends."""
    begin, end = 0, len(text)
    while found := _ASIDE.match(text, begin):
        begin = found.end()
    while found := _LAST.search(text, begin, end):
        end = found.start()
    return text[begin:end]


def _count_days(number: str, unit: str) -> int:
    count = _NUMBERS.get(number) or int(number)
    days = count * _UNITS.get(unit, 0)
    return days if days <= MOST_DAYS else 0


def find_calls(look: Look) -> tuple[Call, ...]:
    """Find the calls that are not answered yet, oldest first."""
    calls = [call for call in map(read_call, look.remarks) if call]
    followed = [place for place, call in enumerate(calls) if call.remark.is_answered]
    last = max(followed, default=-1)
    found = [replace(call, is_past=place < last) for place, call in enumerate(calls)]
    return tuple(call for call in found if not call.remark.is_answered)


def part_calls(
    calls: tuple[Call, ...], moment: dt.datetime | None
) -> tuple[tuple[Call, ...], tuple[Call, ...]]:
    """Part the calls that came before a moment, all where there is none, from those after it."""
    if moment is None:
        return calls, ()
    before = tuple(call for call in calls if call.remark.date <= moment)
    return before, calls[len(before) :]


def obey_calls(
    state: State, goal: Goal, calls: Iterable[Call]
) -> tuple[State, Goal, tuple[Answer, ...]]:
    """Write what was asked for into the settings; what cannot be is answered so."""
    answers: list[Answer] = []
    for call in calls:
        problems: tuple[Problem, ...] = ()
        try:
            state, goal = _obey(state, goal, call)
        except UserError as error:
            problems = error.problems
        answers.append(Answer(call.remark, frozenset({file_key(SETTINGS)}), problems))
    return state, goal, tuple(answers)


def _obey(state: State, goal: Goal, call: Call) -> tuple[State, Goal]:
    if call.is_past:
        return state, goal
    if call.days == 0:
        raise UserError(Problem("answer.span", {"days": MOST_DAYS}))
    day = goal.calendar.date_of(call.remark.date)
    return answer_call(state, goal, call.verb, day, call.days)
