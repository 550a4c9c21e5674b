"""Authors see what a change of the roadmap will do to learners, without a GitHub."""

from __future__ import annotations

import pytest

from roadmap_bot.authors.rehearsal import rehearse
from tests.kit.scene import MONDAY, load


@pytest.mark.parametrize("name", ["tiny", "seed"])
def test_a_new_learner_gets_everything(name: str) -> None:
    roadmap = load(name)
    made = [change.key for change in rehearse(roadmap, MONDAY).plan if change.verb == "create"]
    ids = {unit.id for unit in roadmap.units} | {task.id for _, task in roadmap.tasks}
    assert {f"issue/{id}" for id in ids} <= set(made)
    assert len(made) == len(set(made))


@pytest.mark.parametrize("name", ["tiny", "seed"])
def test_whoever_follows_the_same_version_gets_nothing(name: str) -> None:
    assert rehearse(load(name), MONDAY, load(name)).plan == ()


def test_a_new_title_is_an_update_and_a_lost_task_is_named() -> None:
    tiny = load("tiny")
    (unit,) = tiny.units
    tasks = (unit.tasks[0].model_copy(update={"title": "Knead"}), unit.tasks[1])
    newer = tiny.model_copy(update={"units": (unit.model_copy(update={"tasks": tasks}),)})
    rehearsal = rehearse(newer, MONDAY, tiny)
    assert {(change.verb, change.key) for change in rehearsal.plan} == {("update", "issue/W01-1")}
    assert [problem.values for problem in rehearsal.problems] == [{"id": "W01-3"}]
