"""A thin template's daily run under act: it follows the release of the repository that it calls."""

from __future__ import annotations

import shutil
from pathlib import Path

from github_twin import seed
from github_twin.crowd import add_crowd
from roadmap_bot.authors.edition import make_edition
from roadmap_bot.roadmap.paths import WORKFLOWS
from tests.kit.first_roadmap import need_first_roadmap
from tests.kit.scene import MONDAY
from tests.kit.workflow_runner import BOT, Stage, open_example
from tests.whole.conftest import enter

HOME = "maker/roadmap-bot"
PROJECT = f"""[project]
name = "roadmap-bot"
[project.urls]
Repository = "https://github.com/{HOME}"
"""
PART = "roadmap/en/6-library.yml"


def load_first() -> dict[str, str]:
    folder = need_first_roadmap()
    return {
        f"roadmap/{path.relative_to(folder).as_posix()}": path.read_text(encoding="utf-8")
        for path in folder.rglob("*.*")
    }


def open_kind(kind: str, folder: Path, stages: list[Stage]) -> Stage:
    """Open the thin template of the first roadmap in English, or a copy of it.

    The bot that it calls says where its home is.
    """
    first = load_first()
    made = make_edition(first, "en", BOT)
    for path, text in made.items():
        folder.joinpath("thin", path).parent.mkdir(parents=True, exist_ok=True)
        folder.joinpath("thin", path).write_text(text, encoding="utf-8", newline="")
    world = seed.make_world(kind, now=MONDAY, files=made)
    world = add_crowd(world, {HOME: {**first, "src/roadmap_bot/cli.py": "print(1)\n"}})
    stage = enter(open_example(world, folder, folder / "thin"), stages)
    stage.action.joinpath("pyproject.toml").write_text(PROJECT, encoding="utf-8")
    shutil.rmtree(stage.action / "roadmap", ignore_errors=True)
    shutil.copytree(need_first_roadmap(), stage.action / "roadmap")
    return stage


def release(stage: Stage) -> None:
    """Let the bot's maker commit and publish."""
    files = {PART: load_first()[PART] + "# More to come.\n"}
    twin = stage.server.twin
    twin.act("push", "maker", HOME, commits=[{"message": "News", "files": files}])
    twin.act("publish", "maker", HOME, tag="v1.1.0")


def test_the_daily_run_of_a_thin_template_takes_over_the_newest_release(
    tmp_path: Path, stages: list[Stage]
) -> None:
    stage = open_kind("template", tmp_path, stages)
    release(stage)
    before = stage.state["files"]
    ran = stage.run(stage.do("schedule"))
    assert ran.code == 0, ran.log
    files = stage.state["files"]
    changed = {path for path, text in files.items() if before.get(path) != text}
    assert "roadmap/6-library.yml" in changed
    assert not [path for path in changed if path.startswith(WORKFLOWS)]
    assert files["roadmap/6-library.yml"].endswith("# More to come.\n")
    assert f"v1.1.0 of {HOME} was taken over" in ran.summary
    assert stage.state["issues"] == []


def test_a_learner_of_a_thin_copy_takes_over_the_roadmap_alone(
    tmp_path: Path, stages: list[Stage]
) -> None:
    stage = open_kind("template-copy", tmp_path, stages)
    release(stage)
    before = stage.state["files"]
    ran = stage.run(stage.do("dispatch", inputs={"command": "update"}))
    assert ran.code == 0, ran.log
    files = stage.state["files"]
    changed = {path for path, text in files.items() if before.get(path) != text}
    assert changed == {"roadmap/6-library.yml"}
    assert f"v1.1.0 of {HOME}: the same tasks" in ran.summary
