"""The numbers that evidence has to hold, for `tests.bench`."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import Any

from roadmap_bot.roadmap.globs import find_matches
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.units import Counter
from tests.kit.bench_row import Row, bound
from tests.kit.evident import load_evident
from tests.kit.learner import Learner

FILES: Mapping[str, Mapping[str, Any]] = {"W01-1.1": {"files": "bakery/**"}}
PULL: Mapping[str, Mapping[str, Any]] = {"W01-1.1": {"pull": True}}
LINK: Mapping[str, Mapping[str, Any]] = {"W01-1.1": {"link": "demo"}}


def measure_evidence() -> Iterator[Row]:
    """Measure what each kind of evidence adds to a run, and how long many files take."""
    plain = _count(Learner())
    for name, asked, most in (
        ("files", FILES, 1),
        ("a pull request", PULL, 1),
        ("a link", LINK, 0),
    ):
        learner = Learner(load_evident(asked))
        yield bound(f"evidence of {name}: further requests", _count(learner) - plain, most)
    counted = Learner(_count_files(load_evident(FILES)))
    name = "evidence and counters of files: further requests"
    yield bound(name, _count(counted) - plain, 1)
    learner = Learner(load_evident(FILES))
    learner.push({"message": "Bake", "files": {"bakery/a.md": "A"}})
    yield bound("evidence of files, all found: further requests", _count(learner) - plain, 0)
    yield bound("30 patterns over 100,000 files: CPU seconds", _match(), 3)


def _count_files(roadmap: Roadmap) -> Roadmap:
    counter = Counter(id="LOAVES", title="Loaves", goal=9, files="loaves/**")
    return roadmap.model_copy(update={"counters": (counter,)})


def _count(learner: Learner) -> int:
    learner.twin.reset_counters()
    learner.plan()
    return learner.twin.requests


def _match() -> float:
    paths = [f"projects/p{n % 40}/src/part{n % 7}/file{n}.py" for n in range(100_000)]
    begin = time.process_time()
    for number in range(30):
        find_matches(paths, f"projects/p{number}/**/*.md")
    return round(time.process_time() - begin, 2)


def looks_at_files(roadmap: Roadmap) -> int:
    """Return how many requests a run makes because the roadmap asks for files."""
    steps = [step for owner in roadmap.owners for step in owner.steps]
    is_asked = any(step.evidence and step.evidence.files for step in steps)
    return int(is_asked or roadmap.counts_files)
