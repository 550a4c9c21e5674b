"""Markers count where Markdown itself sees a comment alone on its line, and only there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_bot.text.markers import Broken, Span, find_markers, find_span

BEGIN, END = "<!-- begin -->", "<!-- end -->"


def cut(text: str) -> str | None:
    """What stands between the two markers; None where there is no such span."""
    span = find_span(text, BEGIN, END)
    return text[span.inner_start : span.inner_end] if isinstance(span, Span) else None


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_span_stands_between_two_lines_whatever_ends_them(newline: str) -> None:
    text = newline.join(["# Title", "", BEGIN, "inside", END, "after"])
    span = find_span(text, BEGIN, END)
    assert isinstance(span, Span)
    assert text[span.start : span.inner_start] == BEGIN + newline
    assert text[span.inner_start : span.inner_end] == "inside" + newline
    assert text[span.inner_end : span.end] == END + newline
    assert text[span.end :] == "after"


def test_no_marker_is_no_span() -> None:
    assert find_span("plain", BEGIN, END) is None
    assert find_span("<!-- another -->", BEGIN, END) is None


def test_an_empty_span_is_a_span() -> None:
    assert cut(f"{BEGIN}\n{END}") == ""


@pytest.mark.parametrize(
    "before",
    [
        "a paragraph\n",
        "- an item\n",
        "> a quotation\n",
        "```\ncode\n```\n",
        "\ufeff",
        "<details>\n",
        "| a | b |\n| - | - |\n",
        "\f\n",
        "\u2028\n",
        "<!-- a comment\nof two lines -->\n",
    ],
)
def test_markers_count_right_below_other_blocks(before: str) -> None:
    assert cut(f"{before}{BEGIN}\nx\n{END}\n") == "x\n"


@pytest.mark.parametrize(
    "text",
    [
        f"```\n{BEGIN}\nx\n{END}\n```\n",
        f"~~~~ md\n{BEGIN}\nx\n{END}\n~~~~\n",
        f"    {BEGIN}\n    x\n    {END}\n",
        f"<pre>\n{BEGIN}\nx\n{END}\n</pre>\n",
        f"<PRE>\n{BEGIN}\nx\n{END}\n</PRE>\n",
        f"<!--\n{BEGIN}\n",
        f"`{BEGIN}`\nx\n`{END}`\n",
        f"- item\n  {BEGIN}\n  x\n  {END}\n",
        f"> {BEGIN}\n> x\n> {END}\n",
        f"see {BEGIN}\nx\n{END} there\n",
        f"{BEGIN} {END}\n",
    ],
)
def test_markers_that_markdown_shows_or_nests_are_none(text: str) -> None:
    assert cut(text) is None


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (f"a\n\n{BEGIN}\nx", "missing-end", 3),
        (f"x\n{END}", "missing-begin", 2),
        (f"{END}\nx\n\n{BEGIN}", "reversed", 1),
        (f"{BEGIN}\n{END}\n{BEGIN}\n{END}", "second", 3),
        (f"{BEGIN}\n{BEGIN}\n{END}", "second", 2),
        (f"{BEGIN}\n{END}\n{END}", "second", 3),
        (f"{END}\n{BEGIN}\n{END}", "second", 3),
    ],
)
def test_a_broken_pair_is_named_with_its_line(text: str, code: str, line: int) -> None:
    assert find_span(text, BEGIN, END) == Broken(code, line)


def test_a_comment_over_several_lines_of_html_hides_what_stands_in_it() -> None:
    text = f"<div>\n<!-- was:\n{BEGIN}\n-->\n{BEGIN}\nx\n{END}\n</div>\n"
    assert cut(text) == "x\n"


def test_markers_come_in_order_with_their_places() -> None:
    text = f"{BEGIN}\n\n{END}\n"
    assert [(mark.text, mark.line, text[mark.start : mark.end]) for mark in find_markers(text)] == [
        (BEGIN, 1, BEGIN + "\n"),
        (END, 3, END + "\n"),
    ]


PIECES = st.sampled_from(
    [
        "text",
        "",
        "```",
        "~~~",
        "    code",
        "> quote",
        "- item",
        "<pre>",
        "</pre>",
        "<!--",
        "-->",
        BEGIN,
        END,
        "\ufeff",
    ]
)


@given(st.lists(PIECES, max_size=12), st.sampled_from(["\n", "\r\n", "\r"]))
def test_a_span_lies_within_the_text_between_its_own_markers(
    lines: list[str], newline: str
) -> None:
    text = newline.join(lines)
    span = find_span(text, BEGIN, END)
    if isinstance(span, Span):
        assert 0 <= span.start < span.inner_start <= span.inner_end < span.end <= len(text)
        assert text[span.start : span.inner_start].strip("\r\n\ufeff \t") == BEGIN
        assert text[span.inner_end : span.end].strip("\r\n\ufeff \t") == END
    if isinstance(span, Broken):
        assert text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[span.line - 1].strip(
            "\ufeff "
        ) in (
            BEGIN,
            END,
        )
    if span is None:
        assert not [mark for mark in find_markers(text) if mark.text in (BEGIN, END)]
