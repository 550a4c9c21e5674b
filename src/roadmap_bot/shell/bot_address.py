"""Where the bot itself lives: `[project.urls] Repository` of its own project, the only place."""

from __future__ import annotations

import tomllib
from importlib import metadata
from pathlib import Path

NAME = "roadmap-bot"
PROJECT = Path(__file__).parents[3] / "pyproject.toml"  # in a checkout, as the action has it


def find_bot_address() -> str:
    """Find the address of the bot's repository: as the checkout says, else as pip was told."""
    return _load_address(PROJECT) or _find_installed()


def find_bot_name() -> str:
    """Find the bot's repository as GitHub names it: `OWNER/NAME`."""
    return "/".join(find_bot_address().rstrip("/").rsplit("/", 2)[1:])


def _load_address(path: Path) -> str:
    """Load the address from a project's file; empty where that is none of the bot's."""
    try:
        project = tomllib.loads(path.read_text(encoding="utf-8"))["project"]
        if project["name"] != NAME:
            return ""
        return str(project["urls"]["Repository"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _find_installed() -> str:
    try:
        named = metadata.metadata(NAME).get_all("Project-URL") or []
    except metadata.PackageNotFoundError:
        return ""
    for line in named:
        name, _, address = str(line).partition(", ")
        if name == "Repository":
            return address
    return ""
