"""The boxes of a body: each has a tick, a hidden id, perhaps what ticked it.

`- [x] Define the model <!-- W03-2.2 1a2b3c4 -->` is the second step of W03-2, which a commit
ticked. Where evidence did, its note says what was found:

    - [x] The model is trained <!-- P1.3 found --> ← `projects/shop/train.py` +2

As on GitHub, what stands in a fence is no box, and a mark in code or behind a backslash is text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from roadmap_bot.roadmap.fields import STEP_ID
from roadmap_bot.text.blocks import Place, find_code_places, is_within
from roadmap_bot.text.code_spans import find_code
from roadmap_bot.text.escape import BREAK

_LINE = re.compile(
    r"(?<![^\r\n])(?P<lead>[ \t>]{0,12}(?:[-*+]|[0-9]{1,9}[.)])[ \t]{1,4}\[)(?P<tick>[ xX])"
    r"(?P<text>\](?=[ \t])[^\r\n]*)"
)
_ID = rf"{STEP_ID}|control\.[a-z]{{1,10}}"
FOUND = "found"  # stands in the place of a commit where evidence ticked the box
_NOTE = r" ← (?P<ticks>`+)(?!`)[^\r\n]{1,400}?(?<!`)(?P=ticks)(?!`)(?: \+[0-9]{1,6})?"
_MARK = re.compile(
    rf"<!-- (?P<id>{_ID})(?: (?:(?P<sha>[0-9a-f]{{7,40}})|(?P<found>{FOUND})))? -->"
    rf"(?P<note>(?(found)(?:{_NOTE})?))"
)
_LAST_NOTE = re.compile(rf"{_NOTE}[ \t]*\Z")
_INDENTED = (
    r"(?<![^\r\n])(?:[ \t>]{4,12}|[ >]{0,3}\t[ \t>]{0,8})(?:[-*+]|[0-9]{1,9}[.)])[ \t]{1,4}\["
)
_MAY_BE_CODE = re.compile(rf"`{{3}}|~{{3}}|{_INDENTED}")


@dataclass(frozen=True, slots=True)
class Box:
    """The line of a box; `rest` is what a learner typed behind the mark, where it seems to end.

    `by` is what ticked or cleared it: the short SHA of a commit, or FOUND, then with a `note`.
    """

    line: str
    lead: str
    tick: str
    text: str
    id: str = ""
    by: str = ""
    note: str = ""
    rest: str = ""


def make_box(id: str, text: str) -> str:
    """Make the line of an unticked step."""
    return f"- [ ] {text}{_hide(id)}"


def find_boxes(body: str) -> Iterator[Box]:
    """Find all boxes, in order."""
    for line in _find_lines(body, in_code=False):
        yield _read_box(line)


def find_box(body: str, id: str) -> Box | None:
    """Find the box of a step; of one that stands twice the ticked one."""
    boxes = [box for box in find_boxes(body) if box.id == id]
    boxes.sort(key=is_ticked)
    return boxes[-1] if boxes else None


def find_boxes_in_code(body: str) -> Iterator[Box]:
    """Find what were boxes if no fence stood around them."""
    for line in _find_lines(body, in_code=True):
        yield _read_box(line)


def find_ticks(body: str) -> dict[str, bool]:
    """Find the boxes that carry an id: step id → ticked; one that stands twice, when either is."""
    ticks: dict[str, bool] = {}
    for box in find_boxes(body):
        if box.id:
            ticks[box.id] = is_ticked(box) or ticks.get(box.id, False)
    return ticks


def find_shas(body: str) -> dict[str, str]:
    """Find the commits that ticked or cleared steps: step id → short SHA."""
    marked = [box for box in find_boxes(body) if box.by and box.by != FOUND]
    return {box.id: box.by for box in marked}


def is_ticked(box: Box) -> bool:
    """Whether a box is ticked."""
    return box.tick != " "


def find_words(box: Box) -> str:
    """Find the words of a box, the same when somebody deleted every hidden comment."""
    words = box.text.rstrip()
    note = _LAST_NOTE.search(words)
    if note and not box.id:
        words = words[: note.start()]
    return words.replace(BREAK, "").strip()


def tick(body: str, id: str, sha: str, *, on: bool) -> str:
    """Tick (or clear) the box of a step and put the commit's short SHA beside it."""

    def render(box: Box) -> str:
        if box.id != id:
            return box.line
        return render_box(box, on=on, id=id, by=sha)

    return replace_boxes(body, render)


def tick_found(body: str, id: str, note: str) -> str:
    """Tick the box of a step because of what was found, with a note on it, which is one code span.

    A box beside which something stands already is left as it is: somebody had a word on it.
    """

    def render(box: Box) -> str:
        if box.id != id or box.by or is_ticked(box):
            return box.line
        return render_box(box, on=True, id=id, by=FOUND, note=f" ← {note}")

    return replace_boxes(body, render)


def put_box(body: str, id: str, other: Box) -> str:
    """Give the box of a step the tick of another one, and what ticked or cleared that."""

    def render(box: Box) -> str:
        if box.id != id:
            return box.line
        is_on = is_ticked(box) or is_ticked(other)
        return render_box(box, on=is_on, id=id, by=other.by, note=other.note)

    return replace_boxes(body, render)


def clear_boxes(body: str) -> str:
    """Clear all boxes, and hide their ids alone."""
    return replace_boxes(body, lambda box: render_box(box, on=False, id=box.id))


def strip_ids(text: str) -> str:
    """Take the ids from all boxes: those that are left count for nothing."""
    return replace_boxes(text, lambda box: render_box(box, on=is_ticked(box)))


def replace_boxes(body: str, render: Callable[[Box], str]) -> str:
    """Render each box of a body anew."""
    done: list[str] = []
    here = 0
    for line in _find_lines(body, in_code=False):
        done += (body[here : line.start()], render(_read_box(line)))
        here = line.end()
    return "".join((*done, body[here:]))


def render_box(box: Box, *, on: bool, id: str = "", by: str = "", note: str = "") -> str:
    """Render the line of a box with another tick, id, and what ticked it; its words stay."""
    sign = "x" if on else " "
    return f"{box.lead}{sign}{box.text.rstrip()}{_hide(id, by)}{note}{box.rest}"


def _hide(id: str, by: str = "") -> str:
    if not id:
        return ""
    names = f"{id} {by}" if by else id
    return f" <!-- {names} -->"


def _find_lines(body: str, *, in_code: bool) -> Iterator[re.Match[str]]:
    """Find the lines that look like boxes, those in code or the others."""
    if "[" not in body:
        return
    places = find_code_places(body) if _MAY_BE_CODE.search(body) else ()
    for line in _LINE.finditer(body):
        if is_within(line.start(), places) == in_code:
            yield line


def _read_box(line: re.Match[str]) -> Box:
    text = line["text"]
    mark = _find_mark(text)
    if mark is None:
        return Box(line[0], line["lead"], line["tick"], text)
    words, rest = text[: mark.start()], text[mark.end() :]
    by = mark["sha"] or mark["found"] or ""
    return Box(line[0], line["lead"], line["tick"], words, mark["id"], by, mark["note"], rest)


def _find_mark(text: str) -> re.Match[str] | None:
    """Find the first mark that is none of the words: neither in code nor behind a backslash."""
    codes: list[Place] = []
    if "`" in text:
        codes += ((start, end) for start, end, is_code in find_code(text) if is_code)
    for mark in _MARK.finditer(text):
        if not is_within(mark.start(), codes) and not _is_escaped(text, mark.start()):
            return mark
    return None


def _is_escaped(text: str, start: int) -> bool:
    before = text[:start]
    return (start - len(before.rstrip("\\"))) % 2 == 1
