"""The doctor finds out what GitHub does not show, and changes nothing by it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from github_twin import seed
from roadmap_bot.errors import UserError
from roadmap_bot.github.rights import find_lacking_right, find_protection
from roadmap_bot.http.request import Answer, Request
from roadmap_bot.session import examine
from tests.kit.scene import MONDAY, NAME, Scene


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
