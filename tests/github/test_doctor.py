"""What keeps the bot from working is found, and said with one link each."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from github_twin import seed
from roadmap_bot.errors import Problem, UserError
from roadmap_bot.github.doctor import (
    explain,
    find_lacking_right,
    find_obstacles,
    find_protection,
    make_offer,
)
from roadmap_bot.http.request import Answer, Request
from roadmap_bot.session import examine
from tests.kit.scene import MONDAY, NAME, Scene
from tests.kit.small_roadmap import make_repository

URL = "https://github.test/learner/roadmap"
WELL = replace(make_repository(), url=URL, permission=None)
FLOWS = {"schedule.yml": "on: schedule", "roadmap.yml": "on: push"}


@pytest.mark.parametrize(
    ("change", "code", "page"),
    [
        ({"is_archived": True}, "doctor.archived", "/settings"),
        ({"has_issues": False}, "doctor.issues-off", "/settings#features"),
        ({"branch": None, "head": None}, "doctor.empty", ""),
        ({"permission": "READ"}, "doctor.read-only", "/settings/actions"),
        ({"permission": "TRIAGE"}, "doctor.read-only", "/settings/actions"),
    ],
)
def test_each_obstacle_has_one_sentence_and_one_link(
    change: dict[str, Any], code: str, page: str
) -> None:
    (problem,) = find_obstacles(replace(WELL, **change))
    assert (problem.code, problem.link) == (code, URL + page)


@pytest.mark.parametrize("permission", [None, "WRITE", "MAINTAIN", "ADMIN"])
def test_where_all_is_well_there_is_no_obstacle(permission: str | None) -> None:
    assert find_obstacles(replace(WELL, permission=permission)) == ()


def test_an_archive_is_not_also_asked_to_switch_issues_on() -> None:
    assert len(find_obstacles(replace(WELL, is_archived=True, has_issues=False))) == 1


@pytest.mark.parametrize(
    ("changes", "scopes"),
    [
        ({}, "project"),
        ({"is_private": True}, "project,repo"),
        ({"owner_is_user": False}, "project,read:org"),
        ({"owner_is_user": False, "is_private": True}, "project,repo,read:org"),
    ],
)
def test_the_offer_of_a_board_links_to_the_form_filled_in_and_without_an_end(
    changes: dict[str, bool], scopes: str
) -> None:
    offer = make_offer(replace(WELL, **changes), "https://github.test")  # type: ignore[arg-type]
    assert offer.code == "doctor.no-board"
    form = f"https://github.test/settings/tokens/new?scopes={scopes}&description=roadmap-bot"
    assert offer.link == f"{form}&default_expires_at=none"
    assert offer.values == {"secrets": f"{URL}/settings/secrets/actions/new"}


def test_what_github_refuses_gets_the_link_to_where_it_is_mended() -> None:
    assert explain(Problem("github.forbidden"), URL).link == f"{URL}/settings/actions"
    assert explain(Problem("github.bad-token"), URL).link is None
    assert explain(Problem("github.archived", link="x"), URL).link == "x"


def fork(**settings: Any) -> Scene:
    files = {f".github/workflows/{name}": text for name, text in FLOWS.items()}
    return Scene(
        seed.make_world("fork", now=MONDAY, files={"README.md": "# Hi\n", **files}, **settings)
    )


def test_the_doctor_of_a_fresh_fork_says_that_issues_are_off() -> None:
    with pytest.raises(UserError) as caught:
        examine(fork().setup())
    (problem,) = caught.value.problems
    assert problem.code == "doctor.issues-off"


def test_the_doctor_of_a_fork_names_what_is_switched_off_and_writes_nothing() -> None:
    scene = fork(has_issues=True)
    before = scene.twin.world.repositories
    done = examine(scene.setup())
    assert [hint.code for hint in done.hints] == [
        "doctor.actions-off",
        "doctor.schedule-off",
        "doctor.no-board",
    ]
    assert done.plan == ()
    assert scene.twin.world.repositories == before


# What has to be asked for


def make(rights: dict[str, str]) -> Scene:
    return Scene(seed.make_world("own", now=MONDAY, permissions=rights))


@pytest.mark.parametrize(
    ("rights", "codes"),
    [
        ({"issues": "write", "contents": "write"}, []),
        ({"issues": "read", "contents": "write"}, ["doctor.read-only"]),
        ({"issues": "write", "contents": "read"}, ["doctor.read-only"]),
        ({"issues": "read", "contents": "read"}, ["doctor.read-only"]),
    ],
)
def test_a_token_that_may_not_write_is_found_without_a_write(
    rights: dict[str, str], codes: list[str]
) -> None:
    scene = make(rights)
    before = scene.twin.world.repositories
    repository = scene.plan().seen.repository
    found = find_lacking_right(scene.setup().reader, repository)
    assert [problem.code for problem in found] == codes
    assert scene.twin.world.repositories == before


def test_the_doctor_ends_with_the_lacking_right() -> None:
    with pytest.raises(UserError) as caught:
        examine(make({"issues": "write", "contents": "read"}).setup())
    (problem,) = caught.value.problems
    assert problem.link == f"https://github.com/{NAME}/settings/actions"


def test_a_protected_branch_is_named_and_another_is_not() -> None:
    scene = Scene()
    reader, repository = scene.setup().reader, scene.plan().seen.repository
    assert list(find_protection(reader, repository)) == []
    scene.twin.act("change_settings", seed.LEARNER, NAME, protected=["main"])
    (problem,) = find_protection(reader, repository)
    assert (problem.code, problem.values) == ("doctor.protected", {"branch": "main"})


@pytest.mark.parametrize(
    ("rules", "what"),
    [
        (("deletion", "non_fast_forward", "required_signatures"), None),
        (("pull_request", "deletion"), "Require a pull request before merging"),
        (("update", "commit_message_pattern"), "Restrict updates, commit message pattern"),
    ],
)
def test_the_rules_that_may_refuse_a_commit_are_named_and_no_others(
    rules: tuple[str, ...], what: str | None
) -> None:
    scene = Scene()
    reader, repository = scene.setup().reader, scene.plan().seen.repository
    scene.twin.act("change_settings", seed.LEARNER, NAME, rules={"main": rules})
    found = list(find_protection(reader, repository))
    assert [problem.values["what"] for problem in found] == ([what] if what else [])
    assert all(str(problem.link).endswith("/settings/rules") for problem in found)


def test_what_cannot_be_found_out_is_no_illness() -> None:
    scene = Scene()
    repository, send = scene.plan().seen.repository, scene.send

    def fail(request: Request) -> Answer:
        return replace(send(request), status=502, text="")

    scene.send = fail
    reader = scene.setup().reader
    assert (find_lacking_right(reader, repository), list(find_protection(reader, repository))) == (
        (),
        [],
    )
