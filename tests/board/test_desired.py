"""What the board is made of: its readme, fields, views and cards."""

from __future__ import annotations

import pytest

from github_twin import seed
from roadmap_bot.board.memory import find_home
from roadmap_bot.decide import Act
from tests.kit.bench_scene import size
from tests.kit.board_scene import FIELDS, SMALL, BoardScene, codes

VIEWS = ("Board", "Phases", "Timeline")


def test_a_first_apply_makes_one_board_of_every_unit_and_task_with_all_its_fields() -> None:
    scene = BoardScene(SMALL)
    scene.apply()
    (project,) = scene.projects
    assert len(project.cards) == size(SMALL) == 10
    assert scene.values("W03-2") == {
        "Status": "Todo",
        "Phase": "All",
        "Kind": "Practice",
        "Week": "Weeks 3–4",
        "Hours": 10.0,
        "Start": "2026-12-07",
        "Target": "2026-12-20",
    }
    without_hours = {
        id
        for id in ("W01", "W01-1", "W03", "P1", "P2A", "P2B")
        if set(scene.values(id)) != {"Status", *FIELDS}
    }
    assert without_hours == {"W01", "W03", "P2B"}


def test_the_board_says_what_it_is_how_to_use_it_and_where_it_belongs() -> None:
    scene = BoardScene.applied()
    board = scene.board
    assert board["title"] == "Bake a Loaf"
    assert board["linked"]
    assert board["about"] == "Bake a Loaf: your board, kept up to date by roadmap-bot"
    assert "https://github.com/learner/roadmap" in board["readme"]
    assert "Move cards as you like" in board["readme"]
    assert find_home(board["readme"])


def test_the_readme_says_what_counts_though_the_guide_be_long() -> None:
    scene = BoardScene("seed")
    scene.apply()
    (board,) = (project.readme for project in scene.projects)
    assert "leetcode/dynamic-programming/" in board


def test_three_views_are_made_with_fields_that_are_of_use() -> None:
    views = {view["name"]: view for view in BoardScene.applied().board["views"]}
    assert list(views) == ["View 1", *VIEWS]
    assert [views[name]["layout"] for name in VIEWS] == ["board", "table", "roadmap"]
    assert views["Board"]["vertical_group_by"] == ["Status"]
    assert views["Board"]["visible_fields"][:4] == ["Title", "Status", "Kind", "Week"]
    assert views["Phases"]["group_by"] == ["Phase"]
    assert set(views["Phases"]["visible_fields"]) >= {
        "Title",
        "Status",
        "Kind",
        "Week",
        "Hours",
        "Start",
        "Target",
    }
    assert views["Timeline"]["visible_fields"] == []
    assert views["Timeline"]["sort_by"] == views["Phases"]["sort_by"] == [["Start", "asc"]]


@pytest.mark.parametrize("owner_kind", ["User", "Organization"])
@pytest.mark.parametrize("private", [False, True])
def test_a_board_is_as_visible_as_its_repository_whoever_owns_both(
    owner_kind: str, private: bool
) -> None:
    scene = BoardScene(token=seed.LEARNER_TOKEN, owner_kind=owner_kind, private=private)
    done = scene.apply()
    assert codes(done) == []
    assert scene.board["public"] is not private
    assert len(scene.board["items"]) == 4


def test_a_fine_grained_token_with_the_right_makes_the_board_of_an_organization() -> None:
    scene = BoardScene(token=seed.ORG_TOKEN, owner_kind="Organization")
    assert codes(scene.apply()) == []
    assert len(scene.board["items"]) == 4


def test_a_view_that_was_deleted_or_changed_is_not_made_again() -> None:
    scene = BoardScene.applied()
    scene.act("delete_view", view="Board")
    scene.act("change_view", view="Timeline", name="My time")
    scene.apply()
    assert scene.twin.writes == 0
    assert [view["name"] for view in scene.board["views"]] == ["View 1", "Phases", "My time"]


def test_prune_archives_the_cards_of_what_left_the_roadmap_and_of_nothing_else() -> None:
    scene = BoardScene.applied(SMALL)
    push = scene.twin.act("push", seed.LEARNER, commits=[{"message": "skip W01-3"}])
    assert push
    scene.run(push.name, push.payload, ref=push.ref, actor=push.actor)
    unit = SMALL.units[1]
    scene.roadmap = SMALL.model_copy(
        update={
            "units": (
                SMALL.units[0],
                unit.model_copy(update={"tasks": unit.tasks[:1]}),
                *SMALL.units[2:],
            )
        }
    )
    scene.apply()
    assert not scene.card("W03-2").archived_at
    scene.apply(Act.FOLLOW, Act.PRUNE)
    assert scene.card("W03-2").archived_at
    assert [id for id in ("W01-3", "W03-1", "W03") if scene.card(id).archived_at] == []
    scene.twin.reset_counters()
    scene.apply(Act.FOLLOW, Act.PRUNE)
    assert scene.twin.writes == 0


def test_the_plan_shows_what_would_change_on_the_board_and_writes_nothing() -> None:
    scene = BoardScene(SMALL)
    done = scene.plan()
    assert scene.twin.writes == 0
    assert {change.key for change in done.plan} >= {
        "board",
        "field/Phase",
        "view/board",
        "item/W03-2",
    }
    assert {change.verb for change in done.plan} == {"create"}
    scene.apply()
    scene.pass_time()
    scene.work("set_field", "W01-2", field="Hours", value=99)
    (change,) = scene.plan().plan
    assert (change.key, change.verb) == ("item/W01-2", "update")
    scene.apply()
    assert scene.plan().plan == ()
