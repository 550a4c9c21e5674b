"""The README as whoever starts reads it: the clicks it asks for, in order, in GitHub's words."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
START = {"README.md": "Start in three steps", "README.zh-CN.md": "三步开始"}
FORK = {"README.md": "Forking instead?", "README.zh-CN.md": "想用 fork？"}


def find_clicks(readme: str) -> tuple[list[str], list[str]]:
    """Find what a copy of the template asks for, and what a fork does."""
    text = (ROOT / readme).read_text(encoding="utf-8")
    section = text.partition(f"\n## {START[readme]}\n")[2].partition("\n<details>")[0]
    clicks = [" ".join(found.split()) for found in BOLD.findall(section)]
    turn = clicks.index(FORK[readme])
    return clicks[:turn], clicks[turn + 1 :]
