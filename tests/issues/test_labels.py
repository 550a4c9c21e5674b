"""Which labels are the bot's, whatever their case and colour."""

from __future__ import annotations

from github_twin import seed
from roadmap_bot.issues.labels import all_labels, find_renamed, own_labels, settle_label
from roadmap_bot.state import Label
from tests.kit.learner import Learner, changes
from tests.kit.scene import MONDAY, load
from tests.roadmap.checks.test_languages import load_both, speak

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


def test_a_label_that_bears_its_name_of_another_language_is_renamed() -> None:
    german = speak(load_both(), "de")
    assert find_renamed(german, ["kind-study", "kind-build", "bug"]) == {"kind-study": "lernen"}
    english = speak(load_both(), "en")
    assert find_renamed(english, ["lernen"]) == {"lernen": "kind-study"}


def test_a_label_whose_new_name_is_taken_stays() -> None:
    german = speak(load_both(), "de")
    assert find_renamed(german, ["kind-study", "lernen"]) == {}


def test_a_renamed_label_takes_our_words_along_and_keeps_the_learners() -> None:
    want = Label("Lernen", "123456", "Bücher")
    known = {"study": Label("Study", "123456", "Books")}
    assert settle_label(want, Label("STUDY", "ffffff", "Books"), known) == want
    assert settle_label(want, Label("Study", "ffffff", "Mine"), known).description == "Mine"
    assert settle_label(want, Label("LERNEN", "ffffff", "Mine"), known) == Label(
        "LERNEN", "ffffff", "Mine"
    )


def test_the_labels_of_all_languages_are_known() -> None:
    assert {"lernen", "kind-study"} <= all_labels(speak(load_both(), "de")).keys()
