"""Where a counter's files lie, and what its groups leave."""

from __future__ import annotations

import pytest

from roadmap_bot.roadmap.units import Counter, CounterGroup, find_folder


@pytest.mark.parametrize(
    ("glob", "folder"),
    [
        ("leetcode/*/*.py", "leetcode/"),
        ("leetcode/**/*.py", "leetcode/"),
        ("notes/2026/??-*.md", "notes/2026/"),
        ("notes/one.md", "notes/"),
        ("not*/one.md", ""),
        ("**", ""),
    ],
)
def test_the_folder_is_what_no_star_touches(glob: str, folder: str) -> None:
    assert find_folder(glob) == folder


def test_what_groups_leave_of_the_goal_is_free() -> None:
    groups = (
        CounterGroup(title="a", goal=3, folder="a"),
        CounterGroup(title="b", goal=4, folder="b"),
    )
    counter = Counter(id="EX", title="x", goal=10, files="x/**", groups=groups)
    assert (counter.folder, counter.free) == ("x/", 3)
