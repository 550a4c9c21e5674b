"""A cohort on the twin: its repository, a crowd of learners, and the bot that keeps it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from github_twin import seed
from github_twin.crowd import add_crowd
from github_twin.twin import Twin
from roadmap_bot.github.traffic import Traffic
from roadmap_bot.http.pace import Pace
from roadmap_bot.http.waiting import Patience
from roadmap_bot.job import Job
from roadmap_bot.report.region import BEGIN, END
from roadmap_bot.roadmap.paths import FIGURES
from roadmap_bot.together.run import Cohorting, Done, perform, read_page
from tests.kit.scene import MONDAY, NAME, TwinClock, make_send

TODAY = MONDAY.date()
README = f"# We learn\n\nMine.\n\n{BEGIN}\n{END}\n\nMine, too.\n"
START = dt.date(2026, 9, 7)


def make_figures(done: int = 1, total: int = 4, **changes: Any) -> dict[str, Any]:
    """Make the figures of somebody who did the first `done` tasks of `total`, one a week."""
    ids = [f"W01-{number}" for number in range(1, total + 1)]
    days = [START + dt.timedelta(weeks=week + 10 - done) for week in range(done)]
    figures: dict[str, Any] = {
        "version": 1,
        "generator": "roadmap-bot",
        "facts": "0" * 16,
        "iso_week": "2026-W47",
        "date": str(TODAY - dt.timedelta(days=1)),
        "roadmap": {"id": "bread", "title": "Bread", "version": "1"},
        "start": str(START),
        "week": 11,
        "last_week": 24,
        "share": done / total,
        "planned_share": 0.5,
        "hours": {"done": done * 2.0, "total": total * 2.0},
        "tasks": {"done": done, "total": total},
        "days_ahead": 0,
        "hours_per_week": 2.0,
        "finish": None,
        "streak_weeks": done,
        "milestones": [],
        "next": [{"id": id, "title": f"Task {id}", "due": "2026-12-01"} for id in ids[done:]],
        "history": [{"date": str(day), "hours": 2.0} for day in days],
        "kinds": [],
    }
    return figures | changes


def write_figures(**values: Any) -> dict[str, str]:
    return {FIGURES: json.dumps(make_figures(**values), ensure_ascii=False)}


def write_cohort(*members: str, **keys: str) -> str:
    lines = ["title: We learn", "roadmap: bread", f"start: {START}", "members:"]
    lines += [f"{key}: {value}" for key, value in keys.items()]
    lines.insert(len(lines), "")
    named = "\n".join(f"  - {member}" for member in members)
    head = "\n".join(line for line in lines if line and not line.startswith("members"))
    return f"{head}\nmembers:\n{named}\n" if members else f"{head}\n"


class CohortScene:
    """A world with a cohort, a crowd, and the bot."""

    def __init__(
        self,
        crowd: Mapping[str, Mapping[str, str]],
        cohort: str | None = None,
        readme: str | None = README,
        **settings: Any,
    ) -> None:
        text = write_cohort(*crowd) if cohort is None else cohort
        files = {"cohort.yml": text} | ({"README.md": readme} if readme else {})
        world = seed.make_world("own", now=MONDAY, files=files, **settings)
        self.twin = Twin(add_crowd(world, crowd))
        self.clock = TwinClock(self.twin)
        self.send = make_send(self.twin)
        self.patience: float | None = 3600.0

    @property
    def home(self) -> Any:
        return self.twin.world.repositories[NAME]

    def keeping(self, event_name: str = "schedule", **job: Any) -> Cohorting:
        fields: dict[str, Any] = {
            "repository": NAME,
            "token": "hidden",
            "server_url": "https://github.test",
            "event_name": event_name,
        }
        traffic = Traffic(self.send, Patience(self.clock, self.patience), Pace())
        return Cohorting(Job(**{**fields, **job}), traffic)

    def run(self, event_name: str = "schedule", **job: Any) -> Done | None:
        return perform(self.keeping(event_name, **job))

    def tick(self, days: int = 1) -> Done:
        """Let a day pass and the daily run come."""
        self.twin.advance(days * 86_400)
        done = self.run()
        assert done is not None
        return done

    def page(self) -> str:
        return read_page(self.keeping())

    def file(self, path: str) -> str | None:
        home = self.home
        commit = home.commits[home.branches[home.default_branch]]
        found = commit.files.get(path)
        return found.text if found else None

    @property
    def record(self) -> list[dict[str, Any]]:
        text = self.file("cohort.json")
        assert text is not None
        return list(json.loads(text)["members"])

    @property
    def names(self) -> list[str]:
        return [member["repository"] for member in self.record]

    @property
    def commits(self) -> int:
        return len(self.home.commits)

    def ask(self, title: str, body: str, author: str) -> int:
        """Let somebody open an issue, and the event run."""
        self.twin.act("open_issue", author, title=title, body=body)
        number: int = max(self.home.issues)
        self.run("issues", event={"action": "opened", "issue": {"number": number}})
        return number

    def said(self, number: int) -> list[str]:
        return [comment.body for comment in self.home.issues[number].comments]

    def is_open(self, number: int) -> bool:
        return bool(self.home.issues[number].state == "open")

    def change(self, *worlds: Any) -> None:
        (self.twin.world,) = worlds


def crowd_of(count: int, done: Sequence[int] | None = None) -> dict[str, dict[str, str]]:
    shares: Iterable[int] = done or [number % 4 for number in range(count)]
    return {
        f"learner-{number}/roadmap": write_figures(done=share)
        for number, share in zip(range(1, count + 1), shares, strict=False)
    }
