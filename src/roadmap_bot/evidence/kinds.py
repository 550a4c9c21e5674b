"""All kinds of evidence, and what of it a step still waits for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from roadmap_bot.evidence.files import find_files
from roadmap_bot.evidence.found import Facts, Found
from roadmap_bot.evidence.links import find_links
from roadmap_bot.evidence.pulls import find_pulls
from roadmap_bot.issues.boxes import FOUND, find_boxes, is_ticked
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.settings import Settings
from roadmap_bot.roadmap.units import Step, Task, Unit
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


def find_kinds(roadmap: Roadmap, state: State, week: int) -> frozenset[str]:
    """Find which kinds of evidence may still tick a box: the others are not looked for.

    Pull requests are looked for from the `week` in which a unit begins, or once all before is done:
    they do not go away.
    """
    kinds: set[str] = set()
    for unit in roadmap.units:
        waiting = {step.evidence.kind for step in find_waiting(unit, state) if step.evidence}
        if waiting and not _has_begun(unit, roadmap, state, week):
            waiting.discard("pull")
        kinds |= waiting
    return frozenset(kinds)


def _has_begun(unit: Unit, roadmap: Roadmap, state: State, week: int) -> bool:
    first, _ = unit.weeks
    if first <= week:
        return True
    before = [find_issue(state, other.id) for other in roadmap.units if other.weeks[1] < first]
    return all(issue and issue.closed for issue in before)


def find_waiting(unit: Unit, state: State) -> Iterator[Step]:
    """Find the steps of a unit and its tasks that evidence may still tick."""
    owners: tuple[Unit | Task, ...] = (unit, *unit.tasks)
    for owner in owners:
        steps = [step for step in owner.steps if step.evidence]
        issue = find_issue(state, owner.id)
        if steps and (issue is None or is_open(issue)):
            settled = find_settled(issue.body) if issue else ()
            yield from (step for step in steps if step.id not in settled)


def find_shown(roadmap: Roadmap, settings: Settings, state: State) -> Iterator[bool]:
    """Find for each box that asks for evidence whether that has ticked it."""
    for owner in roadmap.owners:
        if owner.is_named(settings.without):
            continue
        issue = find_issue(state, owner.id)
        boxes = find_boxes(issue.body) if issue else ()
        found = {box.id for box in boxes if box.by == FOUND and is_ticked(box)}
        yield from (step.id in found for step in owner.steps if step.evidence)


def is_open(issue: Issue) -> bool:
    """Whether evidence may tick boxes of an issue."""
    return issue.closed is None and not issue.disputed


def find_settled(body: str) -> frozenset[str]:
    """Find the boxes that evidence leaves alone, by the ids of their steps.

    They are ticked, or somebody had a word on them: a commit, or evidence that found it before.
    """
    return frozenset(box.id for box in find_boxes(body) if box.id and (box.by or is_ticked(box)))
