"""Markdown as HTML for a page of our own: the little HTML that GitHub shows, and nothing alive.

Pictures come from the files at hand; links lead out or nowhere; what else looks like HTML is text.
"""

from __future__ import annotations

import base64
import html
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token

KEPT = frozenset(
    ["p", "picture", "source", "img", "details", "summary", "br", "sub", "sup", "kbd", "a"]
)
ATTRIBUTES = frozenset(["alt", "src", "srcset", "media", "width", "height", "open", "href"])
VOID = ("source", "img", "br")
BOXES = {"[ ] ": "☐ ", "[x] ": "☑ "}
BOX = re.compile("<li>(\n?(?:<p>)?[☐☑] )")
SCROLL = '<div class="scroll" tabindex="0">'

Pictures = Mapping[str, str]  # the address of each, by its path in the repository


@dataclass(frozen=True)
class Frame:
    """What a text is shown in: `top` is its highest heading, `path` the file that it stands in.

    Addresses below `home` are made up, so that no link leads there.
    """

    top: int
    path: str = ""
    pictures: Pictures = field(default_factory=dict)
    home: str = ""

    def leads_out(self, address: str) -> bool:
        """Whether there is something to be seen at an address."""
        is_web = address.startswith(("https://", "http://"))
        is_made_up = bool(self.home) and f"{address}/".startswith(f"{self.home}/")
        return is_web and not is_made_up

    def find_picture(self, address: str) -> str:
        """Find the picture that an address in the text means; empty where there is none."""
        path = posixpath.join(posixpath.dirname(self.path), address)
        return self.pictures.get(posixpath.normpath(path), "")


def render_markdown(text: str, frame: Frame) -> str:
    """Render Markdown as HTML."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    cleaner = _Cleaner(frame)
    tokens = parser.parse(text)
    _lower_headings(tokens, frame.top)
    for token in _walk(tokens):
        _tame(token, cleaner, frame)
    rendered: str = parser.renderer.render(tokens, parser.options, {})
    boxed = BOX.sub(r'<li class="box">\1', rendered)
    return boxed.replace("<table>", f"{SCROLL}<table>").replace("</table>", "</table></div>")


def embed_picture(svg: str) -> str:
    """Return the address of a picture that is part of the page."""
    data = base64.b64encode(svg.encode()).decode()
    return f"data:image/svg+xml;base64,{data}"


def _walk(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _walk(token.children or [])


def _lower_headings(tokens: list[Token], top: int) -> None:
    """Let headings follow one another without a gap, below those of the page."""
    levels = sorted({token.tag for token in tokens if token.type == "heading_open"})
    names = {tag: f"h{min(top + index, 6)}" for index, tag in enumerate(levels)}
    for token in tokens:
        token.tag = names.get(token.tag, token.tag)


def _tame(token: Token, cleaner: _Cleaner, frame: Frame) -> None:
    """Take out of a token what is alive."""
    if token.type in ("html_block", "html_inline"):
        token.content = cleaner.clean(token.content)
    elif token.type == "link_open" and not frame.leads_out(str(token.attrs.get("href", ""))):
        token.attrs = {}
    elif token.type == "image":
        token.attrs["src"] = ""
    elif token.type == "text" and token.content[:4] in BOXES:
        token.content = BOXES[token.content[:4]] + token.content[4:]


class _Cleaner(HTMLParser):
    """Write HTML anew: the tags that GitHub shows, without what they could do."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(convert_charrefs=False)
        self._frame = frame
        self._parts: list[str] = []

    def clean(self, text: str) -> str:
        """Clean a piece of HTML."""
        self.reset()
        self._parts = []
        self.feed(text)
        self.close()
        return "".join(self._parts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag that is known, with the attributes that are."""
        if tag in KEPT:
            written = "".join(self._write_attributes(attrs))
            self._parts.append(f"<{tag}{written}>")

    def handle_endtag(self, tag: str) -> None:
        """Keep the end of a tag that is known."""
        if tag in KEPT and tag not in VOID:
            self._parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Keep text as text."""
        self._parts.append(html.escape(data, quote=False))

    def handle_entityref(self, name: str) -> None:
        """Keep a sign that is written by its name."""
        self._parts.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """Keep a sign that is written by its number."""
        self._parts.append(f"&#{name};")

    def _write_attributes(self, attrs: list[tuple[str, str | None]]) -> Iterator[str]:
        for name, value in attrs:
            said = value or ""
            if name in ("src", "srcset"):
                said = self._frame.find_picture(said)
            if name in ATTRIBUTES and (name != "href" or self._frame.leads_out(said)):
                yield f' {name}="{html.escape(said)}"'
