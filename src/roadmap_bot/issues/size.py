"""How long the issue of a unit or task becomes, measured by rendering it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from roadmap_bot.errors import Problem
from roadmap_bot.issues.desired import Work, render_body
from roadmap_bot.roadmap.model import Roadmap, WeeklyHours
from roadmap_bot.roadmap.units import Task, Unit
from roadmap_bot.text.words import load_words
from roadmap_bot.yaml.places import Node, Path
from roadmap_bot.yaml.shape import find_model
from roadmap_bot.yaml.spot import Spot

MAX_BODY = 65_536  # F3.17
LONGEST_SHA = 8  # signs beside a ticked box: a space and a short SHA
LONGEST_HOURS = 9999.99  # as a body may have to say them

MOST_GROWTH = 6  # times that a rendered body may be longer than its data: `#1` becomes `#<!-- -->1`
# Where other parts are broken, a body is measured as that of a roadmap without electives.
NO_ROADMAP = Roadmap.model_construct(
    id="x" * 40, title="", hours=WeeklyHours(least=1, most=1), kinds=(), phases=(), units=()
)


def check_bodies(
    value: object, nodes: Mapping[Path, Node], roadmap: Roadmap | None
) -> Iterator[Problem]:
    """Check that each issue's body fits; a unit that is broken itself is not measured yet."""
    for index, spot in enumerate(Spot(value, nodes).list("units")):
        unit = roadmap.units[index] if roadmap else find_model(Unit, spot.value)
        if unit:
            yield from _check_unit(spot, unit, roadmap or NO_ROADMAP)


def measure_body(owner: Unit | Task, unit: Unit, roadmap: Roadmap) -> int:
    """Count the characters that a body may come to, with a commit beside each of its boxes."""
    work = Work(owner, unit, LONGEST_HOURS)
    body = render_body(work, roadmap, load_words(roadmap.language), ())
    return len(body) + LONGEST_SHA * len(owner.steps)


def _check_unit(spot: Spot, unit: Unit, roadmap: Roadmap) -> Iterator[Problem]:
    yield from _check_body(spot, unit, unit, roadmap)
    for place, task in zip(spot.list("tasks"), unit.tasks, strict=True):
        yield from _check_body(place, task, unit, roadmap)


def _check_body(spot: Spot, owner: Unit | Task, unit: Unit, roadmap: Roadmap) -> Iterator[Problem]:
    if not _may_be_long(owner):
        return
    length = measure_body(owner, unit, roadmap)
    if length > MAX_BODY:
        yield spot.blame("roadmap.body", id=owner.id, length=length, limit=MAX_BODY)


def _may_be_long(owner: Unit | Task) -> bool:
    text = owner.model_dump_json(exclude={"tasks"}, exclude_defaults=True)
    return len(text) * MOST_GROWTH > MAX_BODY
