"""What people do to the bot's own things, and how it is taken back: then all is as without.

Taking back what is no longer there raises ValueError: then the bot was who took it back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from github_twin import git, seed
from github_twin.events import Event
from github_twin.repositories import Issue
from github_twin.twin import Twin
from github_twin.world import World, put_repository
from roadmap_bot.report.files import ROOT
from roadmap_bot.report.region import BEGIN, END
from roadmap_bot.roadmap.paths import FIGURES
from tests.kit.scene import NAME, Scene
from tests.kit.stories import FIRST, find_number, make_stories, push

Do = Callable[[Twin], None]
Undo = Callable[[World, World], World]  # of a world, as another one is in which nobody did it
REGIONS = re.compile(rb'"regions": {.*?}', re.DOTALL)  # as the figures name them
PAIR = f"# My notes\n\n{BEGIN}\n{END}\n"
OLD = (("done W01-2", "skip W01-3", "reopen W03-1"), ("reopen W01-2", "done W01-1"))
NEW = ("done W01-2", "reopen W01-3", "done W01-1.1")
SAID = (("W01-4", "重做"), ("W01-3", "done W01-2.1"))  # in comments, where
OTHERWISE = "skip W01-1"  # what nobody has asked for


@dataclass(frozen=True)
class Stage:
    """A world in which a command begins, and the push that it may be about."""

    world: World
    event: Event
    board: bool = False


@cache
def make_stage(name: str) -> Stage:
    """Make a stage.

    On `spoken` the bot has commented, on `heard` it has answered comments, too; on `boarded` there
    is a board.
    """
    is_boarded = name == "boarded"
    story = make_stories()["board update" if is_boarded else "update"]
    scene = Scene(replace(story.start(), latency=0.0), FIRST)
    if is_boarded:
        scene.use_board()
    for messages in OLD:
        told = _push(scene, messages, {ROOT: PAIR})
        push(told)(scene)
        scene.clock.sleep(3600)
    for id, body in SAID if name == "heard" else ():
        number = find_number(scene.twin.world, id)
        said = scene.twin.act("comment", seed.LEARNER, number=number, body=body)
        assert said is not None
        push(said)(scene)
        scene.clock.sleep(3600)
    for act, id in (("close", "W03-1"), ("reopen", "W01-1")):
        scene.twin.act(act, seed.LEARNER, number=find_number(scene.twin.world, id))
    scene.clock.sleep(3600)
    event = _push(scene, NEW, {})
    return Stage(scene.twin.world, event, is_boarded)


def _push(scene: Scene, messages: Sequence[str], files: Mapping[str, str]) -> Event:
    commits = [{"message": message, "files": files} for message in messages]
    event = scene.twin.act("push", seed.LEARNER, commits=commits)
    assert event is not None
    return event


# Comments of the bot


def delete_words(twin: Twin) -> None:
    """Delete all that the bot said in its comments until the push."""
    said = _find_words()
    for issue in twin.world.repositories[NAME].issues.values():
        for index in reversed(range(len(issue.comments))):
            if issue.comments[index].id in said:
                twin.act("delete_comment", seed.LEARNER, number=issue.number, index=index)


def restore_words(world: World, clean: World) -> World:
    """Put the comments back that were deleted."""
    home = world.repositories[NAME]
    issues = {number: _restore(issue, clean) for number, issue in home.issues.items()}
    return put_repository(world, replace(home, issues=issues))


def _restore(issue: Issue, clean: World) -> Issue:
    said = _find_words()
    if any(comment.id in said for comment in issue.comments):
        raise ValueError(f"{issue.title} has its comment still")
    before = clean.repositories[NAME].issues.get(issue.number, issue)
    gone = [comment for comment in before.comments if comment.id in said]
    comments = sorted((*issue.comments, *gone), key=lambda comment: comment.made_at)
    return replace(issue, comments=tuple(comments))


@cache
def _find_words() -> frozenset[int]:
    issues = make_stage("spoken").world.repositories[NAME].issues.values()
    said = [one.id for issue in issues for one in issue.comments if one.author == seed.JOB]
    assert said
    return frozenset(said)


# Comments that the bot has answered


def reword(twin: Twin) -> None:
    """Let the comments that the bot has answered ask for something else."""
    for number, index in _find_answered(twin.world):
        twin.act("edit_comment", seed.LEARNER, number=number, body=OTHERWISE, index=index)


def restore_wording(world: World, clean: World) -> World:
    """Put the words back into those comments."""
    home, before = world.repositories[NAME], clean.repositories[NAME]
    issues = dict(home.issues)
    for number, index in _find_answered(world):
        comments = list(issues[number].comments)
        comments[index] = before.issues[number].comments[index]
        issues[number] = replace(issues[number], comments=tuple(comments))
    return put_repository(world, replace(home, issues=issues))


def _find_answered(world: World) -> list[tuple[int, int]]:
    """Find the issue of each such comment, by its number, and the comment's place there."""
    found = [
        (number, place)
        for number, issue in world.repositories[NAME].issues.items()
        for place, comment in enumerate(issue.comments)
        if comment.author == seed.LEARNER and comment.reactions
    ]
    assert len(found) == len(SAID)
    return found


# The README


def link(twin: Twin) -> None:
    """Let a symbolic link take the place of the README."""
    commit = {"message": "Link", "files": {ROOT: {"link": "docs/notes.md"}}}
    twin.act("push", seed.LEARNER, commits=[commit])


def unlink(world: World, clean: World) -> World:
    """Put the README in the place of the link, where the bot knows of no region meanwhile."""
    home, before = world.repositories[NAME], clean.repositories[NAME].head
    assert home.head
    assert before
    if home.head.files[ROOT].mode != git.LINK:
        raise ValueError(f"{ROOT} is no link any more")
    files = {**home.head.files, ROOT: before.files[ROOT]}
    if FIGURES in files:
        (known,) = REGIONS.findall(before.files[FIGURES].data)
        told = REGIONS.sub(lambda _: known, files[FIGURES].data)
        files[FIGURES] = git.make_blob(told)
    head = replace(home.head, files=files)
    return put_repository(world, replace(home, commits={**home.commits, head.sha: head}))


# The board


def rename_fields(*names: str) -> tuple[Do, Undo]:
    """Make the deed that gives fields other names, and the one that takes it back."""

    def rename(twin: Twin) -> None:
        for name in names:
            twin.act("rename_field", seed.LEARNER, field=name, name=f"My {name}")

    def restore(world: World, clean: World) -> World:
        twin = Twin(world)
        for name in names:
            twin.act("rename_field", seed.LEARNER, field=f"My {name}", name=name)
        return twin.world

    return rename, restore


def rename_options(*fields: str) -> tuple[Do, Undo]:
    """Make the deed that gives the first option of fields another name, and its opposite."""

    def rename(twin: Twin) -> None:
        for field in fields:
            (name, *_) = _list_options(twin.world, field)
            _rename_option(twin, field, name, f"My {name}")

    def restore(world: World, clean: World) -> World:
        twin = Twin(world)
        for field in fields:
            mine = [name for name in _list_options(world, field) if name.startswith("My ")]
            if not mine:
                raise ValueError(f"the option of {field} has its old name again")
            _rename_option(twin, field, mine[0], mine[0].removeprefix("My "))
        return twin.world

    return rename, restore


def _list_options(world: World, name: str) -> list[str]:
    (project,) = world.projects.values()
    field = project.named(name)
    assert field
    return [option.name for option in field.options]


def _rename_option(twin: Twin, field: str, option: str, name: str) -> None:
    twin.act("rename_option", seed.LEARNER, field=field, option=option, name=name)
