"""A clause is read as verbs, lists of ids and words, without the signs that mean nothing."""

from __future__ import annotations

import pytest

from roadmap_bot.commits.claims.clauses import Heading, find_clauses
from roadmap_bot.commits.claims.items import Item, make_items
from roadmap_bot.commits.names import make_names
from roadmap_bot.commits.tokens import read_tokens
from tests.kit.small_roadmap import make_roadmap

NAMES = make_names(make_roadmap())


def read(line: str, above: str = "") -> list[Item]:
    verbs = read_tokens(above, NAMES)
    heading = Heading(verbs[0] if verbs else None)
    (clause,) = find_clauses(line, read_tokens(line, NAMES), heading, NAMES)
    return make_items(clause)


@pytest.mark.parametrize(
    ("line", "sorts"),
    [
        ("done W01-1", "verb ids"),
        ("done with tasks W01-1 and W01-2", "verb ids"),
        ("W01-1 W01-2 done", "ids verb"),
        ("mark W01-1 as done", "ids verb"),
        ("mark W01-1 done", "words ids verb"),
        ("done W01-1 over tea", "verb ids words"),
        ("done W01-1 (over tea) late", "verb ids words"),
        ("done W01-1: over tea", "verb ids words"),
        ("closes #1 and #2", "verb ids"),
        ("seen #1 done", "words verb"),
        ("✅ done W01-1", "verb ids"),
        ("✅ W01-1", "verb ids"),
        ("done W01-1 ✅", "verb ids"),
        ("not done W01-1", "verb ids"),
        ("over tea", "words"),
        ("", ""),
    ],
)
def test_what_is_alike_stands_together(line: str, sorts: str) -> None:
    assert " ".join(item.sort for item in read(line)) == sorts


def test_a_verb_takes_the_hedge_before_it() -> None:
    (verb, _) = read("not done W01-1")
    assert (verb.is_hedged, verb.start) == (True, 0)
    (verb, _) = read("done W01-1")
    assert (verb.is_hedged, verb.start) == (False, 0)


def test_the_verb_of_a_heading_leads_where_there_is_no_other() -> None:
    assert [item.sort for item in read("W01-1", "done")] == ["verb", "ids"]
    verb, *_ = read("skip W01-1", "done")
    assert verb.word == "skip"


def test_each_id_keeps_what_joins_it() -> None:
    _, ids = read("done W01-1, W01-2 and W01-3")
    assert ids.joints == ["", "comma", "join"]


def test_what_means_nothing_is_behind_the_item_before_it() -> None:
    _, ids = read("done W01-1 ✨")
    assert ids.tail == len("done W01-1 ✨")
