"""Colours mix from nothing done to all done."""

from __future__ import annotations

import pytest

from roadmap_bot.report.pictures.colors import DARK, LIGHT, Palette, mix_colors


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_nothing_done_is_blue_and_all_done_is_green(palette: Palette) -> None:
    assert (palette.find_hue(0), palette.find_hue(1)) == (palette.blue, palette.green)


def test_half_is_halfway_in_each_channel() -> None:
    assert mix_colors("#000010", "#ff8030", 0.5) == "#804020"
