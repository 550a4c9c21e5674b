"""Issues that bear the same id: which of them is the one, and which are its twins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from roadmap_bot.issues.nodes import Node
from roadmap_bot.keys import Key, issue_key, older_key, twin_key
from roadmap_bot.state import Issue, State, find_issues


@dataclass(frozen=True, slots=True)
class Claim:
    """An issue of ours, as GitHub listed it and as a thing, and the id that it bears."""

    id: str
    node: Node
    issue: Issue


def settle_duplicates(claims: Iterable[Claim]) -> Iterator[tuple[Key, Claim]]:
    """Give each id to one issue; the others are its twins."""
    by_id: dict[str, list[Claim]] = {}
    for claim in sorted(claims, key=lambda claim: int(claim.node["number"])):
        by_id.setdefault(claim.id, []).append(claim)
    for group in by_id.values():
        yield from _settle_group(group)


def find_rivals(state: State) -> Iterator[Key]:
    """Find which of several live issues of one id nobody seems to have touched.

    A comment would tell, and who closed or opened it.
    """
    by_id: dict[Key, list[tuple[Key, Issue]]] = {}
    for key, issue in find_issues(state):
        if issue.closed != "duplicate":
            by_id.setdefault(older_key(key), []).append((key, issue))
    for rivals in by_id.values():
        if len(rivals) > 1:
            yield from (key for key, issue in rivals if not issue.touched)


def _settle_group(group: Sequence[Claim]) -> Iterator[tuple[Key, Claim]]:
    """Choose the first that a person touched, else the first; where several did, it is disputed."""
    live = [claim for claim in group if claim.issue.closed != "duplicate"] or group[:1]
    touched = [claim for claim in live if claim.issue.touched]
    keeper = (touched or live)[0]
    is_disputed = len(touched) > 1
    for claim in group:
        key = twin_key(claim.id, claim.node["number"])
        if claim is keeper:
            key = issue_key(claim.id)
        if is_disputed and claim in touched:
            yield key, _dispute(claim)
        else:
            yield key, claim


def _dispute(claim: Claim) -> Claim:
    return replace(claim, issue=replace(claim.issue, disputed=True))
