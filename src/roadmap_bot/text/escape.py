r"""Make text from roadmaps and commits inert: it pings nobody, refers to nothing, closes nothing and swallows nothing.

An empty HTML comment splits what GitHub would turn into a reference. Backslashes and entities do not help: GitHub looks
for references in the rendered text, where `\@` and `&#64;` are an `@` again, and a zero-width space would stay in
what a reader copies (https://github.com/github/cmark-gfm/issues/181, https://github.com/openjdk/skara/pull/1548).
Inside code GitHub looks for nothing, so code stays as it is.
"""

from __future__ import annotations

import html
import re
import string
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from roadmap_bot.text.characters import BIDI

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

BREAK = "<!-- -->"
SHORTEST_SHA = 7

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_CELL = re.compile(r"(?:\\[^\n]|[^|\\\n])++")
_FENCE_END = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*\Z")
_NO_ENTITY = r"&(?!\#|[A-Za-z][0-9A-Za-z]*;)"
_AUTOLINK = (
    rf"<(?i:https?://|mailto:)(?:[^\x00-\x20<>&]|{_NO_ENTITY})*+>"
    r"|<[\w.+-]*[0-9A-Za-z]@[0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*+>"
)
_TICKS = re.compile(rf"\\[!-/:-@\[-`{{-~]|{_AUTOLINK}|(?P<ticks>`++)", re.ASCII)

# GitHub's own remedy against back links: https://docs.github.com/en/get-started/writing-on-github/
# working-with-advanced-formatting/autolinked-references-and-urls#avoiding-backlinks-to-linked-references
_REFERRING_HOST = re.compile(
    r"(?<![0-9A-Za-z.-])(?:www\\?\.)?github\\?\.com"
    r"(?=(?::[0-9]+)?(?:(?:\\?/)++[^\s/\\]++){2}(?:\\?/)++(?:issues|pulls?|discussions|commits?|compare)\\?/+\w)",
    re.IGNORECASE,
)

_SPOTS = re.compile(
    rf"""
    (?P<keep>
        \\[!"$%&'()*+,./:;<=>?\[\\\]^_`{{|}}~]      # escaped; but an escaped @ # - still refers
      | (?<=[0-9A-Za-z@\#;_./:-])<!--[ ]-->             # ours; at the start of a line it would open HTML
      | {_AUTOLINK}                                 # links refer to nothing, and break when split
      | (?<![A-Za-z])(?i:https?)://[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)++(?::[0-9]+)?
        (?:[/?\#](?:[\w/.~:?\#@!$+,;=%-]|{_NO_ENTITY}|\([\w/.~:?\#@!$+,;=%-]*\))*+)?
    )
    | \[(?!\^)(?P<text>(?:[^\[\]<`\\]|\\.|<!--[ ]-->)*+)\]\((?P<target>(?:[^\s()<>\\`&]|{_NO_ENTITY})*+)\)
    | (?P<entity>&(?:\#[0-9]{{1,7}}|\#[xX][0-9A-Fa-f]{{1,6}}|[A-Za-z][0-9A-Za-z]{{1,30}});)
    | (?P<tag><(?=[A-Za-z/!?]))
    | (?P<sign>(?<![0-9A-Za-z])@(?=[0-9A-Za-z])|\#(?=[0-9])|[Gg][Hh]\\?-(?=[0-9]))
    | (?P<sha>(?<![0-9A-Za-z])[0-9A-Fa-f]{{{SHORTEST_SHA},40}}(?:(?![0-9A-Za-z])|(?=(?i:https?)://)))
    """,
    re.VERBOSE,
)
_REFERRING = frozenset(string.ascii_letters + string.digits + "@#-/.:_")


class Ticks(NamedTuple):
    """A code span with its delimiters, or a run of backticks that opens none, as offsets."""

    start: int
    end: int
    is_code: bool


def inert(markdown: str) -> str:
    """Return the Markdown with the same looks for a reader, and nothing in it for GitHub to act upon."""
    if len(_LINE.findall(markdown.strip("\r\n"))) < 2:
        return _inert_line(markdown)
    lines, has_notes = _LINE.findall(markdown), _has_notes(markdown)
    blocks, tail = _find_blocks(markdown, lines, has_notes=has_notes)
    shown = (
        text if is_code else _inert_block(text, has_notes=has_notes) for text, is_code in blocks
    )
    return "".join(shown) + tail


def code_span(text: str) -> str:
    """Return the text as a code span on one line, whatever it holds."""
    line = _flatten(text)
    ticks = "`" * (1 + max((len(run) for run in re.findall("`+", line)), default=0))
    pad = " " if line[:1] in ("", "`") or line[-1] == "`" else ""
    return f"{ticks}{pad}{line}{pad}{ticks}" if line else f"{ticks} {ticks}"


def cell(text: str) -> str:
    """Return the Markdown as the content of a table cell: one line, no bare pipe."""
    return re.sub(
        r"(\\*+)\|",
        lambda found: found[1] + "\\" * (1 - len(found[1]) % 2) + "|",
        " ".join(text.split()),
    )


def plain(text: str, limit: int) -> str:
    """Return the text on one line, without control characters, cut to `limit` characters."""
    line = _flatten(text)
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def find_code(text: str) -> Iterator[Ticks]:
    """Find the code spans and loose backticks of one paragraph, as CommonMark does, in linear time."""
    closers: dict[int, list[int]] = {}
    for run in re.finditer("`+", text):
        closers.setdefault(run.end() - run.start(), []).append(run.start())
    here = 0
    while found := _TICKS.search(text, here):
        here = found.end()
        if found["ticks"]:
            length = here - found.start()
            ends = closers.get(length, [])
            nearest = bisect_left(ends, here)
            here = ends[nearest] + length if nearest < len(ends) else here
            yield Ticks(found.start(), here, nearest < len(ends))


def _find_blocks(
    markdown: str, lines: list[str], *, has_notes: bool
) -> tuple[Iterator[tuple[str, bool]], str]:
    tokens = _parser().parse(markdown)
    ends: dict[int, tuple[int, bool]] = {}
    tail = ""
    for token in tokens:
        if token.map and (
            token.type in ("fence", "inline") or (token.type == "code_block" and not has_notes)
        ):
            ends[token.map[0]] = (token.map[1], token.type != "inline")
            if (
                token.type == "fence"
                and token.level == 0
                and not _is_closed(lines[slice(*token.map)], token.markup)
            ):
                tail = ("" if lines[-1].endswith(("\r", "\n")) else "\n") + token.markup + "\n"
    return _cut(lines, ends), tail


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # Without HTML the parser sees the blocks that GitHub will see: every tag is escaped below.
    return MarkdownIt("commonmark", {"html": False}).disable("inline")


def _cut(lines: list[str], ends: dict[int, tuple[int, bool]]) -> Iterator[tuple[str, bool]]:
    here = 0
    while here < len(lines):
        end, is_code = ends.get(here, (here + 1, False))
        yield "".join(lines[here:end]), is_code
        here = end


def _is_closed(lines: list[str], fence: str) -> bool:
    found = _FENCE_END.match(lines[-1].rstrip("\r\n"))
    return len(lines) > 1 and found is not None and found[1].startswith(fence)


def _has_notes(markdown: str) -> bool:
    # GitHub knows footnotes, the parser does not: what it takes for code may be the text of a note.
    return "[^" in markdown


def _inert_line(line: str) -> str:
    # It may end up anywhere in a line, where it opens no fence.
    start = len(line) - len(line.lstrip())
    escape = "\\" if line.startswith("~~~", start) else ""
    return line[:start] + escape + _inert_block(line[start:], has_notes=_has_notes(line))


def _inert_block(block: str, *, has_notes: bool) -> str:
    done: list[str] = []
    here = 0
    for first, last in _find_pieces(block, has_notes=has_notes):
        for ticks in find_code(block[first:last]):
            run = block[first + ticks.start : first + ticks.end]
            done += [
                _inert_text(block[here : first + ticks.start]),
                run if ticks.is_code else run.replace("`", "\\`"),
            ]
            here = first + ticks.end
    return _close("".join([*done, _inert_text(block[here:])]))


def _find_pieces(block: str, *, has_notes: bool) -> list[tuple[int, int]]:
    """Find the parts of the block that no code span can leave: a cell where it may be a table, else a line or all."""
    if any(
        "-" in line and set(":|") & set(line) and set(line) <= set(":|-> \t")
        for line in block.splitlines()
    ):
        return [found.span() for found in _CELL.finditer(block)]
    if has_notes:
        return [found.span() for found in _LINE.finditer(block)]
    return [(0, len(block))]


def _inert_text(text: str) -> str:
    return _SPOTS.sub(_inert_spot, _REFERRING_HOST.sub("redirect.github.com", text))


def _inert_spot(spot: re.Match[str]) -> str:
    if spot["keep"]:
        return spot[0]
    if spot["target"] is not None:
        return f"[{_inert_text(spot['text'])}]({spot['target']})"
    if spot["tag"]:
        return "&lt;"
    if spot["sign"]:
        return spot[0] + BREAK
    if spot["sha"]:
        size = SHORTEST_SHA - 1
        return BREAK.join(spot[0][start : start + size] for start in range(0, len(spot[0]), size))
    return _inert_entity(spot)


def _inert_entity(spot: re.Match[str]) -> str:
    if not _REFERRING.issuperset(html.unescape(spot[0])):
        return spot[0]
    before = spot.string[spot.start() - 1 : spot.start()]
    after = spot.string[spot.end() : spot.end() + len(BREAK)]
    left = BREAK if before and before in _REFERRING else ""
    return left + spot[0] + ("" if after == BREAK else BREAK)


def _close(text: str) -> str:
    # A last lone backslash would escape what the bot appends.
    return text + "\\" * ((len(text) - len(text.rstrip("\\"))) % 2)


def _flatten(text: str) -> str:
    shown = "".join(
        " " if sign < " " or "\x7f" <= sign < "\xa0" else sign for sign in text if sign not in BIDI
    )
    return " ".join(shown.encode("utf-16", "surrogatepass").decode("utf-16", "replace").split())
