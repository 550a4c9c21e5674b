"""Documents are sound GraphQL, however often their lines are repeated."""

from __future__ import annotations

from importlib import resources

import pytest
from graphql import parse, validate

from github_twin.graph import load_schema
from roadmap_bot.http.queries import load_document, repeat_lines


def test_lines_are_repeated_only_where_they_count() -> None:
    document = "query Q(\n  $path0: String!\n) {\n  file0: object(expression: $path0) { id }\n}\n"
    assert repeat_lines(document, 1) == document
    assert repeat_lines(document, 2).splitlines() == [
        "query Q(",
        "  $path0: String!",
        "  $path1: String!",
        ") {",
        "  file0: object(expression: $path0) { id }",
        "  file1: object(expression: $path1) { id }",
        "}",
    ]


DOCUMENTS = sorted(
    path.name.removesuffix(".graphql")
    for path in (resources.files("roadmap_bot") / "queries").iterdir()
)


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("times", [1, 10])
def test_every_document_is_sound_however_often_its_lines_are_repeated(
    name: str, times: int
) -> None:
    assert validate(load_schema(), parse(load_document(name, times))) == []
