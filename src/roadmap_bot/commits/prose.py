"""Tell of each line of a commit message whether its author says it.

No code, quotation, trailer, revert or merge.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from roadmap_bot.commits.squash import split_message
from roadmap_bot.commits.tokens import CODE
from roadmap_bot.text.code_spans import find_code

_REVERT = re.compile(
    r"(?:revert|reapply)(?:[ ]?[\"“:]|\([^()]*+\)!?:)|(?:还原|回滚|撤销)[ ]?[\"“]", re.IGNORECASE
)
_FIXUP = re.compile(r"\s*(?:fixup|squash|amend)! ")
_MERGE = re.compile(r"merge[sd]?[ ]", re.IGNORECASE)
_GIT_MERGE = re.compile(r"Merge (?:branch|branches|tag|commit|remote-tracking|pull request)\b")
_QUOTED = re.compile(r"'[^']*+'|\"[^\"]*+\"|“[^”]*+”|‘[^’]*+’")
_FENCE = re.compile(r"[ \t]*+(?P<fence>`{3,}+(?=[^`]*+\Z)|~{3,}+)(?P<rest>.*)", re.DOTALL)
_KEY = re.compile(r"(?P<key>[A-Za-z][0-9A-Za-z-]{0,63}):[ \t]")
_SCISSORS = re.compile(r"#[ -]*+>8[ -]*+\Z")
BULLET = re.compile(
    r"[ \t\u3000]*+(?:[-*+•·◦▪‣](?=\s)|[(（]?[0-9]{1,9}[.)）](?=\s)|[0-9]{1,3}、)\s*+"
)
_HASH = r"(?<![0-9A-Za-z])(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{7,40}(?![0-9A-Za-z])"
_LOG = re.compile(rf"\s*{_HASH}\s")
_LINKED = re.compile(rf"{_HASH}|/(?:commits?|pulls?|merge_requests)/[0-9a-f]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a message.

    `void` says why it is nothing that its author says, `is_strict` that it is a trailer.
    """

    text: str
    void: str = ""
    is_strict: bool = False


def find_prose(
    message: str, own_keys: Collection[str], strict_keys: Collection[str] = ()
) -> list[Line]:
    """Find the lines of a message.

    Keys (folded) are those that make of a final `key: value` no trailer; behind a strict one only
    ids may stand.
    """
    keys = _Keys(own_keys, strict_keys)
    messages = split_message(message)
    return [line for lines in messages for line in _read_message(lines, keys)]


@dataclass(frozen=True, slots=True)
class _Keys:
    own: Collection[str]
    strict: Collection[str]


def _read_message(lines: Sequence[str], keys: _Keys) -> list[Line]:
    why = _find_void(lines)
    if why:
        return [Line(line, why) for line in lines]
    marked = _mark_merge([Line(line) for line in lines])
    return list(_mark_code(_mark_logs(_mark_trailers(marked, keys))))


def _find_void(lines: Sequence[str]) -> str:
    """Find why nothing of a message counts."""
    if lines and _FIXUP.match(lines[0]):
        return "fixup"
    is_revert = bool(lines) and _REVERT.match(lines[0])
    if is_revert or any(line.startswith("This reverts commit ") for line in lines):
        return "revert"
    return ""


def _mark_merge(lines: list[Line]) -> list[Line]:
    """Void a merge's subject.

    Git names branches there, and `merge.log` lists other people's subjects below, indented.
    """
    if not lines or not _MERGE.match(lines[0].text):
        return lines
    first, *below = lines
    said = _QUOTED.sub(CODE, first.text)
    subject = replace(first, text=said)
    if _GIT_MERGE.match(said):
        subject = replace(first, void="merge")
    return [subject, *map(_mark_merged, below)]


def _mark_merged(line: Line) -> Line:
    if not line.text.startswith("  "):
        return line
    return replace(line, void="merge")


def _mark_trailers(lines: Sequence[Line], keys: _Keys) -> Iterator[Line]:
    """Void the trailers.

    Keys with a hyphen anywhere below the subject, and a last paragraph of `Key: value` lines.
    """
    start = _find_block(lines)
    yield from lines[:1]
    for number, line in enumerate(lines[1:], 1):
        key = _find_key(line)
        in_block = number >= start
        if "-" in key:
            yield replace(line, void="key")
        elif in_block and key in keys.strict:
            yield replace(line, is_strict=True)
        elif in_block and key not in keys.own:
            yield replace(line, void="trailer")
        else:
            yield line


def _find_key(line: Line) -> str:
    """Find the key of a `Key: value` line, folded, empty where it is none."""
    found = _KEY.match(line.text)
    if found is None:
        return ""
    return found["key"].casefold()


def _find_block(lines: Sequence[Line]) -> int:
    """Find where the trailers begin.

    In a last paragraph of keys, and of what goes on below them.
    """
    blank = [number for number, line in enumerate(lines) if not line.text.strip()]
    if not blank:
        return len(lines)
    start = blank[-1] + 1
    first, *rest = lines[start:]
    if _find_key(first) and all(map(_is_trailer, rest)):
        return start
    return len(lines)


def _is_trailer(line: Line) -> bool:
    return bool(_find_key(line)) or line.text.startswith((" ", "\t"))


def _mark_logs(lines: Iterable[Line]) -> Iterator[Line]:
    """Void what a changelog or `git log` wrote.

    A list's or a log's line with a commit's hash or link.
    """
    for line in lines:
        is_listed = BULLET.match(line.text) and _LINKED.search(line.text)
        if _FIXUP.match(line.text):
            yield replace(line, void="fixup")
        elif is_listed or _LOG.match(line.text):
            yield replace(line, void="changelog")
        else:
            yield line


def _mark_code(lines: Iterable[Line]) -> Iterator[Line]:
    """Void fenced and indented code, and quotations.

    Take code spans out of the paragraphs between.
    """
    paragraph: list[Line] = []
    fence = _Fence()
    for line in lines:
        if _SCISSORS.match(line.text):  # `git commit --verbose`: a diff follows
            break
        why = _find_code(line.text, fence, in_paragraph=bool(paragraph))
        is_prose = not why and line.text.strip()
        if not is_prose or _begins_anew(line):
            yield from _drop_code_spans(paragraph)
            paragraph = []
        if is_prose:
            paragraph.append(line)
        else:
            yield replace(line, void=line.void or why)
    yield from _drop_code_spans(paragraph)


def _begins_anew(line: Line) -> bool:
    return line.text.startswith("#") or BULLET.match(line.text) is not None


@dataclass(slots=True)
class _Fence:
    """The fence that is open, if one is: its signs, and how far it is indented."""

    signs: str = ""
    depth: int = 0

    def take(self, text: str) -> bool:
        """Take the next line; tell whether it is fenced code or a fence."""
        was_open = bool(self.signs)
        found = _FENCE.match(text)
        if found and not was_open:
            self.signs, self.depth = found["fence"], _find_indent(text)
        elif found and self._is_closed(found, text):
            self.signs = ""
        return was_open or bool(self.signs)

    def _is_closed(self, found: re.Match[str], text: str) -> bool:
        is_alike = found["fence"].startswith(self.signs) and not found["rest"].strip()
        return is_alike and _find_indent(text) <= self.depth + 3


def _find_code(text: str, fence: _Fence, *, in_paragraph: bool) -> str:
    """Find why a line is nothing that its author says, empty where it is."""
    if fence.take(text):
        return "code"
    if text.lstrip().startswith(">"):
        return "quote"
    is_indented = _find_indent(text) >= 4 and not in_paragraph
    return "code" if is_indented else ""


def _find_indent(text: str) -> int:
    wide = text.expandtabs(4)
    return len(wide) - len(wide.lstrip(" "))


def _drop_code_spans(paragraph: Sequence[Line]) -> Iterator[Line]:
    """Take the code spans out of a paragraph; what they hold follows as lines of its own."""
    text = "\n".join(line.text for line in paragraph)
    done: list[str] = []
    code: list[str] = []
    here = 0
    for ticks in find_code(text):
        if ticks.is_code:
            span = text[ticks.start : ticks.end]
            breaks = "\n" * span.count("\n")
            done += [text[here : ticks.start], CODE, breaks, CODE]
            code += span.strip("`").split("\n")
            here = ticks.end
    done.append(text[here:])
    texts = "".join(done).split("\n")
    for line, text in zip(paragraph, texts, strict=False):
        yield replace(line, text=text)
    yield from (Line(text, "code") for text in code)
