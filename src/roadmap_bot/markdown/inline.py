"""What stands in one line: its text without marks, its links, what is bold at its beginning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

from roadmap_bot.markdown.tree import Line, Link

if TYPE_CHECKING:
    from markdown_it.token import Token

_SPACES = re.compile(r"\s+")
_TAG_LINK = re.compile(r"<a\s[^>]*?href\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>()\[\]（）【】，。；、\"'`]+")
_MOST_SIGNS = 5000  # of a line that are read: longer ones are no line of a plan


def read_lines(tokens: list[Token]) -> list[Line]:
    """Read the lines of a text."""
    reader = _Reader()
    for token in tokens:
        reader.take(token)
    return [*reader.finish()]


def read_line(tokens: list[Token]) -> Line:
    """Read a text as one line."""
    return join_lines(read_lines(tokens))


def join_lines(lines: list[Line]) -> Line:
    """Join lines into one."""
    text = _tidy(" ".join(line.text for line in lines))
    links = tuple(link for line in lines for link in line.links)
    lead = lines[0].lead if lines else ""
    return Line(text, links, lead)


@dataclass
class _Reader:
    """Reads tokens one by one; `address` is that of the link which is open."""

    lines: list[Line] = field(default_factory=list)
    text: str = ""
    links: list[Link] = field(default_factory=list)
    lead: str = ""
    bold_from: int | None = None
    address: str | None = None
    link_from: int = 0

    def take(self, token: Token) -> None:
        """Take the next token."""
        if token.type in ("text", "html_inline"):
            self._take_text(token)
        elif token.type == "code_inline":
            self.text += f"`{token.content}`"
        elif token.type in ("softbreak", "hardbreak"):
            self._end_line()
        else:
            self._take_mark(token)

    def finish(self) -> Iterator[Line]:
        """Return the lines that say something."""
        self._end_line()
        return (line for line in self.lines if line.text)

    def _take_text(self, token: Token) -> None:
        if token.type == "text":
            self.text += token.content
            return
        if _BREAK.fullmatch(token.content):
            self.text += " "
        found = _TAG_LINK.match(token.content)
        if found:
            self._open_link(found[1])
        elif token.content.lower() == "</a>":
            self._close_link()

    def _take_mark(self, token: Token) -> None:
        if token.type == "link_open":
            self._open_link(str(token.attrs.get("href", "")))
        elif token.type == "link_close":
            self._close_link()
        elif token.type == "strong_open" and not self.text.strip():
            self.bold_from = len(self.text)
        elif token.type == "strong_close" and self.bold_from is not None:
            self.lead = _tidy(self.text[self.bold_from :])
            self.bold_from = None

    def _open_link(self, address: str) -> None:
        self.address = address
        self.link_from = len(self.text)

    def _close_link(self) -> None:
        if self.address is None:
            return
        title = _tidy(self.text[self.link_from :])
        if title:  # else the link is a picture
            self.links.append(Link(title, self.address))
        self.address = None

    def _end_line(self) -> None:
        text = _tidy(self.text[:_MOST_SIGNS])
        links = [*self.links, *_find_bare(text, self.links)]
        self.lines.append(Line(text, tuple(links), self.lead))
        self.text, self.lead = "", ""
        self.links = []
        self.bold_from = None
        self.link_from = 0


def _find_bare(text: str, links: list[Link]) -> Iterator[Link]:
    """Find the addresses that stand in a text as they are."""
    known = {link.url for link in links}
    for found in _ADDRESS.finditer(text):
        url = found[0].rstrip(".,;:!?*_")
        if url not in known and unquote(url) not in known:
            yield Link(url, url)


def _tidy(text: str) -> str:
    return _SPACES.sub(" ", text).strip()
