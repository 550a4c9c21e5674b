"""What of a comment its author says."""

from __future__ import annotations

import time

import pytest

from roadmap_bot.comments.prose import find_prose


@pytest.mark.parametrize(
    ("comment", "prose"),
    [
        ("done W01-2", "done W01-2"),
        ("  done W01-2\r\n", "done W01-2"),
        ("a <!-- done W01-2 --> b", "a   b"),
        ("a <!-- done W01-2", "a"),
        ("<pre>done W01-2</pre>after", "after"),
        ("<blockquote>\ndone W01-2\n", ""),
        ("~~done W01-2~~ not yet", "not yet"),
        ("Thanks!\n\nOn Mon, 23 Nov 2026, somebody wrote:\ndone W01-2", "Thanks!"),
        ("谢谢\n\n在 2026年11月23日 有人写道：\n完成 W01-2", "谢谢"),
        ("Fine\n-----Original Message-----\ndone W01-2", "Fine"),
        ("Fine\n-- \ndone W01-2", "Fine"),
        ("done\n\nSent from my iPhone", "done"),
        ("done\nSent from Outlook for Android", "done"),
        ("done\n\nGet Outlook for iOS", "done"),
        ("完成\n\n发自我的iPhone", "完成"),
        ("完成\n从我的 iPhone 发送", "完成"),
        ("Sent from my heart: done", "Sent from my heart: done"),
        ("From: somebody\ndone W01-2", ""),
    ],
)
def test_only_what_its_author_says_is_left(comment: str, prose: str) -> None:
    assert find_prose(comment) == prose


@pytest.mark.parametrize(
    "piece", ["<pre>", "<!--", "~~a", "On x wrote", "<pre ", "</pre>", "-- \n"]
)
def test_a_giant_comment_takes_no_time(piece: str) -> None:
    start = time.process_time()
    find_prose(piece * 40_000)
    assert time.process_time() - start < 2
