"""All that the bot can send, GitHub's published descriptions allow: GraphQL documents and REST."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from graphql import GraphQLSchema, build_schema, parse, validate

from github_twin import seed
from roadmap_bot.http.queries import REPEATED, load_document
from roadmap_bot.http.request import GRAPHQL, Answer, Request
from roadmap_bot.session import examine
from tests.kit.client import DOCUMENTS
from tests.kit.learners_copy import NEWS, Copy
from tests.kit.published import published_openapi, published_sdl
from tests.kit.scene import MONDAY, NAME, Scene
from tests.twin.test_openapi import check, find_answer

pytestmark = pytest.mark.online
NAMES = sorted(path.stem for path in DOCUMENTS.glob("*.graphql"))


@cache
def schema() -> GraphQLSchema:
    """Build the whole published schema, without what production has and the package lacks."""
    return build_schema(published_sdl(), assume_valid=True)


@cache
def operations() -> list[tuple[re.Pattern[str], str]]:
    """List the published paths as patterns, those without a placeholder first."""
    paths = sorted(published_openapi()["paths"], key=lambda path: path.count("{"))
    return [
        (re.compile(re.sub(r"\\\{[^/]*?\\\}", "[^/]+", re.escape(path)) + "$"), path)
        for path in paths
    ]


class Checker:
    """A seam that checks what passes through it."""

    def __init__(self, scene: Scene) -> None:
        self.inner, self.wrong, self.checked = scene.send, list[str](), 0
        scene.send = self

    def __call__(self, request: Request) -> Answer:
        answer = self.inner(request)
        if request.path != GRAPHQL:
            self.checked += 1
            self.wrong += check_request(request, answer)
        return answer


def check_request(request: Request, answer: Answer) -> list[str]:
    """Name what is wrong with a REST request or its answer."""
    url = urlsplit(request.path)
    path = next((path for pattern, path in operations() if pattern.fullmatch(url.path)), None)
    operation = published_openapi()["paths"].get(path, {}).get(request.method.lower())
    if operation is None or path is None:
        return [f"GitHub has no {request.method} {url.path}"]
    known = set(map(_parameter_name, operation.get("parameters", ())))
    wrong = [
        f"{path}: unknown parameter {name}" for name, _ in parse_qsl(url.query) if name not in known
    ]
    if request.body is not None:
        body = operation["requestBody"]["content"]["application/json"]["schema"]
        wrong += [f"{path}: {one}" for one in check(body, request.body)]
        wrong += [
            f"{path}: unknown field {name}"
            for name in request.body
            if name not in body.get("properties", request.body)
        ]
    expected = find_answer(path, request.method, answer.status)
    return wrong + (
        [f"{path}: {one}" for one in check(expected, json.loads(answer.text))] if expected else []
    )


def _parameter_name(parameter: dict[str, Any]) -> str:
    if "$ref" in parameter:
        parameter = published_openapi()["components"]["parameters"][
            parameter["$ref"].rpartition("/")[2]
        ]
    return str(parameter["name"])


@pytest.mark.parametrize("times", [1, 2, 10])
@pytest.mark.parametrize("name", NAMES)
def test_every_document_validates_also_when_its_lines_are_repeated(name: str, times: int) -> None:
    document = load_document(name, times)
    assert validate(schema(), parse(document)) == []
    if REPEATED.search(load_document(name)):
        assert times == 1 or document != load_document(name)


def test_how_many_documents_were_checked(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(NAMES) >= 14
    with capsys.disabled():
        print(f"\n{len(NAMES)} documents validated against GitHub's published schema")


def test_every_rest_request_and_its_answer_is_as_published(
    capsys: pytest.CaptureFixture[str],
) -> None:
    manual = {
        "README.md": "<!-- roadmap-bot:manual -->\n",
        ".github/workflows/schedule.yml": "name: tick\n",
    }
    scene = Scene(seed.make_world("template-copy", files=manual, now=MONDAY))
    scene.use_board()
    checker = Checker(scene)
    scene.run()
    first = next(scene.roadmap.tasks)[1].id
    play(scene, [{"message": f"done {first}", "login": seed.HELPER}])
    play(
        scene, [{"message": f"step {number}", "login": None} for number in range(130)], shorten=True
    )
    scene.clock.sleep(86_400)
    scene.run(command="pause")
    for _, task in scene.roadmap.tasks:
        play(scene, [{"message": f"完成 {task.id}"}])
    copy = Copy()
    leaving = Checker(copy)
    copy.release("v2", NEWS)
    copy.update()
    examine(copy.setup())
    copy.run(command="uninstall")
    requests = checker.checked + leaving.checked
    assert checker.wrong + leaving.wrong == []
    assert requests >= 12
    with capsys.disabled():
        print(f"\n{requests} REST requests and their answers checked against GitHub's OpenAPI")


def play(scene: Scene, commits: list[dict[str, Any]], *, shorten: bool = False) -> None:
    """Push commits and let the bot run; a shortened event carries fewer than were pushed."""
    event = scene.twin.act("push", seed.LEARNER, NAME, commits=commits)
    assert event is not None
    payload = (
        {**event.payload, "commits": event.payload["commits"][:5]} if shorten else event.payload
    )
    scene.run(event.name, payload, ref=event.ref)


def test_what_github_does_not_have_is_found() -> None:
    assert check_request(Request("POST", "/repos/o/r/milestone", {}), Answer(201, {}, "{}"))
    bad = Request("POST", "/repos/o/r/milestones", {"title": 3})
    assert check_request(bad, Answer(422, {}, '{"message": "", "documentation_url": ""}'))
