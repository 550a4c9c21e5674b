"""Tick the boxes of which something shows that they are done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from roadmap_bot.acts.close import find_counted
from roadmap_bot.evidence.found import Facts, render_note
from roadmap_bot.evidence.kinds import find_evidence, find_settled, is_open
from roadmap_bot.issues.boxes import tick_found
from roadmap_bot.keys import Key, issue_key
from roadmap_bot.report.progress_json import find_visits
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.paths import FIGURES
from roadmap_bot.roadmap.units import Step, Task, Unit
from roadmap_bot.state import Issue, State, find_file, find_issue


def tick_evident(state: State, goal: Goal) -> State:
    """Tick each box for which there is evidence, with a note of what was found.

    The note is the memory: a box that stands unticked beside it was unticked by a person, and so it
    stays. Nothing is ever unticked.
    """
    return {**state, **dict(_find_ticked(state, goal))}


def _find_ticked(state: State, goal: Goal) -> Iterator[tuple[Key, Issue]]:
    for unit in find_counted(goal.roadmap.units, goal.settings):
        facts = _find_facts(unit, state, goal)
        owners: list[Unit | Task] = [unit, *find_counted(unit.tasks, goal.settings)]
        for owner in owners:
            issue = find_issue(state, owner.id)
            steps = [step for step in owner.steps if step.evidence]
            if steps and issue and is_open(issue):
                yield issue_key(owner.id), _tick(issue, steps, facts)


def _find_facts(unit: Unit, state: State, goal: Goal) -> Facts:
    project = goal.settings.projects.get(unit.id)
    answered = None
    if project and project.demo and find_file(state, FIGURES):
        visits = find_visits(state)
        answered = frozenset(url for url, visit in visits.items() if visit.answered)
    return Facts(goal.tree, goal.pulls, project, answered)


def _tick(issue: Issue, steps: Iterable[Step], facts: Facts) -> Issue:
    settled = find_settled(issue.body)
    body = issue.body
    for step in steps:
        found = None if step.id in settled else find_evidence(step, facts)
        if found:
            body = tick_found(body, step.id, render_note(found))
    return replace(issue, body=body)
