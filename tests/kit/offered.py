"""Where the commands must stand beside `decide.COMMANDS`, for people to find them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
CHOICES = (
    ".github/workflows/roadmap.yml",
    "examples/minimal/.github/workflows/roadmap.yml",  # a text, which takes later ones, too
)
MANUALS = (".github/MANUAL.md", ".github/MANUAL.zh-CN.md")
BY_THE_EVENT = " (decides by the event)"
CONFIRMED = "uninstall --yes"  # a command with its option, which a list can offer only whole


def find_differing(commands: Iterable[str]) -> list[str]:
    """Find the files that offer other commands than these, or do not name one of them."""
    offered = [*commands, CONFIRMED]
    return [*_find_choices(offered), *_find_inputs(offered), *_find_manuals(offered)]


def _find_choices(offered: list[str]) -> Iterator[str]:
    for path in CHOICES:
        command = _load(path)["on"]["workflow_dispatch"]["inputs"]["command"]
        named = command.get("options") or re.split(", | or ", command["description"])
        if named != offered:
            yield path


def _find_inputs(offered: list[str]) -> Iterator[str]:
    described = _load("action.yml")["inputs"]["command"]["description"]
    listed, _, _ = described.replace(BY_THE_EVENT, "").partition(", validate ")
    if listed.split(", ") != offered:
        yield "action.yml"


def _find_manuals(offered: list[str]) -> Iterator[str]:
    for manual in MANUALS:
        text = (ROOT / manual).read_text(encoding="utf-8")
        named = set(re.findall(r"`([^`\n]+)`", text))
        if not named >= set(offered):
            yield manual


def _load(path: str) -> dict[str, Any]:
    text = (ROOT / path).read_text(encoding="utf-8")
    value: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)
    return value
