"""What people do with labels, milestones, settings and runs, each as one act of `people`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from github_twin import events, labels, milestones
from github_twin.actor import Actor, Done
from github_twin.refusals import RefusedError
from github_twin.repositories import Repository
from github_twin.world import put_repository


def need_label(repository: Repository, name: str) -> int:
    """Find the id of a label by its name."""
    found = labels.find_label(repository, name)
    if found is None:
        raise RefusedError("not-found")
    return found.id


def make_label(actor: Actor, name: str, color: str = "ededed") -> Done:
    """Make a label."""
    draft = labels.Draft(name, color)
    world, _ = labels.create_label(actor.world, actor.repository, draft)
    return world, None


def edit_label(actor: Actor, label: str, **changes: str) -> Done:
    """Change a label's `name`, `color` or `description`."""
    return labels.edit_label(actor.world, actor.repository, label, **changes), None


def delete_label(actor: Actor, label: str) -> Done:
    """Delete a label."""
    return labels.delete_label(actor.world, actor.repository, label), None


def edit_milestone(actor: Actor, number: int, **changes: str | None) -> Done:
    """Change a milestone's `title`, `description`, `due_on` or `state`."""
    chosen = actor.repository.milestones[number]
    world, _ = milestones.edit_milestone(actor.world, actor.repository, chosen, changes)
    return world, None


def delete_milestone(actor: Actor, number: int) -> Done:
    """Delete a milestone."""
    return milestones.delete_milestone(actor.world, actor.repository, number), None


def change_settings(actor: Actor, **settings: Any) -> Done:
    """Change what the settings page holds, by the names of `repositories.Repository`."""
    if "protected" in settings:
        settings["protected"] = frozenset(settings["protected"])
    changed = replace(actor.repository, **settings)
    return put_repository(actor.world, changed), None


def enable_workflows(actor: Actor) -> Done:
    """Press *I understand my workflows, go ahead and enable them*; schedules and all (F1.8)."""
    workflows = actor.repository.workflows
    active = tuple(replace(one, state="active") for one in workflows)
    changed = replace(actor.repository, workflows=active)
    return put_repository(actor.world, changed), None


def schedule(actor: Actor, cron: str = "17 5 * * *", *, bare: bool = False) -> Done:
    """Let the clock fire; a `bare` event names nothing but the line that did."""
    branch = actor.repository.default_branch
    payload = events.schedule_payload(actor.world, actor.repository, cron)
    if bare:
        payload = {"schedule": cron}
    event = events.Event("schedule", actor.user, f"refs/heads/{branch}", payload)
    return actor.world, event


def dispatch(
    actor: Actor,
    workflow: str = ".github/workflows/roadmap.yml",
    inputs: Mapping[str, str] | None = None,
) -> Done:
    """Press *Run workflow*."""
    payload = events.dispatch_payload(actor.world, actor.repository, workflow, inputs or {})
    return actor.tell("workflow_dispatch", payload)
