"""The colours of the report, light and dark, which are GitHub's own."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Palette:
    """Colours that go together; what is done turns from blue to green, never to red."""

    text: str
    muted: str
    line: str
    paper: str
    tint: str  # of a paper that shines a little
    blue: str
    green: str
    levels: tuple[str, str, str, str, str]  # of a heat map, from nothing to most

    def find_hue(self, share: float) -> str:
        """Find the colour that stands for so much progress."""
        return mix_colors(self.blue, self.green, share)


_LIGHT = ("#eaeef2", "#aceebb", "#4ac26b", "#2da44e", "#116329")
_DARK = ("#21262d", "#0e5a2c", "#1f8a3b", "#2fb24c", "#56d364")
LIGHT = Palette("#1f2328", "#59636e", "#d1d9e0", "#ffffff", "#ddf4ff", "#0969da", "#1a7f37", _LIGHT)
DARK = Palette("#f0f6fc", "#9198a1", "#3d444d", "#0d1117", "#12263f", "#4493f8", "#3fb950", _DARK)
# The badge's own: its value stands in white upon the hue.
BADGE_LIGHT = replace(LIGHT, paper="#e7ebf0")
BADGE_DARK = replace(DARK, text="#e6edf3", paper="#30363d", blue="#1f6feb", green="#238636")


def mix_colors(first: str, last: str, share: float) -> str:
    """Mix two colours such as `#1f2328`; a `share` of 0 is all the first."""
    mixed = bytearray()
    for low, high in zip(_split(first), _split(last), strict=True):
        mixed.append(round(low + (high - low) * share))
    return f"#{mixed.hex()}"


def _split(color: str) -> bytes:
    return bytes.fromhex(color.removeprefix("#"))
