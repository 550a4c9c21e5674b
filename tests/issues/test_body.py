"""An issue's body: its marker, its ticks, and whether somebody touched it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from roadmap_bot.issues.body import (
    END,
    find_mark,
    find_shas,
    find_ticks,
    is_pristine,
    merge_body,
    tick,
)
from tests.kit.issue_body import BODY, FIRST, NEWER, SHA, TEXT, crlf, ticked


def test_the_marker_stands_on_the_first_line() -> None:
    mark = find_mark(BODY)
    assert mark
    assert (mark.roadmap, mark.id) == ("tiny", "W01-1")
    assert BODY.startswith(f"<!-- roadmap-bot: tiny W01-1 {mark.hash} -->\n")
    assert BODY.endswith(f"\n{END}\n")


def test_a_marker_below_a_note_counts_too() -> None:
    mark = find_mark(f"My plan for today\n{BODY}")
    assert mark
    assert mark.id == "W01-1"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "nothing",
        "<!-- roadmap-bot: tiny W01-1 -->",
        f"```\n{BODY}\n```",
        f"> {BODY.splitlines()[0]}",
        f"see `{BODY.splitlines()[0]}`",
        "<!-- roadmap-bot:end -->",
    ],
)
def test_what_only_shows_a_marker_is_unmarked(body: str) -> None:
    assert find_mark(body) is None


# Ticks


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


def test_what_is_typed_behind_the_hidden_id_costs_no_tick() -> None:
    body = BODY.replace("<!-- W01-1.1 -->", "<!-- W01-1.1 --> 500 g!").replace(
        "[ ] Weigh", "[x] Weigh"
    )
    assert ticked(body) == {"W01-1.1"}
    merged = merge_body(NEWER, body, {})
    assert ticked(merged) == {"W01-1.1"}
    assert merged.endswith("- [x] Weigh the flour 500 g!\n")


def test_a_box_that_stands_twice_is_ticked_when_either_is() -> None:
    assert find_ticks(f"{FIRST}\n{FIRST.replace('[ ]', '[x]')}\n{FIRST}") == {"W01-1.1": True}


def test_a_commit_ticks_a_box_and_leaves_its_sha_beside_it() -> None:
    body = tick(BODY, "W01-1.1", SHA, on=True)
    assert f"- [x] Weigh the flour <!-- W01-1.1 {SHA} -->\n" in body
    assert find_shas(body) == {"W01-1.1": SHA}
    again = tick(body, "W01-1.1", "5d6e7f8", on=False)
    assert "- [ ] Weigh the flour <!-- W01-1.1 5d6e7f8 -->\n" in again
    assert tick(BODY, "W01-1.9", SHA, on=True) == BODY


def test_a_tick_is_no_edit() -> None:
    for body in (
        BODY.replace("[ ]", "[x]"),
        BODY.replace("[ ]", "[X]"),
        tick(BODY, "W01-1.2", SHA, on=True),
    ):
        assert is_pristine(body)
        assert merge_body(BODY, body, {}) == body


# What nobody touched


@pytest.mark.parametrize("change", [str, crlf, str.rstrip, lambda body: body + "\n\n"])
def test_line_endings_and_a_lost_last_newline_are_no_edit(change: Callable[[str], str]) -> None:
    body = change(BODY)
    assert is_pristine(body)
    assert merge_body(BODY, body, {}) == body


@pytest.mark.parametrize(
    "body",
    [
        BODY + "note",
        "note\n" + BODY,
        BODY.replace("words", "deeds"),
        BODY.partition("\n")[2],
        "",
        TEXT,
    ],
)
def test_a_note_an_edit_or_a_lost_marker_is_something_of_a_persons(body: str) -> None:
    assert not is_pristine(body)
