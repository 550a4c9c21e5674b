"""Comments that ask for something at large and say nothing else: pause, resume, restart, refresh.

What is asked for counts from the comment's own day: a run that makes up for a lost one, or repeats
one that was stopped, does the same. The commit that writes it names the comment, so that it is not
done again where the answer is missing and somebody has changed their mind since.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace

from roadmap_bot.acts.obey import SPEECH
from roadmap_bot.acts.pauses import answer_call
from roadmap_bot.comments.grammar import read_saying
from roadmap_bot.comments.prose import find_prose
from roadmap_bot.comments.spans import MOST_DAYS, Span, count_days
from roadmap_bot.commits.order import Answer
from roadmap_bot.errors import Problem, UserError
from roadmap_bot.keys import file_key
from roadmap_bot.repository import Commit, Look, Remark, Repository
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.paths import FIGURES, SETTINGS
from roadmap_bot.state import State, find_file
from roadmap_bot.text.verbs import WEAK


@dataclass(frozen=True, slots=True)
class Call:
    """What a comment asks for; `span` is how long, None where it does not say.

    It `is_past` where it was followed already, or a later one was.
    """

    remark: Remark
    verb: str
    span: Span | None = None
    is_past: bool = False


def read_call(remark: Remark) -> Call | None:
    """Read a comment that is a call and nothing else."""
    said = read_saying(find_prose(remark.message))
    if said is None or not said.is_call:
        return None
    span = said.spans[0] if said.spans and said.verb == "pause" else None
    return Call(remark, WEAK.get(said.verb, said.verb), span)


def find_calls(look: Look) -> tuple[Call, ...]:
    """Find the calls that are not answered yet, oldest first."""
    calls = [call for call in map(read_call, look.remarks) if call]
    written = {sign for commit in look.commits for sign in _find_signs(commit, look.repository)}
    followed = [place for place, call in enumerate(calls) if _is_followed(call.remark, written)]
    last = max(followed, default=-1)
    found = [replace(call, is_past=place <= last) for place, call in enumerate(calls)]
    return tuple(call for call in found if not call.remark.is_answered)


def _is_followed(remark: Remark, written: Set[tuple[str, str]]) -> bool:
    if remark.is_answered:
        return True
    return any((_sign(remark), login) in written for login in ("", remark.login))


def _find_signs(commit: Commit, repository: Repository) -> Iterator[tuple[str, str]]:
    """Find the lines of a commit that may name comments, with who says so, empty for the bot.

    A squash of the learner's own holds them indented; what GitHub gives to nobody may be the bot's.
    """
    login = commit.login or ""
    if login.removesuffix("[bot]") == repository.viewer.removesuffix("[bot]"):
        login = ""
    for line in commit.message.splitlines():
        if SPEECH in line:
            yield line.strip(), login


def _sign(remark: Remark) -> str:
    """Make the line by which a commit names a comment."""
    return f"{SPEECH} {remark.sha}"


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
    before = find_file(state, SETTINGS)
    answers: list[Answer] = []
    for call in calls:
        problems: tuple[Problem, ...] = ()
        try:
            state, goal = _obey(state, goal, call)
        except UserError as error:
            problems = error.problems
        shown = FIGURES if call.verb == "refresh" else SETTINGS
        answers.append(Answer(call.remark, frozenset({file_key(shown)}), problems))
    file = find_file(state, SETTINGS)
    if file and file is not before:
        signed = replace(file, asked=_sign(answers[-1].remark))
        state = {**state, file_key(SETTINGS): signed}
    return state, goal, tuple(answers)


def _obey(state: State, goal: Goal, call: Call) -> tuple[State, Goal]:
    if call.is_past:
        return state, goal
    day = goal.calendar.date_of(call.remark.date)
    days = count_days(call.span, day) if call.span else None
    if days == 0:
        raise UserError(Problem("answer.span", {"days": MOST_DAYS}))
    return answer_call(state, goal, call.verb, day, days)
