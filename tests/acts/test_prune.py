"""What left the roadmap is named and stays, unless somebody asks to prune."""

from __future__ import annotations

import pytest

from roadmap_bot.acts.prune import find_left
from roadmap_bot.decide import Act
from roadmap_bot.errors import UserError
from roadmap_bot.issues.desired import make_desired
from roadmap_bot.session import Done
from tests.kit.learner import Learner, changes, with_tasks, wrong


def shrink(learner: Learner, keep: int) -> None:
    learner.roadmap = with_tasks(learner.roadmap, lambda tasks: tasks[:keep])


def drop_hours(done: Done) -> list[tuple[str, str]]:
    """Leave out that the tasks that stay say other hours: they share those of what is gone."""
    return [change for change in changes(done) if change[0] != "update_issue"]


def test_what_left_the_roadmap_is_reported_and_stays_open(learner: Learner) -> None:
    shrink(learner, 2)
    done = learner.apply()
    assert drop_hours(done) == []
    assert [(problem.code, problem.values) for problem in wrong(done)] == [
        ("issue.left", {"id": "W01-3"})
    ]
    assert learner.is_open("W01-3")


def test_it_is_closed_as_not_planned_only_by_prune_and_never_deleted(learner: Learner) -> None:
    shrink(learner, 2)
    done = learner.apply(Act.FOLLOW, Act.PRUNE)
    assert drop_hours(done) == [("close_issue", "issue/W01-3")]
    assert learner.reason("W01-3") == "not_planned"
    assert wrong(learner.plan()) == []
    assert learner.count(lambda: learner.apply(Act.FOLLOW, Act.PRUNE)) == 0


def test_prune_refuses_to_close_more_than_30_percent_unless_forced(learner: Learner) -> None:
    shrink(learner, 1)
    with pytest.raises(UserError) as refused:
        learner.apply(Act.FOLLOW, Act.PRUNE)
    assert [(p.code, p.values) for p in refused.value.problems] == [
        ("run.prune", {"count": 2, "total": 4})
    ]
    assert learner.is_open("W01-3")
    learner.apply(Act.FOLLOW, Act.PRUNE, force=True)
    assert [learner.reason(id) for id in ("W01-2", "W01-3")] == ["not_planned", "not_planned"]


def test_prune_leaves_alone_what_is_disputed(learner: Learner) -> None:
    number = learner.double("W01-3")
    for one in (number, learner.issue("W01-3").number):
        learner.act_on("comment", one, body="Mine.")
    shrink(learner, 2)
    learner.apply(Act.FOLLOW, Act.PRUNE, force=True)
    assert [issue.state for issue in learner.issues("W01-3")] == ["open", "open"]


def test_a_run_never_prunes(learner: Learner) -> None:
    shrink(learner, 2)
    learner.run()
    assert learner.is_open("W01-3")


def test_a_task_that_comes_back_has_its_issue_again(learner: Learner) -> None:
    roadmap = learner.roadmap
    shrink(learner, 2)
    learner.apply(Act.FOLLOW, Act.PRUNE)
    learner.roadmap = roadmap
    assert drop_hours(learner.plan()) == []
    assert (len(learner.home.issues), learner.reason("W01-3")) == (4, "not_planned")


def test_what_is_closed_or_a_twin_has_not_left() -> None:
    learner = Learner()
    learner.double("W01-3")
    learner.do("close", "W01-2")
    shrink(learner, 1)
    seen, goal = learner.look()
    assert find_left(seen.things, make_desired(goal)) == ("issue/W01-3",)
