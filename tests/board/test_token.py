"""What is wrong with a board's token is said at once, and in GitHub's words where it has some."""

from __future__ import annotations

import json
from typing import Any

import pytest

from github_twin import seed
from roadmap_bot.board.token import explain_refusal, find_wrong_kind
from roadmap_bot.errors import Problem
from roadmap_bot.http.request import Answer, Request
from roadmap_bot.roadmap.paths import SETTINGS
from roadmap_bot.session import examine
from roadmap_bot.text.problems import render_problem
from roadmap_bot.text.words import load_words
from tests.kit.board_scene import SMALL, BoardScene, codes
from tests.kit.scene import MONDAY

FINE, APP = "github_pat_11ABC", "ghs_16C7e42F292c6912E7710c838347Ae178B4a"
POLICIES = (  # as GitHub says them (F2.30)
    "`learner` forbids access via a personal access token (classic). Please use a GitHub App, "
    "OAuth App, or a personal access token with fine-grained permissions.",
    "The 'learner' organization forbids access via a fine-grained personal access tokens if the "
    "token's lifetime is greater than 366 days. Please adjust your token's lifetime.",
    "Resource protected by organization SAML enforcement. You must grant your Personal Access "
    "token access to this organization.",
    "Although you appear to have the correct authorization credentials, the `learner` organization "
    "has an IP allow list enabled, and your IP address 1.2.3.4 is not permitted.",
    "Although you appear to have the correct authorization credentials, the `learner` organization "
    "has enabled OAuth App access restrictions, meaning that data access is limited.",
)


def make(token: str, **settings: Any) -> BoardScene:
    """A scene whose token reads so; what it may do is that of the twin's own."""
    scene = BoardScene(SMALL, seed.FINE_TOKEN, **settings)
    scene.board_token = token
    return scene


@pytest.mark.parametrize(
    ("token", "code"), [(FINE, "board.fine-grained"), (APP, "board.job-token")]
)
def test_a_token_that_can_reach_no_users_board_is_named_before_anything_is_asked(
    token: str, code: str
) -> None:
    scene = make(token)
    asked = scene.watch()
    done = examine(scene.setup())
    assert codes(done) == [code]
    assert "doctor.no-board" not in [hint.code for hint in done.hints]
    assert not any(request.token == "board" for request in asked)
    assert "default_expires_at=none" in str(done.problems[0].link)


@pytest.mark.parametrize("token", [FINE, APP])
def test_in_an_organization_such_a_token_may_be_right(token: str) -> None:
    scene = make(token, owner_kind="Organization")
    repository = scene.plan().seen.repository
    assert find_wrong_kind(token, repository) is None


def test_a_classic_token_of_a_user_is_tried() -> None:
    scene = BoardScene(SMALL)
    assert find_wrong_kind("ghp_1", scene.plan().seen.repository) is None


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("is_graphql", [True, False])
def test_what_a_policy_forbids_is_said_in_githubs_words_with_the_page_of_ones_tokens(
    policy: str, is_graphql: bool
) -> None:
    scene = BoardScene(SMALL, seed.PROJECT_TOKEN, owner_kind="Organization")
    send = scene.send
    entry = {"type": "FORBIDDEN", "message": policy, "extensions": {"saml_failure": False}}
    body = {"data": None, "errors": [entry]} if is_graphql else {"message": policy}

    def refuse(request: Request) -> Answer:
        if request.token == "board":
            return Answer(200 if is_graphql else 403, {}, json.dumps(body))
        return send(request)

    scene.send = refuse
    done = scene.apply()
    (problem,) = [one for one in done.problems if one.code.startswith("board.")]
    assert (problem.code, problem.link) == (
        "board.policy",
        "https://github.com/settings/tokens",
    )
    for language in ("en", "zh"):
        assert policy in render_problem(problem, load_words(language))
    assert len(scene.home.issues) == len(list(SMALL.owners))


def test_the_scopes_that_are_asked_for_are_those_that_this_owner_needs() -> None:
    organization = BoardScene(SMALL, owner_kind="Organization", private=True)
    repository = organization.plan().seen.repository
    what = "Your token has not been granted the required scopes to execute this query."
    problem = explain_refusal(Problem("github.forbidden", {"what": what}), repository)
    assert problem.code == "board.scope"
    assert problem.values["scopes"] == "project, repo, read:org"


# Whether there is to be a board at all


def decline(**settings: Any) -> BoardScene:
    files = {"README.md": "# Hi\n", SETTINGS: "board: false\n"}
    return BoardScene(SMALL, files=files, now=MONDAY, **settings)


def test_a_learner_who_wants_no_board_gets_none_and_hears_of_none() -> None:
    scene = decline()
    asked = scene.watch()
    assert codes(scene.run()) == []
    assert scene.projects == []
    assert not any(request.token == "board" for request in asked)
    scene.board_token = ""
    for done in (scene.run(), examine(scene.setup())):
        assert "doctor.no-board" not in [hint.code for hint in done.hints]


def test_a_board_that_is_declined_later_stays_as_it_is() -> None:
    scene = BoardScene.applied(SMALL)
    scene.act("push", commits=[{"message": "No board", "files": {SETTINGS: "board: false\n"}}])
    scene.work("close", "W01-1")
    before = scene.project
    scene.run()
    assert scene.project == before


@pytest.mark.parametrize("event_name", ["push", "schedule", "issues"])
def test_the_board_is_offered_on_the_first_run_and_by_hand_and_on_no_other(event_name: str) -> None:
    scene = BoardScene(SMALL)
    scene.board_token = ""

    def is_offered(event_name: str) -> bool:
        done = scene.run(event_name, ref="refs/heads/main")
        return "doctor.no-board" in [hint.code for hint in done.hints]

    assert is_offered("push")
    scene.pass_time()
    assert not is_offered(event_name)
    assert is_offered("workflow_dispatch")
    assert not is_offered(event_name)
