"""Plant a text in every place of a roadmap at once, and let weeks go by."""

from __future__ import annotations

import datetime as dt
from typing import Any

import yaml

from github_twin import seed
from github_twin.twin import HOME
from roadmap_bot.issues.boxes import find_ticks
from tests.kit.scene import MONDAY
from tests.kit.terminal import TINY, Said, Terminal

LONGEST_TITLE = 200


def plant_everywhere(terminal: Terminal, text: str) -> Said:
    """Follow a roadmap that says the same everywhere, also after a Sunday, and again."""
    folder = terminal.folder / "roadmap"
    folder.mkdir()
    roadmap = yaml.safe_load((TINY / "roadmap.yml").read_text(encoding="utf-8"))
    _fill(roadmap, text)
    told = yaml.safe_dump(roadmap, allow_unicode=True)
    (folder / "roadmap.yml").write_text(told, encoding="utf-8")
    said = _run(terminal)
    terminal.twin.set_clock(MONDAY + dt.timedelta(days=6))
    _run(terminal)
    before = terminal.twin.dump()
    _run(terminal)
    assert terminal.twin.dump() == before, "a second run changes nothing"
    bodies = [issue.body for issue in terminal.home.issues.values()]
    assert not any(any(find_ticks(body).values()) for body in bodies), "nobody ticked a box"
    return said


def _run(terminal: Terminal) -> Said:
    folder, token = str(terminal.folder / "roadmap"), seed.PROJECT_TOKEN
    board = {"ROADMAP_FOLDER": folder, "ROADMAP_PROJECT_TOKEN": token}
    return terminal.run({"act": "schedule", "repository": HOME}, **board)


def _fill(roadmap: dict[str, Any], text: str) -> None:
    line = " ".join(text.split())
    title = line[:LONGEST_TITLE]
    link = {"title": title, "note": text, "url": "https://a.example"}
    section = {"title": title, "text": text, "links": [link]}
    (unit,), (phase,) = roadmap["units"], roadmap["phases"]
    roadmap |= {"title": title, "summary": text, "goals": [text], "guides": [section]}
    roadmap |= {"library": [{"title": title, "items": [link]}], "review": {"hints": [text]}}
    roadmap["self_check"] = [{"title": title}]
    roadmap["milestones"][0] |= {"title": title, "summary": text}
    phase |= {"title": title, "summary": text, "goal": text}
    unit |= {"title": title, "summary": text, "resources": [link], "sections": [section]}
    unit["topics"] = [{"id": "W01.2", "title": title, "points": [text]}]
    unit["boxes"][0] |= {"title": title, "steps": [{"id": "W01.1", "text": line}]}
    for task in unit["tasks"]:
        task |= {"title": title, "note": text, "resources": [link]}
    for step in unit["tasks"][0]["steps"]:
        step["text"] = line
