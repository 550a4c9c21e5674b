"""What people do in the page, each as one act: the world after it, and the event it sets off.

Acts go past tokens, limits and faults: they are not requests. `perform` finds an act by name; `ACTS` lists them all,
those of git (`pushes`) and of projects (`project_people`) among them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from github_twin import events, issues, labels, milestones, pushes
from github_twin.project_people import PROJECT_ACTS
from github_twin.refusals import RefusedError
from github_twin.scene import Done, Scene
from github_twin.world import Repository, World, find_repository, put_repository

HIDDEN = re.compile(r"^[ \t]*<!--.*?-->[ \t]*\n|[ \t]*<!--.*?-->", re.DOTALL | re.MULTILINE)


def perform(world: World, act: str, repository: str, user: str, **values: Any) -> Done:
    """Let somebody do something in a repository, by the act's name."""
    found = find_repository(world, repository)
    if found is None or act not in ACTS or user not in world.users:
        raise ValueError(f"nobody can do that: {user} {act} {repository}; acts are {', '.join(ACTS)}")
    return ACTS[act](Scene(world, found, user), **values)


def _tell(scene: Scene, number: int, action: str, changes: Mapping[str, Any] | None = None) -> Done:
    payload = events.issues_payload(scene.world, scene.repository, number, action)
    return scene.tell("issues", {**payload, **({"changes": dict(changes)} if changes is not None else {})})


# Issues


def open_issue(scene: Scene, title: str, body: str = "", labels: Sequence[str] = ()) -> Done:
    """Open an issue by hand."""
    draft = issues.Draft(title, body, tuple(_need_label(scene.repository, one) for one in labels))
    world, issue = issues.create_issue(scene.world, scene.repository, scene.user, draft)
    return _tell(scene.then(world), issue.number, "opened")


def open_pull(scene: Scene, title: str, body: str = "") -> Done:
    """Open a pull request: it takes a number that issues share."""
    draft = issues.Draft(title, body, is_pull=True)
    return issues.create_issue(scene.world, scene.repository, scene.user, draft)[0], None


def close(scene: Scene, number: int, reason: str = "completed", original: int | None = None) -> Done:
    """Close an issue."""
    closing = issues.Closing(scene.user, reason, original)
    return _tell(scene.then(issues.close_issue(scene.world, scene.repository, number, closing)), number, "closed")


def reopen(scene: Scene, number: int) -> Done:
    """Open an issue again."""
    world = issues.reopen_issue(scene.world, scene.repository, number, scene.user)
    return _tell(scene.then(world), number, "reopened")


def delete(scene: Scene, number: int) -> Done:
    """Delete an issue for good."""
    payload = events.issues_payload(scene.world, scene.repository, number, "deleted")
    return scene.then(issues.delete_issue(scene.world, scene.repository, number)).tell("issues", payload)


def edit(scene: Scene, number: int, title: str | None = None, body: str | None = None) -> Done:
    """Edit title or body."""
    before = scene.repository.issues[number]
    texts = {"title": title, "body": body}
    scene = scene.then(issues.edit_issue(scene.world, scene.repository, number, scene.user, texts))
    after = scene.repository.issues[number]
    pairs = {"title": (before.title, after.title), "body": (before.body, after.body)}
    return _tell(scene, number, "edited", {name: {"from": was} for name, (was, now) in pairs.items() if was != now})


def tick(scene: Scene, number: int, text: str, *, on: bool = True) -> Done:
    """Tick the first box whose line holds `text`, or take the tick off."""
    old, new = ("[ ]", "[x]") if on else ("[x]", "[ ]")
    lines = scene.repository.issues[number].body.split("\n")
    found = next((index for index, line in enumerate(lines) if old in line and text in line), None)
    if found is None:
        raise ValueError(f"no {old} box with {text!r} in issue {number}")
    lines[found] = lines[found].replace(old, new, 1)
    return edit(scene, number, body="\n".join(lines))


def delete_marker(scene: Scene, number: int) -> Done:
    """Delete every HTML comment from a body, as people do who wonder what it is."""
    return edit(scene, number, body=HIDDEN.sub("", scene.repository.issues[number].body))


def comment(scene: Scene, number: int, body: str) -> Done:
    """Comment on an issue."""
    scene = scene.then(issues.add_comment(scene.world, scene.repository, number, scene.user, body)[0])
    return scene.tell("issue_comment", events.comment_payload(scene.world, scene.repository, number))


def label(scene: Scene, number: int, name: str) -> Done:
    """Put a label on an issue."""
    chosen = (*scene.repository.issues[number].labels, _need_label(scene.repository, name))
    return _tell(scene.then(issues.set_labels(scene.world, scene.repository, number, chosen)), number, "labeled")


def unlabel(scene: Scene, number: int, name: str) -> Done:
    """Take a label off an issue."""
    gone = _need_label(scene.repository, name)
    kept = [one for one in scene.repository.issues[number].labels if one != gone]
    return _tell(scene.then(issues.set_labels(scene.world, scene.repository, number, kept)), number, "unlabeled")


def assign(scene: Scene, number: int, logins: Sequence[str]) -> Done:
    """Assign exactly these people."""
    return _tell(scene.then(issues.set_assignees(scene.world, scene.repository, number, logins)), number, "assigned")


def set_milestone(scene: Scene, number: int, milestone: int | None) -> Done:
    """Put an issue under a milestone, or under none."""
    world = issues.set_milestone(scene.world, scene.repository, number, milestone)
    return _tell(scene.then(world), number, "demilestoned" if milestone is None else "milestoned")


def move(scene: Scene, number: int, parent: int | None) -> Done:
    """Put an issue under another parent, or under none."""
    former = scene.repository.issues[number].parent
    if parent is not None:
        return issues.add_child(scene.world, scene.repository, parent, number, replace_parent=True), None
    if former is not None:
        return issues.remove_child(scene.world, scene.repository, former, number), None
    return scene.world, None


# Labels, milestones, settings


def _need_label(repository: Repository, name: str) -> int:
    found = labels.find_label(repository, name)
    if found is None:
        raise RefusedError("not-found")
    return found.id


def make_label(scene: Scene, name: str, color: str = "ededed") -> Done:
    """Make a label."""
    return labels.create_label(scene.world, scene.repository, labels.Draft(name, color))[0], None


def edit_label(scene: Scene, label: str, **changes: str) -> Done:
    """Change a label's `name`, `color` or `description`."""
    return labels.edit_label(scene.world, scene.repository, label, **changes), None


def delete_label(scene: Scene, label: str) -> Done:
    """Delete a label."""
    return labels.delete_label(scene.world, scene.repository, label), None


def edit_milestone(scene: Scene, number: int, **changes: str | None) -> Done:
    """Change a milestone's `title`, `description`, `due_on` or `state`."""
    chosen = scene.repository.milestones[number]
    return milestones.edit_milestone(scene.world, scene.repository, chosen, changes)[0], None


def delete_milestone(scene: Scene, number: int) -> Done:
    """Delete a milestone."""
    return milestones.delete_milestone(scene.world, scene.repository, number), None


def change_settings(scene: Scene, **settings: Any) -> Done:
    """Change what the settings page holds, by `world.Repository`'s names: has_issues, is_archived, protected …"""
    if "protected" in settings:
        settings["protected"] = frozenset(settings["protected"])
    return put_repository(scene.world, replace(scene.repository, **settings)), None


def enable_workflows(scene: Scene) -> Done:
    """Press *I understand my workflows, go ahead and enable them*; schedules and all (F1.8)."""
    active = tuple(replace(one, state="active") for one in scene.repository.workflows)
    return put_repository(scene.world, replace(scene.repository, workflows=active)), None


# Runs that no change sets off


def schedule(scene: Scene, cron: str = "17 5 * * *") -> Done:
    """Let the clock fire."""
    world, event = scene.tell("schedule", {})
    return world, replace(event, payload=events.schedule_payload(cron)) if event else None


def dispatch(
    scene: Scene, workflow: str = ".github/workflows/roadmap.yml", inputs: Mapping[str, str] | None = None
) -> Done:
    """Press *Run workflow*."""
    payload = events.dispatch_payload(scene.world, scene.repository, workflow, inputs or {})
    return scene.tell("workflow_dispatch", payload)


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
