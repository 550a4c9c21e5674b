"""The boxes of a body: each has a tick, a hidden id, perhaps the commit that ticked it.

`- [x] Define the model <!-- W03-2.2 1a2b3c4 -->` is the second step of W03-2. As on GitHub, what
stands in a fence is no box, and a mark in code or behind a backslash is text.
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
_MARK = re.compile(rf"<!-- (?P<id>{_ID})(?: (?P<sha>[0-9a-f]{{7,40}}))? -->")
_INDENTED = (
    r"(?<![^\r\n])(?:[ \t>]{4,12}|[ >]{0,3}\t[ \t>]{0,8})(?:[-*+]|[0-9]{1,9}[.)])[ \t]{1,4}\["
)
_MAY_BE_CODE = re.compile(rf"`{{3}}|~{{3}}|{_INDENTED}")


@dataclass(frozen=True, slots=True)
class Box:
    """The line of a box; `rest` is what a learner typed behind the mark, where it seems to end."""

    line: str
    lead: str
    tick: str
    text: str
    id: str = ""
    sha: str = ""
    rest: str = ""


def make_box(id: str, text: str) -> str:
    """Make the line of an unticked step."""
    return f"- [ ] {text}{_hide(id)}"


def find_boxes(body: str) -> Iterator[Box]:
    """Find all boxes, in order."""
    for line in _find_lines(body, in_code=False):
        yield _read_box(line)


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
    return {box.id: box.sha for box in find_boxes(body) if box.sha}


def is_ticked(box: Box) -> bool:
    """Whether a box is ticked."""
    return box.tick != " "


def find_words(box: Box) -> str:
    """Find the words of a box, the same when somebody deleted every hidden comment."""
    return box.text.replace(BREAK, "").strip()


def tick(body: str, id: str, sha: str, *, on: bool) -> str:
    """Tick (or clear) the box of a step and put the commit's short SHA beside it."""

    def render(box: Box) -> str:
        if box.id != id:
            return box.line
        return render_box(box, on=on, id=id, sha=sha)

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


def render_box(box: Box, *, on: bool, id: str = "", sha: str = "") -> str:
    """Render the line of a box with another tick, id and commit; its words stay."""
    sign = "x" if on else " "
    return f"{box.lead}{sign}{box.text.rstrip()}{_hide(id, sha)}{box.rest}"


def _hide(id: str, sha: str = "") -> str:
    if not id:
        return ""
    names = f"{id} {sha}" if sha else id
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
    return Box(line[0], line["lead"], line["tick"], words, mark["id"], mark["sha"] or "", rest)


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
