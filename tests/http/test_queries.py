"""Documents are sound GraphQL, however often their lines are repeated."""

from __future__ import annotations

from importlib import resources
from typing import Any

import pytest
from graphql import FragmentDefinitionNode, parse, print_ast, validate

from github_twin.costs import Meter
from github_twin.graph import Prepared, load_schema, prepare
from roadmap_bot.board.pages import IDS
from roadmap_bot.http.pace import Pace
from roadmap_bot.http.queries import load_document, repeat_lines
from roadmap_bot.http.reader import LARGEST
from roadmap_bot.reading.closely import MOST as LOOKED_AT
from roadmap_bot.reading.upstream import HISTORIES


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


def test_a_fragment_of_one_name_and_type_asks_for_the_same_in_each_document() -> None:
    known: dict[tuple[str, str], str] = {}
    for name in DOCUMENTS:
        for node in parse(load_document(name)).definitions:
            if isinstance(node, FragmentDefinitionNode):
                key = (node.name.value, node.type_condition.name.value)
                assert known.setdefault(key, print_ast(node)) == print_ast(node), (name, key)
    assert ("Said", "IssueComment") in known


# What a document asks for at most: GitHub gives up on queries that are much larger (F4.26)

MOST_NODES = 5_000
MOST: dict[str, dict[str, Any]] = {  # the largest values with which the bot sends a document
    "look": {"size": LARGEST, "head": True},
    "look_board": {"size": LARGEST},
    "look_items": {"size": LARGEST},
    "look_closely": {"ids": ["x"] * LOOKED_AT},
    "find_items": {"ids": ["x"] * IDS},
}
TIMES = {"read_versions": HISTORIES}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_document_asks_for_more_nodes_than_github_serves(name: str) -> None:
    batch = Pace().batch
    prepared = prepare(load_document(name, TIMES.get(name, batch)))
    assert prepared.errors == ()
    variables = {"ids": ["x"] * batch, **MOST.get(name, {})}
    nodes = count_nodes(prepared, variables)
    assert nodes <= MOST_NODES


def count_nodes(prepared: Prepared, variables: dict[str, Any]) -> int:
    """Count what a document reaches, those that it names by id, too."""
    assert prepared.operation is not None
    assert prepared.document is not None
    definitions = prepared.document.definitions
    fragments = [node for node in definitions if isinstance(node, FragmentDefinitionNode)]
    meter = Meter(prepared.connections, {node.name.value: node for node in fragments}, variables)
    declared = prepared.operation.variable_definitions or ()
    named = "ids" in {node.variable.name.value for node in declared}
    return meter.measure(prepared.operation).nodes + named * len(variables["ids"])


def test_the_wide_look_and_the_close_one_are_counted_as_they_are() -> None:
    wide = prepare(load_document("look", 10))
    pinned = 3
    assert count_nodes(wide, {"ids": [], **MOST["look"]}) == 100 * (1 + 20) + 3 * 100 + pinned
    close = prepare(load_document("look_closely"))
    assert count_nodes(close, MOST["look_closely"]) == 25 * (1 + 100 + 50 + 20)
