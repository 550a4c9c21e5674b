"""Texts are near that differ in a few signs, none of them a number."""

from __future__ import annotations

import pytest

from roadmap_bot.imports.matching.likeness import NEAR, NEVER, SAME, find_alike


@pytest.mark.parametrize(
    ("text", "other", "least", "is_near"),
    [
        ("Read the first chapter", "Read the first chapters", NEAR, True),
        ("Read the first chapter", "READ — the first chapter!", SAME, True),
        ("阅读第一章并做笔记", "阅读第一章，并做好笔记", NEAR, True),
        ("Read chapter 1", "Read chapter 2", NEAR, False),
        ("Read chapter 12", "Read chapter 1 2", NEAR, False),
        ("Read the first chapter", "Swim across the lake", NEAR, False),
        ("Rest", "Rest", NEVER, False),
        ("!!!", "???", NEAR, False),
    ],
)
def test_a_number_or_many_signs_tell_texts_apart(
    text: str, other: str, least: float, *, is_near: bool
) -> None:
    assert find_alike(text, {7: (other, least)}) == [7] * is_near


def test_all_that_are_near_are_found() -> None:
    pool = {1: ("Draw a red house", NEAR), 2: ("Sing", NEAR), 3: ("Draw a red horse", NEAR)}
    assert find_alike("Draw a red hose", pool) == [1, 3]


def test_what_is_asked_to_be_the_same_is_not_only_near() -> None:
    assert find_alike("Write it all down", {1: ("Write it down", NEAR)}) == [1]
    assert find_alike("Write it all down", {1: ("Write it down", SAME)}) == []
