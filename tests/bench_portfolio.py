"""The numbers that the portfolio has to hold, for `tests.bench`."""

from __future__ import annotations

from collections.abc import Iterator

from github_twin import seed
from github_twin.crowd import add_crowd
from roadmap_bot.decide import Act
from roadmap_bot.roadmap.checks.projects import MAX_PROJECTS
from tests.kit.bench_row import Row, bound
from tests.kit.learner import Learner
from tests.kit.scene import MONDAY
from tests.kit.small_roadmap import make_roadmap, make_unit

ROADMAP = make_roadmap(
    units=[make_unit(f"P{n}", (1, 6), "project", 3) for n in range(1, MAX_PROJECTS + 1)],
    electives=[],
)


def measure_portfolio() -> Iterator[Row]:
    """Measure what projects add to a report, to a run without news, and how much they write."""
    alone, _, _ = _count(0)
    for count in (2, MAX_PROJECTS):
        first, again, commits = _count(count)
        name = f"report with {count} projects"
        yield bound(f"{name}: further requests", first - alone, 1)
        yield bound(f"{name}: commits", commits, 1)
        yield bound(f"{name}, no news: requests", again, 2)
    moving, after, commits = _count_move()
    yield bound("portfolio and README moved: requests of the report that moves them", moving, 4)
    yield bound("portfolio and README moved: commits", commits, 1)
    yield bound("portfolio and README moved, no news: requests", after, 2)


def _count(projects: int) -> tuple[int, int, int]:
    """Count the requests of a report and of the next one, and the commits of both."""
    names = {f"P{n}": f"ada/project-{n}" for n in range(1, projects + 1)}
    named = "".join(f"  {id}: {{repository: {name}}}\n" for id, name in names.items())
    world = seed.make_world("own", now=MONDAY)
    settings = f"start: 2026-11-16\nprojects:\n{named}" if named else "start: 2026-11-16\n"
    learner = Learner(ROADMAP, settings=settings, world=world)
    learner.twin.world = add_crowd(learner.twin.world, {name: {} for name in names.values()})
    commits = len(learner.home.commits)
    first = _count_report(learner)
    again = _count_report(learner)
    return first, again, len(learner.home.commits) - commits


def _count_move() -> tuple[int, int, int]:
    """Count the requests of a report that moves two regions and of the next one, and commits."""
    settings = "start: 2026-11-16\nprojects:\n  P1: {repository: ada/project-1}\n"
    learner = Learner(ROADMAP, settings=f"{settings}readme: [a.md]\n")
    learner.apply(Act.REPORT)
    learner.write_settings(f"{settings}readme: [b.md]\nportfolio: docs/work.md\n")
    commits = len(learner.home.commits)
    moving = _count_report(learner)
    after = _count_report(learner)
    return moving, after, len(learner.home.commits) - commits


def _count_report(learner: Learner) -> int:
    learner.twin.reset_counters()
    learner.apply(Act.REPORT)
    return learner.twin.requests
