"""Which milestone is which: by the hidden marker in its description, else by its title."""

from __future__ import annotations

import datetime as dt

from github_twin import seed
from tests.kit.learner import Learner, changes

LEARNER, HELPER, STRANGER = seed.LEARNER, seed.HELPER, seed.STRANGER


def test_a_milestone_of_the_same_title_is_adopted_and_its_description_stays() -> None:
    learner = Learner(applied=False)
    body = '{"title": "First loaf", "description": "Hurray!"}'
    headers = {"authorization": f"token {seed.LEARNER_TOKEN}"}
    learner.twin.send("POST", "/repos/learner/roadmap/milestones", headers, body)
    learner.apply()
    (milestone,) = learner.home.milestones.values()
    assert milestone.description.endswith("<!-- roadmap-bot:end -->\n\nHurray!\n")
    assert milestone.due_on.date() == dt.date(2026, 11, 29)
    assert learner.plan().plan == ()


def test_a_renamed_milestone_is_found_by_its_marker_and_named_again(learner: Learner) -> None:
    learner.twin.act("edit_milestone", LEARNER, number=1, title="Mine")
    assert changes(learner.apply()) == [("update_milestone", "milestone/M1")]
    assert [milestone.title for milestone in learner.home.milestones.values()] == ["First loaf"]


def test_a_new_id_for_an_old_title_adopts_the_milestone(learner: Learner) -> None:
    point = learner.roadmap.milestones[0]
    learner.roadmap = learner.roadmap.model_copy(
        update={"milestones": (point.model_copy(update={"id": "M9"}),)}
    )
    assert changes(learner.apply()) == [("update_milestone", "milestone/M9")]
    assert len(learner.home.milestones) == 1
    assert learner.plan().plan == ()


def test_an_issue_under_a_milestone_of_the_learners_own_comes_back(learner: Learner) -> None:
    headers = {"authorization": f"token {seed.LEARNER_TOKEN}"}
    learner.twin.send("POST", "/repos/learner/roadmap/milestones", headers, '{"title": "Mine"}')
    learner.do("set_milestone", "W01-2", milestone=2)
    assert learner.thing("W01-2").milestone == "number/2"
    learner.apply()
    assert learner.thing("W01-2").milestone == "milestone/M1"
