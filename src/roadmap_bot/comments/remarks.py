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
        answers = _find_answers(node, repository)
        is_read = _is_of_person(node) and OPENING not in node["body"]
        if is_read and not _is_edited_since(node, answers):
            yield _read_remark(node, issue, is_answered=bool(answers)), Id(node["id"])


def _is_of_person(node: Node) -> bool:
    """Whether a person wrote a comment, and nobody else changed it since."""
    author, editor = node["author"], node["editor"]
    if author is None or author["__typename"] != "User":
        return False
    if node["lastEditedAt"] is None:
        return True
    return editor is not None and editor["login"] == author["login"]


def _is_edited_since(node: Node, answers: Iterable[Node]) -> bool:
    """Whether a comment was edited after its answer, which is about what it said before."""
    edited_at = parse_time(node["lastEditedAt"])
    times = [parse_time(group["createdAt"]) for group in answers]
    return any(edited_at > time for time in times if edited_at and time)


def _read_remark(node: Node, issue: Key, *, is_answered: bool) -> Remark:
    sha = hashlib.sha1(node["id"].encode(), usedforsecurity=False).hexdigest()
    date = parse_time(node["lastEditedAt"] or node["createdAt"])
    assert date is not None
    login = node["author"]["login"]
    facts = {"url": node["url"], "is_answered": is_answered}
    return Remark(remark_key(sha), issue, sha, node["body"], date, login, **facts)


def _find_answers(node: Node, repository: Repository) -> list[Node]:
    """Find the bot's reactions; for who looks by another token, those of anybody (F3.72)."""
    is_job = repository.viewer.removesuffix("[bot]") == JOBS
    groups = [group for group in node["reactionGroups"] or () if group["content"] in ANSWERS]
    return [
        group
        for group in groups
        if group["viewerHasReacted"] or (not is_job and group["reactors"]["totalCount"])
    ]
