"""The numbers that a cohort and companions have to hold, for `tests.bench`."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator

from github_twin import seed
from github_twin.crowd import add_crowd, rewrite
from roadmap_bot.changes import Sort
from roadmap_bot.decide import Act
from roadmap_bot.http.request import Answer, Request
from roadmap_bot.report.region import BEGIN, END
from tests.kit.bench_row import Row, bound
from tests.kit.cohort_scene import CohortScene, crowd_of, write_figures
from tests.kit.learner import Learner
from tests.kit.scene import MONDAY

SIZES = (10, 300, 5_000)
MOST_README = 500 * 1024


class Clocked:
    """Counts the CPU seconds of all but the twin, which is not ours to be quick."""

    def __init__(self, scene: CohortScene) -> None:
        self.send, self.away = scene.send, 0.0
        scene.send = self.ask

    def ask(self, request: Request) -> Answer:
        start = time.process_time()
        try:
            return self.send(request)
        finally:
            self.away += time.process_time() - start


def cohort(count: int) -> Iterator[Row]:
    """Measure a first day, a day without news, and one on which some have moved."""
    scene = CohortScene(crowd_of(count))
    name, pages = f"cohort of {count:,}", math.ceil(count / 100)
    clocked, start = Clocked(scene), time.process_time()
    scene.run()
    seconds = time.process_time() - start - clocked.away
    if count == max(SIZES):
        yield bound(f"{name}, first day: CPU seconds", round(seconds, 2), 5)
        readme = len((scene.file("README.md") or "").encode())
        yield bound(f"{name}: bytes of the README", readme, MOST_README)
    before, commits = scene.twin.requests, scene.commits
    scene.tick()
    yield bound(f"{name}, no news: requests", scene.twin.requests - before, pages + 2)
    yield bound(f"{name}, no news: commits", scene.commits - commits, 0)
    changed = max(1, count // 4)
    for number in range(1, changed + 1):
        scene.change(rewrite(scene.twin.world, f"learner-{number}/roadmap", write_figures(done=4)))
    before, commits = scene.twin.requests, scene.commits
    done = scene.tick()
    most = pages + math.ceil(changed / 100) + 2
    yield bound(f"{name}, {changed:,} moved: requests", scene.twin.requests - before, most)
    yield bound(f"{name}, {changed:,} moved: commits", scene.commits - commits, 1)
    assert any(change.sort is Sort.COMMIT for change in done.made)


def companions() -> Iterator[Row]:
    """Measure what ten companions add to a report."""
    names = list(crowd_of(10))
    alone = _count_report("")
    together = _count_report(f"with: [{', '.join(names)}]\n")
    yield bound("report with ten companions: further requests", together - alone, 1)


def _count_report(settings: str) -> int:
    readme = f"# Mine\n\n{BEGIN}\n{END}\n"
    world = seed.make_world("own", now=MONDAY, files={"README.md": readme})
    learner = Learner(settings=f"start: 2026-11-16\n{settings}", world=world)
    learner.twin.world = add_crowd(learner.twin.world, crowd_of(10))
    before = learner.twin.requests
    learner.apply(Act.REPORT)
    return learner.twin.requests - before


def measure_together() -> Iterator[Row]:
    """Measure all of it."""
    for count in SIZES:
        yield from cohort(count)
    yield from companions()
