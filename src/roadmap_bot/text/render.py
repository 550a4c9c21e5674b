"""Fill the templates; Jinja2 is imported only when something is rendered."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Protocol

from roadmap_bot.text.escape import code_span, inert, inert_line, link
from roadmap_bot.text.words import TEMPLATES, Words

if TYPE_CHECKING:
    from jinja2 import Environment


MANY = 1 << 16  # texts that one run makes inert again and again


class Linked(Protocol):
    """What a roadmap links to."""

    @property
    def title(self) -> str:
        """Its name."""

    @property
    def url(self) -> object:
        """Its address, if it has one."""

    @property
    def note(self) -> str | None:
        """A word on it."""


def render(template: str, **values: object) -> str:
    """Render a template by its file name; SVG and HTML escape values, Markdown and YAML none."""
    return _environment().get_template(template).render(**values)


def read_template(template: str) -> str:
    """Read a template that has nothing to fill in."""
    return (TEMPLATES / template).read_text(encoding="utf-8")


def render_date(date: dt.date, words: Words, today: dt.date | None = None) -> str:
    """Render a date in the reader's language, without the year where it is `today`'s."""
    key = "date.day_year"
    if today and today.year == date.year:
        key = "date.day"
    month = words(f"date.month.{date.month}")
    return words(key, year=date.year, month=date.month, name=month, day=date.day)


def tie(text: str) -> str:
    """Hold a short text together: else GitHub breaks a cell of Chinese between any two signs."""
    spaced = text.replace(" ", "\u00a0")
    return re.sub(r"(?<=[\u2e80-\uffef])(?=[\u2e80-\uffef])", "\u2060", spaced)


def render_link(to: Linked) -> str:
    """Render a link with its note."""
    named = link(to.title, str(to.url or ""))
    if not to.note:
        return named
    return f"{named} — {inert_line(to.note)}"


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(enabled_extensions=("svg.j2", "html.j2"), default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "code": code_span,
        "tie": tie,
        "inert": lru_cache(MANY)(inert),
        "line": lru_cache(MANY)(inert_line),
        "link": lru_cache(MANY)(render_link),
    }
    return environment
