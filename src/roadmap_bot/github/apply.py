"""Make it so: send a plan, and look again until nothing is left.

Looking again is the only recovery there is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

from roadmap_bot.board.reader import BoardRefusedError
from roadmap_bot.board.token import explain_refusal
from roadmap_bot.changes import Change, Plan, Sort
from roadmap_bot.errors import Problem, UnfinishedError
from roadmap_bot.github.fresh import find_fresh
from roadmap_bot.github.naming import name_refusals
from roadmap_bot.github.results import (
    Result,
    find_stop,
    is_one,
    read_results,
)
from roadmap_bot.github.traffic import Traffic
from roadmap_bot.github.work import Work, begin_work
from roadmap_bot.github.writes import make_request
from roadmap_bot.http.answers import (
    FINE,
    STALE,
    UNSURE,
    Meaning,
    Reading,
    find_gravest,
    read_answer,
)
from roadmap_bot.http.reader import ReadFailed
from roadmap_bot.http.refusals import is_lacking, is_of_one
from roadmap_bot.plan import make_plan
from roadmap_bot.repository import Look
from roadmap_bot.state import State

_T = TypeVar("_T")


@dataclass(frozen=True)
class Outcome:
    """What became of a plan: what was made and left, and what stopped it."""

    made: Plan
    left: Plan
    meaning: Meaning

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left that another look could help."""
        return not self.left and self.meaning.kind != "stale"


class Round(Protocol):
    """What one look leads to."""

    @property
    def target(self) -> State:
        """The state to reach."""
        ...

    @property
    def late(self) -> float | None:
        """Seconds until the board may be read, None where nothing waits for it."""
        ...


R = TypeVar("R", bound=Round)


@dataclass(frozen=True)
class Converged(Generic[R]):
    """The last round, all that was made on the way, what GitHub refuses for good.

    `stopped` says what is left undone, where a limit keeps this run from more.
    """

    round: R
    made: Plan
    refused: tuple[Problem, ...]
    stopped: tuple[Problem, ...] = ()


def converge(look: Callable[[], Look], make: Callable[[Look], R], traffic: Traffic) -> Converged[R]:
    """Look, plan and apply until nothing is left, and nothing that could not be read in time.

    Raises UserError for what the user can mend, UnfinishedError where a limit allows no look.
    """
    made: list[Change] = []
    seen = see(look, traffic)
    while True:
        round = make(seen)
        plan = make_plan(seen.things, round.target)
        outcome = apply_plan(plan, seen, traffic)
        made += outcome.made
        refused = name_refusals(traffic.refusals, made, seen)
        last = Converged(round, tuple(made), refused)
        if outcome.is_settled and round.late is None:
            return last
        try:
            _wait(outcome, round.late, traffic)
            seen = see(look, traffic)
        except UnfinishedError as error:
            return replace(last, stopped=error.problems)


def see(look: Callable[[], _T], traffic: Traffic) -> _T:
    """Look until everything was read."""
    while True:
        try:
            return look()
        except ReadFailed as failed:
            traffic.settle_look(failed.meaning)


def apply_plan(plan: Plan, seen: Look, traffic: Traffic) -> Outcome:
    """Send the changes of a plan, until all are made or an answer says to stop and look again."""
    traffic.patience.is_private = seen.repository.is_private
    traffic.learn(seen.things)
    work = begin_work(plan, seen, traffic.refusals)
    meaning = _send_all(work, traffic)
    return Outcome(tuple(work.made), work.find_reachable(), meaning)


def _wait(outcome: Outcome, late: float | None, traffic: Traffic) -> None:
    """Wait until it may help to look again."""
    if outcome.made:
        traffic.patience.renew()
    if outcome.is_settled and late is not None:
        traffic.wait_for_board(late)
    else:
        traffic.settle(outcome.meaning, outcome.left)


def _send_all(work: Work, traffic: Traffic) -> Meaning:
    """Send batch after batch; return what stops them, or what to think of a plan that is sent."""
    before = traffic.refusals.kept
    while batch := traffic.find_batch(work.left, work.known):
        if batch[0].sort is Sort.COMMIT and traffic.refusals.kept != before:
            return STALE  # the report in it counts what was refused since
        meaning = _send(batch, work, traffic)
        if meaning is not FINE:
            return meaning
    # Whoever was here at the same time may have made the same; who asked in vain is told so.
    return STALE if work.has_company or work.owes_words else UNSURE


def _send(batch: Plan, work: Work, traffic: Traffic) -> Meaning:
    """Send what still holds of a batch; return what stops the plan, FINE where nothing does."""
    paced = traffic.keep_pace(batch)
    if paced is not FINE:
        return paced
    try:
        fresh = find_fresh(batch, work, traffic)
    except ReadFailed as failed:
        return failed.meaning
    except BoardRefusedError as refused:
        work.drop_board(refused.problem)
        return FINE
    if not fresh:
        return STALE if any(change in work.left for change in batch) else FINE
    meaning = _exchange(fresh, work, traffic)
    if fresh == batch:
        return meaning
    return find_gravest([STALE, meaning])


def _exchange(batch: Plan, work: Work, traffic: Traffic) -> Meaning:
    """Send a batch, read the answer, note what came of each change; return what stops the plan."""
    request = make_request(batch, work.seen, work.known)
    answer = traffic.send(request)
    reading = read_answer(answer, traffic.clock.now())
    if _is_of_some(batch, reading):
        return _exchange_halves(batch, work, traffic)
    results = [traffic.refusals.weigh(result) for result in read_results(batch, reading)]
    meaning = find_stop(batch, reading, results)
    traffic.count(batch, _count_writes(request.writes, meaning, results), meaning)
    bar = _find_bar(batch, meaning, results, work)
    if bar and batch[0].sort.is_of_board:
        work.drop_board(explain_refusal(bar, work.seen.repository))
        return FINE
    if bar:
        return Meaning("barred", bar)
    _note(results, work, traffic)
    return meaning


def _note(results: list[Result], work: Work, traffic: Traffic) -> None:
    """Note what came of each change, what was made first."""
    for result in results:
        if result.meaning is FINE:
            work.note(result)
            traffic.tell_made(result.change, len(work.left))
    for result in results:
        if result.meaning is not FINE:
            work.note(result)


def _is_of_some(batch: Plan, reading: Reading) -> bool:
    """Whether GitHub refuses a batch as a whole without a word on which of its changes it means."""
    problem = reading.meaning.problem
    is_said_of_all = "errors" in reading.data and is_of_one(problem)
    return is_said_of_all and not is_one(batch) and not is_lacking(problem)


def _exchange_halves(batch: Plan, work: Work, traffic: Traffic) -> Meaning:
    """Send the halves of a batch, to find which change it is that GitHub refuses."""
    middle = len(batch) // 2
    meanings = [_exchange(half, work, traffic) for half in (batch[:middle], batch[middle:])]
    return find_gravest(meanings)


def _find_bar(batch: Plan, meaning: Meaning, results: list[Result], work: Work) -> Problem | None:
    """Find what bars a token from all: where nothing was made yet, not even a new thing may be."""
    if meaning.kind == "barred":
        return meaning.problem
    sort, problem = batch[0].sort, results[0].meaning.problem
    is_touched = any(change.sort.is_of_board is sort.is_of_board for change in work.made)
    if sort.goes_alone or is_touched or any(one.meaning.kind != "refused" for one in results):
        return None
    if sort is Sort.CREATE_BOARD and problem and problem.code == "github.forbidden":
        return problem
    is_new = sort.is_of_board or (sort.verb == "create" and not is_one(batch))
    return problem if is_new and is_lacking(problem) else None


def _count_writes(asked: int, meaning: Meaning, results: list[Result]) -> int:
    """Count what GitHub counts: all that was asked for, of a limited request only what it made."""
    if meaning.kind != "wait":
        return asked
    return sum(result.meaning is FINE for result in results)
