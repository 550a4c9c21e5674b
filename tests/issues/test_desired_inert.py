"""Whatever a roadmap's texts hold, a body says the same parts again, and nothing in it is alive."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from roadmap_bot.issues.body import END, find_managed, find_mark, hash_span, is_pristine
from roadmap_bot.issues.boxes import find_ticks, tick
from roadmap_bot.issues.desired import Work, render_body
from roadmap_bot.issues.merge import merge_body
from roadmap_bot.roadmap.units import Task, Unit
from roadmap_bot.text.escape import BREAK
from roadmap_bot.text.words import load_words
from tests.kit.small_roadmap import make_goal

SHA = "0123456789abcdef"
LIVE = f"""
@bob|&#64;bob|#12|GH-7|{SHA}|1234567. |o/r#9|closes #3|https://github.com/o/r/issues/1
"""
INLINE = """
`|``|\\|](|(x)|"t|'|*|_|**|<a@b.c>|&lt;|<b| |a|b c|中文
"""
BLOCKS = """
- |* |+ |1. |2) |10. |> |# |###### |---|***|___|===|```|~~~|    |\t|[a]: /x|[^1]: |[x]: @bob
<!-- x -->|<!--|-->|<div>|</div>|<pre>|<script>|<?x|<!X|<![CDATA[|[ ] |[x] |- [ ] |- [x]
"""
MARKS = f"""
<!-- W01-1.1 -->|<!-- W01.2 1a2b3c4 -->|`<!-- W01-1.2 -->`|\\<!-- W01-1.2 -->|{END}|`{END}`
<!-- roadmap-bot: small W01-1 000000000000 -->
"""
TABLE = ("|", "|a|b|", "|-|-|")
LINES = ("\n", "\n", "\n\n", "\r\n", "\r")


def split(listed: str) -> list[str]:
    return listed.strip("\n").replace("\n", "|").split("|")


STARTS = [*split(BLOCKS), *TABLE]
pieces = st.sampled_from([*split(LIVE + INLINE + MARKS), *STARTS, *LINES])
texts = st.lists(pieces, min_size=1, max_size=12).map("".join).filter(str.strip)

ROADMAP, ENGLISH = make_goal().roadmap, load_words("en")
PARSER = MarkdownIt("commonmark").enable("table").disable("emphasis")
REFERENCE = re.compile(
    r"(?:^|[^0-9A-Za-z])@[0-9A-Za-z]|#[0-9]|gh-[0-9]|(?<![0-9a-z])[0-9a-f]{7,40}(?![0-9a-z])", re.I
)
ADDRESS = re.compile(r"https?://[^\s<]+")
REFERRING = re.compile(r"//(?:www\.)?github\.com/[^/\s]+/[^/\s]+/issues/[0-9]")


def make_task(note: str, first: str, second: str, title: str) -> Task:
    steps = [{"id": "W01-1.1", "text": first}, {"id": "W01-1.2", "text": second}]
    links = [{"title": title, "note": first}, {"title": title, "url": "https://a.example/x"}]
    made = {"id": "W01-1", "title": title, "kind": "theory", "note": note}
    return Task.model_validate(made | {"steps": steps, "resources": links})


def make_unit(summary: str, title: str, point: str, text: str) -> Unit:
    topics = [{"id": "W01.1", "title": title, "points": [point, title]}]
    boxes = [{"title": point, "steps": [{"id": "W01.2", "text": title}]}]
    sections = [{"title": title, "text": text}]
    made: dict[str, Any] = {"id": "W01", "title": title, "phase": "F1", "kind": "theory"}
    made |= {"weeks": (1, 2), "summary": summary, "topics": topics}
    return Unit.model_validate(made | {"boxes": boxes, "sections": sections})


def render_issue(owner: Task | Unit) -> str:
    unit = owner if isinstance(owner, Unit) else ROADMAP.units[0]
    return render_body(Work(owner, unit, 5), ROADMAP, ENGLISH, ())


def assert_sound(owner: Task | Unit, *ids: str) -> None:
    body = render_issue(owner)
    assert_parts(body, owner.id, ids)
    assert_rendered(body, ids)
    assert merge_body(body, body, {}) == body
    ticked = tick(body, ids[0], "1a2b3c4", on=True)
    assert find_ticks(ticked) == {ids[0]: True, ids[1]: False}
    assert merge_body(body, ticked, {}) == ticked


def assert_parts(body: str, id: str, ids: Sequence[str]) -> None:
    """Assert that the bot reads again what it wrote."""
    mark, span = find_mark(body), find_managed(body)
    assert mark
    assert (mark.id, mark.hash) == (id, hash_span(body[span.inner_start : span.inner_end]))
    assert (span.start, body[span.end :]) == (0, "\n")
    assert is_pristine(body)
    assert find_ticks(body) == dict.fromkeys(ids, False)


def assert_rendered(body: str, ids: Sequence[str]) -> None:
    """Assert that a reader of CommonMark finds our marks, no others, and no reference."""
    tokens = PARSER.parse(body)
    blocks = [(token.level, token.content) for token in tokens if token.type == "html_block"]
    begin, _, _ = body.partition("\n")
    assert blocks == [(0, f"{begin}\n"), (0, f"{END}\n")]
    inner = [child for token in tokens for child in token.children or ()]
    hidden = [child.content for child in inner if child.type == "html_inline"]
    assert [each for each in hidden if each != BREAK] == [f"<!-- {id} -->" for id in ids]
    assert [text for text in find_texts(tokens) if REFERENCE.search(text)] == []


def find_texts(tokens: Sequence[Token]) -> Iterator[str]:
    """Find the words between tags, which GitHub searches for references; links end it."""
    for token in tokens:
        text, links = "", 0
        for child in token.children or ():
            links += {"link_open": 1, "link_close": -1}.get(child.type, 0)
            assert not REFERRING.search(str(child.attrs.get("href", "")))
            is_word = child.type == "text" and not links
            text += child.content if is_word else "\n"
        assert not REFERRING.search(text)
        yield from ADDRESS.sub("", text).split("\n")


@given(texts, texts, texts, texts)
def test_the_body_of_a_task_says_its_parts_again(
    note: str, first: str, second: str, title: str
) -> None:
    assert_sound(make_task(note, first, second, title), "W01-1.1", "W01-1.2")


@given(texts, texts, texts, texts)
def test_the_body_of_a_unit_says_its_parts_again(
    summary: str, title: str, point: str, text: str
) -> None:
    assert_sound(make_unit(summary, title, point, text), "W01.1", "W01.2")


FOUND = (
    "a `\n<!-- x -->\n@bob #12\n` b",
    f"a `\n{END}\n@bob #12\n` b",
    "a `\n<div>\n@bob\n` b",
    "> a `\n> <pre>\n> @bob\n> ` b",
    "> a `\n<script>\n@bob\n` b",
    f"```\n- [x] x <!-- W01-1.1 -->\n{END}\n```",
    "~~~\n- [x] x <!-- W01-1.1 -->",
    "    - [x] x <!-- W01-1.1 -->",
    "- [x] x `<!-- W01-1.1 -->`",
    "[x]: @bob\n    @bob",
    "[x]: <b`c\n@bob`",
    "[x]: @bob\n10. ```\n    @bob\n    ```",
    "- [a]: /x\nb\n2. ~~~\n   @bob",
    "1234567. a\n         ~~~\n         @bob\n         ~~~",
    "1234567.\n    `@bob`",
)


@pytest.mark.parametrize("text", [*FOUND, *(f"a\n\n{text}\n\nb" for text in FOUND)])
def test_what_once_came_alive_is_inert(text: str) -> None:
    assert_sound(make_task(text, text, text, text), "W01-1.1", "W01-1.2")
    assert_sound(make_unit(text, text, text, text), "W01.1", "W01.2")


@pytest.mark.parametrize("start", [start for start in STARTS if start.strip()])
@pytest.mark.parametrize("indent", ["", "   ", "\t", "> ", "- "])
def test_no_code_reaches_over_a_line_that_begins_a_block(start: str, indent: str) -> None:
    text = f"a `\n{indent}{start}\n{indent}@bob #12 {SHA}\n` b"
    assert_sound(make_task(text, "x", "y", "z"), "W01-1.1", "W01-1.2")


def test_a_span_of_code_over_plain_lines_stays_code() -> None:
    text = "Type `make\nall` now"
    assert text in render_issue(make_task(text, "x", "y", "z"))
