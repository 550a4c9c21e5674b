"""The numbers that new versions have to hold, for `tests.bench`."""

from __future__ import annotations

from collections.abc import Iterator

from tests.kit.bench_row import Row, bound
from tests.kit.learners_copy import NEWS, Copy
from tests.kit.scene import Scene
from tests.kit.thin_copy import ThinCopy, bake

DAY = 86_400.0


def measure_release() -> Iterator[Row]:
    """Measure what it costs to hear of a release, and a template's days."""
    plain, copy = Scene(), Copy()
    plain.run()
    copy.release("v2", NEWS)
    for scene in (plain, copy):
        scene.clock.sleep(6 * DAY)
    alone, told = (_tick(scene) for scene in (plain, copy))
    yield bound("weekly review that asks for a new version: further requests", told - alone, 1)
    for scene in (plain, copy):
        scene.clock.sleep(DAY)
    alone, told = (_tick(scene) for scene in (plain, copy))
    yield bound("a day without a review: further requests", told - alone, 0)
    template = ThinCopy(kind="template")
    template.release("v2", bake("Bake it well"))
    template.run("schedule")
    day = _tick(template)
    yield bound("thin template, nothing new: requests a day", day, 8)


def _tick(scene: Scene) -> int:
    """Return how many requests the scheduled run makes."""
    scene.twin.reset_counters()
    scene.run("schedule")
    return scene.twin.requests
