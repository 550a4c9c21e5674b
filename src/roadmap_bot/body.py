"""The body of an issue: the span that the bot owns, its hidden marker, the ticks and the learner's own lines.

    <!-- roadmap-bot: llm-engineer-24w W03-2 3f9a1c0b7d42 -->
    …
    - [x] Define the model <!-- W03-2.2 1a2b3c4 -->
    <!-- roadmap-bot:end -->

The marker carries the roadmap's id, the unit's or task's id and a hash of the span as the bot wrote it; a ticked
step may carry the commit that ticked it. All that stands outside the span is the learner's, and so are the ticks.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from roadmap_bot.model import STEP_ID
from roadmap_bot.spans import Span, find_markers, find_span

END = "<!-- roadmap-bot:end -->"
MARK = re.compile(
    r"<!-- roadmap-bot: (?P<roadmap>[a-z0-9-]{1,40}) (?P<id>[A-Za-z0-9.-]{1,20}) (?P<hash>[0-9a-f]{12}) -->"
)
BOX = re.compile(
    r"(?P<lead>[ \t]{0,12}[-*+] \[)(?P<tick>[ xX])(?P<text>\][ \t][^\r\n]*?)"
    rf"(?:[ \t]*<!-- (?P<id>{STEP_ID})(?: (?P<sha>[0-9a-f]{{7,40}}))? -->)?[ \t]*(?=\r|\n|$)"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """What a marker says."""

    roadmap: str
    id: str
    hash: str


def make_body(roadmap: str, id: str, text: str) -> str:
    """Make a managed body of rendered `text`."""
    return f"<!-- roadmap-bot: {roadmap} {id} {_hash(text)} -->\n{text.strip(chr(10))}\n{END}\n"


def make_box(id: str, text: str) -> str:
    """Make the line of an unticked step."""
    return f"- [ ] {text} <!-- {id} -->"


def find_mark(body: str) -> Mark | None:
    """Find the marker of a body; the first line is the usual place, any line of its own will do."""
    match = MARK.match(body)
    if match is None and "<!-- roadmap-bot: " in body:
        match = next(filter(None, (MARK.fullmatch(marker.text) for marker in find_markers(body))), None)
    return Mark(match["roadmap"], match["id"], match["hash"]) if match else None


def find_ticks(body: str) -> dict[str, bool]:
    """Find the boxes that carry an id: step id → ticked; an id that stands twice is ticked when either is."""
    ticks: dict[str, bool] = {}
    for box in _boxes(body):
        if box["id"]:
            ticks[box["id"]] = ticks.get(box["id"], False) or box["tick"] != " "
    return ticks


def find_shas(body: str) -> dict[str, str]:
    """Find the commits that ticked or cleared steps: step id → short SHA."""
    return {box["id"]: box["sha"] for box in _boxes(body) if box["id"] and box["sha"]}


def tick(body: str, id: str, sha: str, *, on: bool) -> str:
    """Tick (or clear) the box of a step and put the commit's short SHA beside it."""

    def replaced(box: re.Match[str]) -> str:
        if box["id"] != id:
            return box[0]
        return f"{box['lead']}{'x' if on else ' '}{box['text']} <!-- {id} {sha} -->"

    return BOX.sub(replaced, body)


def merge_body(want: str, have: str, aliases: Mapping[str, str]) -> str:
    """Lay the rendered body `want` over the learner's `have`.

    Ticks survive by step id (`aliases`: old id → id), else by equal text; lines that the learner typed inside the span
    move below it; the rest of the body stays as it is. A span that says the same already is not touched at all.
    """
    span = _find_managed(have)
    inner = have[span.inner_start : span.inner_end]
    if have[span.start : span.inner_start].strip() == want.partition("\n")[0] and _hash(inner) == _mark_hash(want):
        return have
    merged = _carry_ticks(want.rstrip("\n"), inner, aliases)
    mark = find_mark(have)
    untouched = mark is not None and mark.hash == _hash(inner)
    typed = "" if untouched else _typed_lines(inner, want)
    rest = have[span.end :].lstrip("\r\n")
    below = "\n\n".join(part for part in (typed, rest) if part)
    return have[: span.start] + merged + ("\n\n" + below if below else "\n")


def _find_managed(body: str) -> Span:
    mark = MARK.match(body)
    if mark:
        end = body.find(END, mark.end())
        inner = body[mark.end() : end].lstrip("\r\n")
        if end >= 0 and _hash(inner) == mark["hash"]:
            return Span(0, end - len(inner), end, _after_line(body, end + len(END)))
    begin = next((marker for marker in find_markers(body) if MARK.fullmatch(marker.text)), None)
    if begin is None:
        return Span(0, 0, len(body), len(body))
    found = find_span(body[begin.start :], begin.text, END)
    if isinstance(found, Span):
        return Span(*(begin.start + offset for offset in (found.start, found.inner_start, found.inner_end, found.end)))
    return Span(begin.start, begin.end, len(body), len(body))


def _after_line(body: str, offset: int) -> int:
    match = re.compile(r"[ \t]*(?:\r\n|\r|\n)?").match(body, offset)
    return match.end() if match else offset


def _carry_ticks(want: str, have: str, aliases: Mapping[str, str]) -> str:
    by_id = {aliases.get(box["id"], box["id"]): box for box in _boxes(have) if box["id"]}
    ticked = {aliases.get(id, id) for id, on in find_ticks(have).items() if on}
    by_text = {box["text"].strip() for box in _boxes(have) if not box["id"] and box["tick"] != " "}

    def carried(box: re.Match[str]) -> str:
        old = by_id.get(box["id"])
        on = box["id"] in ticked or (old is None and box["text"].strip() in by_text)
        sha = f" {old['sha']}" if old and old["sha"] else ""
        return f"{box['lead']}{'x' if on else ' '}{box['text']} <!-- {box['id']}{sha} -->" if box["id"] else box[0]

    return BOX.sub(carried, want)


def _typed_lines(have: str, want: str) -> str:
    known = {_bare(line) for line in want.splitlines()}
    typed = [
        line for line in have.splitlines() if _bare(line) and _bare(line) not in known and not MARK.fullmatch(line)
    ]
    return "\n".join(BOX.sub(r"\g<lead>\g<tick>\g<text>", line) for line in typed if line.strip() != END)


def _bare(line: str) -> str:
    return BOX.sub(r"\g<lead> \g<text>", line).strip()


def _boxes(body: str) -> Iterator[re.Match[str]]:
    return BOX.finditer(body) if "[" in body else iter(())


def _mark_hash(body: str) -> str:
    mark = MARK.match(body)
    return mark["hash"] if mark else ""


def _hash(text: str) -> str:
    """Hash a span as written: line endings, ticks and the commits beside them do not count."""
    blank = BOX.sub(lambda box: f"{box['lead']} {box['text']}<!-- {box['id']} -->", text)
    lines = "\n".join(line.rstrip() for line in blank.splitlines()).strip("\n")
    return hashlib.sha256(lines.encode("utf-8", "surrogatepass")).hexdigest()[:12]
