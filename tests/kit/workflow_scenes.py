"""What the scenarios of the workflow files share: where they begin, and what must hold."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from github_twin import seed
from roadmap_bot.authors.thin_template import ROADMAP, make_thin_template
from roadmap_bot.report.manual import describe
from roadmap_bot.roadmap.paths import WORKFLOWS
from tests.kit.scene import MONDAY, load
from tests.kit.workflow_runner import BOT, ROOT, Ran, Stage

TINY = ROOT / "tests/roadmaps/tiny"
TODAY = MONDAY.date()
MANUAL = (ROOT / "README.md").read_text(encoding="utf-8")
SHIPPED_FILES = (
    *(ROOT / "README.md", ROOT / "action.yml", *ROOT.glob(".github/workflows/*.yml")),
    ROOT / "src/roadmap_bot/__init__.py",  # of the bot one file, by which the copy is not thin
)
SHIPPED = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in SHIPPED_FILES}
FEATURES = "https://github.com/learner/roadmap/settings#features"
TOKENS = (seed.JOB_TOKEN, seed.PROJECT_TOKEN, seed.READ_TOKEN, seed.LEARNER_TOKEN)

Open = Callable[..., Stage]


def find_roadmap(folder: Path) -> dict[str, bytes]:
    return {f"roadmap/{name}": data for name, data in seed.load_files(folder).items()}


def write_thin(folder: Path, callers: Path | None = None) -> Path:
    """Write a thin template of the tiny roadmap, as `init` does, or with `callers` of a folder."""
    files = make_thin_template(describe(load("tiny"), BOT))
    files[ROADMAP] = (TINY / "roadmap.yml").read_text(encoding="utf-8")
    for path in sorted(callers.glob("*.yml")) if callers else ():
        files[f"{WORKFLOWS}{path.name}"] = path.read_text(encoding="utf-8")
    for name, text in files.items():
        folder.joinpath(name).parent.mkdir(parents=True, exist_ok=True)
        folder.joinpath(name).write_text(text, encoding="utf-8")
    return folder


def figures(stage: Stage) -> Any:
    return json.loads(stage.state["files"][".github/progress/progress.json"])


def assert_whole(stage: Stage) -> None:
    """Assert that the whole roadmap of the template stands there."""
    roadmap = load("seed")
    assert len(stage.open_tasks) == len(roadmap.units) + len(list(roadmap.tasks))
    assert len(stage.state["milestones"]) == len(roadmap.milestones)


def assert_no_job(stage: Stage, ran: Ran) -> None:
    assert (ran.code, dict(ran.jobs), stage.server.twin.requests) == (0, {}, 0), ran.log


def assert_idle(stage: Stage, ran: Ran, before: Any) -> None:
    assert ran.code == 0, ran.log
    assert stage.state == before


def find_reviews(stage: Stage) -> list[Any]:
    titles = ("[", "🎛️")  # of what is no review: units, tasks, the control issue
    return [issue for issue in stage.state["issues"] if not issue["title"].startswith(titles)]
