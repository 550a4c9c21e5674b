"""The body of an issue: the span that the bot owns, and the hidden marker before it.

    <!-- roadmap-bot: llm-engineer-24w W03-2 3f9a1c0b7d42 -->
    …
    - [x] Define the model <!-- W03-2.2 1a2b3c4 -->
    <!-- roadmap-bot:end -->

The marker carries the roadmap's id, the unit's or task's id and a hash of the span as the bot wrote
it. All that stands outside the span is the learner's, and so are the ticks.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from roadmap_bot.issues.boxes import clear_boxes
from roadmap_bot.keys import CONTROL, issue_id, issue_key
from roadmap_bot.text.lines import split_lines
from roadmap_bot.text.markers import Marker, Span, find_markers, find_span

END = "<!-- roadmap-bot:end -->"
OPENING = "<!-- roadmap-bot: "
MARK = re.compile(
    rf"{OPENING}(?P<roadmap>[a-z0-9-]{{1,40}}) (?P<id>[A-Za-z0-9.-]{{1,20}})"
    r" (?P<hash>[0-9a-f]{12}) -->"
)
_REVIEW = re.compile(r"R(?:[0-9]{4}-W[0-9]{2}|-finished)(?:~[0-9]+)?")
_END_LINE = re.compile(rf"(?<![^\r\n])[ \t]*{re.escape(END)}[ \t]*(?![^\r\n])")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a marker says."""

    roadmap: str
    id: str
    hash: str


def make_body(roadmap: str, id: str, text: str) -> str:
    """Make a managed body of rendered `text`."""
    lines = text.strip("\n")
    return f"{OPENING}{roadmap} {id} {hash_span(text)} -->\n{lines}\n{END}\n"


def rename_roadmap(body: str, roadmap: str) -> str:
    """Let the marker of a body name the roadmap by the id that it has now."""
    mark = find_mark(body)
    if mark is None or mark.roadmap == roadmap:
        return body
    begin = _find_begin(body)
    if begin is None:
        return body
    marker = body[begin.start : begin.end].replace(f" {mark.roadmap} ", f" {roadmap} ", 1)
    return body[: begin.start] + marker + body[begin.end :]


def find_mark(body: str) -> Mark | None:
    """Find the marker of a body: on the first line, as a rule, or alone on any other."""
    match = MARK.match(body)
    if match is None:
        begin = _find_begin(body)
        match = MARK.fullmatch(begin.text) if begin else None
    if match is None:
        return None
    return Mark(match["roadmap"], match["id"], match["hash"])


def is_review(id: str) -> bool:
    """Whether an id, or the key of an issue, is that of a review and not of a unit or task."""
    return _REVIEW.fullmatch(issue_id(id)) is not None


def is_beside(id: str) -> bool:
    """Whether an id, or the key of an issue, is of what stands beside the roadmap.

    Those are reviews, and the one whose boxes ask the bot for something.
    """
    return is_review(id) or issue_key(issue_id(id)) == CONTROL


def is_pristine(body: str) -> bool:
    """Whether all that stands in a body is the bot's, whatever is ticked."""
    mark = find_mark(body)
    if mark is None:
        return False
    span = find_managed(body)
    outside = body[: span.start] + body[span.end :]
    if outside.strip():
        return False
    return mark.hash == hash_span(body[span.inner_start : span.inner_end])


def find_managed(body: str) -> Span:
    """Find the span, in the best way that what is left of its markers allows."""
    return _find_whole(body) or _find_damaged(body)


def hash_span(text: str) -> str:
    """Hash a span as written: line endings, ticks and the commits beside them do not count."""
    lines = [line.rstrip() for line in split_lines(clear_boxes(text))]
    written = "\n".join(lines).strip("\n")
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _find_whole(body: str) -> Span | None:
    """Find a span that stands at the top and says what its marker says."""
    mark = MARK.match(body)
    if mark is None:
        return None
    end = body.find(END, mark.end())
    if end < 0:
        return None
    inner = body[mark.end() : end].lstrip("\r\n")
    if hash_span(inner) != mark["hash"]:
        return None
    return Span(0, end - len(inner), end, end + len(END))


def _find_damaged(body: str) -> Span:
    """Find a span that somebody edited; where a marker is lost it goes as far as the body."""
    begin = _find_begin(body)
    if begin is None:
        return Span(0, 0, *_find_end(body, 0))
    least = begin.end
    pair = find_span(body[begin.start :], begin.text, END)
    if isinstance(pair, Span):
        least = begin.start + pair.inner_end
    return Span(begin.start, begin.end, *_find_end(body, least))


def _find_begin(body: str) -> Marker | None:
    if OPENING not in body:
        return None
    for marker in find_markers(body):
        if MARK.fullmatch(marker.text):
            return marker
    return None


def _find_end(body: str, start: int) -> tuple[int, int]:
    found = _END_LINE.search(body, start)
    if found is None:
        return len(body), len(body)
    return found.span()
