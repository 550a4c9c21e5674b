"""A note names what was found, inert and short."""

from __future__ import annotations

import pytest

from roadmap_bot.evidence.found import LONGEST, Found, render_note


@pytest.mark.parametrize(
    ("found", "note"),
    [
        (Found("shop/main.py"), "`shop/main.py`"),
        (Found("shop/main.py", 2), "`shop/main.py` +2"),
        (Found("a`b"), "``a`b``"),
        (Found("a\nb"), "`a b`"),
    ],
)
def test_a_note_is_a_code_span_and_a_count(found: Found, note: str) -> None:
    assert render_note(found) == note


def test_a_long_name_is_cut() -> None:
    assert len(render_note(Found("x" * 500))) == LONGEST + 2
