"""Authors see what a change of the roadmap will do to learners, without a GitHub."""

from __future__ import annotations

from pathlib import Path

import pytest

from roadmap_bot.authors.rehearsal import check_succession, rehearse
from roadmap_bot.issues.size import check_bodies
from roadmap_bot.roadmap.load import load_roadmap
from roadmap_bot.roadmap.model import Roadmap
from tests.kit.learner import changes
from tests.kit.scene import MONDAY, Scene, load
from tests.kit.stories import FIRST, SECOND, THIRD
from tests.kit.terminal import TINY


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


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (FIRST, SECOND),
        (SECOND, THIRD),
        (FIRST, FIRST.model_copy(update={"id": "another", "aliases": (FIRST.id,)})),
    ],
)
def test_what_is_rehearsed_is_what_a_run_does_to_whoever_followed_the_last_release(
    old: Roadmap, new: Roadmap
) -> None:
    scene = Scene(roadmap=old)
    scene.apply()
    scene.clock.sleep(60)
    scene.roadmap = new
    rehearsed = {(change.sort.value, change.key) for change in rehearse(new, MONDAY, old).plan}
    assert rehearsed == set(changes(scene.apply()))


def write(folder: Path, old: str, new: str) -> Path:
    """Write the tiny roadmap with something else in it."""
    folder.mkdir()
    text = (TINY / "roadmap.yml").read_text(encoding="utf-8")
    assert old in text
    (folder / "roadmap.yml").write_text(text.replace(old, new), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("new", "codes"),
    [
        ("id: tiny", []),
        ("id: loaf\naliases: [tiny]", []),
        ("id: loaf\naliases: [older]", ["roadmap.id-changed"]),
        ("id: loaf", ["roadmap.id-changed"]),
    ],
)
def test_a_new_id_without_the_old_one_beside_it_says_how_many_issues_would_be_made_anew(
    tmp_path: Path, new: str, codes: list[str]
) -> None:
    loaded = load_roadmap(write(tmp_path / "new", "id: tiny", new), check_bodies)
    problems = list(check_succession(loaded, load()))
    assert [problem.code for problem in problems] == codes
    for problem in problems:
        assert problem.values == {"old": "tiny", "id": "loaf", "count": 4}
        assert problem.place
        assert (Path(problem.place.file).name, problem.place.path) == ("roadmap.yml", "id")
