"""Of a commit message only what its author says himself counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_bot.commits.prose import find_prose
from roadmap_bot.commits.tokens import CODE


def read(message: str) -> list[str]:
    """Return the lines that count, without blank ones."""
    lines = find_prose(message.replace("⏎", "\n"), {"done"}, {"closes"})
    return [line.text for line in lines if line.text and not line.void]


KEPT = {
    "subject": ["subject"],
    "⏎⏎subject⏎⏎body⏎more⏎": ["subject", "body", "more"],
    "\ufeffsubject": ["subject"],
    "a\r\nb\rc\u2028d\x0be": ["a", "b", "c", "d", "e"],
    "a⏎    b": ["a", "    b"],
    "a⏎⏎    code⏎⏎\tcode⏎⏎   b": ["a", "   b"],
    "\u3000\u3000\u3000\u3000a": ["\u3000\u3000\u3000\u3000a"],
    "a⏎> quoted⏎  > quoted⏎b": ["a", "b"],
    "a⏎# heading⏎b": ["a", "# heading", "b"],
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
    "a⏎⏎Closes: #1⏎Note: x⏎  more": ["a", "Closes: #1"],
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
        "* 'x':",
        "mine",
    ],
    "Merge 'a' and b": [f"Merge {CODE} and b"],
    "Mergers 'a'": ["Mergers 'a'"],
    "fixup! a⏎⏎b": [],
    "squash! a": [],
    "a1b2c3d a": [],
    "a⏎- b (a1b2c3d)⏎- c 1234567⏎b a1b2c3d": ["a", "- c 1234567", "b a1b2c3d"],
    "* a https://github.com/o/r/pull/2": [],
    "* a https://github.com/o/r": ["* a https://github.com/o/r"],
    "Squashed commit of the following:⏎⏎commit 0123456⏎Author: x⏎⏎    a⏎⏎    b": ["a", "b"],
    "Week one⏎⏎Squashed commit of the following:⏎⏎commit 0123456⏎⏎    a": ["Week one", "a"],
    "\ufeff": [],
    "": [],
    " ⏎\t": [],
}


@pytest.mark.parametrize(("message", "expected"), KEPT.items())
def test_only_the_own_words_are_kept(message: str, expected: list[str]) -> None:
    assert read(message) == expected


def test_each_line_that_does_not_count_says_why() -> None:
    lines = find_prose("a `b`\n> c\n```\nd\n```\n- e (a1b2c3d)\n\nX-y: f", ())
    whys = {line.text: line.void for line in lines if line.void}
    assert whys["b"] == whys["d"] == "code"
    assert (whys["> c"], whys["- e (a1b2c3d)"], whys["X-y: f"]) == ("quote", "changelog", "key")


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
        assert all(part in message for part in line.text.split(CODE))
