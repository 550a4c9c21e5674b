"""A commit message is split into its own lines and those of each message that git put into it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_bot.commits.squash import LIMIT, split_message

SQUASH = "Squashed commit of the following:\n\n"
NEWEST = "commit 0123456789\nAuthor: x\n\n    done W03-2\n    \n    more\n\n"
OLDEST = "commit abcdef0\nAuthor: x\n\n    skip W03-1\n"


@pytest.mark.parametrize(
    ("message", "messages"),
    [
        ("", [[]]),
        ("\n \t\n", [[]]),
        ("\n\nsubject\n\nbody\n\n", [["subject", "", "body"]]),
        ("\ufeffsubject", [["subject"]]),
        ("\ufeff", [[]]),
        ("\ufeff\n\nsubject", [["subject"]]),
        ("\ufeff" + SQUASH + OLDEST, [[], ["skip W03-1"]]),
        (SQUASH + NEWEST + OLDEST, [[], ["skip W03-1"], ["done W03-2", "", "more"]]),
        ("Week one\n\n" + SQUASH + OLDEST, [["Week one"], ["skip W03-1"]]),
        ("Week one\n\n" + SQUASH, [["Week one"]]),
    ],
)
def test_each_message_is_without_blank_lines_at_its_ends(
    message: str, messages: list[list[str]]
) -> None:
    assert split_message(message) == messages


def test_lines_behind_the_limit_are_not_read() -> None:
    assert split_message("x" * (LIMIT - 2) + "\na") == [["x" * (LIMIT - 2), "a"]]
    assert split_message("x" * (LIMIT - 2) + "\nab") == [["x" * (LIMIT - 2)]]
    assert split_message("é" * (LIMIT // 2)) == [["é" * (LIMIT // 2)]]
    assert split_message("é" * (LIMIT // 2) + "x") == [[]]


PIECES = ["a", "", " ", "\ufeff", "    b", "key: c", "commit 0123456", SQUASH.strip()]


@given(st.lists(st.sampled_from(PIECES)))
def test_no_message_begins_or_ends_blank(lines: list[str]) -> None:
    for message in split_message("\n".join(lines)):
        assert all(line.strip().strip("\ufeff") for line in (*message[:1], *message[-1:]))
