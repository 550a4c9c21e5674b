"""Keep of a commit message what its author says: no code, quotations, comments, trailers, reverts or merged titles."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from roadmap_bot.text.code_spans import find_code

LIMIT = 64 * 1024  # bytes of a message that are read
CODE = "\ufffc"  # stands where a code span stood, so that the words around it do not meet

_REVERT = re.compile(
    r"(?:revert|reapply)(?:[ ]?[\"“:]|\([^()]*+\)!?:)|(?:还原|回滚|撤销)[ ]?[\"“]", re.IGNORECASE
)
_MERGE = re.compile(r"merge[sd]?[ ]", re.IGNORECASE)
_QUOTED = re.compile(r"'[^']*+'|\"[^\"]*+\"|“[^”]*+”|‘[^’]*+’")
_FENCE = re.compile(r"[ \t]*+(?P<fence>`{3,}+(?=[^`]*+\Z)|~{3,}+)(?P<rest>.*)", re.DOTALL)
_KEY = re.compile(r"(?P<key>[A-Za-z][0-9A-Za-z-]{0,63}):[ \t]")
_ITEM = re.compile(r"[ \t]*+(?:[-*+]|[0-9]{1,9}[.)])[ \t]")
_COMMENT = re.compile(r"#(?!\S)")
_SCISSORS = re.compile(r"#[ -]*+>8[ -]*+\Z")


def find_prose(message: str, own_keys: Collection[str]) -> Iterator[str]:
    """Yield the lines that count; `own_keys` are the words (folded) that make a final `key: value` no trailer."""
    lines = _read_lines(message)
    if (
        not lines
        or _REVERT.match(lines[0])
        or any(line.startswith("This reverts commit ") for line in lines)
    ):
        return
    if _MERGE.match(lines[0]):
        # Git and GitHub name branches here, and `merge.log` lists other people's subjects below, indented.
        lines = [
            _QUOTED.sub(CODE, lines[0]),
            *("" if line.startswith("  ") else line for line in lines[1:]),
        ]
    for paragraph in _find_paragraphs(_drop_trailers(lines, own_keys)):
        yield from _drop_code_spans("\n".join(paragraph)).split("\n")


def _read_lines(message: str) -> list[str]:
    # UTF-8 needs at least one byte for a character, so nothing behind the limit is even encoded.
    raw = message[: LIMIT + 1].encode("utf-8", "surrogatepass")
    lines = raw[:LIMIT].decode("utf-8", "replace").splitlines()
    if len(raw) > LIMIT:
        lines = lines[:-1]  # half a line could say something else than the whole
    first = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    last = next(
        (number for number in range(len(lines), first, -1) if lines[number - 1].strip()), first
    )
    return [lines[first].lstrip("\ufeff"), *lines[first + 1 : last]] if first < last else []


def _drop_trailers(lines: list[str], own_keys: Collection[str]) -> list[str]:
    """Blank the trailers: keys with a hyphen anywhere below the subject, and a last paragraph of `Key: value` lines."""
    start = (
        max((number for number, line in enumerate(lines) if not line.strip()), default=len(lines))
        + 1
    )
    is_block = all(
        _KEY.match(line) or (number and line[:1] in " \t")
        for number, line in enumerate(lines[start:])
    )

    def counts(number: int, line: str) -> bool:
        found = _KEY.match(line)
        key = found["key"].casefold() if found and number else ""
        return not ("-" in key or (is_block and number >= start and key not in own_keys))

    return [line if counts(number, line) else "" for number, line in enumerate(lines)]


def _find_paragraphs(lines: list[str]) -> Iterator[list[str]]:
    """Yield the lines between blank ones, without fenced and indented code, quotations and comments."""
    paragraph: list[str] = []
    fence, depth = "", 0
    for line in lines:
        if _SCISSORS.match(line):  # `git commit --verbose`: a diff follows
            break
        opened = _FENCE.match(line)
        indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip(" "))
        if fence:
            if (
                opened
                and opened["fence"].startswith(fence)
                and not opened["rest"].strip()
                and indent <= depth + 3
            ):
                fence = ""
        elif opened:
            fence, depth = opened["fence"], indent
        elif (
            line.strip()
            and not line.lstrip().startswith(">")
            and not _COMMENT.match(line)
            and (paragraph or indent < 4)
        ):
            if _ITEM.match(line):
                yield paragraph
                paragraph = []
            paragraph.append(line)
            continue
        yield paragraph
        paragraph = []
    yield paragraph


def _drop_code_spans(text: str) -> str:
    done: list[str] = []
    here = 0
    for ticks in find_code(text):
        if ticks.is_code:
            done += [
                text[here : ticks.start],
                CODE,
                "\n" * text.count("\n", ticks.start, ticks.end),
                CODE,
            ]
            here = ticks.end
    return "".join([*done, text[here:]])
