"""The lines of one key of a YAML file, replaced while all other lines stay as they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from roadmap_bot.yaml.yaml_file import Source

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")


@dataclass(frozen=True)
class Block:
    """The lines of a file, and those of a key among them: none, at the end, for a new one."""

    lines: Sequence[str]
    start: int
    stop: int

    @property
    def is_new(self) -> bool:
        """Whether the file does not have the key yet."""
        return self.start == len(self.lines)

    def replace(self, block: Sequence[str]) -> str:
        """Replace the lines of the key; those without an end get one like the others."""
        end = "\n"
        if any(line.endswith("\r\n") for line in self.lines):
            end = "\r\n"
        before = list(self.lines[: self.start])
        if block and before:
            before[-1] = _finish(before[-1], end)
        ended = [_finish(line, end) for line in block]
        return "".join([*before, *ended, *self.lines[self.stop :]])


def find_block(text: str, source: Source, key: str) -> Block:
    """Find the lines of a key on the outermost level."""
    lines = _LINE.findall(text)
    node = source.nodes.get((key,))
    if not node or not node.key:
        return Block(lines, len(lines), len(lines))
    return Block(lines, node.key.line - 1, node.last)


def _finish(line: str, end: str) -> str:
    if line.endswith(("\r", "\n")):
        return line
    return line + end
