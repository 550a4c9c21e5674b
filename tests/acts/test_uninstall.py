"""Leaving takes back what the bot made and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from github_twin import seed
from roadmap_bot.decide import Act
from roadmap_bot.report.generated import FILES
from roadmap_bot.roadmap.paths import FIGURES
from roadmap_bot.session import Done, preview
from tests.kit.learners_copy import Copy
from tests.kit.scene import NAME, Scene

OWN = ".github/README.md"
SETTINGS = ".github/roadmap-bot.yml"


def leave(scene: Scene) -> Done:
    return scene.run(command="uninstall")


def issue(scene: Scene, id: str) -> Any:
    return next(one for one in scene.home.issues.values() if one.title.startswith(f"[{id}]"))


def files(scene: Scene) -> dict[str, str]:
    return {path: blob.text or "" for path, blob in scene.home.head.files.items()}


def test_open_issues_close_as_not_planned_and_finished_ones_stay_as_they_were() -> None:
    copy = Copy()
    copy.twin.act("close", seed.LEARNER, NAME, number=issue(copy, "W01-1").number)
    copy.twin.act("tick", seed.LEARNER, NAME, number=issue(copy, "W01").number, text="hollow")
    copy.twin.act(
        "comment", seed.LEARNER, NAME, number=issue(copy, "W01-2").number, body="My notes"
    )
    before = {
        one.number: (one.title, one.body, one.labels, one.comments)
        for one in copy.home.issues.values()
    }
    leave(copy)
    assert {
        one.number: (one.title, one.body, one.labels, one.comments)
        for one in copy.home.issues.values()
    } == before
    reasons = {id: issue(copy, id).reason for id in ("W01", "W01-1", "W01-2", "W01-3")}
    assert reasons == {
        "W01": "not_planned",
        "W01-1": "completed",
        "W01-2": "not_planned",
        "W01-3": "not_planned",
    }
    assert {one.state for one in copy.home.milestones.values()} == {"closed"}


def test_every_file_that_the_bot_writes_is_taken_back() -> None:
    copy = Copy()
    ours = {*FILES, FIGURES, SETTINGS, OWN}
    assert ours <= files(copy).keys()
    leave(copy)
    assert files(copy).keys() & ours == set()


def test_the_bots_files_go_and_all_others_stay() -> None:
    copy = Copy()
    made = set(files(copy))
    copy.change({".github/progress/mine.txt": "mine", "notes.md": "mine"})
    leave(copy)
    kept = files(copy)
    assert made - set(kept) == {
        path for path in made if path.startswith(".github/") and "workflows" not in path
    }
    assert set(kept) - made == {".github/progress/mine.txt", "notes.md"}
    assert copy.home.head.message == "Take back what roadmap-bot made [skip ci]"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_readme_in_which_the_learner_wrote_loses_the_region_only(language: str) -> None:
    scene = Scene()
    region = "<!-- roadmap-bot:progress:begin -->\n<!-- roadmap-bot:progress:end -->"
    text = f"# Me\n\nHello.\n\n{region}\n\nBye.\n"
    settings = f"language: {language}\n"
    commits = [{"message": "x", "files": {"README.md": text, SETTINGS: settings}}]
    scene.twin.act("push", seed.LEARNER, NAME, commits=commits)
    scene.run()
    assert "badge.svg" in files(scene)["README.md"]
    leave(scene)
    assert files(scene) == {"README.md": "# Me\n\nHello.\n\n\nBye.\n"}


def test_words_of_the_learner_around_the_region_of_the_bots_own_readme_stay() -> None:
    copy = Copy()
    copy.change({OWN: f"Mine first.\n\n{files(copy)[OWN]}"})
    leave(copy)
    assert files(copy)[OWN].startswith("Mine first.\n\n# Bake a Loaf")
    assert "roadmap-bot:progress" not in files(copy)[OWN]


def test_a_file_in_the_bots_folder_that_somebody_else_made_stays() -> None:
    scene = Scene()
    commits = [{"message": "x", "files": {".github/progress/badge.svg": "<svg/>"}}]
    scene.twin.act("push", seed.LEARNER, NAME, commits=commits)
    scene.run()
    leave(scene)
    assert files(scene)[".github/progress/badge.svg"] == "<svg/>"


def test_issues_labels_and_milestones_of_others_are_not_touched() -> None:
    copy = Copy()
    labels = {one.name for one in copy.home.labels.values()}
    copy.twin.act("open_issue", seed.STRANGER, NAME, title="Buy flour")
    leave(copy)
    assert (
        next(one for one in copy.home.issues.values() if one.title == "Buy flour").state == "open"
    )
    assert {one.name for one in copy.home.labels.values()} == labels


def test_its_workflows_are_switched_off_so_that_nothing_is_made_again() -> None:
    copy = Copy()
    done = leave(copy)
    assert {flow.name: flow.state for flow in copy.home.workflows} == dict.fromkeys(
        ("roadmap", "schedule"), "disabled_manually"
    )
    assert [hint.code for hint in done.hints] == ["uninstall.labels"]


def test_a_workflow_that_cannot_be_switched_off_is_named() -> None:
    rights = {"issues": "write", "contents": "write", "actions": "read"}
    done = leave(Copy(permissions=rights))
    assert [hint.code for hint in done.hints] == [
        "uninstall.running",
        "uninstall.running",
        "uninstall.labels",
    ]


def test_a_second_time_there_is_nothing_left_to_take_back() -> None:
    copy = Copy()
    leave(copy)
    assert leave(copy).plan == ()


def test_the_board_stays_and_is_named() -> None:
    copy = Copy()
    copy.use_board()
    copy.run()
    (before,) = copy.twin.world.projects.values()
    done = leave(copy)
    (board,) = copy.twin.world.projects.values()
    assert "uninstall.board" in [hint.code for hint in done.hints]
    assert (board.closed_at, board.cards.keys(), board.readme) == (
        None,
        before.cards.keys(),
        before.readme,
    )


def test_the_plan_comes_first_and_changes_nothing() -> None:
    copy = Copy()
    before = copy.twin.world.repositories
    done = preview(copy.setup(), frozenset({Act.UNINSTALL}))
    assert {change.key.partition("/")[0] for change in done.plan} == {
        *("issue", "milestone", "file", "pin"),
    }
    assert {change.verb for change in done.plan} == {"close", "update"}
    assert copy.twin.world.repositories == before


def test_who_comes_back_finds_all_again() -> None:
    copy = Copy()
    leave(copy)
    copy.twin.advance(60)
    copy.twin.act("enable_workflows", seed.LEARNER, NAME)
    for one in list(copy.home.issues.values()):
        copy.twin.act("reopen", seed.LEARNER, NAME, number=one.number)
    copy.run()
    assert {one.state for one in copy.home.issues.values()} == {"open"}
    assert {one.state for one in copy.home.milestones.values()} == {"open"}
    assert OWN in files(copy)
