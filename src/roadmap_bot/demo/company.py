"""Company for the learner of the demo: two friends, and a small class that the learner joins."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from roadmap_bot.demo.first_roadmap import FIRST
from roadmap_bot.demo.stage import CLASS, NAME, START, Stage
from roadmap_bot.report.region import BEGIN, END
from roadmap_bot.roadmap.paths import FIGURES, SETTINGS

FRIENDS = ("ada/roadmap", "lin/roadmap")
# How many tasks each has done by the end of the second week.
DONE = {"ada/roadmap": 7, "lin/roadmap": 3, "alan/roadmap": 5, "grace/roadmap": 9, "ken/roadmap": 0}
OPEN_HEARTED = ("ada/roadmap", "alan/roadmap", "grace/roadmap")  # who show their tasks, too
HOURS = 3.5  # of a task of theirs
TITLE = re.compile(r"\[(?P<id>[A-Z0-9]+-[0-9]+)\] (?P<title>.+)")

Figures = dict[str, Any]


def invite(stage: Stage) -> None:
    """Let the friends come, and whoever else is in the class."""
    state = stage.state()
    figures: Figures = json.loads(state["files"][FIGURES])
    found = filter(None, (TITLE.fullmatch(issue["title"]) for issue in state["issues"]))
    tasks = [(task["id"], task["title"]) for task in found]
    crowd = {name: {FIGURES: _make_figures(name, figures, tasks)} for name in DONE}
    stage.add_people({**crowd, CLASS: _make_class()})


def befriend(stage: Stage) -> Mapping[str, Any]:
    """Let the learner name two friends in the settings, and show all tasks."""
    settings = stage.state()["files"][SETTINGS]
    named = f"\nwith: [{', '.join(FRIENDS)}]\nshare: all\n"
    return stage.push("Study with two friends", files={SETTINGS: settings + named})


def join(stage: Stage, page: Path) -> None:
    """Let the learner join the class, and the class's day come; leave its page in a file."""
    body = f"### Repository\n\n{NAME}"
    asked = stage.act("open_issue", repository=CLASS, title="[join] learner", body=body)
    stage.keep_class("join", asked)
    stage.keep_class("class")
    stage.keep_class("class-page", None, "--html", str(page))


def find_class(stage: Stage) -> Mapping[str, str]:
    """Find what the class's repository shows, by name."""
    files = stage.state(CLASS)["files"]
    return {name: files[name] for name in ("README.md", "cohort.json")}


def _make_class() -> Mapping[str, str]:
    """Make the files of the class's repository."""
    head = f"title: AI 同学会\nroadmap: {FIRST}\nstart: {START}\n"
    members = "".join(f"  - {name}\n" for name in DONE)
    cohort = f"{head}language: zh\nzone: Asia/Shanghai\nmembers:\n{members}"
    return {"cohort.yml": cohort, "README.md": f"# AI 同学会\n\n{BEGIN}\n{END}\n"}


def _make_figures(name: str, mine: Figures, tasks: Sequence[tuple[str, str]]) -> str:
    """Make the figures of somebody else, who has done the first few tasks, like the learner's."""
    done = DONE[name]
    total = mine["hours"]["total"]
    days = [START + dt.timedelta(days=1 + index * 12 // max(1, done)) for index in range(done)]
    figures = {
        **mine,
        "date": str(START + dt.timedelta(weeks=2)),
        "week": 2,
        "share": round(done * HOURS / total, 4),
        "hours": {"done": done * HOURS, "total": total},
        "next": [{**mine["next"][0], "id": id, "title": title} for id, title in tasks[done:][:3]],
        "history": [{"date": str(day), "hours": HOURS} for day in days],
        "companions": [],
    }
    if name in OPEN_HEARTED:
        ids = [id for id, _ in tasks]
        figures |= {"closed": ids[:done], "open": ids[done:]}
    return json.dumps(figures, ensure_ascii=False)
