"""Marks of things to do: boxes as GitHub draws them, and the many other ways to write one."""

from __future__ import annotations

import re

OPEN_BOXES = "☐□⬜◻🔲▢❑❒⏳🚧"
OPEN = f"{OPEN_BOXES}🟦🟨🔴🟡⚪⭕❌✗✘"
DONE = "☑✅✔🗹✓√🟢⬛■◼🔳☒"
_BOX = re.compile(r"\s*(?:[-*+•]\s*)?[\[【［]\s*(?P<sign>[^\[\]\s]?)\s*[\]】］](?![(\[:])\s*")
_SIGN = re.compile(rf"\s*(?P<sign>[{OPEN}{DONE}])\ufe0f?\s*")
_TICKS = frozenset(f"xX*vVyY{DONE}")
_STATES = {
    **dict.fromkeys(("todo", "to do", "not started", "pending", "open", "planned", "no"), False),
    **dict.fromkeys(("doing", "in progress", "wip", "started", "n"), False),
    **dict.fromkeys(("done", "complete", "completed", "finished", "yes", "y"), True),
    **dict.fromkeys(("未开始", "待开始", "进行中", "待办", "未完成", "待完成", "计划中"), False),
    **dict.fromkeys(("已完成", "完成", "完成了"), True),
    **dict.fromkeys(("pendiente", "por hacer", "en curso", "en progreso", "sin empezar"), False),
    **dict.fromkeys(("hecho", "completado", "completada", "terminado", "listo"), True),
}


def read_box(text: str) -> tuple[bool | None, str]:
    """Read a box at the beginning: whether it is ticked, None without one, and the rest."""
    found = _BOX.match(text)
    if not found or len(found["sign"]) > 1:
        return None, text
    sign = found["sign"]
    if sign and sign not in _TICKS and sign not in "-~/>!? .oO":
        return None, text
    return sign in _TICKS and bool(sign), text[found.end() :]


def read_sign(text: str) -> tuple[bool | None, str]:
    """Read a sign that may stand for a box, as the box that it would be."""
    found = _SIGN.match(text)
    if not found:
        return None, text
    return found["sign"] in DONE, text[found.end() :]


def is_open_sign(text: str) -> bool:
    """Whether a text begins with an open box; ❌ may be advice, or a wrong answer."""
    return text.lstrip()[:1] in OPEN_BOXES and bool(text.strip())


def read_state(text: str) -> bool | None:
    """Read what a cell says of a task: done or not, None where it says neither."""
    whole = text.strip(" *_`\ufe0f")
    for read in (read_box, read_sign):
        state, rest = read(whole)
        if state is not None and len(rest) < len(whole) + 12 and len(rest) <= 12:
            return state
    return _STATES.get(whole.casefold())
