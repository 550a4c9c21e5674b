"""Print a release's notes, the changelog's section of that version, or what refuses the tag."""

from __future__ import annotations

import os
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from roadmap_bot import __version__


@dataclass(frozen=True, slots=True)
class Release:
    """A tag, the repository it was pushed to, and what the files of its commit say."""

    tag: str
    home: str
    version: str
    address: str
    notes: str


def load_release(tag: str, home: str) -> Release:
    """Load what the files in this folder say of the release."""
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))
    address = project["project"]["urls"]["Repository"]
    changelog = Path("CHANGELOG.md").read_text(encoding="utf-8")
    notes = find_notes(changelog, __version__)
    return Release(tag, home, __version__, address, notes)


def find_notes(changelog: str, version: str) -> str:
    """Find what stands under `## [version] - date`; empty where that heading is missing."""
    heading = re.compile(rf"\[{re.escape(version)}\] - \d{{4}}-\d\d-\d\d")
    for section in re.split(r"^## ", changelog, flags=re.MULTILINE):
        title, _, text = section.partition("\n")
        if heading.fullmatch(title.rstrip()):
            return text.strip()
    return ""


def find_obstacles(release: Release) -> Iterator[str]:
    """Find what must be mended first, each as a sentence."""
    version, home = release.version, release.home
    if release.tag != f"v{version}":
        yield f"The tag is {release.tag}, but roadmap_bot.__version__ is {version}."
    if not release.notes:
        yield f"CHANGELOG.md says nothing under `## [{version}] - YYYY-MM-DD`."
    if release.address.casefold() != home.casefold():
        yield f"This is {home}, but Repository in pyproject.toml is {release.address}."


def main() -> int:
    """Read the job's environment; print the notes, or every obstacle as an error of the job."""
    home = f"{os.environ['GITHUB_SERVER_URL']}/{os.environ['GITHUB_REPOSITORY']}"
    release = load_release(os.environ["GITHUB_REF_NAME"], home)
    obstacles = list(find_obstacles(release))
    for obstacle in obstacles:
        print(f"::error title=Not released::{obstacle}", file=sys.stderr)
    if not obstacles:
        print(release.notes)
    return bool(obstacles)


if __name__ == "__main__":
    sys.exit(main())
