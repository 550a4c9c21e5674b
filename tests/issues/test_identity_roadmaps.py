"""The roadmap's own id is identity, too: changed, it orphans nothing; of two, one has to go."""

from __future__ import annotations

from typing import Any

import pytest

from github_twin import seed
from github_twin.issues import Draft, create_issue
from roadmap_bot.decide import Act
from roadmap_bot.errors import UserError
from roadmap_bot.issues.body import find_mark
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.session import examine
from roadmap_bot.text.problems import render_problem
from roadmap_bot.text.words import load_words
from tests.kit.board_scene import BoardScene, codes
from tests.kit.learner import Learner, changes, wrong
from tests.kit.scene import Scene, load

NEW = "tiny-two"


def call(id: str, *aliases: str) -> Roadmap:
    """The tiny roadmap under another id."""
    return load().model_copy(update={"id": id, "aliases": aliases})


def ids(learner: Learner) -> set[str]:
    """The roadmaps that the markers of all issues name."""
    marks = [find_mark(issue.body) for issue in learner.home.issues.values()]
    return {mark.roadmap for mark in marks if mark}


def stop(scene: Scene, *acts: Act, **job: Any) -> str:
    """Let a run be stopped, and return the one code that it says."""
    with pytest.raises(UserError) as caught:
        scene.apply(*acts, **job)
    (problem,) = caught.value.problems
    assert problem.link == "https://github.com/learner/roadmap/issues"
    for language in ("en", "zh"):
        assert str(problem.values["other"]) in render_problem(problem, load_words(language))
    return problem.code


# With an alias


def test_under_a_new_id_with_the_old_one_beside_it_all_stays_and_is_rewritten(
    learner: Learner,
) -> None:
    learner.edit("W01-1", lambda body: body.replace("[ ]", "[x]", 1) + "\nMy note.\n")
    learner.do("close", "W01-3")
    before = {number: issue.state for number, issue in learner.home.issues.items()}
    learner.roadmap = call(NEW, "older", "tiny")
    done = learner.apply()
    assert {sort for sort, _ in changes(done)} == {"update_issue", "update_milestone"}
    assert {number: issue.state for number, issue in learner.home.issues.items()} == before
    assert ids(learner) == {NEW}
    assert NEW in learner.home.milestones[1].description
    assert "[x]" in learner.body("W01-1")
    assert "My note." in learner.body("W01-1")
    assert learner.plan().plan == ()


def test_reviews_and_what_left_the_roadmap_are_rewritten_too(learner: Learner) -> None:
    learner.twin.advance(8 * 86_400)
    learner.apply(Act.REVIEW)
    left = learner.double("W01-2", body=learner.body("W01-2").replace("W01-2", "W99-9"))
    twin = learner.double("W01-3")
    learner.roadmap = call(NEW, "tiny")
    learner.apply()
    assert ids(learner) == {NEW}
    assert learner.home.issues[left].state == "open"
    assert learner.home.issues[twin].reason == "duplicate"
    learner.roadmap = call(NEW)
    assert (learner.plan().plan, wrong(learner.plan())[0].code) == ((), "issue.left")


def test_the_board_is_found_again_under_the_new_id() -> None:
    scene = BoardScene.applied("tiny")
    before = scene.project.id
    scene.roadmap = call(NEW, "tiny")
    done = scene.apply()
    assert codes(done) == []
    assert [project.id for project in scene.projects] == [before]
    mark = find_mark(scene.project.readme)
    assert mark
    assert mark.roadmap == NEW
    assert scene.plan().plan == ()


def test_what_was_made_anew_under_the_new_id_heals_once_the_alias_is_there(
    learner: Learner,
) -> None:
    twins = [
        learner.double(id, body=learner.body(id).replace("bot: tiny", f"bot: {NEW}"))
        for id in ("W01", "W01-1", "W01-2", "W01-3")
    ]
    learner.roadmap = call(NEW)
    assert stop(learner) == "issue.two-roadmaps"
    learner.roadmap = call(NEW, "tiny")
    learner.apply()
    assert {learner.home.issues[number].reason for number in twins} == {"duplicate"}
    assert learner.plan().plan == ()


# Without one


@pytest.mark.parametrize("closed", [False, True])
def test_issues_of_another_id_and_none_of_its_own_stop_a_run_before_it_makes_any(
    learner: Learner, closed: bool
) -> None:
    if closed:
        learner.close_all("W01")
        learner.apply()
    before = learner.home
    learner.roadmap = call(NEW)
    assert stop(learner) == "issue.other-roadmap"
    with pytest.raises(UserError, match=r"issue\.other-roadmap"):
        learner.run()
    with pytest.raises(UserError, match=r"issue\.other-roadmap"):
        learner.plan()
    with pytest.raises(UserError, match=r"issue\.other-roadmap"):
        examine(learner.setup())
    assert learner.home == before


def test_two_roadmaps_with_open_issues_are_one_sentence_and_no_fight(learner: Learner) -> None:
    other = call("other")
    for id in ("W01", "W01-1"):
        learner.double(id, body=learner.body(id).replace("bot: tiny", "bot: other"))
    before = learner.home
    assert stop(learner) == "issue.two-roadmaps"
    learner.roadmap = other
    assert stop(learner) == "issue.two-roadmaps"
    assert learner.home == before


def test_uninstall_of_one_of_two_is_the_way_out(learner: Learner) -> None:
    for id in ("W01", "W01-1"):
        learner.double(id, body=learner.body(id).replace("bot: tiny", "bot: other"))
    learner.roadmap = call("other")
    learner.apply(Act.UNINSTALL)
    learner.roadmap = load()
    learner.apply()
    assert learner.plan().plan == ()


def test_what_is_closed_of_an_earlier_roadmap_is_history(learner: Learner) -> None:
    for id in ("W01", "W01-1"):
        number = learner.double(id, body=learner.body(id).replace("bot: tiny", "bot: other"))
        learner.act_on("close", number)
    assert (learner.plan().plan, wrong(learner.plan())) == ((), [])


def test_a_stranger_who_writes_another_roadmaps_marker_stops_nobody() -> None:
    learner = Learner(applied=False)
    for id in ("W01", "W01-1"):
        draft = Draft(f"[{id}] Mine", f"<!-- roadmap-bot: other {id} 0123456789ab -->\n")
        learner.twin.world, _ = create_issue(learner.twin.world, learner.home, seed.STRANGER, draft)
    assert learner.apply().plan
    assert learner.plan().plan == ()
