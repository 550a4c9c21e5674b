"""The blocks of a file that an import wrote: what an author edited in it stays."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

TAIL = "+"  # behind the id of a unit: what follows its tasks
_KEY = re.compile(r"([A-Za-z_]+):")
_UNIT = re.compile(r" {2}- id: (\S+)")
_TASK = re.compile(r" {6}- id: (\S+-\d+)\s*$")
_ENTRY = re.compile(r" {4}[A-Za-z#]")


@dataclass(frozen=True)
class Block:
    """Lines that belong together: a key of the roadmap, a unit's head, a task, a unit's rest."""

    key: str
    text: str
    unit: str = ""  # the unit it is of

    @property
    def digest(self) -> str:
        """What tells whether it was edited."""
        return hashlib.sha256(self.text.strip().encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Merged:
    """What a file is to hold, and the keys that wait for their author's hand."""

    blocks: tuple[Block, ...]
    edited: tuple[str, ...]


def split_blocks(text: str) -> tuple[Block, ...]:
    """Split a file into its blocks."""
    blocks: list[tuple[str, str, list[str]]] = [("", "", [])]
    for line in text.splitlines(keepends=True):
        key, unit = _find_start(line, blocks[-1][0], blocks[-1][1])
        if key != blocks[-1][0]:
            blocks.append((key, unit, []))
        blocks[-1][2].append(line)
    return tuple(Block(key, "".join(lines), unit) for key, unit, lines in blocks if lines)


def _find_start(line: str, key: str, unit: str) -> tuple[str, str]:
    """Tell which block a line belongs to, after one of the block `key`."""
    if found := _KEY.match(line):
        return found[1], ""
    is_among_units = bool(unit) or key in ("", "units")
    if is_among_units and (found := _UNIT.match(line)):
        return found[1], found[1]
    if not unit or key.endswith(TAIL):
        return key, unit
    if found := _TASK.match(line):
        return found[1], unit
    is_rest = not line.strip() or line.startswith("    boxes:")
    is_after_task = key != unit and bool(_ENTRY.match(line))
    if is_rest or is_after_task:
        return f"{unit}{TAIL}", unit
    return key, unit


def join_blocks(blocks: Iterable[Block]) -> str:
    """Join blocks into the text of a file."""
    return "".join(block.text for block in blocks)


def merge_blocks(
    written: Mapping[str, str], current: Sequence[Block], new: Sequence[Block]
) -> Merged:
    """Put new blocks in the place of those that are as they were written, by their digests."""
    now = {block.key: block for block in current}
    wanted = {block.key for block in new}
    kept = _find_kept_units(written, current, wanted)
    blocks: list[Block] = []
    edited: list[str] = []
    for block in new:
        have = now.get(block.key)
        before = written.get(block.key)
        if _is_lost(block, written, now):
            is_edited = before != block.digest
        elif have is None or before == have.digest:
            blocks.append(block)
            is_edited = False
        else:
            blocks.append(Block(block.key, have.text, block.unit))
            is_edited = block.digest not in (have.digest, before)
        if is_edited:
            edited.append(block.key)
    own = _find_own(written, current, wanted, kept)
    known = [block for block in own if block.key in written]
    edited += [block.key for block in known if written[block.key] != block.digest]
    return Merged(tuple(_insert(blocks, own, current)), tuple(edited))


def _is_lost(block: Block, written: Mapping[str, str], now: Mapping[str, Block]) -> bool:
    """Whether the author took out a block, or the unit that it is of."""
    if block.key in written and block.key not in now:
        return True
    return block.unit in written and block.unit not in now and bool(block.unit)


def _find_kept_units(
    written: Mapping[str, str], current: Sequence[Block], wanted: set[str]
) -> set[str]:
    """Find the units that left the document, but which the author has edited."""
    gone = [block for block in current if block.unit and block.unit not in wanted]
    return {block.unit for block in gone if written.get(block.key) != block.digest}


def _find_own(
    written: Mapping[str, str], current: Sequence[Block], wanted: set[str], kept: set[str]
) -> list[Block]:
    """Find what stays though it is not in the document: the author's own, and what is edited."""
    own: list[Block] = []
    for block in current:
        is_edited = written.get(block.key) != block.digest
        if block.key not in wanted and (is_edited or block.unit in kept):
            own.append(block)
    return own


def _insert(blocks: list[Block], own: Iterable[Block], current: Sequence[Block]) -> Iterator[Block]:
    """Insert the author's own blocks behind those that they follow."""
    order = [block.key for block in current]
    placed = list(blocks)
    for block in own:
        before = set(order[: order.index(block.key)])
        places = [index + 1 for index, one in enumerate(placed) if one.key in before]
        placed.insert(max(places, default=len(placed)), block)
    return iter(placed)
