"""How far the learner's projects are, and what is open of the units that complete a portfolio."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from roadmap_bot.issues.boxes import find_ticks
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.settings import Settings
from roadmap_bot.roadmap.units import Named, Step, Task, Unit
from roadmap_bot.state import State, find_issue

_T = TypeVar("_T", bound=Named)


@dataclass(frozen=True, slots=True)
class Standing:
    """A project of the learner's: `open` is what its unit still asks for, of `total` things."""

    unit: Unit
    total: int
    open: tuple[str, ...]

    @property
    def met(self) -> int:
        """How many things are done."""
        return self.total - len(self.open)


@dataclass(frozen=True, slots=True)
class Rest:
    """What is open of a unit that completes the portfolio."""

    unit: Unit
    tasks: tuple[Task, ...]
    steps: tuple[Step, ...]


def find_standings(roadmap: Roadmap, settings: Settings, state: State) -> Iterator[Standing]:
    """Find how far each project is, in the order of the settings."""
    units = {unit.id: unit for unit in roadmap.units}
    for id in settings.projects:
        yield _find_standing(units[id], settings, state)


def find_rests(
    roadmap: Roadmap, settings: Settings, counted: Collection[str], state: State
) -> Iterator[Rest]:
    """Find what is open of the units that complete a portfolio, as far as they count."""
    for unit in roadmap.units:
        if not unit.portfolio or unit.id in settings.projects or unit.id not in counted:
            continue
        rest = Rest(unit, _find_tasks(unit, counted, state), _find_steps(unit, settings, state))
        if rest.tasks or rest.steps:
            yield rest


def _find_standing(unit: Unit, settings: Settings, state: State) -> Standing:
    """Find how far a project is: by its unit's boxes, else by its tasks."""
    boxes = _without(unit.conditions, settings)
    if boxes:
        left = _find_steps(unit, settings, state)
        return Standing(unit, len(boxes), tuple(step.text for step in left))
    tasks = _without(unit.tasks, settings)
    titles = [task.title for task in tasks if not _is_closed(task, state)]
    return Standing(unit, len(tasks), tuple(titles))


def _find_tasks(unit: Unit, counted: Collection[str], state: State) -> tuple[Task, ...]:
    open_ones = (task for task in unit.tasks if not _is_closed(task, state))
    return tuple(task for task in open_ones if task.id in counted)


def _find_steps(unit: Unit, settings: Settings, state: State) -> tuple[Step, ...]:
    """Find the open boxes of a unit; of one that is done there are none."""
    steps = _without(unit.conditions, settings)
    issue = find_issue(state, unit.id)
    if issue is None:
        return steps
    if issue.closed == "completed":
        return ()
    ticked = {id for id, is_ticked in find_ticks(issue.body).items() if is_ticked}
    return tuple(step for step in steps if not step.is_named(ticked))


def _without(things: Iterable[_T], settings: Settings) -> tuple[_T, ...]:
    """Leave out what the settings leave out."""
    return tuple(thing for thing in things if not thing.is_named(settings.without))


def _is_closed(task: Task, state: State) -> bool:
    issue = find_issue(state, task.id)
    return issue is not None and issue.closed == "completed"
