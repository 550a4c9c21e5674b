"""What strangers may tick, on the control issue and on what looks like it: nothing comes of it."""

from __future__ import annotations

from tests.kit.attacks import Attack

MARK = "<!-- roadmap-bot: tiny control 000000000000 -->"
ASKED = "- [x] Pause <!-- control.pause -->\n- [x] Move <!-- control.restart -->"
HIDDEN = MARK.replace("control", "con\u200btrol")
END = "<!-- roadmap-bot:end -->"


def alike(name: str, body: str) -> Attack:
    return Attack(f"control: {name}", "control", body)


CONTROL = [
    Attack("tick: every box of the control issue", "tick", "tick"),
    Attack("tick: boxes above those of the control issue", "tick", f"{ASKED}\n"),
    Attack("tick: a mark above that of the control issue", "tick", f"{MARK}\n{ASKED}\n{END}\n"),
    alike("a mark, and all ticked", f"{MARK}\n{ASKED}\n{END}"),
    alike("a mark without an end", f"{MARK}\n{ASKED}"),
    alike("a mark below a note", f"Hello\n\n{MARK}\n{ASKED}\n{END}"),
    alike("boxes without a mark", ASKED),
    alike("a mark with a zero-width letter", f"{HIDDEN}\n{ASKED}"),
    alike("a mark of a twin", f"{MARK.replace('control', 'control~2')}\n{ASKED}"),
    alike("a memory of pins", f"{MARK}\n{ASKED}\n<!-- pinned: control W01 W01-1 -->\n{END}"),
    alike("a thousand boxes", f"{MARK}\n" + f"{ASKED}\n" * 500 + END),
    alike("boxes in a fence", f"{MARK}\n```\n{ASKED}\n```\n{END}"),
]
