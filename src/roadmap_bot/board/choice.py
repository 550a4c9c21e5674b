"""Which of many projects is the board: the one of our mark, else an empty one of our title."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from roadmap_bot.board.cards import NAMES
from roadmap_bot.board.memory import find_home
from roadmap_bot.errors import Problem
from roadmap_bot.http.reader import Node
from roadmap_bot.issues.body import find_mark
from roadmap_bot.keys import BOARD

Choice = tuple[Node | None, Problem | None]


@dataclass(frozen=True)
class Wanted:
    """What ours is told by: the roadmap's ids and title, the repository's id, its owner's login."""

    roadmap: frozenset[str]
    title: str
    repository: str
    owner: str


def choose(projects: Sequence[Node], wanted: Wanted) -> Choice:
    """Choose ours; say why where one that is marked may not be written.

    Neither where there is none.
    """
    marked = [project for project in projects if _is_marked(project, wanted)]
    own = [project for project in marked if _is_writable(project, wanted)]
    if own:
        return _choose_own(own, wanted)
    if marked:
        return None, _make_problem("not-yours", marked[0])
    free = [project for project in projects if _is_free(project, wanted)]
    return min(free, key=_find_place, default=None), None


def _choose_own(own: Sequence[Node], wanted: Wanted) -> Choice:
    linked = [project for project in own if _is_linked(project, wanted)]
    best = min(linked or own, key=_find_place)
    if best["closed"]:  # a copy that the learner made of a closed board is no better
        return None, _make_problem("closed", best)
    return best, None


def _is_marked(project: Node, wanted: Wanted) -> bool:
    """Tell by the mark; another repository may hold the same roadmap, with a board of its own."""
    readme = project["readme"] or ""
    mark = find_mark(readme)
    if mark is None or mark.roadmap not in wanted.roadmap or mark.id != BOARD:
        return False
    return find_home(readme) == wanted.repository or _is_linked(project, wanted)


def _is_linked(project: Node, wanted: Wanted) -> bool:
    homes = [node["id"] for node in project["homes"]["nodes"]]
    return wanted.repository in homes


def _is_writable(project: Node, wanted: Wanted) -> bool:
    is_owners = _find_login(project) == wanted.owner
    return is_owners and bool(project["viewerCanUpdate"])


def _is_free(project: Node, wanted: Wanted) -> bool:
    """Whether it is empty, or ours without its mark: linked here, with all our fields."""
    if project["title"] != wanted.title or project["closed"]:
        return False
    if not _is_writable(project, wanted):
        return False
    if find_mark(project["readme"] or "") is not None:
        return False
    is_empty = project["contents"]["totalCount"] == 0
    if _is_linked(project, wanted):
        return is_empty or _has_fields(project)
    return is_empty and not project["homes"]["nodes"]


def _has_fields(project: Node) -> bool:
    if not project.get("fields"):
        return False
    names = {node["name"] for node in project["fields"]["nodes"] if node}
    return names.issuperset(NAMES)


def _find_place(project: Node) -> tuple[bool, int]:
    """Tell in which order they are chosen: open ones first, older ones first."""
    return project["closed"], project["number"]


def _find_login(project: Node) -> str:
    owner = project["owner"] or {}
    return str(owner.get("login", ""))


def _make_problem(code: str, project: Node) -> Problem:
    values = {"title": project["title"], "owner": _find_login(project)}
    return Problem(f"board.{code}", values)
