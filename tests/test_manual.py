"""Both READMEs ask for the same clicks, by the names that GitHub has for them."""

from __future__ import annotations

from tests.manual import find_clicks


def test_a_fork_needs_two_settings_more_than_a_copy() -> None:
    copy, fork = find_clicks("README.md")
    assert copy[:3] == ["Use this template", "Create a new repository", "Create repository"]
    assert fork[:2] == ["Fork", "Create fork"]
    assert "I understand my workflows, go ahead and enable them" in fork
    assert fork[-2:] == ["Run workflow", "Run workflow"]


def test_both_languages_ask_for_the_same_clicks() -> None:
    assert find_clicks("README.md") == find_clicks("README.zh-CN.md")
