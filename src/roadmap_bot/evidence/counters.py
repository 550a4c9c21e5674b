"""How much of each counter is there: files on the default branch, or boxes that are ticked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from roadmap_bot.issues.boxes import find_ticks
from roadmap_bot.repository import Tree
from roadmap_bot.roadmap.globs import find_matches
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.units import Counter, Step, Task, Unit
from roadmap_bot.state import Issue, State, find_issue

UNCOUNTED = ("_", ".")  # what begins so is no work of its own: __init__.py, .gitkeep


@dataclass(frozen=True, slots=True)
class Counted:
    """How much there is of a counter, or of one of its groups.

    `done` is None where the files could not be listed whole: then nobody knows.
    """

    title: str
    goal: int
    done: int | None
    folder: str = ""  # where the files of a group lie

    @property
    def share(self) -> float:
        """The part of the goal that is there, 0 to 1."""
        return min(1.0, (self.done or 0) / self.goal)


@dataclass(frozen=True, slots=True)
class Gathered:
    """A counter, its groups, and the week from which it is shown though nothing is there.

    `rest` is what may be anything: the part of the goal that no group has, and what goes beyond a
    group's own; None where groups make up the whole goal, or there are none.
    """

    id: str
    whole: Counted
    groups: tuple[Counted, ...] = ()
    rest: Counted | None = None
    week: int = 1

    def is_shown(self, week: int) -> bool:
        """Whether it is shown in a week of the plan: from its own on, or once something is there.

        Nobody is told of an empty shelf before its time.
        """
        return week >= self.week or bool(self.whole.done)


def find_gathered(state: State, goal: Goal) -> tuple[Gathered, ...]:
    """Count what each counter of the roadmap counts, in the roadmap's order."""
    return tuple(_gather(counter, state, goal) for counter in goal.roadmap.counters)


def _gather(counter: Counter, state: State, goal: Goal) -> Gathered:
    if counter.files is None:
        done = _count_ticked(counter, state, goal)
        whole = Counted(counter.title, counter.goal, done)
        return Gathered(counter.id, whole, week=counter.week)
    files = _find_files(counter.files, goal.tree)
    groups = tuple(_count_groups(counter, files))
    whole = Counted(counter.title, counter.goal, _count(files), counter.folder)
    return Gathered(counter.id, whole, groups, _count_rest(counter, whole, groups), counter.week)


def _find_files(glob: str, tree: Tree | None) -> Sequence[str] | None:
    """Find the files that a glob matches; None where nobody knows."""
    if tree is None or not tree.is_whole:
        return None
    return [path for path in find_matches(tree.paths, glob) if _is_work(path)]


def _is_work(path: str) -> bool:
    _, _, name = path.rpartition("/")
    return not name.startswith(UNCOUNTED)


def _count(files: Sequence[str] | None) -> int | None:
    return None if files is None else len(files)


def _count_groups(counter: Counter, files: Sequence[str] | None) -> Iterable[Counted]:
    for group in counter.groups:
        folder = f"{counter.folder}{group.folder}/"
        own = None
        if files is not None:
            own = [path for path in files if path.startswith(folder)]
        yield Counted(group.title, group.goal, _count(own), folder)


def _count_rest(counter: Counter, whole: Counted, groups: Sequence[Counted]) -> Counted | None:
    if not groups or not counter.free:
        return None
    done = whole.done
    if done is not None:
        done -= sum(min(group.done or 0, group.goal) for group in groups)
    return Counted("", counter.free, done)


def _count_ticked(counter: Counter, state: State, goal: Goal) -> int:
    return sum(
        _is_done(step, find_issue(state, owner.id))
        for owner in goal.roadmap.owners
        for step in _find_steps(owner, counter)
    )


def _find_steps(owner: Unit | Task, counter: Counter) -> Iterable[Step]:
    return (step for step in owner.steps if step.id in counter.boxes)


def _is_done(step: Step, issue: Issue | None) -> bool:
    """Whether a box is ticked, or what it belongs to was closed as completed."""
    if issue is None:
        return False
    if issue.closed == "completed":
        return True
    ticked = {id for id, is_ticked in find_ticks(issue.body).items() if is_ticked}
    return step.is_named(ticked)
