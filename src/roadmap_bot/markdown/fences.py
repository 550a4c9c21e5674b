"""Code that holds Markdown with code in it: its author saw one block, where Markdown sees three."""

from __future__ import annotations

import re

_FENCE = re.compile(r" {0,3}(?P<sign>`{3,}|~{3,})[ \t]*(?P<info>[^`\s]*)[^`]*$")
_MARKDOWN = ("markdown", "md", "mdx")


def blank_nested(text: str) -> str:
    """Blank out code of Markdown that holds fences of its own; lines keep their numbers."""
    if "```" not in text and "~~~" not in text:
        return text
    lines = text.split("\n")
    here = 0
    while here < len(lines):
        end, is_nested = _find_end(lines, here)
        if is_nested:
            lines[here:end] = [""] * (end - here)
        here = end
    return "\n".join(lines)


def _find_end(lines: list[str], start: int) -> tuple[int, bool]:
    """Find where code that begins at a line ends, and whether its author saw code in it.

    The end is the next line where no code of Markdown begins, the last one where it does not end.
    """
    opening = _FENCE.match(lines[start])
    if not opening or opening["info"].lower() not in _MARKDOWN:
        return start + 1, False
    depth, deepest = 1, 1
    for index in range(start + 1, len(lines)):
        fence = _FENCE.match(lines[index])
        if not fence or fence["sign"][0] != opening["sign"][0]:
            continue
        depth += 1 if fence["info"] else -1
        deepest = max(deepest, depth)
        if depth == 0:
            return index + 1, deepest > 1
    return len(lines), False
