"""Tell of each line of a commit message whether its author says it.

No code, quotation, trailer, revert or merge.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from roadmap_bot.commits.tokens import CODE
from roadmap_bot.text.code_spans import find_code

LIMIT = 64 * 1024  # bytes of a message that are read

_REVERT = re.compile(
    r"(?:revert|reapply)(?:[ ]?[\"“:]|\([^()]*+\)!?:)|(?:还原|回滚|撤销)[ ]?[\"“]", re.IGNORECASE
)
_FIXUP = re.compile(r"\s*(?:fixup|squash|amend)! ")
_MERGE = re.compile(r"merge[sd]?[ ]", re.IGNORECASE)
_GIT_MERGE = re.compile(r"Merge (?:branch|branches|tag|commit|remote-tracking|pull request)\b")
_QUOTED = re.compile(r"'[^']*+'|\"[^\"]*+\"|“[^”]*+”|‘[^’]*+’")
_SQUASH = re.compile(r"Squashed commit of the following:\s*\Z")
_SQUASHED = re.compile(r"commit [0-9a-f]{7,40}\s*\Z")
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
    lines = _read_lines(message)
    keys = _Keys(own_keys, strict_keys)
    heads = [number for number, line in enumerate(lines) if _SQUASH.match(line)]
    start = heads[0] if heads else len(lines)
    messages = [lines[:start], *_split_squash(lines[start:])]
    return [line for message in messages for line in _read_message(message, keys)]


@dataclass(frozen=True, slots=True)
class _Keys:
    own: Collection[str]
    strict: Collection[str]


def _read_lines(message: str) -> list[str]:
    # UTF-8 needs at least one byte for a character, so nothing behind the limit is even encoded.
    raw = message[: LIMIT + 1].encode("utf-8", "surrogatepass")
    lines = raw[:LIMIT].decode("utf-8", "replace").splitlines()
    if len(raw) > LIMIT:
        lines = lines[:-1]  # half a line could say something else than the whole
    return _strip_blank(lines)


def _strip_blank(lines: Sequence[str]) -> list[str]:
    solid = [number for number, line in enumerate(lines) if line.strip()]
    if not solid:
        return []
    first, last = solid[0], solid[-1]
    return [lines[first].lstrip("\ufeff"), *lines[first + 1 : last + 1]]


def _split_squash(lines: Sequence[str]) -> list[list[str]]:
    """Split git's squash message into those it holds, the newest first.

    Each is indented by four spaces.
    """
    messages: list[list[str]] = []
    for line in lines:
        if _SQUASHED.match(line):
            messages.append([])
        elif messages and (line.startswith("    ") or not line.strip()):
            messages[-1].append(line[4:])
    return [_strip_blank(message) for message in reversed(messages)]


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
    subject = replace(lines[0], text=_QUOTED.sub(CODE, lines[0].text))
    if _GIT_MERGE.match(subject.text):
        subject = replace(lines[0], void="merge")
    return [subject, *map(_mark_merged, lines[1:])]


def _mark_merged(line: Line) -> Line:
    return replace(line, void="merge") if line.text.startswith("  ") else line


def _mark_trailers(lines: Sequence[Line], keys: _Keys) -> Iterator[Line]:
    """Void the trailers.

    Keys with a hyphen anywhere below the subject, and a last paragraph of `Key: value` lines.
    """
    start = _find_block(lines)
    for number, line in enumerate(lines):
        found = _KEY.match(line.text) if number else None
        key = found["key"].casefold() if found else ""
        in_block = number >= start
        if "-" in key:
            yield replace(line, void="key")
        elif in_block and key in keys.strict:
            yield replace(line, is_strict=True)
        elif in_block and key not in keys.own:
            yield replace(line, void="trailer")
        else:
            yield line


def _find_block(lines: Sequence[Line]) -> int:
    """Find where the trailers begin.

    In a last paragraph of keys, and of what goes on below them.
    """
    blank = [number for number, line in enumerate(lines) if not line.text.strip()]
    if not blank:
        return len(lines)
    start = blank[-1] + 1
    first, *rest = lines[start:]
    is_block = _KEY.match(first.text) and all(map(_is_trailer, rest))
    return start if is_block else len(lines)


def _is_trailer(line: Line) -> bool:
    return bool(_KEY.match(line.text)) or line.text[:1] in " \t"


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
    fence, depth = "", 0
    for line in lines:
        if _SCISSORS.match(line.text):  # `git commit --verbose`: a diff follows
            break
        why = "code" if fence else ""
        opened = _FENCE.match(line.text)
        wide = line.text.expandtabs(4)
        indent = len(wide) - len(wide.lstrip(" "))
        if fence:
            if opened and _closes(opened, fence) and indent <= depth + 3:
                fence = ""
        elif opened:
            fence, depth, why = opened["fence"], indent, "code"
        elif line.text.lstrip().startswith(">"):
            why = "quote"
        elif indent >= 4 and not paragraph:
            why = "code"
        if not why and line.text.strip():
            if BULLET.match(line.text) or line.text.startswith("#"):
                yield from _drop_code_spans(paragraph)
                paragraph = []
            paragraph.append(line)
            continue
        yield from _drop_code_spans(paragraph)
        paragraph = []
        yield replace(line, void=line.void or why)
    yield from _drop_code_spans(paragraph)


def _closes(opened: re.Match[str], fence: str) -> bool:
    return opened["fence"].startswith(fence) and not opened["rest"].strip()


def _drop_code_spans(paragraph: Sequence[Line]) -> Iterator[Line]:
    """Take the code spans out of a paragraph; what they hold follows as lines of its own."""
    text = "\n".join(line.text for line in paragraph)
    done: list[str] = []
    code: list[str] = []
    here = 0
    for ticks in find_code(text):
        if ticks.is_code:
            span = text[ticks.start : ticks.end]
            done += [text[here : ticks.start], CODE, "\n" * span.count("\n"), CODE]
            code += span.strip("`").split("\n")
            here = ticks.end
    texts = "".join([*done, text[here:]]).split("\n")
    for line, text in zip(paragraph, texts, strict=False):
        yield replace(line, text=text)
    yield from (Line(text, "code") for text in code)
