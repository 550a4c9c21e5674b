"""What is looked at closely is all that a decision hangs on, and little more."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from github_twin import seed
from roadmap_bot.changes import Change
from roadmap_bot.commits.orders import make_orders
from roadmap_bot.decide import ALL, Act
from roadmap_bot.look import look, make_goal
from roadmap_bot.plan import make_plan
from roadmap_bot.repository import Look
from roadmap_bot.state import Comment, Issue
from roadmap_bot.target import find_wanted, make_target
from tests.kit.learner import Learner, look_at_all

DAY = 86_400.0
MOVES = 14
IDS = ("W01-1", "W01-2", "W01-3", "W01")
ORDERS = ("done {}", "skip {}", "reopen {}", "done {} and W01-3", "reopen W01", "done W01-1.1")


def find_seen(learner: Learner) -> set[str]:
    """The issues that a run by hand looks at closely."""
    return {key.removeprefix("issue/") for key in look(learner.setup()).closely}


def close_by_commit(learner: Learner) -> None:
    learner.push("done W01-2")


def push_later(learner: Learner) -> None:
    learner.commit("done W01-2")


def close_long_ago(learner: Learner) -> None:
    close_by_commit(learner)
    learner.twin.advance(3 * DAY)


def close_and_reopen(learner: Learner) -> None:
    close_long_ago(learner)
    learner.do("reopen", "W01-2")


def tick_by_commit(learner: Learner) -> None:
    learner.commit("done W01-1.1")


def close_unit(learner: Learner) -> None:
    learner.do("close", "W01")


def close_unit_and_tasks(learner: Learner) -> None:
    learner.close_all("W01-1", "W01-2", "W01-3", "W01")


def reopen_unit_by_commit(learner: Learner) -> None:
    close_unit_and_tasks(learner)
    learner.twin.advance(3 * DAY)
    learner.commit("reopen W01")


def reopen_under_milestone(learner: Learner) -> None:
    learner.do("close", "W01-3")
    learner.twin.act("edit_milestone", seed.LEARNER, number=1, state="closed")
    learner.do("reopen", "W01-3")


def open_under_milestone(learner: Learner) -> None:
    learner.twin.act("edit_milestone", seed.LEARNER, number=1, state="closed")


def make_twins(learner: Learner) -> None:
    learner.double("W01-2")


def make_twins_one_touched(learner: Learner) -> None:
    number = learner.double("W01-2")
    learner.act_on("label", number, name="question")


def settle_twins(learner: Learner) -> None:
    make_twins(learner)
    learner.apply()


def talk(learner: Learner) -> None:
    for id in IDS:
        learner.do("comment", id, body="How?")


CASES: dict[str, tuple[Callable[[Learner], None], set[str]]] = {
    "nothing happened": (lambda learner: None, set()),
    "people talked": (talk, set()),
    "somebody closed a task": (lambda learner: learner.do("close", "W01-2"), set()),
    "a commit asks for what is not so": (push_later, {"W01-2"}),
    "a commit asks for a step": (tick_by_commit, set()),
    "an order was followed yesterday": (close_by_commit, {"W01-2"}),
    "an order was followed long ago": (close_long_ago, set()),
    "what a commit closed is open again": (close_and_reopen, {"W01-2"}),
    "a unit was closed over open tasks": (close_unit, {"W01", "W01-1", "W01-2", "W01-3"}),
    "a unit was closed with its tasks": (close_unit_and_tasks, set()),
    "a commit brings a unit back": (reopen_unit_by_commit, set(IDS)),
    "a task is open again under a closed milestone": (reopen_under_milestone, {"W01-3"}),
    "a milestone was closed over open tasks": (open_under_milestone, set()),
    "an id has two issues": (make_twins, {"W01-2", "W01-2~5"}),
    "an id has two issues, one touched": (make_twins_one_touched, {"W01-2~3"}),
    "of two issues one is a duplicate": (settle_twins, set()),
}


@pytest.mark.parametrize(("happens", "expected"), CASES.values(), ids=CASES.keys())
def test_only_that_is_looked_at_closely_on_which_a_decision_hangs(
    learner: Learner, happens: Callable[[Learner], None], expected: set[str]
) -> None:
    happens(learner)
    assert find_seen(learner) == expected
    learner.twin.reset_counters()
    learner.plan()
    looks = [entry.name for entry in learner.twin.world.log]
    assert looks.count("LookClosely") == bool(expected)


def test_what_this_push_asks_for_is_looked_at_though_it_is_so_already(learner: Learner) -> None:
    learner.do("close", "W01-2")
    learner.twin.advance(3 * DAY)
    seen, goal = learner.look()
    learner.commit("done W01-2")
    later = look(learner.setup())
    assert later.closely == frozenset()
    news = tuple(replace(commit, is_news=True) for commit in later.commits)
    assert find_wanted(replace(seen, commits=news), goal) == {"issue/W01-2"}


def test_what_is_open_again_is_looked_at_where_a_review_is_due(learner: Learner) -> None:
    learner.do("close", "W01-2")
    learner.do("reopen", "W01-2")
    assert find_seen(learner) == set()
    learner.twin.advance(7 * DAY)
    assert find_seen(learner) == {"W01-2"}
    learner.run()
    assert find_seen(learner) == set()


@pytest.mark.parametrize("status", ["Done", "In Progress", "Todo"])
def test_what_is_open_again_is_looked_at_where_its_card_disagrees(status: str) -> None:
    learner = Learner(applied=False)
    learner.use_board()
    learner.apply()
    learner.do("close", "W01-2")
    learner.do("reopen", "W01-2")
    number = learner.issue("W01-2").number
    learner.twin.act("move_card", seed.LEARNER, number=number, status=status)
    assert find_seen(learner) == (set() if status == "Todo" else {"W01-2"})


# The law: a close look at everything leads to the same


def plan(seen: Look, learner: Learner) -> list[tuple[str, str, object]]:
    """What a run would do, without its words on orders that took each other back long ago."""
    goal = make_goal(learner.setup(), seen)
    orders = make_orders(seen, goal)
    target = make_target(seen.things, ALL - {Act.REPORT}, goal, orders)
    changes = make_plan(seen.things, target)
    moved = {change.key for change in changes if isinstance(change.want, Issue)}
    return [_name(change) for change in changes if _is_deed(change, moved)]


def _is_deed(change: Change, moved: set[str]) -> bool:
    return not isinstance(change.want, Comment) or change.want.issue in moved


def _name(change: Change) -> tuple[str, str, object]:
    return change.sort.value, change.key, change.want


def live(learner: Learner, dice: random.Random) -> None:
    """Let something happen to the learner's issues."""
    id = dice.choice(IDS)
    match dice.randrange(9):
        case 0 | 1:
            learner.do("close", id, reason=dice.choice(("completed", "not_planned")))
        case 2:
            learner.do("reopen", id)
        case 3:
            learner.commit(dice.choice(ORDERS).format(id))
        case 4 | 5:
            learner.push(dice.choice(ORDERS).format(id), dice.choice(ORDERS).format(id))
        case 6:
            learner.twin.advance(dice.choice((0.5, 1, 4, 9)) * DAY)
        case 7:
            learner.do("comment", id, body="Hm.")
        case 8:
            learner.apply()


@pytest.mark.usefixtures("unwatched")
@pytest.mark.parametrize("number", range(24))
def test_whoever_looks_closely_at_everything_decides_the_same(number: int) -> None:
    dice, learner = random.Random(number), Learner()
    for _ in range(MOVES):
        live(learner, dice)
        setup = learner.setup()
        assert plan(look(setup), learner) == plan(look_at_all(setup), learner)
