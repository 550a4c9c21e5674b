"""A field or an option that the learner renamed is ours still: known by its id, not made again."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from github_twin.world import put_project
from roadmap_bot.board.memory import add_ids, split_ids
from tests.kit.board_scene import FIELDS, SMALL, BoardScene, codes, option_names, writes


def settled(scene: BoardScene) -> bool:
    """Whether one more run has nothing to write to the board and nothing to say."""
    asked = scene.watch()
    done = scene.apply()
    return not writes(asked) and codes(done) == []


def names(scene: BoardScene) -> list[str]:
    return sorted(field.name for field in scene.project.fields)


@pytest.mark.parametrize("field", FIELDS)
def test_a_renamed_field_is_filled_and_not_made_again(field: str) -> None:
    scene = BoardScene.applied(SMALL)
    before, said = names(scene), scene.values("W01-1")
    scene.act("rename_field", field=field, name="Mine")
    assert settled(scene)
    assert names(scene) == sorted("Mine" if name == field else name for name in before)
    assert scene.values("W01-1") == {
        "Mine" if name == field else name: value for name, value in said.items()
    }


def test_in_a_renamed_field_what_changes_is_written() -> None:
    scene = BoardScene.applied(SMALL)
    scene.act("rename_field", field="Start", name="开始")
    scene.roadmap = scene.roadmap.model_copy(update={"start": dt.date(2027, 1, 4)})
    scene.apply()
    assert scene.values("W01")["开始"] == "2027-01-04"
    assert settled(scene)


def test_the_old_name_is_free_for_a_field_of_the_learners_own() -> None:
    scene = BoardScene.applied(SMALL)
    scene.act("rename_field", field="Hours", name="Effort")
    scene.act("add_field", name="Hours", sort="TEXT")
    scene.work("set_field", "W01-1", field="Hours", value="two")
    assert settled(scene)
    assert scene.values("W01-1")["Hours"] == "two"


def test_two_fields_that_swap_their_names_stay_what_they_are() -> None:
    scene = BoardScene.applied(SMALL)
    said = scene.values("W01-1")
    scene.act("rename_field", field="Start", name="x")
    scene.act("rename_field", field="Target", name="Start")
    scene.act("rename_field", field="x", name="Target")
    assert settled(scene)
    swapped = scene.values("W01-1")
    assert (swapped["Start"], swapped["Target"]) == (said["Target"], said["Start"])


@pytest.mark.parametrize("field", ["Phase", "Kind", "Week"])
def test_a_renamed_option_is_chosen_and_not_made_again(field: str) -> None:
    scene = BoardScene.applied(SMALL)
    old = str(scene.values("W01-1")[field])
    before = option_names(scene, field)
    scene.act("rename_option", field=field, option=old, name="My own")
    assert settled(scene)
    assert option_names(scene, field) == ["My own" if name == old else name for name in before]
    assert scene.values("W01-1")[field] == "My own"


def test_a_new_card_gets_a_renamed_option_in_a_renamed_field() -> None:
    scene = BoardScene.applied(SMALL)
    old = str(scene.values("W01-1")["Kind"])
    scene.act("rename_option", field="Kind", option=old, name="Lesen")
    scene.act("rename_field", field="Kind", name="Art")
    scene.work("remove_card", "W01-1")
    scene.apply()
    assert scene.values("W01-1")["Art"] == "Lesen"
    assert settled(scene)


def test_what_the_learner_deleted_is_made_anew_and_remembered_anew() -> None:
    scene = BoardScene.applied(SMALL)
    scene.act("rename_field", field="Hours", name="Effort")
    scene.apply()
    kept = tuple(field for field in scene.project.fields if field.name != "Effort")
    scene.twin.world = put_project(scene.twin.world, replace(scene.project, fields=kept))
    scene.apply()
    assert "Hours" in names(scene)
    scene.act("rename_field", field="Hours", name="Time")
    assert settled(scene)
    assert "Hours" not in names(scene)


def test_a_board_from_before_is_remembered_with_one_write_and_its_readme_reads_the_same() -> None:
    scene = BoardScene.applied(SMALL)
    readme, ids = split_ids(scene.project.readme)
    assert len(ids) == len(FIELDS) + sum(
        len(option_names(scene, field)) for field in ("Phase", "Kind", "Week")
    )
    scene.act("change_project", readme=readme)
    asked = scene.watch()
    scene.apply()
    assert writes(asked) == ["UpdateBoard"]
    assert split_ids(scene.project.readme) == (readme, ids)
    assert settled(scene)


def test_a_learner_who_wrote_below_keeps_every_word() -> None:
    scene = BoardScene.applied(SMALL)
    scene.act("change_project", readme=f"{scene.project.readme}\nMy own words.\n")
    assert settled(scene)
    scene.act("rename_field", field="Hours", name="Effort")
    assert settled(scene)
    assert "My own words." in scene.project.readme


@given(st.text(), st.dictionaries(st.from_regex(r"[0-9a-f]{8}", fullmatch=True), st.just("PVT_a=")))
def test_what_is_added_is_what_is_split_off_again(readme: str, ids: dict[str, str]) -> None:
    if "roadmap-bot: fields" not in readme:
        assert split_ids(add_ids(readme, ids)) == (readme, ids)
