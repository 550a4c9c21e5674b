"""Both READMEs ask for the same clicks, by the names that GitHub has for them."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from tests.kit.manual import ROOT, find_clicks


def test_a_fork_needs_two_settings_more_than_a_copy() -> None:
    copy, fork = find_clicks("README.md")
    assert copy[:3] == ["Use this template", "Create a new repository", "Create repository"]
    assert fork[:2] == ["Fork", "Create fork"]
    assert "I understand my workflows, go ahead and enable them" in fork
    assert fork[-2:] == ["Run workflow", "Run workflow"]


def test_both_languages_ask_for_the_same_clicks() -> None:
    assert find_clicks("README.md") == find_clicks("README.zh-CN.md")


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_no_star_of_bold_words_is_left_over(readme: str) -> None:
    # Between `：**` and a Chinese letter, CommonMark sees no end of bold.
    blocks = (
        MarkdownIt("commonmark").enable("table").parse((ROOT / readme).read_text(encoding="utf-8"))
    )
    shown = [
        part.content for block in blocks for part in block.children or () if part.type == "text"
    ]
    assert [text for text in shown if "**" in text] == []
