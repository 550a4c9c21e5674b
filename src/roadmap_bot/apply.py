"""Make it so: send a plan, and look again until nothing is left. Looking again is the only recovery there is."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from roadmap_bot.answers import FINE, STALE, UNSURE, Meaning, read_answer
from roadmap_bot.calls import Known, make_request, read_results
from roadmap_bot.errors import BotError, Problem, UnfinishedError, UserError
from roadmap_bot.gather import ReadFailed, read_bodies
from roadmap_bot.pace import MINUTE, Pace
from roadmap_bot.plan import Change, Plan, find_batch, make_plan
from roadmap_bot.seam import Send
from roadmap_bot.state import Comment, Id, Issue, Key, Look, State

LAG = 6.0  # lists lag behind writes by up to five seconds
ROUNDS = 6  # fruitless looks before giving up


class Clock(Protocol):
    """Time: real in a job, simulated in tests."""

    def now(self) -> float:
        """Return seconds since 1970."""
        ...

    def sleep(self, seconds: float) -> None:
        """Wait."""
        ...


@dataclass(frozen=True)
class Outcome:
    """What became of a plan: what was made, refused and left, and what stopped it."""

    made: Plan
    refused: tuple[Problem, ...]
    left: Plan
    meaning: Meaning


@dataclass(frozen=True)
class Converged:
    """The last look and its target, and everything that was made on the way."""

    seen: Look
    target: State
    made: Plan


@dataclass
class Patience:
    """How long one run may wait for GitHub, in seconds, and how often it looks again in vain."""

    clock: Clock
    seconds: float = 900.0
    fruitless: int = 0
    backoff: float = MINUTE
    rng: random.Random = field(default_factory=random.Random)

    def settle(self, meaning: Meaning, done: int, left: int) -> None:
        """Wait as an answer asks for; raise where it is no use or takes too long."""
        if meaning.kind == "refused" and meaning.problem:
            raise UserError(meaning.problem)
        self.fruitless += 1
        if meaning.kind == "smaller" and self.fruitless <= ROUNDS:
            return
        seconds = LAG * self.fruitless if meaning.kind in ("unsure", "stale") else meaning.seconds
        if seconds is None:
            seconds = self.backoff * self.rng.uniform(1.0, 1.2)
            self.backoff *= 2
        if self.fruitless > ROUNDS or seconds > self.seconds:
            raise self.unfinished(seconds, done, left)
        self.seconds -= seconds
        self.clock.sleep(seconds)

    def unfinished(self, seconds: float, done: int, left: int) -> BotError:
        """Make the error that says how far this run came and when the next may go on."""
        until = dt.datetime.fromtimestamp(self.clock.now() + seconds, dt.UTC)
        values = {"done": done, "total": done + left, "until": f"{until:%H:%M} UTC"}
        return UnfinishedError(Problem("run.unfinished" if left else "run.unreadable", values))


@dataclass
class Traffic:
    """All that goes to GitHub in one run: how it is sent, how fast, how patiently, and whom to tell of each change."""

    send: Send
    patience: Patience
    pace: Pace
    tell: Callable[[Change, int, int], None] = lambda change, done, total: None


def converge(look: Callable[[], Look], make: Callable[[Look], State], traffic: Traffic) -> Converged:
    """Look, plan and apply until nothing is left.

    Raises UserError for what the user can mend, UnfinishedError where a limit stops this run.
    """
    made: list[Change] = []
    while True:
        try:
            seen = look()
        except ReadFailed as failed:
            traffic.patience.settle(failed.meaning, len(made), 0)
            continue
        target = make(seen)
        outcome = apply_plan(make_plan(seen.things, target), seen, traffic)
        made += outcome.made
        if not outcome.left:
            if outcome.refused:
                raise UserError(*outcome.refused)
            return Converged(seen, target, tuple(made))
        traffic.patience.fruitless = 0 if outcome.made else traffic.patience.fruitless
        traffic.patience.settle(outcome.meaning, len(made), len(outcome.left))


def apply_plan(plan: Plan, seen: Look, traffic: Traffic) -> Outcome:
    """Send the changes of a plan in batches, until all are made or an answer says to stop and look again."""
    known: dict[Key, Id] = dict(seen.ids)
    left, made, refused = list(plan), list[Change](), list[Problem]()
    traffic.pace = traffic.pace.know(_times(seen.things))
    meaning = FINE
    while left and meaning.kind in ("fine", "smaller"):
        batch = find_batch(left, known, traffic.pace.size)
        if not batch:
            break
        _wait(traffic, len(batch), len(made), len(left))
        meaning, results = _send_batch(batch, seen, known, traffic)
        for change, result, id in results:
            if result is FINE:
                known.update({change.key: id} if id else {})
                made.append(change)
                traffic.tell(change, len(made), len(plan))
            elif result.kind == "refused" and result.problem and meaning is FINE:
                refused.append(_named(result.problem, change))
            else:
                meaning = result if meaning is FINE else meaning
                continue
            left.remove(change)
        traffic.pace = _adapt(traffic.pace, meaning)
    stuck = UNSURE if left and meaning is FINE else meaning
    return Outcome(tuple(made), tuple(refused), _reachable(left, refused), stuck)


def _send_batch(
    batch: Plan, seen: Look, known: Known, traffic: Traffic
) -> tuple[Meaning, list[tuple[Change, Meaning, Id | None]]]:
    meaning, fresh = _find_fresh(batch, known, traffic.send)
    if not fresh:
        return meaning, []
    now = traffic.patience.clock.now()
    request = make_request(fresh, seen.repository, known)
    reading = read_answer(traffic.send(request), now)
    traffic.pace = traffic.pace.wrote(now, request.writes)
    return (meaning if reading.meaning is FINE else reading.meaning), read_results(fresh, reading)


def _times(things: State) -> Iterator[float]:
    for thing in things.values():
        if isinstance(thing, Issue | Comment) and thing.made_at:
            yield thing.made_at.timestamp()


def _wait(traffic: Traffic, writes: int, done: int, left: int) -> None:
    patience = traffic.patience
    seconds = traffic.pace.wait(patience.clock.now(), writes)
    if seconds > MINUTE:  # the hour is full: that is waiting for a limit, not keeping a rhythm
        if seconds > patience.seconds:
            raise patience.unfinished(seconds, done, left)
        patience.seconds -= seconds
    if seconds > 0:
        patience.clock.sleep(seconds)


def _find_fresh(batch: Plan, known: Known, send: Send) -> tuple[Meaning, Plan]:
    """Read the bodies about to be written once more; what changed since the look waits for the next one."""
    bodies = [change for change in batch if _writes_body(change)]
    if not bodies:
        return FINE, batch
    try:
        now = read_bodies(send, [known[change.key].node for change in bodies])
    except ReadFailed as failed:
        return failed.meaning, ()
    stale = [change for change in bodies if now.get(known[change.key].node) != _body(change)]
    return STALE if stale else FINE, tuple(change for change in batch if change not in stale)


def _writes_body(change: Change) -> bool:
    return change.sort == "update_issue" and isinstance(change.want, Issue) and _body(change) != change.want.body


def _body(change: Change) -> str | None:
    return change.have.body if isinstance(change.have, Issue) else None


def _adapt(pace: Pace, meaning: Meaning) -> Pace:
    if meaning.kind == "wait":
        return pace.slower()
    return pace.smaller() if meaning.kind == "smaller" else pace


def _named(problem: Problem, change: Change) -> Problem:
    return Problem(problem.code, {**problem.values, "key": change.key}, problem.place, problem.link)


def _reachable(left: Sequence[Change], refused: Sequence[Problem]) -> Plan:
    """Leave out what waits for something that was refused: trying again would not help it."""
    lost = {str(problem.values["key"]) for problem in refused}
    kept: list[Change] = []
    for change in left:
        names = {change.key, *([change.want.parent or ""] if isinstance(change.want, Issue) else [])}
        if names & lost:
            lost.add(change.key)
        else:
            kept.append(change)
    return tuple(kept)
