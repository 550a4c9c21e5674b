"""What the twin answers and tells by REST and events is what GitHub's OpenAPI description says."""

from __future__ import annotations

from functools import cache
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from github_twin import seed
from tests.kit.client import REPO, Client
from tests.kit.published import published_openapi

FILES = {
    "README.md": "# Hi\n",
    ".github/workflows/roadmap.yml": "name: roadmap\n",
    "a/b.txt": "b",
    "picture.png": b"\x89PNG\0",
}


def adapt(schema: Any) -> Any:
    """Turn OpenAPI's `nullable` into JSON Schema."""
    if isinstance(schema, list):
        return [adapt(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {
        key: adapt(value)
        for key, value in schema.items()
        if key not in ("nullable", "example", "examples")
    }
    return {"anyOf": [inner, {"type": "null"}]} if schema.get("nullable") is True else inner


@cache
def components() -> dict[str, Any]:
    return {"schemas": adapt(published_openapi()["components"]["schemas"])}


def check(schema: dict[str, Any], body: Any) -> list[str]:
    """Name what is wrong with a body."""
    validator = jsonschema.Draft4Validator({"components": components(), "allOf": [adapt(schema)]})
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(body)]


def find_answer(path: str, method: str, status: int) -> dict[str, Any] | None:
    """Find the published schema of an answer; None where it has no body."""
    answer = published_openapi()["paths"][path][method.lower()]["responses"][str(status)]
    while "$ref" in answer:
        answer = published_openapi()["components"]["responses"][answer["$ref"].rpartition("/")[2]]
    if "content" not in answer:
        return None
    found: dict[str, Any] = answer["content"]["application/json"]["schema"]
    return found


def prepare() -> Client:
    """Make a world that has something of everything."""
    client = Client("fork", token=seed.LEARNER_TOKEN, files=FILES, has_issues=True)
    client(
        "POST", f"{REPO}/labels", {"name": "kind: 练习", "color": "EDEDED", "description": "work"}
    )
    client("POST", f"{REPO}/milestones", {"title": "M4", "due_on": "2026-02-01T12:00:00Z"})
    client(
        "POST",
        f"{REPO}/issues",
        {"title": "W01", "body": "text", "labels": ["kind: 练习"], "milestone": 1},
    )
    client("POST", f"{REPO}/issues", {"title": "W01-1", "assignees": ["helper"]})
    client("PATCH", f"{REPO}/issues/2", {"state": "closed", "state_reason": "not_planned"})
    rules = {"main": ("pull_request", "deletion", "required_signatures")}
    client.twin.act("change_settings", "learner", rules=rules)
    client.twin.act("open_pull", "stranger", title="A change")
    client.twin.act(
        "push", "learner", commits=[{"message": "one"}, {"message": "two", "login": None}]
    )
    return client


ISSUE = "/repos/{owner}/{repo}/issues"
RULES = "/repos/{owner}/{repo}/rules/branches/{branch}"
CALLS: list[tuple[str, str, str, Any, int]] = [
    ("GET", "/repos/{owner}/{repo}", REPO, None, 200),
    ("PATCH", "/repos/{owner}/{repo}", REPO, {"has_issues": True}, 200),
    ("GET", "/repos/{owner}/{repo}/milestones", f"{REPO}/milestones?state=all", None, 200),
    ("POST", "/repos/{owner}/{repo}/milestones", f"{REPO}/milestones", {"title": "M8"}, 201),
    ("POST", "/repos/{owner}/{repo}/milestones", f"{REPO}/milestones", {"title": "M4"}, 422),
    (
        "PATCH",
        "/repos/{owner}/{repo}/milestones/{milestone_number}",
        f"{REPO}/milestones/1",
        {"state": "closed"},
        200,
    ),
    ("GET", "/repos/{owner}/{repo}/labels", f"{REPO}/labels", None, 200),
    (
        "POST",
        "/repos/{owner}/{repo}/labels",
        f"{REPO}/labels",
        {"name": "roadmap", "color": "ededed"},
        201,
    ),
    (
        "POST",
        "/repos/{owner}/{repo}/labels",
        f"{REPO}/labels",
        {"name": "KIND: 练习", "color": "ededed"},
        422,
    ),
    ("GET", RULES, f"{REPO}/rules/branches/main", None, 200),
    ("GET", ISSUE, f"{REPO}/issues?state=all", None, 200),
    ("POST", ISSUE, f"{REPO}/issues", {"title": "T"}, 201),
    ("POST", ISSUE, f"{REPO}/issues", {"title": "T" * 257}, 422),
    ("GET", f"{ISSUE}/{{issue_number}}", f"{REPO}/issues/2", None, 200),
    ("GET", f"{ISSUE}/{{issue_number}}", f"{REPO}/issues/99", None, 404),
    (
        "PATCH",
        f"{ISSUE}/{{issue_number}}",
        f"{REPO}/issues/1",
        {"body": "new", "milestone": None},
        200,
    ),
    (
        "POST",
        f"{ISSUE}/{{issue_number}}/comments",
        f"{REPO}/issues/1/comments",
        {"body": "hi"},
        201,
    ),
    ("GET", f"{ISSUE}/{{issue_number}}/comments", f"{REPO}/issues/1/comments", None, 200),
    (
        "POST",
        f"{ISSUE}/{{issue_number}}/sub_issues",
        f"{REPO}/issues/1/sub_issues",
        {"sub_issue_id": "ID2"},
        201,
    ),
    (
        "POST",
        f"{ISSUE}/{{issue_number}}/sub_issues",
        f"{REPO}/issues/1/sub_issues",
        {"sub_issue_id": 1},
        404,
    ),
    ("GET", "/repos/{owner}/{repo}/compare/{basehead}", f"{REPO}/compare/BASE...main", None, 200),
    ("GET", "/repos/{owner}/{repo}/commits", f"{REPO}/commits", None, 200),
    (
        "GET",
        "/repos/{owner}/{repo}/collaborators/{username}/permission",
        f"{REPO}/collaborators/helper/permission",
        None,
        200,
    ),
    ("GET", "/repos/{owner}/{repo}/actions/workflows", f"{REPO}/actions/workflows", None, 200),
    (
        "PUT",
        "/repos/{owner}/{repo}/actions/workflows/{workflow_id}/enable",
        f"{REPO}/actions/workflows/roadmap.yml/enable",
        None,
        204,
    ),
    (
        "PUT",
        "/repos/{owner}/{repo}/actions/workflows/{workflow_id}/disable",
        f"{REPO}/actions/workflows/roadmap.yml/disable",
        None,
        204,
    ),
    ("POST", ISSUE, f"{REPO}/issues", {"title": ""}, 422),
    ("GET", "/repos/{owner}/{repo}/branches/{branch}", f"{REPO}/branches/main", None, 200),
    ("GET", "/repos/{owner}/{repo}/branches/{branch}", f"{REPO}/branches/none", None, 404),
    (
        "GET",
        "/repos/{owner}/{repo}/git/trees/{tree_sha}",
        f"{REPO}/git/trees/main?recursive=1",
        None,
        200,
    ),
    (
        "GET",
        "/repos/{owner}/{repo}/git/trees/{tree_sha}",
        f"{REPO}/git/trees/none?recursive=1",
        None,
        404,
    ),
    ("GET", "/repos/{owner}/{repo}/contents/{path}", f"{REPO}/contents/README.md", None, 200),
    ("GET", "/repos/{owner}/{repo}/contents/{path}", f"{REPO}/contents/", None, 200),
    ("GET", "/repos/{owner}/{repo}/contents/{path}", f"{REPO}/contents/none.md", None, 404),
    ("GET", "/user", "/user", None, 200),
    ("GET", "/rate_limit", "/rate_limit", None, 200),
]


@pytest.mark.online
def test_every_answer_is_what_openapi_says(capsys: pytest.CaptureFixture[str]) -> None:
    client, wrong, checked = prepare(), [], 0
    base = next(iter(client.home.commits))
    for method, template, path, body, status in CALLS:
        child = {"sub_issue_id": client.home.issues[2].id}
        given, answer = client(
            method, path.replace("BASE", base), child if body == {"sub_issue_id": "ID2"} else body
        )
        assert given == status, (method, path, answer)
        schema = find_answer(template, method, status)
        checked += schema is not None
        wrong += [f"{method} {path} {one}" for one in check(schema, answer)] if schema else []
    assert wrong == []
    with capsys.disabled():
        print(f"\n{checked} answers of {len(CALLS)} calls checked against GitHub's OpenAPI")


@pytest.mark.online
def test_every_event_is_what_openapi_says(capsys: pytest.CaptureFixture[str]) -> None:
    client = prepare()
    acts: list[tuple[str, str, dict[str, Any]]] = [
        (
            "push",
            "push",
            {
                "commits": [
                    {"message": "done W03-2", "files": {"x": "y"}},
                    {"message": "z", "login": None},
                ]
            },
        ),
        ("push", "first_push", {}),
        ("issues-opened", "open_issue", {"title": "By hand", "labels": ["kind: 练习"]}),
        ("issues-edited", "edit", {"number": 1, "body": "- [ ] W01-1.1"}),
        ("issues-edited", "tick", {"number": 1, "text": "W01-1.1"}),
        ("issues-closed", "close", {"number": 1}),
        ("issues-reopened", "reopen", {"number": 1}),
        ("issue-comment-created", "comment", {"number": 1, "body": "hm"}),
        ("workflow-dispatch", "dispatch", {"inputs": {"command": "plan"}}),
    ]
    wrong = []
    for name, act, values in acts:
        event = client.twin.act(act, "learner", **values)
        assert event is not None
        schema = {"$ref": f"#/components/schemas/webhook-{name}"}
        wrong += [f"{act}: {one}" for one in check(schema, event.payload)]
    assert wrong == []
    with capsys.disabled():
        print(f"\n{len(acts)} events checked against GitHub's OpenAPI")


@pytest.mark.online
def test_a_wrong_answer_is_found() -> None:
    assert check({"$ref": "#/components/schemas/label"}, {"id": "one"})
