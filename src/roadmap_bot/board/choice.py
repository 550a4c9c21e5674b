"""Which of many projects is the board: the one that bears our mark, else an empty one of exactly our title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from roadmap_bot.board.cards import NAMES
from roadmap_bot.board.desired import find_home
from roadmap_bot.errors import Problem
from roadmap_bot.issues.body import find_mark

Node = Mapping[str, Any]


@dataclass(frozen=True)
class Wanted:
    """What ours is told by: the roadmap's id and title, the repository's id, its owner's login."""

    roadmap: str
    title: str
    repository: str
    owner: str


def choose(projects: Sequence[Node], wanted: Wanted) -> tuple[Node | None, Problem | None]:
    """Choose ours; say why where one that is marked may not be written. Neither where there is none."""
    marked = [project for project in projects if _is_marked(project, wanted)]
    own = [project for project in marked if _is_writable(project, wanted)]
    for project in sorted(
        own, key=lambda one: (not _is_linked(one, wanted), one["closed"], one["number"])
    ):
        # A copy that the learner made of a closed board is no better than that.
        return (None, _problem("closed", project)) if project["closed"] else (project, None)
    if marked:
        return None, _problem("not-yours", marked[0])
    free = [project for project in projects if _is_free(project, wanted)]
    return min(free, key=lambda one: int(one["number"]), default=None), None


def _is_marked(project: Node, wanted: Wanted) -> bool:
    """Tell by the mark; another repository may hold the same roadmap, with a board of its own."""
    readme = project["readme"] or ""
    mark = find_mark(readme)
    is_ours = mark is not None and (mark.roadmap, mark.id) == (wanted.roadmap, "board")
    return is_ours and (find_home(readme) == wanted.repository or _is_linked(project, wanted))


def _is_linked(project: Node, wanted: Wanted) -> bool:
    return any(home["id"] == wanted.repository for home in project["homes"]["nodes"])


def _is_writable(project: Node, wanted: Wanted) -> bool:
    return bool(_login(project) == wanted.owner and project["viewerCanUpdate"])


def _is_free(project: Node, wanted: Wanted) -> bool:
    """Tell whether it is empty, or ours without its mark: linked here, with all our fields."""
    if project["title"] != wanted.title or project["closed"] or not _is_writable(project, wanted):
        return False
    if find_mark(project["readme"] or "") is not None:
        return False
    if _is_linked(project, wanted):
        return project["contents"]["totalCount"] == 0 or _has_fields(project)
    return project["contents"]["totalCount"] == 0 and not project["homes"]["nodes"]


def _has_fields(project: Node) -> bool:
    names = {node["name"] for node in (project.get("fields") or {"nodes": ()})["nodes"] if node}
    return names.issuperset(NAMES)


def _login(project: Node) -> str:
    return str((project["owner"] or {}).get("login", ""))


def _problem(code: str, project: Node) -> Problem:
    return Problem(f"board.{code}", {"title": project["title"], "owner": _login(project)})
