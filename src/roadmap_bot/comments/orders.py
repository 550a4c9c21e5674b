"""What comments ask for: read like commit messages, and what is answered to each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from roadmap_bot.comments.calls import read_call
from roadmap_bot.comments.lone import Lone, find_lone
from roadmap_bot.comments.misses import find_miss
from roadmap_bot.comments.prose import find_prose
from roadmap_bot.comments.spans import MOST_DAYS
from roadmap_bot.commits.directives import Directive, Parsed, parse_message
from roadmap_bot.commits.names import Names, make_names
from roadmap_bot.commits.order import ASKED, Answer, Order, Orders
from roadmap_bot.commits.orders import Said, read_parsed
from roadmap_bot.errors import Problem
from roadmap_bot.issues.body import is_beside
from roadmap_bot.keys import Key, issue_id, issue_key
from roadmap_bot.repository import Look, Remark
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.state import Issue, State, find_issue

MOST_TOLD = 3  # things that one sentence on a comment names


def read_remarks(look: Look, roadmap: Roadmap) -> tuple[Said, ...]:
    """Read what comments say, those that were answered, too: they may overrule older commits."""
    names = make_names(roadmap)
    return tuple(_read_remark(remark, look, roadmap, names) for remark in look.remarks)


def find_asking(remarks: Iterable[Remark], roadmap: Roadmap) -> Iterator[Remark]:
    """Find the comments that ask the bot for something, or seem to; all else is talk."""
    names = make_names(roadmap)
    for remark in remarks:
        parsed = _parse(remark, names)
        is_meant = any(one.is_hint for one in parsed.ignored)
        is_asked = bool(parsed.directives or parsed.problems) or is_meant
        if is_asked or read_call(remark) or find_near(remark, names):
            yield remark


def find_named(look: Look, roadmap: Roadmap) -> frozenset[Key]:
    """Find the issues that new comments ask about: what was done there must be known.

    A unit's tasks are among them where it is to come back.
    """
    units = {issue_key(unit.id): unit for unit in roadmap.units}
    named: set[Key] = set()
    for said in read_remarks(look, roadmap):
        for order in said.orders if said.commit.is_news else ():
            named.add(order.issue)
            if order.verb == "reopen" and order.issue in units:
                named |= {issue_key(task.id) for task in units[order.issue].tasks}
    return frozenset(named & look.ids.keys())


def _read_remark(remark: Remark, look: Look, roadmap: Roadmap, names: Names) -> Said:
    if read_call(remark):
        return Said(remark)
    said = read_parsed(remark, _parse(remark, names), look, roadmap)
    if _says_something(said):
        return said
    near = find_near(remark, names)
    if not near:
        return said
    values = {"days": MOST_DAYS, "form": f"{near.word} {find_open(look.things, roadmap)}"}
    return replace(said, hints=(Problem(f"answer.{near.what}", values),))


class Near(NamedTuple):
    """What a comment lacks that is meant for the bot, and the verb that it says."""

    what: Literal["span", "call", "which"]
    word: str = ""


def find_near(remark: Remark, names: Names) -> Near | None:
    """Find what lacks in a comment that begins like a call, or says a verb and not of what."""
    prose = find_prose(remark.message)
    miss = find_miss(prose)
    if miss:
        return Near(miss)
    lone = find_lone(prose, names)
    if lone and lone.word and (is_beside(remark.issue) or _points_elsewhere(lone, remark, names)):
        return Near("which", lone.word)
    return None


def find_open(state: State, roadmap: Roadmap) -> str:
    """Find the first task that is open, by its id; where none is, the first one."""
    ids = [task.id for _, task in roadmap.tasks] or [roadmap.units[0].id]
    issues = {id: find_issue(state, id) for id in ids}
    still_open = (id for id, issue in issues.items() if issue and not issue.closed)
    return next(still_open, ids[0])


def _parse(remark: Remark, names: Names) -> Parsed:
    """Parse a comment: on its own issue, a task's or a unit's verb may stand alone."""
    prose = find_prose(remark.message)
    lone = find_lone(prose, names)
    id = issue_id(remark.issue)
    if lone and _is_live(id, names) and not _points_elsewhere(lone, remark, names):
        return Parsed((Directive(lone.verb, id),))
    return parse_message(prose, names)


def _is_live(id: str, names: Names) -> bool:
    return names.ids.get(id.casefold()) == id


def _points_elsewhere(lone: Lone, remark: Remark, names: Names) -> bool:
    """Whether a verb is about a task and stands on a unit's issue, or the other way round."""
    id = issue_id(remark.issue)
    kind = "unit" if id in names.units else "task"
    return _is_live(id, names) and lone.about not in ("", kind)


def make_answers(spoken: Sequence[Said], orders: Orders, state: State) -> tuple[Answer, ...]:
    """Make the answers to the comments that ask for something and have none yet."""
    answers: list[Answer] = []
    for said in spoken:
        remark = said.commit
        if isinstance(remark, Remark) and not remark.is_answered and _says_something(said):
            answers.append(_make_answer(said, remark, orders, state))
    return tuple(answers)


def _says_something(said: Said) -> bool:
    return bool(said.orders or said.problems or said.hints)


def _make_answer(said: Said, remark: Remark, orders: Orders, state: State) -> Answer:
    about = frozenset(order.issue for order in said.orders)
    told = [_tell(problem) for problem in (*said.problems, *said.hints)]
    late = [order for order in said.orders if order in orders.void]
    is_void = any(not _is_so(order, state) for order in late)
    return Answer(remark, about, tuple(told[:MOST_TOLD]), is_void=is_void)


def _is_so(order: Order, state: State) -> bool:
    """Whether an issue is as an order asks for, whoever brought that about."""
    issue = state.get(order.issue)
    if not isinstance(issue, Issue) or order.step:
        return False
    return issue.closed == ASKED[order.verb]


def _tell(problem: Problem) -> Problem:
    """Say of a comment what is said of commits: it has no hash that its author would know."""
    _, _, what = problem.code.partition(".")
    return replace(problem, code=f"answer.{what}")
