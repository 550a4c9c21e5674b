"""Draw the progress badge: a flat SVG with a label, a value and a thin bar, for any script."""

from __future__ import annotations

from roadmap_bot.report.pictures.colors import BADGE_DARK, BADGE_LIGHT
from roadmap_bot.text.render import render
from roadmap_bot.text.widths import clean_line, find_width, is_measured

SIZE = 12  # font size, px
HEIGHT = 24
PAD = 9


def render_badge(label: str, value: str, share: float, *, language: str, dark: bool) -> str:
    """Render the badge as SVG; `share` (0 to 1) fills the bar and moves the hue."""
    label = clean_line(label)
    value = clean_line(value)
    left, right = _find_room(label), _find_room(value)
    share = min(1.0, max(0.0, share))
    palette = BADGE_DARK if dark else BADGE_LIGHT
    return render(
        "badge.svg.j2",
        label=label,
        value=value,
        is_measured=is_measured(label + value),
        language=language,
        left=left,
        right=right,
        pad=PAD,
        height=HEIGHT,
        size=SIZE,
        filled=round((right - 2 * PAD) * share, 1),
        hue=palette.find_hue(share),
        back=palette.paper,
        ink=palette.text,
    )


def _find_room(text: str) -> int:
    width = find_width(text, SIZE)
    return round(width) + 2 * PAD
