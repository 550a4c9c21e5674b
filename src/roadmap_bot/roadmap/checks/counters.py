"""Check what counters count, and that their goals can be reached."""

from __future__ import annotations

from collections.abc import Iterator

from roadmap_bot.errors import Problem
from roadmap_bot.roadmap.globs import reaches
from roadmap_bot.roadmap.units import find_folder
from roadmap_bot.text.problems import shorten
from roadmap_bot.yaml.spot import Spot


def check_counters(root: Spot) -> Iterator[Problem]:
    """Check each counter: one source, goals that add up, every box and folder once."""
    for counter in root.list("counters"):
        yield from _check_source(counter)
        yield from _check_goal(counter)
        yield from _check_once(counter.list("boxes"), "roadmap.box-twice")
        folders = [group["folder"] for group in counter.list("groups")]
        yield from _check_once(folders, "roadmap.folder-twice")


def find_idle_groups(root: Spot) -> Iterator[Problem]:
    """Find the groups that stay empty: their counter's pattern never looks into their folder."""
    for counter in root.list("counters"):
        glob = counter["files"].text
        for group in counter.list("groups") if glob else ():
            folder = f"{find_folder(glob)}{group['folder'].text}/"
            if group["folder"].text and not reaches(glob, folder):
                values = {"glob": shorten(glob), "folder": shorten(folder)}
                yield group["folder"].blame("roadmap.group-idle", **values)


def _check_source(counter: Spot) -> Iterator[Problem]:
    """Check that it counts files or boxes, never both, and only files by folder."""
    has_files = counter["files"].value is not None
    has_boxes = bool(counter.list("boxes"))
    if has_files == has_boxes:
        yield counter.blame("roadmap.counter-source", id=shorten(counter["id"].text))
    elif has_boxes and counter.list("groups"):
        yield counter["groups"].blame("roadmap.counter-folders")


def _check_goal(counter: Spot) -> Iterator[Problem]:
    goal, groups, boxes = counter["goal"].number, counter.list("groups"), counter.list("boxes")
    if goal is None:
        return
    total = sum(group["goal"].number or 0 for group in groups)
    if total > goal:
        yield counter["groups"].blame("roadmap.counter-groups", total=total, goal=goal)
    if boxes and goal > len(boxes):
        yield counter["goal"].blame("roadmap.counter-goal", goal=goal, count=len(boxes))


def _check_once(spots: list[Spot], code: str) -> Iterator[Problem]:
    seen: dict[str, Spot] = {}
    for spot in spots:
        first = seen.setdefault(spot.text, spot)
        if spot.text and first is not spot:
            yield spot.blame(code, name=shorten(spot.text), where=first.where())
