"""Fill the templates; Jinja2 is imported only when something is rendered."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from roadmap_bot.text.words import Words

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parents[1] / "templates"


def render(template: str, **values: object) -> str:
    """Render a template by its file name; SVG and HTML escape every value, Markdown and YAML none."""
    return _environment().get_template(template).render(**values)


def render_date(date: dt.date, words: Words, today: dt.date | None = None) -> str:
    """Render a date in the reader's language, without the year where it is `today`'s."""
    key = "date.day" if today and today.year == date.year else "date.day_year"
    return words(
        key, year=date.year, month=date.month, name=words(f"date.month.{date.month}"), day=date.day
    )


def tie(text: str) -> str:
    """Hold a short text together: on a phone GitHub would break a cell between any two characters of Chinese."""
    return re.sub(r"(?<=[\u2e80-\uffef])(?=[\u2e80-\uffef])", "\u2060", text.replace(" ", "\u00a0"))


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
    environment.filters["tie"] = tie
    return environment
