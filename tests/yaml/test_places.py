"""Each node of a YAML file stands at a place, as an editor counts lines and columns."""

from __future__ import annotations

from roadmap_bot.errors import Place
from roadmap_bot.yaml.places import find_place
from roadmap_bot.yaml.yaml_file import parse_source


def test_every_node_has_its_place_key_end_and_spelling() -> None:
    found = parse_source(
        "\ufeff单元:\n  - id: no\n    text: |\n      x\n      y\n".encode(), "f.yml"
    )
    node = found.nodes[("单元", 0, "id")]
    assert (node.place, node.key) == (
        Place("f.yml", 2, 9, "单元[0].id"),
        Place("f.yml", 2, 5, "单元[0].id"),
    )
    assert (node.text, found.value["单元"][0]["id"]) == ("no", False)
    assert found.nodes[("单元",)].last == 5
    assert found.nodes[()].place == Place("f.yml", 1, 1)


def test_an_alias_stands_where_it_is_used_and_its_inside_where_it_was_written() -> None:
    nodes = parse_source(b"a: &a\n  b: 1\nc: *a", "f.yml").nodes
    assert (nodes[("c",)].place.line, nodes[("c", "b")].place.line) == (3, 2)


def test_only_cr_and_lf_break_lines() -> None:
    assert parse_source('a: "x\u2028 y"\rb: 1'.encode(), "f.yml").nodes[("b",)].place.line == 2


def test_a_node_that_is_not_there_is_placed_at_the_nearest_one_around_it() -> None:
    nodes = parse_source(b"a:\n  b: 1", "f.yml").nodes
    assert find_place(nodes, ("a", "c", "d")).line == 2
    assert find_place(nodes, ("z",)).line == 1
