"""Commit messages to a small roadmap of two units, and what they ask for in short."""

from __future__ import annotations

from roadmap_bot.commits.directives import parse_message
from roadmap_bot.commits.names import Names, make_names
from roadmap_bot.roadmap.model import Roadmap


def write(row: str) -> str:
    return row.replace("⏎", "\n").replace("␍", "\r")


ROADMAP = Roadmap.model_validate(
    {
        "id": "test",
        "title": "Test",
        "hours": {"least": 10, "most": 10},
        "kinds": [{"id": "k", "title": "Kind", "label": {"name": "k"}}],
        "phases": [{"id": "1", "title": "Phase", "weeks": (1, 4), "label": {"name": "p"}}],
        "verbs": {"done": ["готово", "✅", "tick off"], "reopen": ["取消完成"], "skip": ["省略"]},
        "units": [
            {
                "id": "W03",
                "title": "Unit",
                "phase": "1",
                "weeks": (3, 4),
                "aliases": ["W02"],
                "tasks": [
                    {
                        "id": f"W03-{number}",
                        "title": "Task",
                        "kind": "k",
                        "steps": [
                            {
                                "id": f"W03-{number}.1",
                                "text": "Step",
                                "aliases": [f"W02-{number}.1"],
                            }
                        ],
                        "aliases": [f"W02-{number}"],
                    }
                    for number in range(1, 7)
                ],
            },
            {
                "id": "P2A",
                "title": "Project",
                "phase": "1",
                "weeks": (3, 4),
                "boxes": [{"title": "Criteria", "steps": [{"id": "P2A.1", "text": "It runs"}]}],
            },
        ],
    }
)
NAMES = make_names(ROADMAP)


def read(message: str, names: Names = NAMES) -> str:
    """Return the directives of a message as `done W03-2, skip 12`."""
    found = parse_message(message, names).directives
    return ", ".join(f"{directive.verb} {directive.id or directive.number}" for directive in found)


def unknown(message: str) -> list[object]:
    return [problem.values["word"] for problem in parse_message(message, NAMES).problems]
