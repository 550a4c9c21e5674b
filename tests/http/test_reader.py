"""A part is never taken for the whole: lists that come page after page."""

from __future__ import annotations

import pytest

from roadmap_bot.http.reader import Node, Pile, ReadFailed


def page(total: int, cursor: str, *ids: str) -> Node:
    nodes = [{"id": id} for id in ids]
    return {"totalCount": total, "nodes": nodes, "pageInfo": {"endCursor": cursor}}


def test_a_list_is_whole_once_as_many_nodes_came_as_there_are() -> None:
    pile = Pile()
    pile.add(page(3, "c1", "a", "b"), "after")
    assert not pile.is_whole
    pile.add(page(3, "c2", "b", "c"), "after")
    assert pile.is_whole
    assert list(pile.nodes) == ["a", "b", "c"]


def test_a_list_goes_on_behind_the_last_page_that_held_anything() -> None:
    pile = Pile()
    pile.add(page(3, "c1", "a", "b"), "after")
    pile.add(page(3, ""), "after")
    assert pile.cursors == {"after": "c1"}


def test_a_node_that_is_missing_makes_the_page_no_page() -> None:
    broken = {"totalCount": 1, "nodes": [None], "pageInfo": {"endCursor": "c1"}}
    with pytest.raises(ReadFailed):
        Pile().add(broken, "after")
