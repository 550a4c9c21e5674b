"""Which comments the bot reads: those of people, on its own issues, as they stand there now.

Nobody's comment counts for what it says of itself: whether its author may write is asked (F2.31).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping

from roadmap_bot.issues.body import OPENING
from roadmap_bot.issues.nodes import JOBS, Node, find_comments, parse_time
from roadmap_bot.keys import Key, is_twin, remark_key
from roadmap_bot.repository import Id, Remark, Repository
from roadmap_bot.state import Issue, State, find_issues

ANSWERS = ("ROCKET", "CONFUSED")


def find_remarks(
    details: Mapping[str, Node], ids: Mapping[Key, Id], state: State, repository: Repository
) -> dict[Key, tuple[Remark, Id]]:
    """Find what people said on issues that were looked at closely, by node id; oldest first."""
    found: list[tuple[Remark, Id]] = []
    for key, issue in find_issues(state):
        node = details.get(ids[key].node)
        if node and may_be_read(key, issue):
            found += _read_comments(find_comments(node), key, repository)
    found.sort(key=lambda one: (one[0].date, one[0].sha))
    return {remark.key: (remark, id) for remark, id in found}


def may_be_read(key: Key, issue: Issue) -> bool:
    """Whether comments on an issue are read: a locked one takes no answer (F3.71)."""
    return not (issue.locked or issue.disputed or is_twin(key))


def _read_comments(
    nodes: Iterable[Node], issue: Key, repository: Repository
) -> Iterator[tuple[Remark, Id]]:
    for node in nodes:
        if _is_of_person(node) and OPENING not in node["body"]:
            yield _read_remark(node, issue, repository), Id(node["id"])


def _is_of_person(node: Node) -> bool:
    """Whether a person wrote a comment, and nobody else changed it since."""
    author, editor = node["author"], node["editor"]
    if author is None or author["__typename"] != "User":
        return False
    if node["lastEditedAt"] is None:
        return True
    return editor is not None and editor["login"] == author["login"]


def _read_remark(node: Node, issue: Key, repository: Repository) -> Remark:
    sha = hashlib.sha1(node["id"].encode(), usedforsecurity=False).hexdigest()
    date = parse_time(node["lastEditedAt"] or node["createdAt"])
    assert date is not None
    is_answered = _is_answered(node, repository)
    login = node["author"]["login"]
    facts = {"url": node["url"], "is_answered": is_answered}
    return Remark(remark_key(sha), issue, sha, node["body"], date, login, **facts)


def _is_answered(node: Node, repository: Repository) -> bool:
    """Whether the bot has reacted; for who looks by another token, whether anybody did (F3.72)."""
    is_job = repository.viewer.removesuffix("[bot]") == JOBS
    for group in node["reactionGroups"] or ():
        if group["content"] not in ANSWERS:
            continue
        if group["viewerHasReacted"] or (not is_job and group["reactors"]["totalCount"]):
            return True
    return False
