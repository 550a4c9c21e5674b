"""Where the scenarios of the workflow files begin."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from github_twin import seed
from github_twin.world import World
from tests.conftest import Count
from tests.kit.scene import MONDAY, Scene
from tests.kit.workflow_runner import Stage, open_example, open_stage
from tests.kit.workflow_scenes import (
    SHIPPED,
    TINY,
    TOKENS,
    Open,
    find_roadmap,
    write_thin,
)


@pytest.fixture(autouse=True)
def _unwatched(unwatched: None) -> None:
    """Watch no coverage here: a module's lines are covered by the tests that mirror it."""


@pytest.fixture
def stages(count: Count) -> Iterator[list[Stage]]:
    """The stages of a scenario: closed in the end, and no token may then be found in them."""
    count("workflows under act", "scenarios", 1, None)
    opened = list[Stage]()
    yield opened
    for stage in opened:
        stage.server.stop()
    told = json.dumps([stage.state for stage in opened]) + "".join(
        ran.log for stage in opened for ran in stage.ran
    )
    leaked = [
        token
        for token in TOKENS
        if f'"{token}"' in told or f" {token}" in told or f"{token} " in told
    ]
    assert leaked == []


@pytest.fixture
def open_scene(tmp_path: Path, stages: list[Stage]) -> Open:
    """Open a repository, new or where the tiny roadmap is followed."""

    def open_kind(kind: str, roadmap: Path = TINY, *, followed: bool = False) -> Stage:
        files = seed.load_files(roadmap) if kind == "own" else SHIPPED | find_roadmap(roadmap)
        world = make_world(kind, files, followed=followed)
        stage = (
            open_example(world, tmp_path, roadmap)
            if kind == "own"
            else open_stage(world, tmp_path, roadmap)
        )
        return enter(stage, stages)

    return open_kind


@pytest.fixture
def open_thin(tmp_path: Path, stages: list[Stage]) -> Open:
    """Open a thin template, a copy or a fork of it; `callers` are other workflows than ours."""

    def open_kind(
        kind: str, callers: Path | None = None, *, followed: bool = False, **settings: bool
    ) -> Stage:
        folder = write_thin(tmp_path / "thin", callers)
        world = make_world(kind, seed.load_files(folder), followed=followed, **settings)
        return enter(open_example(world, tmp_path, folder), stages)

    return open_kind


def make_world(
    kind: str, files: dict[str, bytes], *, followed: bool = False, **settings: bool
) -> World:
    """Make a world, new or where the roadmap of the files is followed since Monday."""
    world = seed.make_world(kind, now=MONDAY, files=files, **settings)
    if not followed:
        return world
    scene = Scene(world)
    scene.run("workflow_dispatch")
    return scene.twin.world


def enter(stage: Stage, stages: list[Stage]) -> Stage:
    stages.append(stage)
    stage.server.__enter__()
    return stage


@pytest.fixture
def home(open_scene: Open) -> Stage:
    """A learner's copy of the template, where the tiny roadmap has been followed since Monday."""
    return open_scene("template-copy", followed=True)


@pytest.fixture
def thin(open_thin: Open) -> Stage:
    """A copy of a thin template, where the tiny roadmap has been followed since Monday."""
    return open_thin("template-copy", followed=True)
