"""The twin executes real GraphQL documents, and refuses as GitHub does."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import parse, validate

from github_twin import graph, seed
from github_twin.mutations import MUTATIONS
from github_twin.session import Session
from tests.kit.client import DOCUMENTS, REPO, Client, repeat

HERE = 'repository(owner: "learner", name: "roadmap")'


@pytest.fixture
def client() -> Client:
    return Client()


def errors(client: Client, document: str, **variables: Any) -> list[dict[str, Any]]:
    body = client.query(document, **variables)
    found: list[dict[str, Any]] = body["errors"]
    return found


def the_error(client: Client, document: str, **variables: Any) -> tuple[str, str]:
    (error,) = errors(client, document, **variables)
    return error["type"], error["message"]


def test_a_failed_mutation_is_null_while_the_others_of_its_request_stand(client: Client) -> None:
    home = {"repositoryId": client.repository_id, "color": "ededed"}
    body = client.run(
        "create_label", {**home, "name": "a"}, {**home, "name": "A"}, {**home, "name": "b"}
    )
    assert [client.home.labels[key].name for key in client.home.labels] == ["a", "b"]
    assert body["data"]["change1"] is None
    assert body["data"]["change2"]["label"]["name"] == "b"
    assert [(one["path"], one["type"], bool(one["locations"])) for one in body["errors"]] == [
        (["change1"], "UNPROCESSABLE", True)
    ]
    assert (client.twin.world.log[-1].name, client.twin.world.log[-1].writes) == ("CreateLabel", 3)


def test_an_unknown_field_is_told_as_github_tells_it(client: Client) -> None:
    (error,) = errors(client, "{ viewer { shoeSize } }")
    assert error["extensions"] == {
        "code": "undefinedField",
        "typeName": "User",
        "fieldName": "shoeSize",
    }
    assert error["message"] == "Field 'shoeSize' doesn't exist on type 'User'"
    assert error["locations"] == [{"line": 1, "column": 12}]
    assert "data" not in client.query("{ viewer { shoeSize } }")


def test_broken_documents_and_variables_are_told(client: Client) -> None:
    assert "Syntax Error" in errors(client, "{ viewer {")[0]["message"]
    assert "required" in errors(client, "{ repository { id } }")[0]["message"]
    create = (DOCUMENTS / "create_label.graphql").read_text(encoding="utf-8")
    body = client.query(create, input0={"name": "x", "color": "ededed"})
    assert "data" not in body
    assert "repositoryId" in body["errors"][0]["message"]
    assert errors(client, "query A { viewer { login } } query B { viewer { login } }") == [
        {"message": "An operation name is required"}
    ]


def test_one_of_several_operations_is_chosen_by_name(client: Client) -> None:
    text = "query A { viewer { login } } query B { viewer { id } }"
    _, body = client("POST", "/graphql", {"query": text, "operationName": "B"})
    assert list(body["data"]["viewer"]) == ["id"]


@pytest.mark.parametrize("body", ["no JSON", "[]", '{"query": 1}'])
def test_a_request_without_a_query_is_400(client: Client, body: str) -> None:
    headers = {"authorization": f"bearer {client.token}"}
    assert client.twin.send("POST", "/graphql", headers, body)[0] == 400


def test_a_fault_of_the_twin_itself_is_raised_not_dressed_up(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(session: Session, given: dict[str, Any]) -> dict[str, Any]:
        raise ZeroDivisionError

    monkeypatch.setitem(MUTATIONS, "createLabel", broken)
    with pytest.raises(ZeroDivisionError):
        client.run(
            "create_label", {"repositoryId": client.repository_id, "name": "x", "color": "ededed"}
        )


def test_what_the_twin_cannot_answer_is_a_loud_error(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = {"repositoryId": client.repository_id, "color": "ededed", "name": "x"}
    monkeypatch.delitem(MUTATIONS, "createLabel")
    with pytest.raises(NotImplementedError, match=r"no answer for Mutation\.createLabel"):
        client.run("create_label", home)


def test_an_argument_that_the_twin_does_not_know_is_a_loud_error(client: Client) -> None:
    mine = 'issues(first: 1, filterBy: {assignee: "learner"}) { totalCount }'
    with pytest.raises(NotImplementedError, match="cannot page by filterBy"):
        client.query(f"{{ {HERE} {{ {mine} }} }}")
    oldest = "labels(first: 1, orderBy: {field: CREATED_AT, direction: ASC}) { totalCount }"
    assert (
        client.query(f"{{ {HERE} {{ {oldest} }} }}")["data"]["repository"]["labels"]["totalCount"]
        == 0
    )


def test_additions_widen_the_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    added = parse("extend type User { shoeSize: Int }")
    monkeypatch.setattr(graph, "load_additions", lambda: added)
    wide = graph.load_schema.__wrapped__()
    assert not validate(wide, parse("{ viewer { shoeSize } }"))
    assert validate(graph.load_schema(), parse("{ viewer { shoeSize } }"))


@pytest.mark.parametrize(
    ("document", "kind", "words"),
    [
        (
            f"{{ {HERE} {{ issues(first: 101) {{ nodes {{ id }} }} }} }}",
            "EXCESSIVE_PAGINATION",
            "Requesting 101 records",
        ),
        (
            f"{{ {HERE} {{ issues(last: 0) {{ nodes {{ id }} }} }} }}",
            "INVALID_PAGINATION_VALUE",
            "`last` on the `issues`",
        ),
        (
            f"{{ {HERE} {{ issues {{ nodes {{ id }} }} }} }}",
            "MISSING_PAGINATION_BOUNDARIES",
            "`first` or `last`",
        ),
        (
            f"{{ {HERE} {{ issues(first: 1, last: 1) {{ nodes {{ id }} }} }} }}",
            "UNPROCESSABLE",
            "not supported",
        ),
        (
            f'{{ {HERE} {{ issues(first: 1, after: "x") {{ nodes {{ id }} }} }} }}',
            "INVALID_CURSOR_ARGUMENTS",
            "`x`",
        ),
        ('{ repository(owner: "no", name: "body") { id } }', "NOT_FOUND", "name 'no/body'"),
        ('{ node(id: "x") { id } }', "NOT_FOUND", "global id of 'x'"),
    ],
)
def test_bad_questions_have_githubs_answers(
    client: Client, document: str, kind: str, words: str
) -> None:
    given_kind, given_words = the_error(client, document)
    assert given_kind == kind
    assert words in given_words


def test_more_than_a_hundred_ids_are_refused(client: Client) -> None:
    text = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    assert the_error(client, text, ids=["x"] * 101) == (
        "ARGUMENT_LIMIT",
        "You may not provide more than 100 node ids; you provided 101.",
    )


def test_half_a_million_nodes_are_the_most(client: Client) -> None:
    inner = "comments(first: 100) { nodes { id } }"
    issues = f"issues(first: 100) {{ nodes {{ {inner} }} }}"
    aliases = " ".join(f"a{n}: {issues}" for n in range(50))
    kind, words = the_error(client, f"{{ {HERE} {{ {aliases} }} }}")
    assert (kind, "500,000" in words) == ("MAX_NODE_LIMIT_EXCEEDED", True)


def test_a_count_needs_no_page(client: Client) -> None:
    client.issue()
    assert (
        client.query(f"{{ {HERE} {{ issues {{ totalCount }} }} }}")["data"]["repository"]["issues"][
            "totalCount"
        ]
        == 1
    )


def test_pages_meet_in_the_middle_and_their_cursors_hold_while_the_list_grows(
    client: Client,
) -> None:
    for number in range(5):
        client.issue(str(number))
    text = f"""query($after: String, $before: String) {{ {HERE} {{
        oldest: issues(first: 2, after: $after) {{ pageInfo {{ endCursor }} nodes {{ number }} }}
        newest: issues(last: 2, before: $before) {{
            totalCount pageInfo {{ startCursor }} nodes {{ number }} }} }} }}"""
    first = client.query(text)["data"]["repository"]
    client.issue("new")
    cursors = {
        "after": first["oldest"]["pageInfo"]["endCursor"],
        "before": first["newest"]["pageInfo"]["startCursor"],
    }
    second = client.query(text, **cursors)["data"]["repository"]
    numbers = [
        [one["number"] for one in page[end]["nodes"]]
        for page in (first, second)
        for end in ("oldest", "newest")
    ]
    assert numbers == [[1, 2], [4, 5], [3, 4], [2, 3]]
    assert (first["newest"]["totalCount"], second["newest"]["totalCount"]) == (5, 6)


def test_includes_that_are_off_cost_and_answer_nothing(client: Client) -> None:
    values = {"owner": "learner", "name": "roadmap", "path0": "HEAD:README.md", "size": 100}
    body = client.run("look", **values, head=False)
    assert "viewer" not in body["data"]
    assert "id" not in body["data"]["repository"]
    fields = "viewer @skip(if: $off) { login } again: viewer @skip(if: false) { login }"
    answer = client.query(f"query($off: Boolean!) {{ {fields} }}", off=True)
    assert list(answer["data"]) == ["again"]


def test_points_are_a_hundredth_of_the_inner_requests() -> None:
    inner = " ".join(f"a{n}: comments(first: 1) {{ nodes {{ id }} }}" for n in range(3))
    prepared = graph.prepare(
        f"query($n: Int) {{ {HERE} {{ issues(first: $n) {{ nodes {{ {inner} }} }} }} }}"
    )
    assert graph.find_cost(prepared, {"n": 100}).points == 3
    assert graph.find_cost(prepared, {"n": 1}).points == 1
    comments = "... on Issue { comments(first: 9) { totalCount } }"
    bodies = graph.prepare(f"query($ids: [ID!]!) {{ nodes(ids: $ids) {{ {comments} }} }}")
    assert graph.find_cost(bodies, {"ids": ["x"] * 250}).points == 2
    assert graph.find_cost(graph.prepare("{"), {}).points == 1


def test_the_job_is_nobody_with_a_permission_and_the_learner_is_admin(client: Client) -> None:
    text = f"{{ viewer {{ login }} {HERE} {{ viewerPermission owner {{ __typename login }} }} }}"
    body = client.query(text)["data"]
    assert (body["viewer"]["login"], body["repository"]["viewerPermission"]) == (
        "github-actions[bot]",
        None,
    )
    seen = []
    for token in (seed.LEARNER_TOKEN, seed.STRANGER_TOKEN):
        client.token = token
        seen.append(client.query(text)["data"]["repository"]["viewerPermission"])
    assert seen == ["ADMIN", "READ"]


def test_a_path_is_a_blob_a_tree_or_nothing() -> None:
    client = Client(files={"a/b.md": "# b\n", "p.png": b"\0\1", "big.txt": "x" * 600_000})
    text = f"""query($path: String!) {{ {HERE} {{ object(expression: $path) {{
        __typename oid ... on Blob {{ byteSize isBinary isTruncated text }} }} }} }}"""

    def read(path: str) -> Any:
        return client.query(text, path=path)["data"]["repository"]["object"]

    assert read("HEAD:a/b.md")["text"] == "# b\n"
    assert read("main:a/b.md")["oid"] == client.home.head.files["a/b.md"].oid
    assert (read("HEAD:p.png")["isBinary"], read("HEAD:p.png")["text"]) == (True, None)
    big = read("HEAD:big.txt")
    assert (big["isTruncated"], big["byteSize"], len(big["text"])) == (True, 600_000, 512 * 1024)
    assert [read(path)["__typename"] for path in ("HEAD:a", "HEAD:", "HEAD")] == [
        "Tree",
        "Tree",
        "Commit",
    ]
    assert read("HEAD:")["oid"] == client.home.head.tree
    assert [read(path) for path in ("HEAD:none", "none:a", "none")] == [None, None, None]


def test_an_empty_repository_has_no_branch() -> None:
    client = Client("empty")
    body = client.run(
        "look", owner="learner", name="roadmap", head=True, size=100, path0="HEAD:README.md"
    )
    assert body["data"]["repository"]["defaultBranchRef"] is None
    assert body["data"]["repository"]["file0"] is None
    assert client("GET", f"{REPO}/commits")[0] == 409


def test_a_fork_and_a_copy_name_where_they_come_from() -> None:
    origins = "parent { nameWithOwner } templateRepository { nameWithOwner }"
    text = f"{{ {HERE} {{ isFork {origins} }} }}"
    origin = {"nameWithOwner": "author/roadmap"}
    fork = Client("fork").query(text)["data"]["repository"]
    copy = Client("template-copy").query(text)["data"]["repository"]
    assert fork == {"isFork": True, "parent": origin, "templateRepository": None}
    assert copy == {"isFork": False, "parent": None, "templateRepository": origin}


def test_documents_are_parsed_once() -> None:
    text = repeat((DOCUMENTS / "create_issue.graphql").read_text(encoding="utf-8"), 5)
    assert graph.prepare(text) is graph.prepare(text)
    assert graph.prepare(text).writes == 5
