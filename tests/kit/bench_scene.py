"""Roadmaps of any size, and the scene in which the bench counts what the bot asks and writes."""

from __future__ import annotations

import math
from collections.abc import Callable

from github_twin import seed
from roadmap_bot.roadmap.model import Roadmap
from tests.kit.scene import MONDAY, Scene, load

MANUAL = "# The roadmap\n\n<!-- roadmap-bot:manual -->\n"


def size(roadmap: Roadmap) -> int:
    """Return N, the number of units and tasks."""
    return len(roadmap.units) + len(list(roadmap.tasks))


def pages(roadmap: Roadmap) -> int:
    """Return P, the number of a wide look's pages: one carries a hundred issues.

    The control issue is one beside the N of units and tasks.
    """
    return math.ceil((size(roadmap) + 1) / 100)


def grow(units: int, tasks: int) -> Roadmap:
    """Make a roadmap of so many units with so many tasks each, in the shape of the tiny one."""
    tiny = load("tiny")
    unit, milestone = tiny.units[0], tiny.milestones[0]
    task = unit.tasks[0].model_copy(update={"aliases": ()})
    grown = []
    for number in range(1, units + 1):
        name = f"W{number:03}"
        made = [
            task.model_copy(
                update={"id": f"{name}-{index}", "title": f"Task {index} of {name}", "steps": ()}
            )
            for index in range(1, tasks + 1)
        ]
        week = 1 + number % 50
        update = {
            "id": name,
            "title": f"Unit {name}",
            "weeks": (week, week),
            "tasks": tuple(made),
            "boxes": (),
        }
        grown.append(unit.model_copy(update={**update, "aliases": ()}))
    weeks = [
        milestone.model_copy(update={"id": f"M{week}", "title": f"By week {week}", "week": week})
        for week in (25, 50)
    ]
    phases = tuple(phase.model_copy(update={"weeks": (1, 50)}) for phase in tiny.phases)
    return tiny.model_copy(
        update={
            "units": tuple(grown),
            "milestones": tuple(weeks),
            "phases": phases,
            "electives": (),
        }
    )


def make_scene(roadmap: Roadmap | str, *, board: bool = False) -> Scene:
    """Make a copy of the template, and a bot with all the time in the world."""
    scene = Scene(
        seed.make_world("template-copy", files={"README.md": MANUAL}, now=MONDAY), roadmap
    )
    scene.patience = 1e9
    if board:
        scene.use_board()
    return scene


def count(scene: Scene, work: Callable[[], object]) -> tuple[int, int]:
    """Do some work and return its requests and writes."""
    scene.twin.reset_counters()
    work()
    return scene.twin.requests, scene.twin.writes


def retitle(roadmap: Roadmap) -> Roadmap:
    """Change the title of the first task."""
    unit = roadmap.units[0]
    task = unit.tasks[0].model_copy(update={"title": "Another title"})
    unit = unit.model_copy(update={"tasks": (task, *unit.tasks[1:])})
    return roadmap.model_copy(update={"units": (unit, *roadmap.units[1:])})
