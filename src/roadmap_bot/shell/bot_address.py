"""Where the bot itself lives: `[project.urls] Repository` of its own project, the only place."""

from __future__ import annotations

import tomllib
from importlib import metadata
from pathlib import Path

from roadmap_bot.demo.first_roadmap import FIRST, find_first_languages, find_first_roadmap
from roadmap_bot.errors import UserError
from roadmap_bot.repository import Home

NAME = "roadmap-bot"
UNNAMED = f"OWNER/{NAME}"  # until its maintainer writes an owner into the project's file
PROJECT = Path(__file__).parents[3] / "pyproject.toml"  # in a checkout, as the action has it


def find_bot_address() -> str:
    """Find the address of the bot's repository: as the checkout says, else as pip was told."""
    return _load_address(PROJECT) or _find_installed()


def find_bot_name() -> str:
    """Find the bot's repository as GitHub names it: `OWNER/NAME`."""
    return "/".join(find_bot_address().rstrip("/").rsplit("/", 2)[1:])


def find_bot_home() -> Home | None:
    """Find where the bot comes from, and the first roadmap that comes with it.

    None where it runs from the very folder that it works in, as in a fat template's copies, and
    while the address still has no owner.
    """
    name = find_bot_name()
    if PROJECT.parent == Path.cwd() or name in ("", UNNAMED):
        return None
    try:
        folder = find_first_roadmap()
    except UserError:
        return None
    return Home(name, FIRST, find_first_languages(folder))


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
