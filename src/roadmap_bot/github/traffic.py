"""All that goes to GitHub in one run: how it is sent, how fast, how patiently, and what becomes of a wait in vain."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from roadmap_bot.changes import Change, Plan, Sort
from roadmap_bot.errors import Problem, UnfinishedError
from roadmap_bot.github.gather import PAGE
from roadmap_bot.http.answers import FINE, Meaning
from roadmap_bot.http.pace import MINUTE, Pace
from roadmap_bot.http.request import Send
from roadmap_bot.http.waiting import Clock, Patience
from roadmap_bot.keys import Key
from roadmap_bot.plan import find_batch
from roadmap_bot.state import Comment, Issue, Item, State

SMALLEST = 10  # issues from either end that a look asks for at least


@dataclass
class Traffic:
    """How requests go out, and whom to tell of each change; `board_pace` is None where one token does it all."""

    send: Send
    patience: Patience
    pace: Pace
    tell: Callable[[Change, int, int], None] = lambda change, done, total: None
    board_pace: Pace | None = field(default_factory=Pace)  # another token, another count
    page: int = PAGE
    made: int = 0  # changes so far

    @property
    def clock(self) -> Clock:
        """The clock of the run."""
        return self.patience.clock

    def pace_of(self, batch: Plan) -> Pace:
        """Return the pace of the token that a batch goes out with."""
        return self.board_pace if self.board_pace and _is_of_board(batch) else self.pace

    def find_batch(self, left: Sequence[Change], known: Mapping[Key, object]) -> Plan:
        """Find the changes to send next, no more than the pace of their token allows."""
        paces = (self.pace, self.board_pace or self.pace)
        batch = find_batch(left, known, max(pace.batch for pace in paces))
        return (
            batch[: self.pace_of(batch).batch]
            if batch and batch[0].sort is not Sort.COMMIT
            else batch
        )

    def learn(self, things: State) -> None:
        """Learn from what GitHub holds how much earlier runs wrote in the last hour."""
        now, own, board = (
            self.clock.now(),
            list(_find_times(things)),
            list(_find_board_times(things)),
        )
        self.pace = self.pace.know(now, own if self.board_pace else own + board)
        self.board_pace = self.board_pace and self.board_pace.know(now, board)

    def keep_pace(self, batch: Plan) -> Meaning:
        """Keep the rhythm; a wait longer than that means that the hour is full, which is a limit like any other."""
        writes = 1 if batch[0].sort is Sort.COMMIT else len(batch)
        seconds = self.pace_of(batch).wait(self.clock.now(), writes)
        if seconds > min(MINUTE, self.patience.budget):
            return Meaning("wait", seconds=seconds)
        if seconds > 0:
            self.clock.sleep(seconds)
        return FINE

    def count(self, batch: Plan, writes: int, meaning: Meaning) -> None:
        """Count what was written, and adapt the pace to what GitHub thinks of it."""
        now, pace = self.clock.now(), self.pace_of(batch)
        if meaning.kind == "wait":
            pace = pace.slower()
        elif meaning.kind in ("smaller", "unsure"):
            pace = pace.smaller()
        if self.board_pace and _is_of_board(batch):
            self.board_pace = pace.wrote(now, writes)
        else:
            self.pace = pace.wrote(now, writes)

    def settle(self, meaning: Meaning, left: Plan) -> None:
        """Wait for what stopped a plan; where that takes too long, say whether only the board is left."""
        rest = self.pace_of(left).rest(self.clock.now()) if left and meaning.kind == "wait" else 0.0
        try:
            self.patience.settle(meaning, self.made, len(left) or 1, rest)
        except UnfinishedError as error:
            if left and all(change.sort.is_of_board for change in left):
                raise UnfinishedError(
                    Problem("board.unfinished", error.problems[0].values)
                ) from error
            raise

    def settle_look(self, meaning: Meaning) -> None:
        """Wait before looking again; what takes too long times out (F4.17), so ask for less then."""
        if meaning.kind in ("smaller", "unsure"):
            self.page = max(SMALLEST, self.page // 2)
        self.patience.settle(meaning, self.made, 0)

    def wait_for_board(self, seconds: float) -> None:
        """Wait for a board that could not be read, and ask for less of it; all else is done by now."""
        try:
            self.settle_look(Meaning("unsure", seconds=seconds))
        except UnfinishedError as error:
            raise UnfinishedError(Problem("board.unreadable", error.problems[0].values)) from error


def _is_of_board(batch: Plan) -> bool:
    return batch[0].sort.is_of_board


def _find_times(things: State) -> Iterator[float]:
    for thing in things.values():
        if isinstance(thing, Issue | Comment) and thing.made_at:
            yield thing.made_at.timestamp()


def _find_board_times(things: State) -> Iterator[float]:
    """Find the times of earlier writes to the board as the cards tell them: one that added each, one that set it."""
    for thing in things.values():
        if isinstance(thing, Item) and thing.chosen_at:
            yield from (thing.chosen_at.timestamp(),) * 2
