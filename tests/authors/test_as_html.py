"""Markdown becomes the HTML that GitHub shows of it, and nothing in it is alive."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_bot.authors.as_html import ATTRIBUTES, KEPT, Frame, render_markdown

FRAME = Frame(3, "a/README.md", {"a/b/x.svg": "data:x"}, "https://github.com/me/plan")
MADE = {"div", "h3", "h4", "h5", "h6", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th"}
MADE |= {"td", "em", "strong", "s", "code", "pre", "blockquote", "hr"}  # by Markdown itself
TAG = re.compile(r"<(/?)([a-zA-Z][^\s>/]*)([^>]*)>")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# A\n\n### B\n\n# C", "<h3>A</h3>\n<h4>B</h4>\n<h3>C</h3>\n"),
        ("- [ ] a\n- [x] b", '<ul>\n<li class="box">☐ a</li>\n<li class="box">☑ b</li>\n</ul>\n'),
        ("[a](https://b.c)", '<p><a href="https://b.c">a</a></p>\n'),
        ("[a](../b.md)", "<p><a>a</a></p>\n"),
        ("[a](https://github.com/me/plan/issues)", "<p><a>a</a></p>\n"),
        (
            "[a](https://github.com/me/planet)",
            '<p><a href="https://github.com/me/planet">a</a></p>\n',
        ),
        ("a <!-- x --> b", "<p>a  b</p>\n"),
        ("<p><img src=b/x.svg alt=A></p>", '<p><img src="data:x" alt="A"></p>'),
        ("<p><img src=https://e.vil/x></p>", '<p><img src=""></p>'),
        ("a <b onclick=x>b</b>", "<p>a b</p>\n"),
        ("![a](https://e.vil/x.png)", '<p><img src="" alt="a" /></p>\n'),
    ],
)
def test_it_is_shown_as_on_github(text: str, shown: str) -> None:
    assert render_markdown(text, FRAME) == shown


HTML = """<a href=javascript:1> <script> </script> <img src=//e.vil onerror=1> <svg/onload=1>
<!-- --> <style> <meta http-equiv=refresh> <iframe src= </main> <details open> <![CDATA[ ]]> < >
' " &lt; x # ` [x](javascript:1) [ ]"""
PIECES = st.sampled_from([*HTML.split(), " ", "\n\n", "- [ ] "])


@given(st.lists(PIECES, max_size=30).map("".join))
def test_whatever_is_written_no_tag_and_no_attribute_of_it_can_do_anything(text: str) -> None:
    shown = render_markdown(text, FRAME)
    for _, name, attributes in TAG.findall(shown):
        assert name in KEPT | MADE, shown
        names = re.findall(r'\s([\w-]+)="[^"]*"', attributes)
        assert set(names) <= ATTRIBUTES | {"class", "tabindex", "start", "style"}, shown
        assert "javascript:" not in attributes
