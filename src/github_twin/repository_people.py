"""What people do with labels, milestones, settings and runs, each as one act of `people`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from github_twin import events, labels, milestones
from github_twin.actor import Actor, Done
from github_twin.git import Files
from github_twin.refusals import RefusedError
from github_twin.repositories import Repository, Workflow
from github_twin.world import put_repository, rename_repository

SCHEDULED = re.compile(rb"^\s*(?:-\s*)?schedule:", re.MULTILINE)


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


def rename(actor: Actor, name: str) -> Done:
    """Give the repository another name."""
    return rename_repository(actor.world, actor.repository, name), None


def delete_person(actor: Actor, login: str) -> Done:
    """Delete somebody's account: what they made stays, and is nobody's (F3.52)."""
    users = {name: user for name, user in actor.world.users.items() if name != login}
    return replace(actor.world, users=users), None


def enable_workflows(actor: Actor) -> Done:
    """Press *I understand my workflows, go ahead and enable them*: schedules stay off (F1.8)."""
    files = actor.repository.head.files if actor.repository.head else {}
    workflows = tuple(_enable(one, files) for one in actor.repository.workflows)
    changed = replace(actor.repository, workflows=workflows)
    return put_repository(actor.world, changed), None


def enable_workflow(actor: Actor, name: str) -> Done:
    """Press *Enable workflow* on the page of one workflow."""
    workflows = tuple(
        replace(one, state="active") if one.name == name else one
        for one in actor.repository.workflows
    )
    return put_repository(actor.world, replace(actor.repository, workflows=workflows)), None


def _enable(workflow: Workflow, files: Files) -> Workflow:
    blob = files.get(workflow.path)
    if blob and SCHEDULED.search(blob.data):
        return workflow
    return replace(workflow, state="active")


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
