"""The naive way, to measure ours beside: a REST call for each object, and again for each look."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from github import Auth, Github

from github_twin import seed
from github_twin.server import Server
from github_twin.twin import HOME
from roadmap_bot.decide import Act
from roadmap_bot.github.traffic import Traffic
from roadmap_bot.http.pace import Pace
from roadmap_bot.http.pygithub import make_wire
from roadmap_bot.http.waiting import Patience, SystemClock
from roadmap_bot.issues.desired import Desired, make_desired
from roadmap_bot.job import Job
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.session import perform, preview
from roadmap_bot.setup import Setup
from roadmap_bot.state import Issue, Label, Milestone

LATENCY = 0.15  # seconds before each answer
Figures = tuple[int, float]  # requests, seconds


class NaiveBot:
    """A bot without a plan; it remembers each number, which a real one would have to look up."""

    def __init__(self, server: Server) -> None:
        # With PyGithub's own pause of a second after each write it would take minutes.
        auth = Auth.Token(seed.JOB_TOKEN)
        hub = Github(
            auth=auth, base_url=server.url, seconds_between_requests=0, seconds_between_writes=0
        )
        self.repository = hub.get_repo(HOME)
        self.made: dict[str, Any] = {}

    def apply(self, desired: Desired) -> None:
        """Make or mend labels, milestones and issues, each by itself."""
        there = {label.name.casefold() for label in self.repository.get_labels()}
        for key, thing in desired.things.items():
            if isinstance(thing, Label) and thing.name.casefold() not in there:
                self.repository.create_label(thing.name, thing.color, thing.description)
            elif isinstance(thing, Milestone) and key not in self.made:
                self.made[key] = self.repository.create_milestone(
                    thing.title, description=thing.description
                )
        for key, thing in desired.things.items():
            if isinstance(thing, Issue) and key in self.made:
                self._mend_issue(key, thing)
            elif isinstance(thing, Issue):
                self._make_issue(key, thing)

    def _make_issue(self, key: str, thing: Issue) -> None:
        point = {"milestone": self.made[thing.milestone]} if thing.milestone else {}
        labels = sorted(thing.labels)
        self.made[key] = self.repository.create_issue(
            thing.title, body=thing.body, labels=labels, **point
        )
        if thing.parent:
            self.made[thing.parent].add_sub_issue(self.made[key].id)

    def _mend_issue(self, key: str, thing: Issue) -> None:
        found = self.repository.get_issue(self.made[key].number)
        if (found.title, found.body) != (thing.title, thing.body):
            found.edit(title=thing.title, body=thing.body)


def race(roadmap: Roadmap, changed: Roadmap) -> Iterator[tuple[str, Figures, Figures]]:
    """Play a first apply, another, one after a change, in both ways: what, ours, the other's."""
    world = replace(seed.make_world("own"), latency=LATENCY)
    with Server(world) as server, Server(world) as other:
        naive = NaiveBot(other)
        for what, version in (
            ("first apply", roadmap),
            ("nothing changed", roadmap),
            ("one title edited", changed),
        ):
            setup = _make_setup(server, version)
            desired = make_desired(preview(setup).goal)
            ours = _measure(server, lambda setup=setup: perform(setup, frozenset({Act.FOLLOW})))  # type: ignore[misc]
            yield what, ours, _measure(other, lambda desired=desired: naive.apply(desired))  # type: ignore[misc]


def _measure(server: Server, work: Callable[[], object]) -> Figures:
    server.twin.reset_counters()
    started = time.perf_counter()
    work()
    return server.twin.requests, time.perf_counter() - started


def _make_setup(server: Server, roadmap: Roadmap) -> Setup:
    send = make_wire(server.url, {"repository": seed.JOB_TOKEN, "board": ""}, "bench")
    traffic = Traffic(send, Patience(SystemClock()), Pace(per_minute=1_000_000, per_hour=1_000_000))
    return Setup(Job(HOME, "token", actor=seed.LEARNER), roadmap, send, traffic)
