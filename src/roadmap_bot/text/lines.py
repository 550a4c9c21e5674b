"""The lines of a text as Markdown knows them: nothing else ends one, whatever Python says."""

from __future__ import annotations

import re

LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")  # with what ends it
_END = re.compile(r"\r\n|\r|\n")


def split_lines(text: str) -> list[str]:
    """Split a text into lines without what ends them."""
    return _END.split(text)
