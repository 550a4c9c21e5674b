"""A scalar says text, a number, yes or no, or nothing."""

from __future__ import annotations

import pytest

from roadmap_bot.yaml.yaml_file import parse_source


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 2026-03-02", "2026-03-02"),
        ("a: 2026-99-99", "2026-99-99"),
        ("a: '1'", "1"),
        ("a: !!str 1", "1"),
        ("a: !!int '1'", 1),
        ("a: =", "="),
        ("a: 0x_", "0x_"),
        ("a: 1.5", 1.5),
        ("a: yes", True),
        ("a:", None),
        ("a: |\n  x\n  y\n", "x\ny\n"),
        (f"a: {'9' * 65}", "9" * 65),
        ("x: &x {b: 1}\na: *x", {"b": 1}),
    ],
)
def test_values_are_plain_and_dates_stay_text(text: str, value: object) -> None:
    assert parse_source(text.encode(), "f.yml").value["a"] == value
