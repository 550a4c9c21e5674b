"""What is pinned above the list of issues, and who pinned it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from roadmap_bot.http.reader import Node
from roadmap_bot.issues.nodes import is_bot
from roadmap_bot.keys import Key, foreign_key, pin_key
from roadmap_bot.repository import Id, Repository
from roadmap_bot.state import PLACES, Pin

Nodes = Sequence[Node | None]


def find_pinned(head: Node) -> tuple[Node | None, ...] | None:
    """Find what the first page of a look says of it, None where it may not be seen (F3.58)."""
    pinned = head["repository"].get("pinnedIssues")
    if pinned is None:
        return None
    return tuple(pinned["nodes"] or ())


def read_pins(
    pinned: Nodes | None, ids: Mapping[Key, Id], repository: Repository
) -> Mapping[Key, Pin]:
    """Read which places are taken: what cannot be seen is as taken by somebody else."""
    nodes = (None,) * PLACES if pinned is None else pinned
    keys = {id.node: key for key, id in ids.items()}
    return {pin_key(pin.issue): pin for pin in _read_each(nodes, keys, repository)}


def _read_each(nodes: Nodes, keys: Mapping[str, Key], repository: Repository) -> Iterator[Pin]:
    for place, node in enumerate(nodes):
        if node is None:
            yield Pin(foreign_key(-place))
            continue
        issue, actor = node["issue"], node["pinnedBy"]
        key = keys.get(issue["id"], foreign_key(issue["number"]))
        is_viewers = actor is not None and actor["login"] == repository.viewer
        yield Pin(key, is_bots=is_bot(actor, repository), is_viewers=is_viewers)
