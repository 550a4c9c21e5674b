"""YAML text becomes a plain value, each node with its place; what is wrong is said, not raised."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_bot.yaml.yaml_file import MAX_BYTES, parse_source
from tests.yaml.test_events import texts

MARK = re.compile(r"⟦([a-z.-]+)⟧")


def expect(marked: str) -> tuple[str, list[tuple[str, int, int]]]:
    """Take the marks `⟦code⟧` out of a text; each says that this problem stands right there."""
    text, found, end = "", [], 0
    for mark in MARK.finditer(marked):
        text += marked[end : mark.start()]
        end = mark.end()
        found.append((mark[1], text.count("\n") + 1, len(text) - text.rfind("\n")))
    return text + marked[end:], found


def find_problems(data: bytes) -> list[tuple[str, int, int]]:
    problems = parse_source(data, "f.yml").problems
    assert all(problem.place and problem.place.file == "f.yml" for problem in problems)
    return [
        (problem.code, problem.place.line, problem.place.column)
        for problem in problems
        if problem.place
    ]


BROKEN = {
    "a list that never ends": "a: [1, 2\nb⟦yaml.syntax⟧: 3",
    "text in quotes that never ends": 'a: 1\nb: ⟦yaml.syntax⟧"c\nd: 2\n',
    "a key with a full-width colon": "a: 1\n标题⟦yaml.wide-colon⟧：b\nc: 2\n",
    "a full-width colon above the first good key": "zone⟦yaml.wide-colon⟧：b\nstart: 2\n",
    "a full-width colon deep inside": "a:\n- b: 1\n  c⟦yaml.wide-colon⟧：[1, 2]\n",
    "a full-width colon in prose above a mistake": "a: b\n  注意：c\nd: e⟦yaml.quotes⟧: f",
    "a full-width colon in the mistake's own text": "a: 注意：b\nc: d⟦yaml.quotes⟧: e",
    "an odd indentation": "a:\n  b: 1\n ⟦yaml.syntax⟧c: 2",
    "a colon in plain text": "a: 1\ntitle: W03⟦yaml.quotes⟧: Docker",
    "text that begins with @": "a: ⟦yaml.quotes⟧@who",
    "text that begins with stars": "- *⟦yaml.quotes⟧*bold**",
    "a tab as indentation": "a:\n⟦yaml.tab⟧\t- b",
    "a control character": "a: 1\nb: x⟦yaml.character⟧\x01y",
    "a control character behind an escape": 'a: ⟦yaml.character⟧"x\\0y"',
    "half of a surrogate pair": 'a: ⟦yaml.character⟧"\\ud800"',
    "a second document": "a: 1\n⟦yaml.documents⟧---\nb: 2",
    "a key twice": "a: 1\nb: 2\n⟦yaml.duplicate-key⟧a: 3",
    "a key twice in Chinese and emoji": "{标题📚: 1, ⟦yaml.duplicate-key⟧标题📚: 2}",
    "a key that is read as no": "⟦yaml.key-quotes⟧no: 1",
    "a key that is a number": "a: {⟦yaml.key-quotes⟧1: 2}",
    "a key that is a list": "? ⟦yaml.key-shape⟧[a]\n: b",
    "a key that is nothing": "?⟦yaml.key-shape⟧\n: b",
    "a merge key": "a: &x {b: 1}\nc:\n  ⟦yaml.merge-key⟧<<: *x",
    "a tag of Python": "a: ⟦yaml.tag⟧!!python/object/apply:os.system [ls]",
    "a tag of one's own on text": "a: ⟦yaml.tag⟧!mine b",
    "a tag of one's own on a mapping": "a: ⟦yaml.tag⟧!mine {b: 1}",
    "a number's tag on a word": "a: ⟦yaml.tag⟧!!int word",
    "a number's tag on nothing": 'a: ⟦yaml.tag⟧!!int ""',
    "a switch's tag on a word": "a: ⟦yaml.tag⟧!!bool maybe",
    "a set": "⟦yaml.tag⟧!!set {a}",
    "an alias of nothing": "a: ⟦yaml.alias⟧*gone",
    "an alias inside its own anchor": "a: &a [⟦yaml.alias⟧*a]",
    "several at once": (
        "⟦yaml.key-quotes⟧1: a\n⟦yaml.tag⟧!x b: c\nd: ⟦yaml.alias⟧*e\nf: [⟦yaml.syntax⟧}"
    ),
}


@pytest.mark.parametrize("marked", BROKEN.values(), ids=BROKEN)
def test_each_kind_of_broken_text_is_placed_exactly(marked: str) -> None:
    text, expected = expect(marked)
    assert find_problems(text.encode()) == expected
    assert find_problems(text.replace("\n", "\r\n").encode()) == expected


def test_bytes_that_are_not_utf8_are_placed_by_characters() -> None:
    assert find_problems("a: 1\n标题: é".encode() + b"\xff") == [("yaml.encoding", 2, 6)]
    assert find_problems(b"\xef\xbb\xbfa\xff") == [("yaml.encoding", 1, 2)]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_utf16_is_called_by_its_name_with_and_without_a_mark(encoding: str) -> None:
    assert find_problems("zone: 上海".encode(encoding)) == [("yaml.utf-16", 1, 1)]


def test_a_zero_further_on_is_a_character_like_any_other() -> None:
    assert find_problems(b"zone: a\0b") == [("yaml.character", 1, 8)]


def test_size_is_counted_in_bytes() -> None:
    assert find_problems(b"#" * MAX_BYTES) == []
    assert find_problems(b"#" * (MAX_BYTES + 1)) == [("yaml.size", 1, 1)]


@pytest.mark.parametrize(
    "text", ["", "\ufeff", "# only a comment\n", "---\n", "~", "--- # nothing\n..."]
)
def test_nothing_written_is_nothing_and_no_problem(text: str) -> None:
    found = parse_source(text.encode(), "f.yml")
    assert (found.value, found.problems) == (None, ())


@settings(deadline=1000, max_examples=300)
@given(st.one_of(st.binary(max_size=200), texts().map(str.encode)))
def test_any_bytes_give_a_value_or_problems_and_never_an_error(data: bytes) -> None:
    found = parse_source(data, "f.yml")
    if not found.problems:
        assert set(find_paths(found.value)) == set(found.nodes) or found.value is None
    text = data.decode(errors="replace")
    lines = len(re.split(r"\r\n?|\n", text))
    assert all(p.place and 1 <= p.place.line <= lines for p in found.problems)


JSON = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(10**9), 10**9),
        st.text(st.characters(min_codepoint=32, max_codepoint=126)),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text("abc", min_size=1), inner, max_size=4)
    ),
    max_leaves=20,
)


@settings(deadline=1000)
@given(JSON, st.booleans())
def test_whatever_is_dumped_is_read_back(value: Any, flow: bool) -> None:
    text = yaml.safe_dump(value, default_flow_style=flow, allow_unicode=True)
    found = parse_source(text.encode(), "f.yml")
    assert (found.value, found.problems) == (value, ())
    assert set(find_paths(value)) == set(found.nodes)


def find_paths(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inside: Any = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    return [path, *(deeper for key, part in inside for deeper in find_paths(part, (*path, key)))]
