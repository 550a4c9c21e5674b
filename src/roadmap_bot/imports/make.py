"""Make the files of a roadmap from an outline, and what was written before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from roadmap_bot.imports.files.blocks import Block, Merged, join_blocks, merge_blocks, split_blocks
from roadmap_bot.imports.files.head_yaml import Facts, render_head
from roadmap_bot.imports.files.record import NAME, Record, render_record
from roadmap_bot.imports.files.unit_yaml import render_units
from roadmap_bot.imports.ids import give_ids
from roadmap_bot.imports.loads import make_hours
from roadmap_bot.imports.matching.find import find_matches
from roadmap_bot.imports.matching.match import Match
from roadmap_bot.imports.schedule import Schedule, make_schedule
from roadmap_bot.imports.things import Thing, find_things
from roadmap_bot.outlines.outline import Outline, Unit
from roadmap_bot.text.words import Words

HEAD_FILE, UNITS_FILE = "0-roadmap.yml", "1-units.yml"


@dataclass(frozen=True)
class Import:
    """The texts of files by name, and what there is to tell: things by id, by what became of them.

    `edited` are the blocks that differ from the document because their author changed them.
    """

    files: Mapping[str, str]
    outline: Outline
    things: Sequence[Thing]
    ids: Sequence[str]
    weeks: int
    new: Sequence[str]
    gone: Sequence[str]
    unsure: Mapping[str, Sequence[str]]
    edited: Sequence[str]


@dataclass(frozen=True)
class Done:
    """What was made, and the files that were written for it: none where nothing changed."""

    made: Import
    written: tuple[str, ...]
    is_first: bool


def make_import(
    outline: Outline, facts: Facts, record: Record, current: Mapping[str, str], words: Words
) -> Import:
    """Make the files: ids stay with what they were given to, edited blocks as they are."""
    outline = _name_weeks(outline, words)
    schedule = make_schedule(outline)
    things = find_things(outline)
    match = find_matches(record.things, things)
    kept = {new: record.ids[old] for new, old in match.pairs.items()}
    ids = give_ids(outline, schedule, things, kept, record.taken | _find_ids(current))
    merged = _merge(_render(outline, schedule, facts, ids, words), record, current)
    texts = {name: join_blocks(one.blocks) for name, (one, _) in merged.items()}
    gone = [id for id in record.ids if id not in set(ids)]
    kept_record = replace(
        record,
        roadmap=facts.id,
        things=things,
        ids=ids,
        retired=tuple(dict.fromkeys((*record.retired, *gone))),
        blocks=_find_digests(merged),
    )
    return Import(
        files={**texts, NAME: render_record(kept_record)},
        outline=outline,
        things=things,
        ids=ids,
        weeks=max(span.last for span in schedule.weeks),
        new=[id for index, id in enumerate(ids) if index not in kept],
        gone=gone,
        unsure=_name_unsure(match, record, ids),
        edited=[key for one, _ in merged.values() for key in one.edited],
    )


def _name_weeks(outline: Outline, words: Words) -> Outline:
    """Name the units that have no title but their week."""
    units = tuple(_name_week(unit, words) for unit in outline.units)
    return replace(outline, units=units)


def _name_week(unit: Unit, words: Words) -> Unit:
    if unit.title:
        return unit
    week = unit.weeks.first if unit.weeks else 1
    return replace(unit, title=words("import.week", week=week))


def _find_ids(current: Mapping[str, str]) -> set[str]:
    """Find the ids that stand in the files, among them those that their author gave."""
    blocks = [block for text in current.values() for block in split_blocks(text)]
    return {block.key for block in blocks if block.unit}


def _render(
    outline: Outline, schedule: Schedule, facts: Facts, ids: Sequence[str], words: Words
) -> Mapping[str, tuple[Block, ...]]:
    hours = make_hours(outline, schedule, facts.hours)
    units = render_units(outline, schedule, hours, ids)
    names = [block.key for block in units if block.key == block.unit]
    chosen: dict[str, list[str]] = {}
    for unit, name in zip(outline.units, names, strict=True):
        chosen.setdefault(unit.is_chosen, []).append(name)
    head = render_head(outline, schedule, facts, chosen, words)
    return {HEAD_FILE: head, UNITS_FILE: (Block("units", "units:\n"), *units)}


def _merge(
    new: Mapping[str, tuple[Block, ...]], record: Record, current: Mapping[str, str]
) -> Mapping[str, tuple[Merged, tuple[Block, ...]]]:
    """Merge each file with what stands there; beside it what the document alone would make."""
    merged: dict[str, tuple[Merged, tuple[Block, ...]]] = {}
    for name, blocks in new.items():
        written = record.blocks.get(name, {})
        there = split_blocks(current.get(name, ""))
        found = Merged(blocks, ())
        if there:
            found = merge_blocks(written, there, blocks)
        merged[name] = (found, blocks)
    return merged


def _find_digests(
    merged: Mapping[str, tuple[Merged, tuple[Block, ...]]],
) -> Mapping[str, Mapping[str, str]]:
    """Tell what each block is by the document alone."""
    return {
        name: {block.key: block.digest for block in blocks} for name, (_, blocks) in merged.items()
    }


def _name_unsure(match: Match, record: Record, ids: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    return {
        ids[new]: tuple(record.ids[old] for old in candidates)
        for new, candidates in match.unsure.items()
    }
