"""The README of a thin template, which learners read first.

A seal tells whether anybody has changed it since it was made.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from roadmap_bot.report.files import MANUAL
from roadmap_bot.report.lines.rows import render_title
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.text.render import render
from roadmap_bot.text.words import load_words

PLACEHOLDER = "OWNER/roadmap-bot"  # for the repository of the bot
SEAL = "\n<!-- roadmap-bot:made {} -->\n"
SEALED = re.compile(r"(.*)" + re.escape(SEAL).replace(r"\{\}", "(.*)"), re.DOTALL)


@dataclass(frozen=True)
class Outset:
    """What an author says of a roadmap to begin with; `bot` is the bot's repository."""

    title: str
    language: str
    weeks: int
    bot: str = PLACEHOLDER
    example: str = "W01-1"  # a task or unit to name in the README


def describe(roadmap: Roadmap, bot: str) -> Outset:
    """Describe a roadmap that there is already."""
    owners = [*(task for _, task in roadmap.tasks), *roadmap.units]
    return Outset(roadmap.title, roadmap.language, roadmap.last_week, bot, owners[0].id)


def render_manual(outset: Outset) -> str:
    """Render the README of a template: the manual that learners read first."""
    return render(
        "thin/README.md.j2",
        words=load_words(outset.language),
        mark=MANUAL,
        title=render_title(outset.title),
        weeks=outset.weeks,
        example=outset.example,
        manual=find_author_pages(outset),
    )


def find_author_pages(outset: Outset) -> str:
    """Find the pages for authors, in the author's language."""
    name = "AUTHORS.zh-CN.md" if load_words(outset.language).language == "zh" else "AUTHORS.md"
    return f"https://github.com/{outset.bot}/blob/v1/.github/{name}"


def seal(text: str) -> str:
    """Add a hidden line by which to know that nobody has changed the text since."""
    return text + SEAL.format(_hash(text))


def is_sealed(text: str) -> bool:
    """Whether a text is as it was made."""
    found = SEALED.fullmatch(text)
    return found is not None and found[2] == _hash(found[1])


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:12]
