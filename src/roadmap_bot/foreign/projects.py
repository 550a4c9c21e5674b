"""The learner's projects as visitors find them: what GitHub says of their repositories."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from roadmap_bot.foreign.reading import PAGE, ask_all
from roadmap_bot.http.reader import Node, Reader
from roadmap_bot.repository import Exhibit
from roadmap_bot.roadmap.settings import Project


def read_exhibits(
    reader: Reader, projects: Mapping[str, Project], size: int = PAGE
) -> dict[str, Exhibit]:
    """Read what there is to see of each project, `size` repositories in a request.

    One that cannot be seen has no name, and spoils no other.
    """
    named = {project.repository: None for project in projects.values() if project.repository}
    found = {
        name: _read(node) for name, node in ask_all(reader, "read_projects", list(named), size)
    }
    return {id: found.get(project.repository or "", Exhibit()) for id, project in projects.items()}


def _read(node: Node | None) -> Exhibit:
    if node is None:
        return Exhibit()
    release = node["latestRelease"] or {}
    languages = (node["languages"] or {}).get("nodes") or ()
    return Exhibit(
        name=node["nameWithOwner"],
        about=(node["description"] or "").strip(),
        languages=tuple(language["name"] for language in languages if language),
        release=release.get("tagName") or "",
        released=_find_day(release.get("publishedAt")),
        is_private=node["isPrivate"],
    )


def _find_day(moment: str | None) -> dt.date | None:
    if not moment:
        return None
    return dt.datetime.fromisoformat(moment).date()
