r"""Make text inert: it pings nobody, refers to nothing, closes nothing and swallows nothing.

An empty HTML comment splits what GitHub would turn into a reference. Backslashes and entities do
not help: GitHub looks for references in the rendered text, where `\@` and `&#64;` are an `@` again,
and a zero-width space would stay in what a reader copies
(https://github.com/github/cmark-gfm/issues/181, https://github.com/openjdk/skara/pull/1548).
Inside code GitHub looks for nothing, so code stays as it is.
"""

from __future__ import annotations

import html
import re
import string
from collections.abc import Iterator
from itertools import pairwise

from roadmap_bot.text.blocks import find_blocks, find_outline, may_have_notes
from roadmap_bot.text.characters import BIDI
from roadmap_bot.text.code_spans import (
    AUTOLINK,
    NO_ENTITY,
    Ticks,
    find_code,
    find_longest_run,
    make_fence,
)
from roadmap_bot.text.lines import LINE, split_lines

BREAK = "<!-- -->"
SHORTEST_SHA = 7

_BRACKET = re.compile(r"(\\*)([\[\]])")
_CELL = re.compile(r"(?:\\[^\n]|[^|\\\n])++")

# GitHub's own remedy against back links: https://docs.github.com/en/get-started/writing-on-github/
# working-with-advanced-formatting/autolinked-references-and-urls
# #avoiding-backlinks-to-linked-references
_REFERRING_HOST = re.compile(
    r"(?<![0-9A-Za-z.-])(?:www\\?\.)?github\\?\.com"
    r"(?=(?::[0-9]+)?(?:(?:\\?/)++[^\s/\\]++){2}(?:\\?/)++"
    r"(?:issues|pulls?|discussions|commits?|compare)\\?/+\w)",
    re.IGNORECASE,
)

# Where a line of a paragraph may begin a block of HTML, which ends the paragraph and its code.
_HTML_LINE = re.compile(r"(?<=[\r\n])[ \t>]*+(?=<[A-Za-z/!?])")

_SPOTS = re.compile(
    rf"""
    (?P<keep>
        \\[!"$%&'()*+,./:;<=>?\[\\\]^_`{{|}}~]      # escaped; but an escaped @ # - still refers
      | (?<=[0-9A-Za-z@\#;_./:-])<!--[ ]-->       # ours; where a line starts it would open HTML
      | {AUTOLINK}                                # links refer to nothing, and break when split
      | (?<![A-Za-z])(?i:https?)://[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)++(?::[0-9]+)?
        (?:[/?\#](?:[\w/.~:?\#@!$+,;=%-]|{NO_ENTITY}|\([\w/.~:?\#@!$+,;=%-]*\))*+)?
    )
    | \[(?!\^)(?P<text>(?:[^\[\]<`\\]|\\.|<!--[ ]-->)*+)\]
      \((?P<target>(?:[^\s()<>\\`&]|{NO_ENTITY})*+)\)
    | (?P<entity>&(?:\#[0-9]{{1,7}}|\#[xX][0-9A-Fa-f]{{1,6}}|[A-Za-z][0-9A-Za-z]{{1,30}});)
    | (?P<tag><(?=[A-Za-z/!?]))
    | (?P<sign>(?<![0-9A-Za-z])@(?=[0-9A-Za-z])|\#(?=[0-9])|[Gg][Hh]\\?-(?=[0-9]))
    | (?P<sha>
        (?<![0-9A-Za-z])[0-9A-Fa-f]{{{SHORTEST_SHA},40}}(?:(?![0-9A-Za-z])|(?=(?i:https?)://))
      )
    """,
    re.VERBOSE,
)
_REFERRING = frozenset(string.ascii_letters + string.digits + "@#-/.:_")
_CONTROLS = (*range(0x20), *range(0x7F, 0xA0))
_FLAT = dict.fromkeys(_CONTROLS, " ") | dict.fromkeys(map(ord, BIDI), "")


def inert(markdown: str) -> str:
    """Return the Markdown with the same looks for a reader, and nothing for GitHub to act upon."""
    is_line = len(split_lines(markdown.strip("\r\n"))) == 1
    if is_line:
        return _inert_line(markdown)
    shown = _inert_lines(markdown)
    if find_outline(shown, html=True) == find_outline(markdown, html=False):
        return shown
    return make_fence(markdown)  # its code would be words now: it is shown as it was typed


def code_span(text: str) -> str:
    """Return the text as a code span on one line, whatever it holds."""
    line = _flatten(text)
    if not line:
        return "` `"
    ticks = "`" * (find_longest_run(line) + 1)
    pad = " " if "`" in (line[0], line[-1]) else ""
    return f"{ticks}{pad}{line}{pad}{ticks}"


def cell(text: str) -> str:
    """Return the Markdown as the content of a table cell: one line, no bare pipe."""
    line = " ".join(text.split())
    return re.sub(r"(\\*+)\|", _escape_pipe, line)


def inert_line(text: str) -> str:
    """Return the text inert, on one line."""
    return inert(" ".join(text.split()))


def link(title: str, url: str) -> str:
    """Return a title on one line as a link, where it has an address."""
    line = inert_line(title)
    if not url:
        return line
    text = _BRACKET.sub(_escape_bracket, line)
    address = url.replace("(", "%28").replace(")", "%29")
    return inert(f"[{text}]({address})")


def plain(text: str, limit: int) -> str:
    """Return the text on one line, without control characters, cut to `limit` characters."""
    line = _flatten(text)
    if len(line) <= limit:
        return line
    return line[: limit - 1].rstrip() + "…"


def _escape_bracket(found: re.Match[str]) -> str:
    """Escape a bracket, unless it is escaped already."""
    slashes, bracket = found.groups()
    is_escaped = len(slashes) % 2 == 1
    if is_escaped:
        return found[0]
    return f"{slashes}\\{bracket}"


def _escape_pipe(found: re.Match[str]) -> str:
    backslashes = found[1]
    if len(backslashes) % 2:
        return found[0]
    return f"{backslashes}\\|"


def _flatten(text: str) -> str:
    shown = text.translate(_FLAT)
    # Half a surrogate pair cannot be written.
    whole = shown.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return " ".join(whole.split())


def _inert_lines(markdown: str) -> str:
    notes = may_have_notes(markdown)
    done: list[str] = []
    for block in find_blocks(markdown):
        if block.is_code:
            done.append(block.text)
        else:
            lead, text = block.text[: block.lead], block.text[block.lead :]
            done.append(lead + _inert_block(text, has_notes=notes))
    return "".join(done)


def _inert_line(line: str) -> str:
    """Make a line inert that may end up anywhere in another, where it opens no fence."""
    text = line.lstrip()
    indent = line[: len(line) - len(text)]
    escape = "\\" if text.startswith("~~~") else ""
    return indent + escape + _inert_block(text, has_notes=may_have_notes(line))


def _inert_block(block: str, *, has_notes: bool) -> str:
    done: list[str] = []
    here = 0
    for ticks in _find_code(block, has_notes=has_notes):
        done.append(_inert_text(block[here : ticks.start]))
        done.append(_inert_ticks(block, ticks))
        here = ticks.end
    done.append(_inert_text(block[here:]))
    return _close("".join(done))


def _find_code(block: str, *, has_notes: bool) -> Iterator[Ticks]:
    for first, last in _find_pieces(block, has_notes=has_notes):
        for start, end, is_code in find_code(block[first:last]):
            yield Ticks(first + start, first + end, is_code)


def _find_pieces(block: str, *, has_notes: bool) -> list[tuple[int, int]]:
    """Find the parts of a block that no code span can leave.

    They are the cells of a table, the lines where a note or a link may be defined, else what lies
    between lines that may begin a block of HTML.
    """
    if any(map(_is_delimiter, block.splitlines())):
        return [found.span() for found in _CELL.finditer(block)]
    if has_notes or "]:" in block:
        return [found.span() for found in LINE.finditer(block)]
    cuts = [found.end() for found in _HTML_LINE.finditer(block)]
    return list(pairwise([0, *cuts, len(block)]))


def _is_delimiter(line: str) -> bool:
    """Whether a line may stand below the head of a table."""
    if "-" not in line:
        return False
    signs = set(line)
    return signs <= set(":|-> \t") and not signs.isdisjoint(":|")


def _inert_ticks(block: str, ticks: Ticks) -> str:
    run = block[ticks.start : ticks.end]
    if ticks.is_code:
        return run
    return run.replace("`", "\\`")


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
        return _split_sha(spot[0])
    return _inert_entity(spot)


def _split_sha(sha: str) -> str:
    size = SHORTEST_SHA - 1
    starts = range(0, len(sha), size)
    return BREAK.join(sha[start : start + size] for start in starts)


def _inert_entity(spot: re.Match[str]) -> str:
    """Split what an entity that may be part of a reference stands between."""
    text, (start, end) = spot.string, spot.span()
    if not _REFERRING.issuperset(html.unescape(spot[0])):
        return spot[0]
    left = BREAK if start and text[start - 1] in _REFERRING else ""
    right = "" if text.startswith(BREAK, end) else BREAK
    return left + spot[0] + right


def _close(text: str) -> str:
    """Escape a last lone backslash: it would escape what the bot appends."""
    backslashes = len(text) - len(text.rstrip("\\"))
    return text + "\\" * (backslashes % 2)
