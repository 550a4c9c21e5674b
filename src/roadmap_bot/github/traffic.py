"""All that goes to GitHub in one run: how it is sent, how fast, and how patiently."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from roadmap_bot.changes import Change, Plan, Sort, find_batch
from roadmap_bot.errors import Problem, UnfinishedError
from roadmap_bot.github.refusals import Refusals
from roadmap_bot.http.answers import FINE, Meaning
from roadmap_bot.http.pace import MINUTE, Pace
from roadmap_bot.http.reader import LARGEST, SMALLEST
from roadmap_bot.http.request import Send
from roadmap_bot.http.waiting import Clock, Patience
from roadmap_bot.keys import Key
from roadmap_bot.state import Comment, Issue, Item, State


@dataclass
class Traffic:
    """How requests go out, and whom to tell of each change.

    `board_pace` is None where one token does it all.
    """

    send: Send
    patience: Patience
    pace: Pace
    tell: Callable[[Change, int, int], None] = lambda change, done, total: None
    board_pace: Pace | None = field(default_factory=Pace)  # another token, another count
    page: int = LARGEST
    made: int = 0  # changes so far
    refusals: Refusals = field(default_factory=Refusals)  # of this run

    @property
    def clock(self) -> Clock:
        """The clock of the run."""
        return self.patience.clock

    def pace_of(self, batch: Plan) -> Pace:
        """Return the pace of the token that a batch goes out with."""
        if self.board_pace and batch[0].sort.is_of_board:
            return self.board_pace
        return self.pace

    def find_batch(self, left: Sequence[Change], known: Mapping[Key, object]) -> Plan:
        """Find the changes to send next, no more than the pace of their token allows."""
        paces = (self.pace, self.board_pace or self.pace)
        batch = find_batch(left, known, max(pace.batch for pace in paces))
        if not batch or batch[0].sort is Sort.COMMIT:
            return batch
        return batch[: self.pace_of(batch).batch]

    def learn(self, things: State) -> None:
        """Learn from what GitHub holds how much earlier runs wrote in the last hour."""
        now = self.clock.now()
        own = list(_find_times(things))
        board = list(_find_board_times(things))
        if self.board_pace:
            self.pace = self.pace.know(now, own)
            self.board_pace = self.board_pace.know(now, board)
        else:
            self.pace = self.pace.know(now, own + board)

    def keep_pace(self, batch: Plan) -> Meaning:
        """Keep the rhythm.

        A wait longer than that means that the hour is full, which is a limit like any other.
        """
        writes = 1 if batch[0].sort is Sort.COMMIT else len(batch)
        seconds = self.pace_of(batch).wait(self.clock.now(), writes)
        if seconds > min(MINUTE, self.patience.budget):
            return Meaning("wait", seconds=seconds)
        if seconds > 0:
            self.clock.sleep(seconds)
        return FINE

    def count(self, batch: Plan, writes: int, meaning: Meaning) -> None:
        """Count what was written, and adapt the pace to what GitHub thinks of it."""
        pace = self.pace_of(batch)
        match meaning.kind:
            case "wait":
                pace = pace.slower()
            case "smaller" | "unsure":
                pace = pace.smaller()
        pace = pace.wrote(self.clock.now(), writes)
        if self.board_pace and batch[0].sort.is_of_board:
            self.board_pace = pace
        else:
            self.pace = pace

    def tell_made(self, change: Change, left: int) -> None:
        """Tell of a change that was made, and how far the run has come with it."""
        self.made += 1
        self.tell(change, self.made, self.made + left)

    def settle(self, meaning: Meaning, left: Plan) -> None:
        """Wait for what stopped a plan.

        Where that takes too long, say whether only the board is left.
        """
        rest = self._find_rest(meaning, left)
        try:
            self.patience.settle(meaning, self.made, len(left) or 1, rest)
        except UnfinishedError as error:
            if left and all(change.sort.is_of_board for change in left):
                raise _blame_board("board.unfinished", error) from error
            raise

    def settle_look(self, meaning: Meaning) -> None:
        """Ask for less at once where a look was too large, else wait before looking again.

        What took too long may not say so (F4.17): that is asked for less, too.
        """
        is_smallest = self.page == SMALLEST
        if meaning.kind in ("smaller", "unsure"):
            self.page = max(SMALLEST, self.page // 2)
        if meaning.kind != "smaller" or is_smallest:
            self.patience.settle(meaning, self.made, 0)

    def wait_for_board(self, seconds: float) -> None:
        """Wait for a board that could not be read, and ask for less; all else is done by now."""
        try:
            self.settle_look(Meaning("unsure", seconds=seconds))
        except UnfinishedError as error:
            raise _blame_board("board.unreadable", error) from error

    def _find_rest(self, meaning: Meaning, left: Plan) -> float:
        """Find when an hour that is full has room again."""
        if not left or meaning.kind != "wait":
            return 0.0
        return self.pace_of(left).rest(self.clock.now())


def _blame_board(code: str, error: UnfinishedError) -> UnfinishedError:
    """Say of an end that only the board is to blame for it."""
    return UnfinishedError(Problem(code, error.problems[0].values))


def _find_times(things: State) -> Iterator[float]:
    """Find the times of earlier writes: a look does not tell of the words that went before."""
    for thing in things.values():
        if isinstance(thing, Issue | Comment) and thing.made_at:
            yield thing.made_at.timestamp()
        if isinstance(thing, Issue) and thing.closed_at:
            yield thing.closed_at.timestamp()


def _find_board_times(things: State) -> Iterator[float]:
    """Find the times of earlier writes to the board as its cards tell them.

    One write added each card, and one set its Status.
    """
    for thing in things.values():
        if isinstance(thing, Item) and thing.chosen_at:
            time = thing.chosen_at.timestamp()
            yield time
            yield time
