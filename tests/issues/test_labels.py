"""Which labels are the bot's, whatever their case and colour."""

from __future__ import annotations

from github_twin import seed
from roadmap_bot.issues.labels import own_labels
from tests.kit.learner import Learner, changes
from tests.kit.scene import MONDAY, load

LEARNER = seed.LEARNER


def test_a_label_is_adopted_whatever_its_case_and_colour() -> None:
    learner = Learner(world=seed.make_world("own", now=MONDAY, extra_labels=["RoadMap", "BAKE"]))
    names = [label.name for label in learner.home.labels.values()]
    assert [name for name in names if name.casefold() in ("roadmap", "bake", "loaf")] == [
        "RoadMap",
        "BAKE",
        "loaf",
    ]
    assert learner.thing("W01-1").labels == {"roadmap", "bake", "loaf"}
    learner.twin.act("edit_label", LEARNER, label="bake", color="123456", description="Mine")
    assert learner.plan().plan == ()


def test_a_deleted_label_is_made_again_and_put_back(learner: Learner) -> None:
    learner.twin.act("delete_label", LEARNER, label="bake")
    assert changes(learner.apply())[0] == ("create_label", "label/bake")
    assert all("bake" in learner.thing(id).labels for id in ("W01", "W01-1", "W01-2", "W01-3"))


def test_the_elective_label_is_ours_only_where_there_are_electives() -> None:
    assert "elective" not in own_labels(load("tiny"))
    assert {"roadmap", "选修"} & set(own_labels(load("seed"))) or "elective" in own_labels(
        load("seed")
    )
