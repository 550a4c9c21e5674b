"""Each file of the template that differs from the release has one fate."""

from __future__ import annotations

import pytest

from roadmap_bot.reading.upstream_files import Fate, Version, find_differing, judge


@pytest.mark.parametrize(
    ("home", "theirs", "versions", "had", "fate"),
    [
        ("a", "b", "ba", False, "take"),  # an older version of it
        ("a", "c", "dcba", False, "take"),
        ("d", "c", "dcba", False, "keep"),  # a newer one: the copy was made after the release
        ("x", "b", "ba", False, "changed"),
        ("x", "b", "", False, "changed"),  # released from another branch
        ("a", "b", "a", False, "take"),
        ("x", None, "", False, "keep"),  # the learner's own file
        ("a", None, "-a", False, "take"),  # deleted upstream
        ("x", None, "-a", False, "changed"),
        ("a", None, "a", False, "keep"),  # made upstream after the release
        ("b", None, "b-a", False, "keep"),  # made again after it
        ("a", None, "b-a", False, "take"),
        (None, "a", "a", False, "take"),  # new upstream
        (None, "a", "a", True, "changed"),  # deleted here
        (None, "a", "-a", False, "keep"),  # deleted upstream after the release
        (None, "a", "", False, "take"),
    ],
)
def test_each_file_has_one_fate(
    home: str | None, theirs: str | None, versions: str, had: bool, fate: Fate
) -> None:
    history = [Version(f"commit {oid}", None if oid == "-" else oid) for oid in versions]
    assert judge(home, theirs, history, had=had) == fate


def test_only_the_bots_own_paths_are_compared() -> None:
    home = {
        "README.md": "1",
        "src/roadmap_bot/a.py": "1",
        "roadmap/a.yml": "1",
        "srcs/a": "1",
        "action.yml": "1",
    }
    theirs = {
        "README.md": "2",
        "src/roadmap_bot/a.py": "2",
        "roadmap/a.yml": "1",
        "srcs/a": "2",
        "requirements.txt": "2",
    }
    bot = ("action.yml", "requirements.txt", "src/roadmap_bot/a.py")
    assert find_differing(home, theirs) == bot


def test_in_a_copy_without_the_bot_nothing_but_the_roadmap_is_compared() -> None:
    theirs = {"src/roadmap_bot/a.py": "1", "action.yml": "1", "roadmap/en/a.yml": "1"}
    home = {".github/workflows/roadmap.yml": "2", "action.yml": "2", "src/mine.py": "1"}
    assert find_differing(home, theirs) == ("roadmap/en/a.yml",)
