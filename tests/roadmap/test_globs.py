"""Patterns of paths: what each sign stands for, the same as an expression says, in linear time."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_bot.roadmap.globs import find_matches, reaches

PATHS = (
    "README.md",
    "projects/README.md",
    "projects/shop/README.md",
    "projects/shop/src/train.py",
    "projects/shop/src/model/net.py",
    "projects/商店/说明.md",
    "leetcode/arrays/1.py",
    "leetcode/arrays/2.PY",
)
CASES = {
    "README.md": ("README.md",),
    "*.md": ("README.md",),
    "**/README.md": ("README.md", "projects/README.md", "projects/shop/README.md"),
    "projects/*/README.md": ("projects/shop/README.md",),
    "projects/shop/**": (PATHS[2], PATHS[4], PATHS[3]),
    "projects/shop": (),
    "projects/README.md/**": (),
    "projects/**/*.py": ("projects/shop/src/model/net.py", "projects/shop/src/train.py"),
    "projects/*/**/*.py": ("projects/shop/src/model/net.py", "projects/shop/src/train.py"),
    "leetcode/*/?.py": ("leetcode/arrays/1.py",),
    "projects/商店/*": ("projects/商店/说明.md",),
    "projects/shop/": (),
    "[rR]*": (),
    "projects/**/**/net.py": ("projects/shop/src/model/net.py",),
    "**": tuple(sorted(PATHS)),
}


@pytest.mark.parametrize(("glob", "found"), CASES.items(), ids=CASES)
def test_each_sign_stands_for_what_it_says(glob: str, found: tuple[str, ...]) -> None:
    assert find_matches(PATHS, glob) == found


NAMES = st.text("ab.*?", min_size=1, max_size=4)
SEGMENTS = st.lists(st.one_of(NAMES, st.just("**")), min_size=1, max_size=5)
FILES = st.lists(st.text("ab.", min_size=1, max_size=4), min_size=1, max_size=5)


def spell(part: str) -> str:
    """Say what a name of a pattern stands for."""
    signs = {"*": "[^/]*", "?": "[^/]"}
    return "".join(signs.get(sign, re.escape(sign)) for sign in part)


def spell_all(parts: list[str]) -> str:
    """Say as an expression what a pattern stands for."""
    *folders, name = parts
    above = ["(?:[^/]+/)*" if part == "**" else f"{spell(part)}/" for part in folders]
    last = "(?:[^/]+/)*[^/]+" if name == "**" else spell(name)
    return "".join((*above, last))


@given(SEGMENTS, st.lists(FILES, max_size=6))
def test_a_pattern_matches_what_the_same_expression_matches(
    parts: list[str], files: list[list[str]]
) -> None:
    paths = {"/".join(names) for names in files}
    expression = re.compile(spell_all(parts))
    wanted = tuple(sorted(path for path in paths if expression.fullmatch(path)))
    assert find_matches(paths, "/".join(parts)) == wanted


def test_no_pattern_takes_long_however_many_stars_it_has() -> None:
    begin = time.process_time()
    path = "/".join(["a" * 40] * 40) + "b"
    assert find_matches([path] * 20, "/".join(["**", "*a*a*a*a*a*c"] * 15)) == ()
    assert find_matches([path] * 20, "**/" + "*a" * 40 + "*c") == ()
    assert time.process_time() - begin < 5


@pytest.mark.parametrize(
    ("glob", "folder", "may"),
    [
        ("x/*/*.py", "x/a/", True),
        ("x/**/*.py", "x/a/", True),
        ("**", "x/a/", True),
        ("x/a*/**", "x/arrays/", True),
        ("x/*.py", "x/a/", False),
        ("x/b*/*.py", "x/a/", False),
        ("x/y.py", "x/a/", False),
        ("x/*", "x/a/", False),
    ],
)
def test_whether_a_pattern_may_match_anything_below_a_folder(
    glob: str, folder: str, may: bool
) -> None:
    assert reaches(glob, folder) is may
