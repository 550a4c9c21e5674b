"""The slots of a README that show a demo: its picture at the top, its table further down."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from tests.kit.scene import ROOT

PICTURES = ROOT / ".github" / "pictures"
SLOT = re.compile(r"(<!-- demo:(picture|table) -->\n\n)(.*?)(\n<!-- demo:end -->)", re.DOTALL)
PARAGRAPH = re.compile(r"<p>\n.*?</p>\n+", re.DOTALL)
FOLDED = re.compile(r"<details>.*?</details>\n*", re.DOTALL)
PLACES = re.compile(r"^\[[^\n]*sort%3Acreated-asc\)[^\n]*\n\n", re.MULTILINE)  # where else to look
LINK = re.compile(r"\[((?:[^\]\\]|\\.)*)\]\([^)]*\)")
NEWEST = "make it current with UPDATE_GOLDEN=1"


def check_shown(readme: str, region: str, pictures: Mapping[str, str], folder: Path) -> None:
    """Compare what a README shows with a demo's region; `UPDATE_GOLDEN=1` writes it anew."""
    path, slots = ROOT / readme, find_slots(region, folder)
    if os.environ.get("UPDATE_GOLDEN"):
        _update(path, slots, pictures, folder)
    found = {slot[2]: slot[3] for slot in SLOT.finditer(path.read_text(encoding="utf-8"))}
    assert found == slots, NEWEST
    for name, text in pictures.items():
        assert (folder / name).read_text(encoding="utf-8") == text, NEWEST


def find_slots(region: str, folder: Path) -> dict[str, str]:
    """Cut a region into what the slots show: pictures from here, and no links, which lead away."""
    whole = re.sub(r"<!--.*?-->\n\n", "", region)
    pictures = [part for part in PARAGRAPH.findall(whole) if "width=" in part]
    shown = pictures[0].replace("progress/", f"{folder.relative_to(ROOT)}/")
    table = LINK.sub(r"\1", FOLDED.sub("", PLACES.sub("", PARAGRAPH.sub("", whole))))
    return {"picture": shown.strip() + "\n", "table": table.strip() + "\n"}


def _update(
    path: Path, slots: Mapping[str, str], pictures: Mapping[str, str], folder: Path
) -> None:
    folder.mkdir(exist_ok=True)
    for name, text in pictures.items():
        (folder / name).write_text(text, encoding="utf-8")
    text = path.read_text(encoding="utf-8")
    filled = SLOT.sub(lambda slot: slot[1] + slots[slot[2]] + slot[4], text)
    path.write_text(filled, encoding="utf-8")
