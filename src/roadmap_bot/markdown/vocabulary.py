"""Lists of words, in all languages at once, as patterns."""

from __future__ import annotations

import re


def make_pattern(words: str) -> re.Pattern[str]:
    """Make a pattern of words that are parted by bars, on as many lines as they need."""
    lines = [line.strip() for line in words.strip().splitlines()]
    return re.compile(f"(?:{''.join(lines)})")
