"""The README of a thin template leads to the button, and a seal tells whether it was changed."""

from __future__ import annotations

import pytest

from roadmap_bot.report.files import MANUAL
from roadmap_bot.report.manual import describe, is_sealed, render_manual, seal
from tests.kit.scene import load

TEXT = seal(render_manual(describe(load(), "me/bot")))


def test_it_names_the_roadmap_the_button_and_the_bot() -> None:
    assert TEXT.startswith(f"{MANUAL}\n\n# {load().title}\n")
    assert "(../../generate)" in TEXT
    assert "https://github.com/me/bot/blob/v1/.github/AUTHORS.md" in TEXT


def test_what_was_sealed_is_as_it_was_made() -> None:
    assert is_sealed(TEXT)
    assert is_sealed(seal("\n"))


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("template", "Template", 1),
        f"{TEXT}\n",
        f"x{TEXT}",
        TEXT.replace("\n", "\r\n"),
        TEXT.partition("<!-- roadmap-bot:made")[0],
        "",
    ],
)
def test_a_seal_breaks_with_the_first_change(text: str) -> None:
    assert text != TEXT
    assert not is_sealed(text)
