"""A box is found in every way that GitHub shows one, by its hidden id."""

from __future__ import annotations

import pytest

from roadmap_bot.issues.boxes import find_shas, find_ticks, tick
from tests.kit.issue_body import BODY, FIRST, SHA


def test_ticks_are_found_by_the_id_of_their_step() -> None:
    body = BODY.replace("- [ ] Weigh", "- [x] Weigh")
    assert find_ticks(body) == {"W01-1.1": True, "W01-1.2": False}


@pytest.mark.parametrize(
    "line", ["- [X] a", "* [x] a", "+ [x] a", "1. [x] a", "2) [x] a", "  - [x] a", "> - [x] a"]
)
def test_a_box_counts_in_every_way_that_github_shows_one(line: str) -> None:
    assert find_ticks(f"{line} <!-- W01.1 -->") == {"W01.1": True}


@pytest.mark.parametrize("line", ["- [x]a", "- [y] a", "- x] a", "text - [x] a", "-[x] a"])
def test_what_github_does_not_show_as_a_box_is_none(line: str) -> None:
    assert find_ticks(f"{line} <!-- W01.1 -->") == {}


def test_a_box_that_stands_twice_is_ticked_when_either_is() -> None:
    assert find_ticks(f"{FIRST}\n{FIRST.replace('[ ]', '[x]')}\n{FIRST}") == {"W01-1.1": True}


def test_a_commit_ticks_a_box_and_leaves_its_sha_beside_it() -> None:
    body = tick(BODY, "W01-1.1", SHA, on=True)
    assert f"- [x] Weigh the flour <!-- W01-1.1 {SHA} -->\n" in body
    assert find_shas(body) == {"W01-1.1": SHA}
    again = tick(body, "W01-1.1", "5d6e7f8", on=False)
    assert "- [ ] Weigh the flour <!-- W01-1.1 5d6e7f8 -->\n" in again
    assert tick(BODY, "W01-1.9", SHA, on=True) == BODY
