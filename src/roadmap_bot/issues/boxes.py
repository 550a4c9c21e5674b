"""The boxes of a body: each has a tick, a hidden id, perhaps the commit that ticked it.

`- [x] Define the model <!-- W03-2.2 1a2b3c4 -->` is the second step of W03-2.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from roadmap_bot.roadmap.fields import STEP_ID
from roadmap_bot.text.escape import BREAK

Box = re.Match[str]

# What a learner types behind the hidden id is kept, too: in the editor the line seems to end there.
_BOX = re.compile(
    r"(?<![^\r\n])(?P<lead>[ \t>]{0,12}(?:[-*+]|[0-9]{1,9}[.)])[ \t]{1,4}\[)(?P<tick>[ xX])"
    rf"(?P<text>\](?=[ \t])[^\r\n<]*(?:<(?!!-- {STEP_ID}[ 0-9a-f]{{0,41}} -->)[^\r\n<]*)*)"
    rf"(?:<!-- (?P<id>{STEP_ID})(?: (?P<sha>[0-9a-f]{{7,40}}))? -->)?(?P<rest>[^\r\n]*)"
)


def make_box(id: str, text: str) -> str:
    """Make the line of an unticked step."""
    return f"- [ ] {text}{_hide(id)}"


def find_boxes(body: str) -> Iterator[Box]:
    """Find all boxes, in order."""
    if "[" not in body:
        return iter(())
    return _BOX.finditer(body)


def find_ticks(body: str) -> dict[str, bool]:
    """Find the boxes that carry an id: step id → ticked; one that stands twice, when either is."""
    ticks: dict[str, bool] = {}
    for box in find_boxes(body):
        id = box["id"]
        if id:
            ticks[id] = is_ticked(box) or ticks.get(id, False)
    return ticks


def find_shas(body: str) -> dict[str, str]:
    """Find the commits that ticked or cleared steps: step id → short SHA."""
    return {box["id"]: box["sha"] for box in find_boxes(body) if box["sha"]}


def is_ticked(box: Box) -> bool:
    """Whether a box is ticked."""
    return box["tick"] != " "


def find_words(box: Box) -> str:
    """Find the words of a box, the same when somebody deleted every hidden comment."""
    return box["text"].replace(BREAK, "").strip()


def tick(body: str, id: str, sha: str, *, on: bool) -> str:
    """Tick (or clear) the box of a step and put the commit's short SHA beside it."""

    def render(box: Box) -> str:
        if box["id"] != id:
            return box[0]
        return render_box(box, on=on, id=id, sha=sha)

    return replace_boxes(body, render)


def clear_boxes(body: str) -> str:
    """Clear all boxes, and hide their ids alone."""
    return replace_boxes(body, lambda box: render_box(box, on=False, id=box["id"]))


def strip_ids(text: str) -> str:
    """Take the ids from all boxes: those that are left count for nothing."""
    return replace_boxes(text, lambda box: render_box(box, on=is_ticked(box)))


def replace_boxes(body: str, render: Callable[[Box], str]) -> str:
    """Render each box of a body anew."""
    if "[" not in body:
        return body
    return _BOX.sub(render, body)


def render_box(box: Box, *, on: bool, id: str | None = None, sha: str | None = None) -> str:
    """Render the line of a box with another tick, id and commit; its words stay."""
    sign = "x" if on else " "
    text = box["text"].rstrip()
    return f"{box['lead']}{sign}{text}{_hide(id, sha)}{box['rest']}"


def _hide(id: str | None, sha: str | None = None) -> str:
    if not id:
        return ""
    names = f"{id} {sha}" if sha else id
    return f" <!-- {names} -->"
