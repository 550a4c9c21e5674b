"""The READMEs as whoever starts reads them: what they ask for, where their links lead."""

from __future__ import annotations

import re
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).parents[2]
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
START = {"README.md": "Start in three steps", "README.zh-CN.md": "三步开始"}
FORK = {"README.md": "Forking instead?", "README.zh-CN.md": "想用 fork？"}
MANUALS = {"README.md": ".github/MANUAL.md", "README.zh-CN.md": ".github/MANUAL.zh-CN.md"}
PAGES = (*MANUALS, *MANUALS.values())


def read_page(page: str) -> str:
    """Read a README or a manual."""
    return (ROOT / page).read_text(encoding="utf-8")


def find_clicks(readme: str) -> tuple[list[str], list[str]]:
    """Find what a copy of the template asks for, and what a fork does."""
    section = read_page(readme).partition(f"\n## {START[readme]}\n")[2].partition("\n<details>")[0]
    clicks = [" ".join(found.split()) for found in BOLD.findall(section)]
    turn = clicks.index(FORK[readme])
    return clicks[:turn], clicks[turn + 1 :]


def parse_page(page: str) -> list[Token]:
    """Parse a page as GitHub does."""
    return MarkdownIt("commonmark", {"html": True}).enable("table").parse(read_page(page))


def find_links(page: str) -> list[str]:
    """Find where the links of a page lead."""
    inline = [part for block in parse_page(page) for part in block.children or ()]
    return [str(part.attrs["href"]) for part in inline if part.type == "link_open"]


def find_anchors(page: str) -> set[str]:
    """Find the anchors that GitHub gives to the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", read_page(page), re.MULTILINE)
    return {
        re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings
    }
