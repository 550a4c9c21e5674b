"""What a run does makes its target, and once that is reached nothing is left to do."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from roadmap_bot.commits.orders import make_orders
from roadmap_bot.decide import Act
from roadmap_bot.errors import UserError
from roadmap_bot.plan import after, make_plan
from roadmap_bot.state import File, Issue, State
from roadmap_bot.target import make_target
from tests.kit.learner import Study, wrong
from tests.kit.scene import MONDAY

NOTHING: frozenset[Act] = frozenset()
OBEY, FOLLOW, REPORT, PRUNE = Act.OBEY, Act.FOLLOW, Act.REPORT, Act.PRUNE


@pytest.fixture
def study() -> Study:
    return Study()


def target_of(study: Study, *acts: Act, **options: Any) -> State:
    seen, goal = study.look()
    orders = make_orders(seen, goal).orders
    return make_target(seen.things, frozenset(acts), goal, orders, **options)


def closed(state: State, id: str) -> str | None:
    issue = state[f"issue/{id}"]
    assert isinstance(issue, Issue)
    return issue.closed


def test_without_acts_the_target_is_what_is(study: Study) -> None:
    study.commit("done W01-2")
    seen, goal = study.look()
    assert make_target(seen.things, NOTHING, goal, make_orders(seen, goal).orders) == seen.things


def test_commits_are_obeyed_only_where_that_is_asked_for(study: Study) -> None:
    study.commit("done W01-2")
    assert closed(target_of(study, FOLLOW), "W01-2") is None
    assert closed(target_of(study, OBEY, FOLLOW), "W01-2") == "completed"
    assert closed(target_of(study, OBEY), "W01-2") == "completed"


def test_obeying_alone_closes_what_that_finishes_and_follows_nothing(study: Study) -> None:
    study.do("edit", "W01-1", title="Mine")
    study.push("Settle")
    study.do("edit", "W01-1", title="[W01-1] Mine")
    study.commit("done W01-1.1, W01-1.2")
    target = target_of(study, OBEY)
    issue = target["issue/W01-1"]
    assert isinstance(issue, Issue)
    assert (issue.closed, issue.title) == ("completed", "[W01-1] Mine")


def test_the_report_counts_what_this_very_run_closes(study: Study) -> None:
    study.run()
    study.commit("done W01-2")
    files = [
        target_of(study, *acts)["file/.github/progress/progress.json"]
        for acts in ((REPORT,), (OBEY, REPORT))
    ]
    before, then = (file.text for file in files if isinstance(file, File))
    assert before != then


def test_prune_closes_what_left_and_refuses_much_of_it_unless_forced(study: Study) -> None:
    study.roadmap = study.roadmap.model_copy(
        update={
            "units": (
                study.roadmap.units[0].model_copy(
                    update={"tasks": study.roadmap.units[0].tasks[:1]}
                ),
            )
        }
    )
    with pytest.raises(UserError):
        target_of(study, FOLLOW, PRUNE)
    assert closed(target_of(study, FOLLOW, PRUNE, force=True), "W01-3") == "not_planned"
    assert closed(target_of(study, FOLLOW), "W01-3") is None


@pytest.mark.parametrize("acts", [(FOLLOW,), (OBEY,), (OBEY, FOLLOW), (OBEY, FOLLOW, REPORT)])
def test_after_the_plan_nothing_is_left_to_plan_whatever_is_done(
    study: Study, acts: tuple[Act, ...]
) -> None:
    study.do("tick", "W01-1", text="Weigh")
    study.double("W01-3")
    study.commit("done W01-2", "skip W01-3", "done W01-1.2", "reopen W01-2")
    seen, _ = study.look()
    target = target_of(study, *acts)
    plan = make_plan(seen.things, target)
    assert plan
    assert make_plan(after(seen.things, plan), target) == ()


def test_a_run_with_an_unfinished_day_is_the_same_at_any_hour(study: Study) -> None:
    study.run()
    study.twin.advance(3 * 3600)
    assert study.twin.world.now - MONDAY > dt.timedelta(hours=3)
    done = study.run("schedule")
    assert (done.plan, wrong(done)) == ((), [])
