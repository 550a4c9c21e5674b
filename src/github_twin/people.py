"""What people do in the page, each as one act: the world after it, and the event it sets off.

Acts go past tokens, limits and faults: they are not requests. `perform` finds an act by name; `ACTS` lists them all,
those of git (`pushes`) and of projects (`project_people`) among them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from github_twin import events, issues, labels, milestones, pushes, sub_issues
from github_twin.actor import Actor, Done
from github_twin.project_people import PROJECT_ACTS
from github_twin.refusals import RefusedError
from github_twin.repositories import Repository
from github_twin.world import World, find_repository, put_repository

HIDDEN = re.compile(r"^[ \t]*<!--.*?-->[ \t]*\n|[ \t]*<!--.*?-->", re.DOTALL | re.MULTILINE)


def perform(world: World, act: str, repository: str, user: str, **values: Any) -> Done:
    """Let somebody do something in a repository, by the act's name."""
    found = find_repository(world, repository)
    if found is None or act not in ACTS or user not in world.users:
        raise ValueError(f"nobody can do that: {user} {act} {repository}; acts are {', '.join(ACTS)}")
    return ACTS[act](Actor(world, found, user), **values)


def _tell(actor: Actor, number: int, action: str, changes: Mapping[str, Any] | None = None) -> Done:
    payload = events.issues_payload(actor.world, actor.repository, number, action)
    return actor.tell("issues", {**payload, **({"changes": dict(changes)} if changes is not None else {})})


# Issues


def open_issue(actor: Actor, title: str, body: str = "", labels: Sequence[str] = ()) -> Done:
    """Open an issue by hand."""
    draft = issues.Draft(title, body, tuple(_need_label(actor.repository, one) for one in labels))
    world, issue = issues.create_issue(actor.world, actor.repository, actor.user, draft)
    return _tell(actor.then(world), issue.number, "opened")


def open_pull(actor: Actor, title: str, body: str = "") -> Done:
    """Open a pull request: it takes a number that issues share."""
    draft = issues.Draft(title, body, is_pull=True)
    return issues.create_issue(actor.world, actor.repository, actor.user, draft)[0], None


def close(actor: Actor, number: int, reason: str = "completed", original: int | None = None) -> Done:
    """Close an issue."""
    closing = issues.Closing(actor.user, reason, original)
    return _tell(actor.then(issues.close_issue(actor.world, actor.repository, number, closing)), number, "closed")


def reopen(actor: Actor, number: int) -> Done:
    """Open an issue again."""
    world = issues.reopen_issue(actor.world, actor.repository, number, actor.user)
    return _tell(actor.then(world), number, "reopened")


def delete(actor: Actor, number: int) -> Done:
    """Delete an issue for good."""
    payload = events.issues_payload(actor.world, actor.repository, number, "deleted")
    return actor.then(issues.delete_issue(actor.world, actor.repository, number)).tell("issues", payload)


def edit(actor: Actor, number: int, title: str | None = None, body: str | None = None) -> Done:
    """Edit title or body."""
    before = actor.repository.issues[number]
    texts = {"title": title, "body": body}
    actor = actor.then(issues.edit_issue(actor.world, actor.repository, number, actor.user, texts))
    after = actor.repository.issues[number]
    pairs = {"title": (before.title, after.title), "body": (before.body, after.body)}
    return _tell(actor, number, "edited", {name: {"from": was} for name, (was, now) in pairs.items() if was != now})


def tick(actor: Actor, number: int, text: str, *, on: bool = True) -> Done:
    """Tick the first box whose line holds `text`, or take the tick off."""
    old, new = ("[ ]", "[x]") if on else ("[x]", "[ ]")
    lines = actor.repository.issues[number].body.split("\n")
    found = next((index for index, line in enumerate(lines) if old in line and text in line), None)
    if found is None:
        raise ValueError(f"no {old} box with {text!r} in issue {number}")
    lines[found] = lines[found].replace(old, new, 1)
    return edit(actor, number, body="\n".join(lines))


def delete_marker(actor: Actor, number: int) -> Done:
    """Delete every HTML comment from a body, as people do who wonder what it is."""
    return edit(actor, number, body=HIDDEN.sub("", actor.repository.issues[number].body))


def comment(actor: Actor, number: int, body: str) -> Done:
    """Comment on an issue."""
    actor = actor.then(issues.add_comment(actor.world, actor.repository, number, actor.user, body)[0])
    return actor.tell("issue_comment", events.comment_payload(actor.world, actor.repository, number))


def label(actor: Actor, number: int, name: str) -> Done:
    """Put a label on an issue."""
    chosen = (*actor.repository.issues[number].labels, _need_label(actor.repository, name))
    return _tell(actor.then(issues.set_labels(actor.world, actor.repository, number, chosen)), number, "labeled")


def unlabel(actor: Actor, number: int, name: str) -> Done:
    """Take a label off an issue."""
    gone = _need_label(actor.repository, name)
    kept = [one for one in actor.repository.issues[number].labels if one != gone]
    return _tell(actor.then(issues.set_labels(actor.world, actor.repository, number, kept)), number, "unlabeled")


def assign(actor: Actor, number: int, logins: Sequence[str]) -> Done:
    """Assign exactly these people."""
    return _tell(actor.then(issues.set_assignees(actor.world, actor.repository, number, logins)), number, "assigned")


def set_milestone(actor: Actor, number: int, milestone: int | None) -> Done:
    """Put an issue under a milestone, or under none."""
    world = issues.set_milestone(actor.world, actor.repository, number, milestone)
    return _tell(actor.then(world), number, "demilestoned" if milestone is None else "milestoned")


def move(actor: Actor, number: int, parent: int | None) -> Done:
    """Put an issue under another parent, or under none."""
    former = actor.repository.issues[number].parent
    if parent is not None:
        return sub_issues.add_child(actor.world, actor.repository, parent, number, replace_parent=True), None
    if former is not None:
        return sub_issues.remove_child(actor.world, actor.repository, former, number), None
    return actor.world, None


# Labels, milestones, settings


def _need_label(repository: Repository, name: str) -> int:
    found = labels.find_label(repository, name)
    if found is None:
        raise RefusedError("not-found")
    return found.id


def make_label(actor: Actor, name: str, color: str = "ededed") -> Done:
    """Make a label."""
    return labels.create_label(actor.world, actor.repository, labels.Draft(name, color))[0], None


def edit_label(actor: Actor, label: str, **changes: str) -> Done:
    """Change a label's `name`, `color` or `description`."""
    return labels.edit_label(actor.world, actor.repository, label, **changes), None


def delete_label(actor: Actor, label: str) -> Done:
    """Delete a label."""
    return labels.delete_label(actor.world, actor.repository, label), None


def edit_milestone(actor: Actor, number: int, **changes: str | None) -> Done:
    """Change a milestone's `title`, `description`, `due_on` or `state`."""
    chosen = actor.repository.milestones[number]
    return milestones.edit_milestone(actor.world, actor.repository, chosen, changes)[0], None


def delete_milestone(actor: Actor, number: int) -> Done:
    """Delete a milestone."""
    return milestones.delete_milestone(actor.world, actor.repository, number), None


def change_settings(actor: Actor, **settings: Any) -> Done:
    """Change what the settings page holds, by `world.Repository`'s names: has_issues, is_archived, protected …"""
    if "protected" in settings:
        settings["protected"] = frozenset(settings["protected"])
    return put_repository(actor.world, replace(actor.repository, **settings)), None


def enable_workflows(actor: Actor) -> Done:
    """Press *I understand my workflows, go ahead and enable them*; schedules and all (F1.8)."""
    active = tuple(replace(one, state="active") for one in actor.repository.workflows)
    return put_repository(actor.world, replace(actor.repository, workflows=active)), None


# Runs that no change sets off


def schedule(actor: Actor, cron: str = "17 5 * * *") -> Done:
    """Let the clock fire."""
    world, event = actor.tell("schedule", {})
    return world, replace(event, payload=events.schedule_payload(cron)) if event else None


def dispatch(
    actor: Actor, workflow: str = ".github/workflows/roadmap.yml", inputs: Mapping[str, str] | None = None
) -> Done:
    """Press *Run workflow*."""
    payload = events.dispatch_payload(actor.world, actor.repository, workflow, inputs or {})
    return actor.tell("workflow_dispatch", payload)


ACTS: dict[str, Callable[..., Done]] = {
    act.__name__: act
    for act in (
        *(open_issue, open_pull, close, reopen, delete, edit, tick, delete_marker, comment),
        *(label, unlabel, assign, set_milestone, move),
        *(make_label, edit_label, delete_label, edit_milestone, delete_milestone),
        *(change_settings, enable_workflows),
        *(schedule, dispatch, pushes.push, pushes.sync, pushes.publish, pushes.first_push),
    )
} | PROJECT_ACTS
