"""The body that the roadmap asks for, laid over the one that the learner edited."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from roadmap_bot.issues.body import find_managed, find_mark, hash_span, make_body
from roadmap_bot.issues.boxes import (
    Box,
    find_box,
    find_boxes,
    find_boxes_in_code,
    find_words,
    is_ticked,
    put_box,
    render_box,
    replace_boxes,
)
from roadmap_bot.issues.notes import find_notes
from roadmap_bot.keys import issue_key
from roadmap_bot.state import State, find_issue

_HOURS = re.compile(r"(?<= · )[^·]+(?= · )")  # on the first line of a task
_BLANK_LINE = re.compile(r"[ \t]*(\r\n|\r|\n)[ \t]*([\r\n]|\Z)")


@dataclass
class _Boxes:
    """What the boxes of a body say: those with an id, and by their words those that lost it."""

    by_id: dict[str, Box] = field(default_factory=dict)
    ticked: set[str] = field(default_factory=set)
    loose: dict[str, list[bool]] = field(default_factory=dict)


def merge_body(want: str, have: str, aliases: Mapping[str, str]) -> str:
    """Lay the rendered body `want` over the learner's `have`.

    Ticks survive by step id (`aliases`: old id → id), else by equal text; lines that the learner
    typed inside the span move below it; the rest of the body stays as it is. A span that says the
    same already is not touched at all.
    """
    span = find_managed(have)
    inner = have[span.inner_start : span.inner_end]
    found = hash_span(inner)
    opening = have[span.start : span.inner_start].strip()
    if opening == want.partition("\n")[0] and found == _written_hash(want):
        return have
    below = have[span.end :] or "\n"
    if found != _written_hash(have):
        below = _add_notes(find_notes(inner, want), below)
    return have[: span.start] + _carry_ticks(want.rstrip("\n"), inner, aliases) + below


def merge_task(want: str, have: str, aliases: Mapping[str, str]) -> str:
    """Lay the body of a task over the learner's.

    Other hours alone are no reason to write: they follow from the tasks beside it.
    """
    merged = merge_body(want, have, aliases)
    if merged == have or merge_body(_keep_hours(want, have), have, aliases) == have:
        return have
    return merged


def _keep_hours(want: str, have: str) -> str:
    """Let a rendered body say the hours that the learner's says."""
    mark, span, theirs = find_mark(want), find_managed(want), find_managed(have)
    first, _, rest = want[span.inner_start : span.inner_end].partition("\n")
    said, _, _ = have[theirs.inner_start : theirs.inner_end].strip().partition("\n")
    hours = _HOURS.search(said)
    if mark is None or hours is None:
        return want
    return make_body(mark.roadmap, mark.id, f"{_HOURS.sub(hours[0], first, count=1)}\n{rest}")


def tick_moved(want: State, have: State, aliases: Mapping[str, str]) -> State:
    """Tick in `want` the boxes that moved there from another issue, where they are ticked.

    What ticked or cleared one goes along, so that nothing ticks it again.
    """
    ticked = dict(want)
    for old, new in aliases.items():
        source, home = _find_home(old, aliases), _find_home(new, aliases)
        if source == home:
            continue
        before, issue = find_issue(have, source), find_issue(ticked, home)
        box = find_box(before.body, old) if before else None
        if issue and box and (box.by or is_ticked(box)):
            ticked[issue_key(home)] = replace(issue, body=put_box(issue.body, new, box))
    return ticked


def _find_home(id: str, aliases: Mapping[str, str]) -> str:
    """Find whose box it is by the id of a step."""
    owner, _, _ = id.rpartition(".")
    return aliases.get(owner, owner)


def _written_hash(body: str) -> str:
    mark = find_mark(body)
    return mark.hash if mark else ""


def _add_notes(notes: str, below: str) -> str:
    if not notes:
        return below
    gap = "" if _BLANK_LINE.match(below) else "\n"
    return f"\n\n{notes}{gap}{below}"


def _carry_ticks(want: str, have: str, aliases: Mapping[str, str]) -> str:
    boxes = _read_boxes(have, aliases)
    return replace_boxes(want, lambda box: _carry_tick(box, boxes))


def _read_boxes(have: str, aliases: Mapping[str, str]) -> _Boxes:
    boxes = _Boxes()
    for box in find_boxes(have):
        if box.id:
            _note_box(box, aliases.get(box.id, box.id), boxes)
        else:
            boxes.loose.setdefault(find_words(box), []).append(is_ticked(box))
    for box in find_boxes_in_code(have):  # a fence that somebody opened above them costs no tick
        id = aliases.get(box.id, box.id)
        if id and id not in boxes.by_id:
            _note_box(box, id, boxes)
    return boxes


def _note_box(box: Box, id: str, boxes: _Boxes) -> None:
    boxes.by_id[id] = box
    if is_ticked(box):
        boxes.ticked.add(id)


def _carry_tick(box: Box, boxes: _Boxes) -> str:
    id = box.id
    old = boxes.by_id.get(id)
    if old is None:
        is_on = is_ticked(box) or _take_loose(box, boxes)
        return render_box(box, on=is_on, id=id, by=box.by, note=box.note)
    last = old if old.by else box
    is_on = is_ticked(box) or id in boxes.ticked
    return render_box(box, on=is_on, id=id, by=last.by, note=last.note)


def _take_loose(box: Box, boxes: _Boxes) -> bool:
    """Take the tick of the next box with the same words, of those that lost their ids."""
    ticks = boxes.loose.get(find_words(box))
    if not ticks:
        return False
    return ticks.pop(0)
