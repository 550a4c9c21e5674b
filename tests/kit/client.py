"""A client of the twin in this process: REST and GraphQL as a test likes to write them."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from github_twin import seed
from github_twin.twin import HOME, Twin

DOCUMENTS = Path(__file__).parents[2] / "src" / "roadmap_bot" / "queries"
MONDAY = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
REPO = f"/repos/{HOME}"


class Client:
    """A twin, and a token to ask it with.

    `client("GET", path)` is REST, `client.query(document)` GraphQL.
    """

    def __init__(self, kind: str = "own", token: str = seed.JOB_TOKEN, **settings: Any) -> None:
        self.twin = Twin(
            seed.make_world(kind, **{"now": MONDAY, "default_labels": False, **settings})
        )
        self.token = token
        self.headers: dict[str, str] = {}

    def __call__(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        text = None if body is None else json.dumps(body)
        status, self.headers, answer = self.twin.send(
            method, path, {"Authorization": f"token {self.token}"}, text
        )
        return status, json.loads(answer) if answer[:1] in ("{", "[") else answer

    def query(self, document: str, **variables: Any) -> Any:
        status, body = self("POST", "/graphql", {"query": document, "variables": variables})
        assert status == 200, body
        return body

    def run(self, name: str, /, *inputs: dict[str, Any], **variables: Any) -> Any:
        """Run a document of the bot; with several inputs, as one request."""
        text = repeat((DOCUMENTS / f"{name}.graphql").read_text(encoding="utf-8"), len(inputs))
        return self.query(
            text, **{f"input{index}": one for index, one in enumerate(inputs)}, **variables
        )

    def change(self, name: str, /, **values: Any) -> Any:
        """Run a mutation of the bot with one input; return its payload."""
        body = self.run(name, values)
        assert "errors" not in body, body
        return body["data"]["change0"]

    def refusal(self, name: str, /, **values: Any) -> tuple[str, str]:
        """Run a mutation that must fail; return type and message of its one error."""
        body = self.run(name, values)
        (error,) = body["errors"]
        assert body["data"] == {"change0": None}
        assert error["path"] == ["change0"]
        return error["type"], error["message"]

    def read(self, **more: Any) -> Any:
        """Read the repository as the bot does in a look."""
        here = {"owner": "learner", "name": "roadmap", "head": True, "size": 100}
        body = self.run("look", **here, path0="HEAD:README.md", **more)
        assert "errors" not in body, body
        return body["data"]["repository"]

    def facts(self, number: int) -> Any:
        """Read an issue in the same way, wide and closely."""
        wide = next(one for one in self.read()["issues"]["nodes"] if one["number"] == number)
        (close,) = self.run("look_closely", ids=[wide["id"]])["data"]["nodes"]
        return {**wide, **close}

    @property
    def repository_id(self) -> str:
        _, body = self("GET", REPO)
        return str(body["node_id"])

    @property
    def home(self) -> Any:
        return self.twin.world.repositories[HOME]

    def issue(self, title: str = "An issue", **values: Any) -> str:
        """Make an issue; return its node id."""
        made = self.change("create_issue", repositoryId=self.repository_id, title=title, **values)
        return str(made["issue"]["id"])

    def label(self, name: str) -> str:
        """Make a label; return its node id."""
        made = self.change(
            "create_label", repositoryId=self.repository_id, name=name, color="ededed"
        )
        return str(made["label"]["id"])


def repeat(text: str, times: int) -> str:
    """Repeat the lines of a document that carry a change, once for each."""
    lines: list[str] = []
    for line in text.splitlines():
        batched = "input0" in line and times > 1
        lines += [
            line.replace("input0", f"input{n}").replace("change0", f"change{n}")
            for n in range(times if batched else 1)
        ]
    return "\n".join(lines)
