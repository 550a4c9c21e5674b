"""Look closely at a few issues: all their labels, what was said there, who closed and opened them.

Only the issues on which a decision hangs are read so, by id, which never lags as lists do; the
threads of strangers are none of ours, however long.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from roadmap_bot.http.answers import FINE, UNSURE
from roadmap_bot.http.reader import PAGES, Node, Reader, ReadFailed, need
from roadmap_bot.issues.body import find_mark
from roadmap_bot.issues.identity import PREFIX
from roadmap_bot.roadmap.model import Roadmap

MOST = 25  # issues that one request looks at: more would be more nodes than GitHub serves (F4.26)


def find_cut(nodes: Iterable[Node], roadmap: Roadmap) -> Iterator[str]:
    """Find the issues that may be ours and bear more labels than the wide look shows."""
    for node in nodes:
        labels = node["labels"]
        if len(labels["nodes"]) < labels["totalCount"] and _may_be_ours(node, roadmap):
            yield node["id"]


def _may_be_ours(node: Node, roadmap: Roadmap) -> bool:
    mark = find_mark(node["body"])
    if mark is None:
        return PREFIX.match(node["title"]) is not None
    return mark.roadmap in roadmap.names


def read_closely(reader: Reader, ids: Sequence[str], size: int = MOST) -> Mapping[str, Node]:
    """Read what the wide look left out of these issues, `size` of them in a request.

    Of one that GitHub lists and yet refuses to show by its id there is nothing to know.
    """
    step = min(size, MOST)
    details: dict[str, Node] = {}
    for start in range(0, len(ids), step):
        part = ids[start : start + step]
        nodes, meaning = reader.find_nodes("look_closely", part)
        if meaning is FINE and len(nodes) < len(part):
            raise ReadFailed(UNSURE)
        shown = {node["id"]: _complete(reader, node) for node in nodes}
        details |= {id: shown.get(id, {}) for id in part}
    return details


def _complete(reader: Reader, node: Node) -> Node:
    """Read the comments that did not fit; labels always do (F3.6)."""
    labels, comments = need(node.get("labels")), need(node.get("comments"))
    if len(labels["nodes"]) < labels["totalCount"]:
        raise ReadFailed(UNSURE)
    if len(comments["nodes"]) >= comments["totalCount"]:
        return node
    return {**node, "comments": {**comments, "nodes": _read_comments(reader, node)}}


def _read_comments(reader: Reader, node: Node) -> list[Node]:
    """Read all comments of an issue from the last page, which is there, to the first."""
    page = node["comments"]
    total = page["totalCount"]
    found: list[Node] = page["nodes"]
    for _ in range(PAGES):
        cursor = page["pageInfo"]["startCursor"]
        data = reader.query("read_comments", {"id": node["id"], "before": cursor})
        page = need(data["node"])["comments"]
        if not page["nodes"]:
            return found  # some were deleted between the two reads
        if page["pageInfo"]["startCursor"] == cursor:
            break
        found = page["nodes"] + found
        if len(found) >= total:
            return found
    raise ReadFailed(UNSURE)
