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
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from roadmap_bot.roadmap.fields import STEP_ID
from roadmap_bot.text.escape import BREAK
from roadmap_bot.text.markers import Span, find_markers, find_span

END = "<!-- roadmap-bot:end -->"
MARK = re.compile(
    r"<!-- roadmap-bot: (?P<roadmap>[a-z0-9-]{1,40}) (?P<id>[A-Za-z0-9.-]{1,20}) (?P<hash>[0-9a-f]{12}) -->"
)
_REVIEW = re.compile(r"(?:issue/)?R(?:[0-9]{4}-W[0-9]{2}|-finished)(?:~[0-9]+)?")
# What a learner types behind the hidden id is kept, too: in the editor that is where the line seems to end.
BOX = re.compile(
    r"(?<![^\r\n])(?P<lead>[ \t>]{0,12}(?:[-*+]|[0-9]{1,9}[.)])[ \t]{1,4}\[)(?P<tick>[ xX])"
    rf"(?P<text>\](?=[ \t])[^\r\n<]*(?:<(?!!-- {STEP_ID}[ 0-9a-f]{{0,41}} -->)[^\r\n<]*)*)"
    rf"(?:<!-- (?P<id>{STEP_ID})(?: (?P<sha>[0-9a-f]{{7,40}}))? -->)?(?P<rest>[^\r\n]*)"
)
_LINE_END = re.compile(r"\r\n|\r|\n")
_END_LINE = re.compile(rf"(?<![^\r\n])[ \t]*{re.escape(END)}[ \t]*(?![^\r\n])")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a marker says."""

    roadmap: str
    id: str
    hash: str


class _Block(NamedTuple):
    """Lines without a blank one between them, as they read without ticks and ids."""

    lines: tuple[str, ...]
    numbers: list[int]


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
        match = next(
            filter(None, (MARK.fullmatch(marker.text) for marker in find_markers(body))), None
        )
    return Mark(match["roadmap"], match["id"], match["hash"]) if match else None


def is_review(id: str) -> bool:
    """Whether an id, or the key of an issue, is that of a review and not of a unit or task."""
    return _REVIEW.fullmatch(id) is not None


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


def is_pristine(body: str) -> bool:
    """Whether all that stands in a body is the bot's, whatever is ticked."""
    mark, span = find_mark(body), _find_managed(body)
    outside = body[: span.start] + body[span.end :]
    return (
        mark is not None
        and not outside.strip()
        and mark.hash == _hash(body[span.inner_start : span.inner_end])
    )


def tick(body: str, id: str, sha: str, *, on: bool) -> str:
    """Tick (or clear) the box of a step and put the commit's short SHA beside it."""
    return BOX.sub(
        lambda box: _line(box, on=on, id=id, sha=sha) if box["id"] == id else box[0], body
    )


def merge_body(want: str, have: str, aliases: Mapping[str, str]) -> str:
    """Lay the rendered body `want` over the learner's `have`.

    Ticks survive by step id (`aliases`: old id → id), else by equal text; lines that the learner typed inside the span
    move below it; the rest of the body stays as it is. A span that says the same already is not touched at all.
    """
    span = _find_managed(have)
    inner = have[span.inner_start : span.inner_end]
    content = _hash(inner)
    if have[span.start : span.inner_start].strip() == want.partition("\n")[
        0
    ] and content == _mark_hash(want):
        return have
    mark = find_mark(have)
    typed = "" if mark and mark.hash == content else _find_typed(inner, want)
    below = have[span.end :] or "\n"
    if typed:
        gap = "" if re.match(r"[ \t]*(\r\n|\r|\n)[ \t]*([\r\n]|\Z)", below) else "\n"
        below = f"\n\n{typed}{gap}{below}"
    return have[: span.start] + _carry_ticks(want.rstrip("\n"), inner, aliases) + below


def _find_managed(body: str) -> Span:
    """Find the span, in the best way that what is left of its markers allows."""
    mark = MARK.match(body)
    if mark:
        end = body.find(END, mark.end())
        inner = body[mark.end() : end].lstrip("\r\n")
        if end >= 0 and _hash(inner) == mark["hash"]:
            return Span(0, end - len(inner), end, end + len(END))
    begin = next((marker for marker in find_markers(body) if MARK.fullmatch(marker.text)), None)
    start, inner_start = (begin.start, begin.end) if begin else (0, 0)
    pair = find_span(body[start:], begin.text, END) if begin else None
    found = _END_LINE.search(
        body, start + pair.inner_end if isinstance(pair, Span) else inner_start
    )
    last, end = found.span() if found else (len(body), len(body))
    return Span(start, inner_start, last, end)


def _carry_ticks(want: str, have: str, aliases: Mapping[str, str]) -> str:
    by_id = {aliases.get(box["id"], box["id"]): box for box in _boxes(have) if box["id"]}
    ticked = {aliases.get(id, id) for id, on in find_ticks(have).items() if on}
    by_text: dict[str, list[bool]] = defaultdict(list)
    for box in _boxes(have):
        if not box["id"]:
            by_text[_words(box)].append(box["tick"] != " ")

    def carried(box: re.Match[str]) -> str:
        id, old, loose = box["id"], by_id.get(box["id"]), by_text[_words(box)]
        on = box["tick"] != " " or id in ticked or (old is None and bool(loose) and loose.pop(0))
        return _line(box, on=on, id=id, sha=old["sha"] if old else None)

    return BOX.sub(carried, want)


def _find_typed(have: str, want: str) -> str:
    """Find what somebody typed into the span: the lines that the bot did not write, in pieces as they stood."""
    lines = _LINE_END.split(have)
    typed = _find_added(_find_blocks(_LINE_END.split(want)), _find_blocks(lines))
    pieces = groupby(enumerate(lines), key=lambda line: line[0] in typed or not line[1].strip())
    shown = (
        "\n".join(_plain(line) for _, line in piece).strip("\n")
        for is_typed, piece in pieces
        if is_typed
    )
    return "\n\n".join(filter(str.strip, shown))


def _find_blocks(lines: Sequence[str]) -> list[_Block]:
    """Cut lines at the blank ones: the bare lines of each block, and their numbers."""
    known = [
        line
        for line in enumerate(map(_bare, lines))
        if line[1] != END and not MARK.fullmatch(line[1])
    ]
    blocks = (
        list(block)
        for is_blank, block in groupby(known, key=lambda line: not line[1])
        if not is_blank
    )
    return [
        _Block(tuple(text for _, text in block), [number for number, _ in block])
        for block in blocks
    ]


def _find_added(new: Sequence[_Block], old: Sequence[_Block]) -> set[int]:
    """Find the numbers of the lines in `old` that `new` does not have, whole blocks first; what only moved is had."""
    missing: Counter[str] = Counter()
    added: list[tuple[int, str]] = []
    for first, last, start, end in _differ(
        [block.lines for block in new], [block.lines for block in old]
    ):
        gone = [line for block in new[first:last] for line in block.lines]
        come = [
            line
            for block in old[start:end]
            for line in zip(block.numbers, block.lines, strict=True)
        ]
        for low, high, left, right in _differ(gone, [line for _, line in come]):
            missing.update(gone[low:high])
            added += come[left:right]
    missing.subtract(line for _, line in reversed(added))
    return {number for number, line in added if missing[line] < 0}


def _differ(new: Sequence[Any], old: Sequence[Any]) -> Iterator[tuple[int, int, int, int]]:
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, new, old, autojunk=False)
    return ((*places,) for kind, *places in matcher.get_opcodes() if kind != "equal")  # type: ignore[misc]


def _line(box: re.Match[str], *, on: bool, id: str | None = None, sha: str | None = None) -> str:
    hidden = f" <!-- {id}{f' {sha}' if sha else ''} -->" if id else ""
    return f"{box['lead']}{'x' if on else ' '}{box['text'].rstrip()}{hidden}{box['rest']}"


def _plain(line: str) -> str:
    """Return a line without a step's id: a copy of the box that counts for nothing."""
    return BOX.sub(lambda box: _line(box, on=box["tick"] != " "), line)


def _bare(line: str) -> str:
    return BOX.sub(lambda box: _line(box, on=False), line).replace(BREAK, "").strip()


def _words(box: re.Match[str]) -> str:
    """Return the words of a box, the same when somebody deleted every hidden comment."""
    return box["text"].replace(BREAK, "").strip()


def _boxes(body: str) -> Iterator[re.Match[str]]:
    return BOX.finditer(body) if "[" in body else iter(())


def _mark_hash(body: str) -> str:
    mark = MARK.match(body)
    return mark["hash"] if mark else ""


def _hash(text: str) -> str:
    """Hash a span as written: line endings, ticks and the commits beside them do not count."""
    blank = BOX.sub(lambda box: _line(box, on=False, id=box["id"]), text) if "[" in text else text
    lines = "\n".join(line.rstrip() for line in _LINE_END.split(blank)).strip("\n")
    return hashlib.sha256(lines.encode("utf-8", "surrogatepass")).hexdigest()[:12]
