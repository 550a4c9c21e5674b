"""Look wide: one query, repeated until everything is read. A partial read is no read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from roadmap_bot.http.answers import UNSURE
from roadmap_bot.http.reader import LARGEST, PAGES, Node, Pile, Reader, ReadFailed, need
from roadmap_bot.issues.identity import Found, identify
from roadmap_bot.keys import Key
from roadmap_bot.reading.files import find_strange, name_files, parse_files, parse_folders
from roadmap_bot.reading.head import parse_commits, parse_repository
from roadmap_bot.reading.pinned import find_pinned, read_pins
from roadmap_bot.repository import Commit, Look, Repository
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.state import File

T = TypeVar("T")


@dataclass(frozen=True)
class Wide:
    """What a wide look brings, as GitHub lists it: all issues, each without its thread."""

    repository: Repository
    issues: tuple[Node, ...]
    labels: tuple[Node, ...]
    milestones: tuple[Node, ...]
    files: Mapping[Key, File]
    commits: tuple[Commit, ...]
    pinned: tuple[Node | None, ...] | None = None  # None where GitHub does not show it


def read_wide(reader: Reader, paths: Sequence[str], size: int = LARGEST) -> Wide:
    """Look at the repository, and read the files at `paths` on its default branch.

    A request brings `size` issues. Raises ReadFailed where anything is missing or refused.
    """
    piles = {name: Pile(key) for name, (key, _) in LISTS.items()}
    head = _read_pages(reader, piles, paths, size)
    issues, labels, milestones = (tuple(pile.nodes.values()) for pile in piles.values())
    entries = parse_folders(head["repository"])
    files = dict(parse_files(head["repository"], paths, entries))
    return Wide(
        repository=parse_repository(head),
        issues=issues,
        labels=labels,
        milestones=milestones,
        files={**files, **dict(find_strange(entries, paths))},
        commits=tuple(parse_commits(head)),
        pinned=find_pinned(head),
    )


LISTS: Mapping[str, tuple[str, str]] = {  # what tells the nodes apart, where the next page begins
    "issues": ("number", "after"),
    "labels": ("name", "labelsAfter"),
    "milestones": ("number", "milestonesAfter"),
}


def _read_pages(reader: Reader, piles: Mapping[str, Pile], paths: Sequence[str], size: int) -> Node:
    """Read page after page until all is there; return the first, which brings more than lists."""
    head: Node = {}
    files = name_files(paths)
    for _ in range(PAGES):
        before = _count(piles)
        cursors = {name: cursor for pile in piles.values() for name, cursor in pile.cursors.items()}
        asked = {"size": size, "head": not head, **files, **cursors}
        page = reader.query("look", reader.names | asked, max(1, len(paths)))
        head = head or page
        for name, (_, cursor) in LISTS.items():
            piles[name].add(need(page["repository"])[name], cursor)
        if all(pile.is_whole for pile in piles.values()):
            return head
        if _count(piles) == before:
            break
    raise ReadFailed(UNSURE)


def _count(piles: Mapping[str, Pile]) -> int:
    return sum(len(pile.nodes) for pile in piles.values())


def make_look(roadmap: Roadmap, wide: Wide) -> Look:
    """Make a look of what was seen wide."""
    found = _identify(roadmap, wide, {})
    return Look(
        repository=wide.repository,
        things={**found.things, **read_pins(wide.pinned, found.ids, wide.repository), **wide.files},
        ids=found.ids,
        commits=wide.commits,
        newest=max((node["number"] for node in wide.issues), default=0),
        problems=found.problems,
        obstacles=found.obstacles,
    )


def look_again(seen: Look, roadmap: Roadmap, wide: Wide, details: Mapping[str, Node]) -> Look:
    """Put what was seen closely, by node id, into a look that was made of the wide one."""
    before, found = _identify(roadmap, wide, {}), _identify(roadmap, wide, details)
    others = [problem for problem in seen.problems if problem not in before.problems]
    closely = {key for key, id in found.ids.items() if id.node in details}
    return replace(
        seen,
        repository=wide.repository,
        things={**_leave_out(seen.things, before.things), **found.things},
        ids={**_leave_out(seen.ids, before.ids), **found.ids},
        problems=(*found.problems, *others),
        obstacles=found.obstacles,
        closely=frozenset(closely),
    )


def _identify(roadmap: Roadmap, wide: Wide, details: Mapping[str, Node]) -> Found:
    nodes = [{**node, **details.get(node["id"], {})} for node in wide.issues]
    return identify(roadmap, wide.repository, nodes, wide.milestones, wide.labels)


def _leave_out(things: Mapping[Key, T], some: Iterable[Key]) -> dict[Key, T]:
    gone = set(some)
    return {key: thing for key, thing in things.items() if key not in gone}
