"""Counts come with the report that is due, are never guessed, and leave nothing behind."""

from __future__ import annotations

import json
from typing import Any

import pytest

from roadmap_bot.decide import Act
from roadmap_bot.report.region import BEGIN, END
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.paths import FIGURES
from tests.kit.learner import Learner
from tests.kit.scene import load

README = "README.md"
COUNTERS = [
    {
        "id": "LOAVES",
        "title": "Loaves",
        "goal": 4,
        "files": "loaves/*/*.md",
        "groups": [{"title": "Rye", "goal": 2, "folder": "rye"}],
    },
    {"id": "STEPS", "title": "Steps", "goal": 2, "boxes": ["W01-1.1", "W01-1.2"]},
]
DAY = 24 * 3600.0


def load_counting() -> Roadmap:
    return Roadmap.model_validate({**load().model_dump(mode="json"), "counters": COUNTERS})


class Baker(Learner):
    """A learner whose README shows the report, some days after the start."""

    def __init__(self, roadmap: Roadmap) -> None:
        super().__init__(roadmap, settings="start: 2026-11-23\n")
        self.add(README, text=f"# Mine\n\n{BEGIN}\n{END}\n")
        self.twin.advance(2 * DAY)

    def add(self, *paths: str, text: str = "x") -> None:
        """Push files, and let the run that follows do its work."""
        self.push({"message": "Work", "files": dict.fromkeys(paths, text)})

    def tick(self) -> None:
        self.run("schedule", {"schedule": "0 1 * * *"})

    def text(self, path: str) -> str:
        return str(self.home.head.files[path].data.decode())

    def figures(self) -> dict[str, Any]:
        found: list[dict[str, Any]] = json.loads(self.text(FIGURES))["counters"]
        return {each["id"]: each["done"] for each in found}


def begin(roadmap: Roadmap) -> Baker:
    baker = Baker(roadmap)
    baker.apply(Act.REPORT)
    baker.twin.reset_counters()
    return baker


@pytest.fixture
def baker() -> Baker:
    return begin(load_counting())


def test_what_is_pushed_and_ticked_shows_in_the_report_that_is_due(baker: Baker) -> None:
    assert baker.figures() == {"LOAVES": 0, "STEPS": 0}
    baker.do("tick", "W01-1", text="")
    baker.add("loaves/rye/one.md", "loaves/rye/two.md", "loaves/oat/three.md", "loaves/four.md")
    baker.apply(Act.REPORT)
    assert baker.figures() == {"LOAVES": 3, "STEPS": 1}
    assert "- Loaves ■■■□□\u00a03/4\n" in baker.text(README)
    assert "Rye<br>`loaves/rye/` | ■■■■■\u00a02/2 |" in baker.text(README)
    assert baker.plan().plan == ()


def test_a_new_file_alone_makes_no_commit_before_a_report_is_due(baker: Baker) -> None:
    before = baker.count(lambda: baker.add("loaves/rye/one.md"))
    assert before == 0
    assert baker.count(baker.tick) == 0
    assert baker.figures()["LOAVES"] == 0
    baker.twin.advance(7 * DAY)
    baker.tick()
    assert baker.figures()["LOAVES"] == 1


def test_the_reports_own_commit_changes_no_count(baker: Baker) -> None:
    baker.add("loaves/rye/one.md")
    baker.apply(Act.REPORT)
    assert baker.count(lambda: baker.apply(Act.REPORT)) == 0


def test_a_tree_that_is_cut_off_is_no_zero_and_spoils_nothing_else(baker: Baker) -> None:
    baker.add("loaves/rye/one.md")
    baker.apply(Act.REPORT)
    baker.twin.limit(entries=1)
    done = baker.apply(Act.REPORT)
    assert "tree.cut" in {problem.code for problem in done.problems}
    assert baker.figures() == {"LOAVES": None, "STEPS": 0}
    assert "Loaves: not counted this time" in baker.text(README)
    assert baker.count(lambda: baker.apply(Act.REPORT)) == 0


def test_a_run_asks_for_the_tree_once() -> None:
    requests: list[int] = []
    for roadmap in (load(), load_counting()):
        baker = begin(roadmap)
        baker.add("loaves/rye/one.md")
        requests.append(baker.twin.requests)
    assert requests[1] == requests[0] + 1


def test_nothing_of_counters_is_left_after_uninstall(baker: Baker) -> None:
    baker.add("loaves/rye/one.md")
    baker.apply(Act.REPORT)
    baker.apply(Act.UNINSTALL)
    assert "Loaves" not in baker.text(README)
    assert "loaves/rye/one.md" in baker.home.head.files
    assert FIGURES not in baker.home.head.files
