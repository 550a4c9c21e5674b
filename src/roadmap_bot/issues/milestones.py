"""Which milestone is which: by the hidden marker in its description, else by its title."""

from __future__ import annotations

from collections.abc import Sequence

from roadmap_bot.issues.body import find_mark
from roadmap_bot.issues.nodes import Node
from roadmap_bot.keys import Key, milestone_key
from roadmap_bot.roadmap.model import Roadmap


def find_milestones(roadmap: Roadmap, nodes: Sequence[Node]) -> dict[Key, Node]:
    """Find the roadmap's milestones, and those that left it, in what GitHub listed."""
    by_age = sorted(nodes, key=lambda node: int(node["number"]))
    marked = [(_find_id(node, roadmap), node) for node in by_age]
    taken = {id for id, _ in marked}
    known = {milestone.id for milestone in roadmap.milestones}
    free = {point.title: point.id for point in roadmap.milestones if point.id not in taken}
    found: dict[Key, Node] = {}
    for mark, node in marked:
        id = mark
        if mark not in known:  # GitHub takes no title twice, so this one has to be adopted
            id = free.get(node["title"], mark)
        if id:
            found.setdefault(milestone_key(id), node)
    return found


def _find_id(node: Node, roadmap: Roadmap) -> str | None:
    mark = find_mark(node["description"] or "")
    if mark is None or mark.roadmap not in roadmap.names:
        return None
    return mark.id
