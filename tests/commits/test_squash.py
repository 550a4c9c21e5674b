"""A commit message is split into its own lines and those of each message that git put into it."""

from __future__ import annotations

import pytest

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
        (SQUASH + NEWEST + OLDEST, [[], ["skip W03-1"], ["done W03-2", "", "more"]]),
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
