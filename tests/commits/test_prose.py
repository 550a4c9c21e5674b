"""Of a commit message only what its author says himself counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_bot.commits.prose import CODE, LIMIT, find_prose


def read(message: str) -> list[str]:
    """Return the lines that count, without blank ones."""
    return [line for line in find_prose(message.replace("⏎", "\n"), {"done"}) if line]


KEPT = {
    "subject": ["subject"],
    "⏎⏎subject⏎⏎body⏎more⏎": ["subject", "body", "more"],
    "\ufeffsubject": ["subject"],
    "a\r\nb\rc\u2028d\x0be": ["a", "b", "c", "d", "e"],
    "a⏎    b": ["a", "    b"],
    "a⏎⏎    code⏎⏎\tcode⏎⏎   b": ["a", "   b"],
    "\u3000\u3000\u3000\u3000a": ["\u3000\u3000\u3000\u3000a"],
    "a⏎> quoted⏎  > quoted⏎b": ["a", "b"],
    "a⏎# comment⏎b": ["a", "b"],
    "a⏎  #12": ["a", "  #12"],
    "a⏎# ------------------------ >8 ------------------------⏎diff": ["a"],
    "a⏎```⏎code⏎```⏎b": ["a", "b"],
    "a⏎~~~ text⏎```⏎~~⏎~~~ x⏎    ~~~⏎~~~~⏎b": ["a", "b"],
    "a⏎``` x`y⏎b": ["a", "``` x`y", "b"],
    "- a⏎      ```⏎      code⏎      ```⏎b": ["- a", "b"],
    "a⏎```⏎code": ["a"],
    "a `code` b": [f"a {CODE}{CODE} b"],
    "a `b⏎c` d": [f"a {CODE}", f"{CODE} d"],
    "a `b⏎⏎c` d": ["a `b", "c` d"],
    "- a `b⏎- c` d": ["- a `b", "- c` d"],
    "a \\`b` c` d": [f"a \\`b{CODE}{CODE} d"],
    "a⏎⏎Signed-off-by: x": ["a"],
    "a⏎Signed-off-by: x⏎b": ["a", "b"],
    "a⏎⏎Closes: #1⏎Note: x⏎  more": ["a"],
    "a⏎⏎done: W1⏎Note: x": ["a", "done: W1"],
    "a⏎⏎Note: x⏎and y": ["a", "Note: x", "and y"],
    "a⏎⏎Note: x⏎⏎b": ["a", "Note: x", "b"],
    "a⏎⏎http://x⏎": ["a", "http://x"],
    "Note: x": ["Note: x"],
    "Co-op: x": ["Co-op: x"],
    'Revert "a"⏎⏎b': [],
    "revert: a": [],
    "Revert(x)!: a": [],
    'Reapply "a"': [],
    "撤销 “a”": [],
    "a⏎⏎This reverts commit 0123456.": [],
    "Reverting is fun": ["Reverting is fun"],
    "Merge branch 'x' into \"y\"⏎⏎* 'x':⏎  theirs⏎mine": [
        f"Merge branch {CODE} into {CODE}",
        "* 'x':",
        "mine",
    ],
    "Mergers 'a'": ["Mergers 'a'"],
    "": [],
    " ⏎\t": [],
}


@pytest.mark.parametrize(("message", "expected"), KEPT.items())
def test_only_the_own_words_are_kept(message: str, expected: list[str]) -> None:
    assert read(message) == expected


def test_lines_behind_the_limit_are_not_read() -> None:
    assert read("x" * (LIMIT - 2) + "\na") == ["x" * (LIMIT - 2), "a"]
    assert read("x" * (LIMIT - 2) + "\nab") == ["x" * (LIMIT - 2)]
    assert read("é" * (LIMIT // 2)) == ["é" * (LIMIT // 2)]
    assert read("é" * (LIMIT // 2) + "x") == []


def test_lone_surrogates_do_not_vanish() -> None:
    assert read("a\ud800b") == ["a\ufffd\ufffd\ufffdb"]


@given(
    st.lists(
        st.sampled_from(
            ["a", "`", "```", "~~~", " ", "    ", "\n", ">", "# ", "- ", "A: b", "B-c: d", "é"]
        )
    ).map("".join)
)
def test_no_line_is_made_up(message: str) -> None:
    for line in find_prose(message, ()):
        assert all(part in message for part in line.split(CODE))
