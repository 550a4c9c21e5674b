"""An issue's body: its marker, and whether somebody touched it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from roadmap_bot.issues.body import END, find_mark, is_pristine
from roadmap_bot.issues.boxes import tick
from roadmap_bot.issues.merge import merge_body
from tests.kit.issue_body import BODY, SHA, TEXT, crlf


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
