"""Nothing on the board that is the learner's is touched."""

from __future__ import annotations

from github_twin import seed
from tests.kit.board_scene import FIELDS, BoardScene, with_kinds, writes


def test_a_board_is_never_made_wider_than_the_learner_made_it() -> None:
    scene = BoardScene.applied()
    scene.act("change_project", public=False)
    scene.apply()
    assert not scene.board["public"]
    assert scene.twin.writes == 0


def test_a_board_becomes_private_with_its_repository() -> None:
    scene = BoardScene.applied(token=seed.LEARNER_TOKEN)
    scene.act("change_settings", is_private=True)
    scene.apply()
    assert not scene.board["public"]


def test_an_option_that_comes_later_takes_its_place_and_no_card_loses_anything() -> None:
    scene = BoardScene.applied(with_kinds("One", "Three"))
    scene.act("add_option", field="Kind", name="Mine")
    scene.work("set_field", "W01-2", field="Status", value="In Progress")
    kept = scene.project.named("Kind")
    assert kept
    scene.roadmap = with_kinds("One", "Two", "Three")
    scene.twin.reset_counters()
    sent = scene.watch()
    scene.apply()
    assert writes(sent).count("UpdateField") == 1
    new = scene.project.named("Kind")
    assert new
    assert [option.name for option in new.options] == ["One", "Two", "Three", "Mine"]
    assert set(kept.options) < set(new.options)
    assert scene.values("W01-1")["Kind"] == "One"
    assert scene.values("W01-2")["Kind"] == "Two"
    assert scene.values("W01-2")["Status"] == "In Progress"


def test_a_card_that_a_person_moved_stays_where_it_is() -> None:
    scene = BoardScene.applied()
    for id, status in (("W01-1", "In Progress"), ("W01-2", "Done"), ("W01-3", None)):
        scene.work("move_card", id, status=status)
    scene.apply()
    assert scene.twin.writes == 0
    assert scene.values("W01-1")["Status"] == "In Progress"


def test_what_is_closed_in_the_page_is_moved_by_github_itself() -> None:
    scene = BoardScene.applied()
    scene.work("close", "W01-1")
    assert scene.values("W01-1")["Status"] == "Done"
    scene.apply()
    assert scene.twin.writes == 0


def test_where_that_workflow_is_off_the_bot_moves_the_card() -> None:
    scene = BoardScene.applied()
    scene.act("switch_rule")
    scene.work("close", "W01-1")
    scene.pass_time()
    assert scene.values("W01-1")["Status"] == "Todo"
    scene.apply()
    assert scene.values("W01-1")["Status"] == "Done"
    assert scene.twin.writes == 1
    scene.pass_time()
    scene.work("move_card", "W01-1", status="In Progress")
    scene.apply()
    assert scene.values("W01-1")["Status"] == "In Progress"


def test_what_is_reopened_goes_back_to_the_first_column() -> None:
    scene = BoardScene.applied()
    scene.work("close", "W01-1")
    scene.pass_time()
    scene.work("reopen", "W01-1")
    scene.apply()
    assert scene.values("W01-1")["Status"] == "Todo"
    assert scene.twin.writes == 1
    scene.pass_time()
    scene.work("move_card", "W01-1", status="In Progress")
    scene.apply()
    assert scene.twin.writes == 0


def test_what_a_commit_reopens_goes_back_in_the_same_run() -> None:
    scene = BoardScene.applied()
    scene.work("close", "W01-1")
    scene.pass_time()
    push = scene.twin.act("push", seed.LEARNER, commits=[{"message": "reopen W01-1"}])
    assert push
    scene.run(push.name, push.payload, ref=push.ref, actor=push.actor)
    assert scene.values("W01-1")["Status"] == "Todo"
    assert not any(change.key.startswith("item/") for change in scene.plan().plan)


def test_what_is_closed_when_its_card_is_made_goes_to_the_last_column() -> None:
    scene = BoardScene()
    scene.board_token = ""
    scene.apply()
    scene.work("close", "W01-1")
    scene.use_board()
    scene.apply()
    assert scene.values("W01-1")["Status"] == "Done"
    assert scene.values("W01-2")["Status"] == "Todo"


def test_a_card_that_the_learner_put_there_keeps_its_status() -> None:
    scene = BoardScene.applied()
    number = scene.number("W01-1")
    scene.act("remove_card", number=number)
    scene.act("add_card", number=number)
    scene.act("move_card", number=number, status="In Progress")
    scene.apply()
    assert scene.values("W01-1")["Status"] == "In Progress"
    assert set(scene.values("W01-1")) == {"Status", *FIELDS}


def test_what_the_learner_writes_into_the_readme_stays() -> None:
    scene = BoardScene.applied()
    readme = scene.board["readme"]
    changed = f"Above.\n\n{readme.replace('Move cards as you like', 'Do not move cards')}\nBelow.\n"
    scene.act("change_project", readme=changed, about="Mine")
    scene.apply()
    kept = scene.board["readme"]
    assert kept.startswith("Above.")
    assert "Below." in kept
    assert "Move cards as you like" in kept
    assert "Do not move cards" in kept.partition("roadmap-bot:end")[2]
    assert scene.board["about"] == "Mine"
    assert len(scene.projects) == 1


def test_other_cards_fields_options_and_views_are_the_learners() -> None:
    scene = BoardScene.applied()
    scene.act("add_foreign_card")
    scene.act("add_field", name="Mood", sort="SINGLE_SELECT", options=["good"])
    scene.work("set_field", "W01-1", field="Mood", value="good")
    scene.act("add_view", name="Mine")
    before = scene.project
    scene.apply()
    assert scene.twin.writes == 0
    assert scene.project == before
