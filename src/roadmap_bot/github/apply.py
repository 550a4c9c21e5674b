"""Make it so: send a plan, and look again until nothing is left. Looking again is the only recovery there is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Generic, Protocol, TypeVar

from roadmap_bot.board.reader import BoardReader, BoardRefusedError
from roadmap_bot.board.reading import find_fresh
from roadmap_bot.board.token import explain_refusal
from roadmap_bot.changes import Change, Plan, Sort
from roadmap_bot.errors import Problem, UnfinishedError
from roadmap_bot.github.gather import find_unlisted, read_bodies, read_said
from roadmap_bot.github.traffic import Traffic
from roadmap_bot.github.writes import Known, make_request, read_results
from roadmap_bot.http.answers import FINE, STALE, UNSURE, Meaning, find_gravest, read_answer
from roadmap_bot.http.reader import Reader, ReadFailed
from roadmap_bot.issues.comments import find_said
from roadmap_bot.keys import Key
from roadmap_bot.plan import make_plan, needs
from roadmap_bot.repository import Id, Look
from roadmap_bot.state import Issue, State

_T = TypeVar("_T")


@dataclass(frozen=True)
class Outcome:
    """What became of a plan: what was made, refused and left, and what stopped it."""

    made: Plan
    refused: tuple[Problem, ...]
    left: Plan
    meaning: Meaning


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

    Raises UserError for what the user can mend, UnfinishedError where a limit allows not even a look.
    """
    seen, made = see(look, traffic), list[Change]()
    while True:
        round = make(seen)
        outcome = apply_plan(make_plan(seen.things, round.target), seen, traffic)
        made += outcome.made
        last = Converged(round, tuple(made), outcome.refused)
        if not outcome.left and outcome.meaning is not STALE and round.late is None:
            return last
        try:
            _settle(outcome, round.late, traffic)
            seen = see(look, traffic)
        except UnfinishedError as error:
            return replace(last, stopped=error.problems)


def _settle(outcome: Outcome, late: float | None, traffic: Traffic) -> None:
    """Wait until it may help to look again."""
    if outcome.made:
        traffic.patience.renew()
    if outcome.left or outcome.meaning is STALE:
        traffic.settle(outcome.meaning, outcome.left)
    else:
        traffic.wait_for_board(late or 0.0)


def see(look: Callable[[], _T], traffic: Traffic) -> _T:
    """Look until everything was read."""
    while True:
        try:
            return look()
        except ReadFailed as failed:
            traffic.settle_look(failed.meaning)


def apply_plan(plan: Plan, seen: Look, traffic: Traffic) -> Outcome:
    """Send the changes of a plan in batches, until all are made or an answer says to stop and look again."""
    traffic.learn(seen.things)
    work = _Work(seen, traffic, list(plan), dict(seen.ids))
    meaning = FINE
    while meaning is FINE and (batch := traffic.find_batch(work.left, work.known)):
        meaning = work.send(batch)
    if meaning is FINE:  # all is sent; whoever was here at the same time may have made the same
        meaning = STALE if work.has_company else UNSURE
    return Outcome(tuple(work.made), tuple(work.refused), _reachable(work.left, work.lost), meaning)


@dataclass
class _Work:
    """A plan under way."""

    seen: Look
    traffic: Traffic
    left: list[Change]
    known: dict[Key, Id]
    made: list[Change] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)
    lost: set[Key] = field(default_factory=set)

    def send(self, batch: Plan) -> Meaning:
        """Send what still holds of a batch; return what stops the plan, FINE where nothing does."""
        paced = self.traffic.keep_pace(batch)
        if paced is not FINE:
            return paced
        try:
            fresh = self._find_fresh(batch)
        except ReadFailed as failed:
            return failed.meaning
        except BoardRefusedError as refused:
            return self._drop_board(refused.problem)
        meaning = FINE if fresh == batch else STALE
        return find_gravest([meaning, self._exchange(fresh)]) if fresh else meaning

    @property
    def has_company(self) -> bool:
        """Whether the numbers of the issues made show that somebody else made some, too: another run, perhaps."""
        numbers = [
            self.known[change.key].number
            for change in self.made
            if change.sort is Sort.CREATE_ISSUE
        ]
        return max(numbers, default=0) > self.seen.newest + len(numbers)

    def _find_fresh(self, batch: Plan) -> Plan:
        """Read once more what is about to be made or written; what changed since the look waits for the next one."""
        if batch[0].sort.is_of_board:
            return self._find_fresh_board(batch)
        reader = Reader(self.traffic.send, self.traffic.clock.now, self.seen.repository.name)
        if batch[0].sort is Sort.CREATE_ISSUE and not any(
            change.sort is Sort.CREATE_ISSUE for change in self.made
        ):
            return () if find_unlisted(reader, self.seen.newest) else batch
        if batch[0].sort is Sort.ADD_COMMENT:
            return self._find_unsaid(reader, batch)
        nodes = {
            change.key: self.known[change.key].node for change in batch if _writes_body(change)
        }
        bodies = read_bodies(reader, list(nodes.values())) if nodes else {}
        return tuple(
            change
            for change in batch
            if change.key not in nodes or bodies.get(nodes[change.key]) == _body(change)
        )

    def _find_unsaid(self, reader: Reader, batch: Plan) -> Plan:
        """Leave out what is said already; who closes or reopens an issue learns from the answer what is said there."""
        moved = {
            change.key
            for change in self.made
            if change.sort in (Sort.CLOSE_ISSUE, Sort.REOPEN_ISSUE)
        }
        nodes = [
            self.known[issue].node
            for change in batch
            for issue in needs(change)
            if issue not in moved
        ]
        said = read_said(reader, nodes, self.seen.repository) if nodes else {}
        return tuple(
            change for change in batch if change.key not in self.known and change.key not in said
        )

    def _find_fresh_board(self, batch: Plan) -> Plan:
        sort = batch[0].sort
        if sort.verb == "create" and any(change.sort is sort for change in self.made):
            return batch
        traffic = self.traffic
        return find_fresh(
            BoardReader(traffic.send, traffic.clock.now, self.seen.repository, traffic.page),
            batch,
            self.seen,
        )

    def _drop_board(self, problem: Problem) -> Meaning:
        """Leave the board alone: its token may not do this, and all else is no worse for it."""
        self.refused.append(problem)
        self.left = [change for change in self.left if not change.sort.is_of_board]
        return FINE

    def _exchange(self, batch: Plan) -> Meaning:
        request = make_request(batch, self.seen, self.known)
        answer = self.traffic.send(request)
        now = self.traffic.clock.now()
        reading = read_answer(answer, now)
        results = read_results(batch, reading)
        payloads = (
            (reading.data.get("data") or {}).values()
            if batch[0].sort in (Sort.CLOSE_ISSUE, Sort.REOPEN_ISSUE)
            else ()
        )
        self.known.update(
            find_said(
                (payload.get("issue") for payload in payloads if payload), self.seen.repository
            )
        )
        for result in results:
            self._note(*result)
        meanings = [reading.meaning, *(meaning for _, meaning, _ in results)]
        gravest = find_gravest(
            [FINE, *(meaning for meaning in meanings if meaning.kind != "refused")]
        )
        done = sum(meaning is FINE for _, meaning, _ in results)
        self.traffic.count(batch, done if gravest.kind == "wait" else request.writes, gravest)
        if gravest.kind == "barred" and gravest.problem and batch[0].sort.is_of_board:
            return self._drop_board(explain_refusal(gravest.problem, self.seen.repository))
        return gravest

    def _note(self, change: Change, meaning: Meaning, ids: Known) -> None:
        if meaning.kind == "refused" and meaning.problem:
            problem = _name(meaning.problem, change)
            self.refused += [problem] if problem not in self.refused else []
            self.lost.add(change.key)
        elif meaning is not FINE:
            return
        self.left.remove(change)
        if meaning is FINE:
            self.made.append(change)
            self.known.update(ids)
            self.traffic.made += 1
            self.traffic.tell(change, self.traffic.made, self.traffic.made + len(self.left))


def _writes_body(change: Change) -> bool:
    return (
        change.sort is Sort.UPDATE_ISSUE
        and isinstance(change.want, Issue)
        and _body(change) != change.want.body
    )


def _body(change: Change) -> str | None:
    return change.have.body if isinstance(change.have, Issue) else None


def _name(problem: Problem, change: Change) -> Problem:
    """Name what was refused, where that is all that GitHub's words are about."""
    if problem.code != "github.refused":
        return problem
    place = "board" if change.sort.is_of_board else "run"
    return Problem(f"{place}.refused", {"key": change.key, "what": problem.values["what"]})


def _reachable(left: Iterable[Change], lost: set[Key]) -> Plan:
    """Leave out what needs something that was refused: trying again would not help it."""
    kept: list[Change] = []
    for change in left:
        if lost & {change.key, *needs(change)}:
            lost = lost | {change.key}
        else:
            kept.append(change)
    return tuple(kept)
