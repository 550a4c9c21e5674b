"""What is remembered of a board that is gone, or not to be seen for a while."""

from __future__ import annotations

from roadmap_bot.board.memory import find_home, find_views_made, forget_views, make_memory
from roadmap_bot.issues.body import make_body
from tests.kit.board_scene import BoardScene, codes


def test_a_board_that_was_deleted_is_not_made_again_unless_a_person_asks() -> None:
    scene = BoardScene()
    scene.run()
    assert scene.board["url"] in scene.twin.dump()["files"][".github/progress/progress.json"]
    scene.act("delete_project")
    for days in (1, 8, 8):
        scene.pass_time(86_400 * days)
        done = scene.run("schedule")
        assert codes(done) == ["board.deleted"]
        assert scene.projects == []
    assert '"board": ""' in scene.twin.dump()["files"][".github/progress/progress.json"]
    assert codes(scene.run("workflow_dispatch")) == []
    assert len(scene.board["items"]) == 4


def test_a_token_that_is_away_for_a_while_does_not_make_the_report_forget_the_board() -> None:
    scene = BoardScene()
    scene.run()
    scene.pass_time(8 * 86_400)
    scene.board_token = ""
    scene.run("schedule")
    assert scene.board["url"] in scene.twin.dump()["files"][".github/progress/progress.json"]


def test_a_memory_that_the_roadmap_tells_is_not_believed() -> None:
    told = f"`{make_memory('evil', ['board'])}`"
    readme = make_body("tiny", "board", f"{told}\n\n{make_memory('home', ['board', 'phases'])}")
    below = f"{readme}\n{make_memory('mine', [])}\n"
    assert (find_home(below), find_views_made(below)) == ("home", ("board", "phases"))
    forgotten = forget_views(below, {"board"})
    assert (find_home(forgotten), find_views_made(forgotten)) == ("home", ("phases",))
    assert told in forgotten
