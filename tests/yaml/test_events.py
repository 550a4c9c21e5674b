"""The quick parser and the careful one see the same, wherever the quick one is sure of it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_bot.yaml.events import UnreadableError, parse_carefully, parse_quickly
from roadmap_bot.yaml.places import Lines
from roadmap_bot.yaml.tree import read_tree
from roadmap_bot.yaml.yaml_file import parse_source

ROADMAPS = sorted((Path(__file__).parents[2] / "roadmap").glob("*.yml"))

ATOMS = [
    "a",
    "b: ",
    "- ",
    "? ",
    "\n",
    "  ",
    "[",
    "]",
    "{",
    "}",
    ",",
    "&a ",
    "*a",
    "!x ",
    "'",
    '"',
    "|\n",
    "#",
    "---\n",
]
ATOMS += [
    "<<: ",
    "1",
    "~",
    "\\",
    "\t",
    "%YAML 1.1\n",
    "标题",
    "📚",
    "\r\n",
    "\x00",
    "0x_",
    "\ufeff",
    ": ",
    "...\n",
    "\x85",
]


def texts() -> st.SearchStrategy[str]:
    """Make texts of what means something in YAML."""
    return st.lists(st.sampled_from(ATOMS), max_size=60).map("".join)


@settings(deadline=1000, max_examples=1000)
@given(texts())
def test_where_the_quick_parser_finds_nothing_wrong_both_give_the_same_tree(text: str) -> None:
    lines = Lines(text, "f.yml")
    tree, problems = read_tree(parse_quickly(text), lines)
    if not problems:
        assert read_tree(parse_carefully(text), lines) == (tree, [])


@pytest.mark.parametrize(
    "text",
    [
        "a:\tb",
        "a: 1\n\ufeffb: 2",
        "a: |# no comment\n  b",
        "a: ! ''",
        "a: !!str",
        "[!!1, 2]",
        "{a: b?c}",
        "{a: }",
        "[a, ? b]",
        "a: [",
        "a: 1\x01",
    ],
)
def test_the_quick_parser_doubts_what_the_careful_one_may_see_differently(text: str) -> None:
    with pytest.raises(UnreadableError):
        list(parse_quickly(text))


@pytest.mark.parametrize("path", ROADMAPS, ids=lambda path: path.name)
def test_nothing_in_the_roadmap_makes_the_quick_parser_doubt(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines = Lines(text, path.name)
    tree, problems = read_tree(parse_quickly(text), lines)
    assert problems == []
    assert read_tree(parse_carefully(text), lines) == (tree, [])


def test_all_is_read_without_the_library_too(monkeypatch: pytest.MonkeyPatch) -> None:
    data = ROADMAPS[0].read_bytes()
    found = parse_source(data, "f.yml")
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    monkeypatch.delattr(yaml, "CSafeLoader")
    assert parse_source(data, "f.yml").value == found.value


def test_an_impossible_escape_is_a_problem() -> None:
    (problem,) = parse_source(b'a: 1\nb: "\\UFFFFFFFF"', "f.yml").problems
    assert problem.place
    assert (problem.code, problem.place.line, problem.place.column) == ("yaml.escape", 2, 7)
