"""A learner at work: what people do to a roadmap's issues, named by their ids, a minute apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from github_twin import seed
from github_twin.issues import Draft, create_issue
from roadmap_bot.changes import Change
from roadmap_bot.decide import Act
from roadmap_bot.errors import Problem
from roadmap_bot.issues.comments import find_speakers
from roadmap_bot.keys import Key
from roadmap_bot.look import look, look_at_writers, make_goal
from roadmap_bot.reading.closely import read_closely
from roadmap_bot.reading.gather import look_again, read_wide
from roadmap_bot.repository import Look
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.settings import Settings
from roadmap_bot.session import Done
from roadmap_bot.setup import Setup
from roadmap_bot.state import Issue, State, find_issues
from roadmap_bot.target import make_target
from tests.kit.scene import Scene

MINUTE = 60.0
SETTINGS = ".github/roadmap-bot.yml"


class Learner(Scene):
    """A scene in which a learner works; the roadmap was applied, unless told otherwise."""

    def __init__(
        self,
        roadmap: Roadmap | str = "tiny",
        *,
        settings: str | None = None,
        applied: bool = True,
        **scene: Any,
    ) -> None:
        super().__init__(roadmap=roadmap, **scene)
        self.sha = ""  # of the newest commit that somebody pushed
        if settings is not None:
            self.write_settings(settings)
        if applied:
            self.apply()
            self.twin.advance(MINUTE)

    def write_settings(self, settings: str) -> None:
        """Commit the learner's settings."""
        commit = {"message": "Settings [skip ci]", "files": {SETTINGS: settings}}
        self.twin.act("push", seed.LEARNER, commits=[commit])

    def issues(self, id: str) -> list[Any]:
        """All issues that bear an id before their title, oldest first."""
        return [
            issue
            for _, issue in sorted(self.home.issues.items())
            if issue.title.startswith(f"[{id}] ")
        ]

    def issue(self, id: str) -> Any:
        return self.issues(id)[0]

    def body(self, id: str) -> str:
        return str(self.issue(id).body)

    def is_open(self, id: str) -> bool:
        return bool(self.issue(id).state == "open")

    def reason(self, id: str) -> str | None:
        """Why an issue is closed, None while it is open."""
        return None if self.is_open(id) else self.issue(id).reason

    def do(self, act: str, id: str, user: str = seed.LEARNER, **values: Any) -> Any:
        """Let somebody do something to an issue."""
        self.twin.advance(MINUTE)
        event = self.twin.act(act, user, number=self.issue(id).number, **values)
        self.twin.advance(MINUTE)
        return event

    def edit(self, id: str, change: Callable[[str], str], user: str = seed.LEARNER) -> None:
        self.do("edit", id, user, body=change(self.body(id)))

    @property
    def due(self) -> dt.date:
        """The day on which the first milestone is due."""
        date = self.home.milestones[1].due_on.date()
        assert isinstance(date, dt.date)
        return date

    def tick_all(self, id: str) -> None:
        while "[ ]" in self.body(id):
            self.do("tick", id, text="")

    def close_all(self, *ids: str, **values: Any) -> None:
        for id in ids:
            self.do("close", id, **values)

    def double(self, id: str, author: str = seed.JOB, **changes: Any) -> int:
        """Make another issue like that of `id`, as a second run would; return its number."""
        first = self.issue(id)
        fields = {
            "title": first.title,
            "body": first.body,
            "labels": first.labels,
            "milestone": first.milestone,
        }
        draft = Draft(**{**fields, "parent": first.parent, **changes})
        self.twin.world, made = create_issue(self.twin.world, self.home, author, draft)
        self.twin.advance(MINUTE)
        return made.number

    def act_on(self, act: str, number: int, user: str = seed.LEARNER, **values: Any) -> None:
        """Let somebody do something to an issue by its number."""
        self.twin.act(act, user, number=number, **values)
        self.twin.advance(MINUTE)

    def push(
        self, *messages: str | Mapping[str, Any], user: str = seed.LEARNER, force: str | None = None
    ) -> Done:
        """Push commits with these messages, and let the run that follows do its work."""
        event = self.commit(*messages, user=user, force=force)
        return self.run(event.name, event.payload, ref=event.ref, actor=user)

    def say(self, id: str, body: str, user: str = seed.LEARNER) -> Done:
        """Comment on an issue, and let the run that follows do its work."""
        event = self.do("comment", id, user, body=body)
        return self.hear(event)

    def hear(self, event: Any) -> Done:
        """Let the run of an event do its work."""
        return self.run(event.name, event.payload, ref=event.ref, actor=event.actor)

    def answers(self, id: str) -> list[tuple[str, ...]]:
        """What the bot left on each comment of an issue that a person made, oldest first."""
        comments = [one for one in self.issue(id).comments if one.author != seed.JOB]
        return [
            tuple(left.content for left in one.reactions if left.user == seed.JOB)
            for one in comments
        ]

    def words(self, id: str) -> list[str]:
        """What the bot said on an issue, without its hidden line."""
        bodies = [one.body for one in self.issue(id).comments if one.author == seed.JOB]
        return [body.partition("\n")[2] for body in bodies]

    def commit(
        self, *messages: str | Mapping[str, Any], user: str = seed.LEARNER, force: str | None = None
    ) -> Any:
        """Push commits that set off no run, as with `[skip ci]`."""
        self.twin.advance(MINUTE)
        commits = [{"message": one} if isinstance(one, str) else one for one in messages]
        event = self.twin.act(
            "push", user, commits=commits, **({"force_from": force} if force else {})
        )
        assert event is not None
        self.sha = str(event.payload["after"])
        self.twin.advance(MINUTE)
        return event

    def count(self, work: Callable[[], object]) -> int:
        """Do some work and return how many writes it took."""
        self.twin.reset_counters()
        work()
        return self.twin.writes

    def look(self) -> tuple[Look, Goal]:
        """What the bot would see if it looked closely at everything, and its goal."""
        setup = self.setup()
        seen = look_at_all(setup)
        return seen, make_goal(setup, seen)

    def target(self, *acts: Act) -> State:
        """What the bot would make of what it sees."""
        seen, goal = self.look()
        return make_target(seen.things, frozenset(acts or {Act.FOLLOW}), goal)

    def thing(self, id: str) -> Issue:
        """An issue as the bot sees it."""
        issue = self.look()[0].things[f"issue/{id}"]
        assert isinstance(issue, Issue)
        return issue


def look_at_all(setup: Setup) -> Look:
    """Look as a run does, and closely at all issues, whether or not a decision hangs on them."""
    seen, wide = look(setup), read_wide(setup.reader, ("README.md",))
    ids = [seen.ids[key].node for key, _ in find_issues(seen.things)]
    details = read_closely(setup.reader, ids)
    wide = replace(wide, repository=seen.repository)
    wide = look_at_writers(setup, wide, find_speakers(details.values(), wide.repository))
    return look_again(seen, setup.roadmap, wide, details)


def changes(done: Done) -> list[tuple[str, Key]]:
    """What a run did, by sort and key."""
    return [named(change) for change in done.plan]


def named(change: Change) -> tuple[str, Key]:
    return change.sort.value, change.key


def wrong(done: Done) -> list[Problem]:
    """What a run has to say, but for the report, for which the scene's README has no place."""
    return [problem for problem in done.problems if not problem.code.startswith("report.")]


def with_tasks(roadmap: Roadmap, change: Callable[[list[Any]], list[Any]]) -> Roadmap:
    """The roadmap with other tasks in its first unit."""
    unit = roadmap.units[0]
    tasks = change([task.model_dump() for task in unit.tasks])
    data = roadmap.model_dump(mode="json")
    data["units"][0]["tasks"] = tasks
    return Roadmap.model_validate(data)


def change_task(learner: Learner, index: int, **fields: Any) -> None:
    """Ship a roadmap with one changed task in its first unit."""

    def change(tasks: list[Any]) -> list[Any]:
        return [*tasks[:index], {**tasks[index], **fields}, *tasks[index + 1 :]]

    learner.roadmap = with_tasks(learner.roadmap, change)


def with_settings(goal: Goal, **settings: Any) -> Goal:
    """The goal under other settings."""
    return replace(
        goal, settings=Settings.model_validate({**goal.settings.model_dump(), **settings})
    )
