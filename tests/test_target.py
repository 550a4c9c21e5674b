"""What a run does makes its target, and once that is reached nothing is left to do."""

from __future__ import annotations

import datetime as dt

import pytest

from roadmap_bot.commits.orders import make_orders
from roadmap_bot.decide import Act
from roadmap_bot.errors import UserError
from roadmap_bot.plan import after, make_plan
from roadmap_bot.state import File, Issue, State
from roadmap_bot.target import Terms, make_target
from tests.kit.learner import Learner, wrong
from tests.kit.scene import MONDAY

NOTHING: frozenset[Act] = frozenset()
OBEY, FOLLOW, REPORT, PRUNE = Act.OBEY, Act.FOLLOW, Act.REPORT, Act.PRUNE


@pytest.fixture
def learner() -> Learner:
    return Learner()


def target_of(learner: Learner, *acts: Act, force: bool = False) -> State:
    seen, goal = learner.look()
    orders = make_orders(seen, goal)
    return make_target(seen.things, frozenset(acts), goal, orders, Terms(force))


def closed(state: State, id: str) -> str | None:
    issue = state[f"issue/{id}"]
    assert isinstance(issue, Issue)
    return issue.closed


def test_without_acts_the_target_is_what_is(learner: Learner) -> None:
    learner.commit("done W01-2")
    seen, goal = learner.look()
    assert make_target(seen.things, NOTHING, goal, make_orders(seen, goal)) == seen.things


def test_commits_are_obeyed_only_where_that_is_asked_for(learner: Learner) -> None:
    learner.commit("done W01-2")
    assert closed(target_of(learner, FOLLOW), "W01-2") is None
    assert closed(target_of(learner, OBEY, FOLLOW), "W01-2") == "completed"
    assert closed(target_of(learner, OBEY), "W01-2") == "completed"


def test_obeying_alone_closes_what_that_finishes_and_follows_nothing(learner: Learner) -> None:
    learner.do("edit", "W01-1", title="Mine")
    learner.push("Settle")
    learner.do("edit", "W01-1", title="[W01-1] Mine")
    learner.commit("done W01-1.1, W01-1.2")
    target = target_of(learner, OBEY)
    issue = target["issue/W01-1"]
    assert isinstance(issue, Issue)
    assert (issue.closed, issue.title) == ("completed", "[W01-1] Mine")


def test_the_report_counts_what_this_very_run_closes(learner: Learner) -> None:
    learner.run()
    learner.commit("done W01-2")
    files = [
        target_of(learner, *acts)["file/.github/progress/progress.json"]
        for acts in ((REPORT,), (OBEY, REPORT))
    ]
    before, then = (file.text for file in files if isinstance(file, File))
    assert before != then


def test_prune_closes_what_left_and_refuses_much_of_it_unless_forced(learner: Learner) -> None:
    learner.roadmap = learner.roadmap.model_copy(
        update={
            "units": (
                learner.roadmap.units[0].model_copy(
                    update={"tasks": learner.roadmap.units[0].tasks[:1]}
                ),
            )
        }
    )
    with pytest.raises(UserError):
        target_of(learner, FOLLOW, PRUNE)
    assert closed(target_of(learner, FOLLOW, PRUNE, force=True), "W01-3") == "not_planned"
    assert closed(target_of(learner, FOLLOW), "W01-3") is None


@pytest.mark.parametrize("acts", [(FOLLOW,), (OBEY,), (OBEY, FOLLOW), (OBEY, FOLLOW, REPORT)])
def test_after_the_plan_nothing_is_left_to_plan_whatever_is_done(
    learner: Learner, acts: tuple[Act, ...]
) -> None:
    learner.do("tick", "W01-1", text="Weigh")
    learner.double("W01-3")
    learner.commit("done W01-2", "skip W01-3", "done W01-1.2", "reopen W01-2")
    seen, _ = learner.look()
    target = target_of(learner, *acts)
    plan = make_plan(seen.things, target)
    assert plan
    assert make_plan(after(seen.things, plan), target) == ()


def test_a_run_with_an_unfinished_day_is_the_same_at_any_hour(learner: Learner) -> None:
    learner.run()
    learner.twin.advance(3 * 3600)
    assert learner.twin.world.now - MONDAY > dt.timedelta(hours=3)
    done = learner.run("schedule")
    assert (done.plan, wrong(done)) == ((), [])
