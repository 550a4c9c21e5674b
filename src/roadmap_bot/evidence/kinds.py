"""All kinds of evidence, and what of it a step still waits for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from roadmap_bot.evidence.files import find_files
from roadmap_bot.evidence.found import Facts, Found
from roadmap_bot.evidence.links import find_links
from roadmap_bot.evidence.pulls import find_pulls
from roadmap_bot.issues.boxes import find_boxes, is_ticked
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.units import Step
from roadmap_bot.state import Issue, State, find_issue

Kind = Callable[[Step, Facts], Found | None]

KINDS: tuple[Kind, ...] = (find_files, find_pulls, find_links)


def find_evidence(step: Step, facts: Facts) -> Found | None:
    """Find what shows that a step is done, None where nothing does."""
    for find in KINDS:
        found = find(step, facts)
        if found:
            return found
    return None


def find_kinds(roadmap: Roadmap, state: State) -> frozenset[str]:
    """Find which kinds of evidence may still tick a box: the others are not looked for."""
    waiting = [step.evidence for step in find_waiting(roadmap, state)]
    return frozenset(one.kind for one in waiting if one)


def find_waiting(roadmap: Roadmap, state: State) -> Iterator[Step]:
    """Find the steps that evidence may still tick."""
    for owner in roadmap.owners:
        steps = [step for step in owner.steps if step.evidence]
        issue = find_issue(state, owner.id)
        if steps and (issue is None or is_open(issue)):
            settled = find_settled(issue.body) if issue else ()
            yield from (step for step in steps if step.id not in settled)


def is_open(issue: Issue) -> bool:
    """Whether evidence may tick boxes of an issue."""
    return issue.closed is None and not issue.disputed


def find_settled(body: str) -> frozenset[str]:
    """Find the boxes that evidence leaves alone, by the ids of their steps.

    They are ticked, or somebody had a word on them: a commit, or evidence that found it before.
    """
    return frozenset(box.id for box in find_boxes(body) if box.id and (box.by or is_ticked(box)))
