"""Where the scenarios of the workflow files begin."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from github_twin import seed
from tests.conftest import Count
from tests.kit.scene import MONDAY, Scene
from tests.kit.workflow_runner import Stage, open_example, open_stage
from tests.kit.workflow_scenes import (
    SHIPPED,
    TINY,
    TOKENS,
    Open,
    find_roadmap,
)


@pytest.fixture
def open_scene(tmp_path: Path, count: Count) -> Iterator[Open]:
    """Open a repository, new or where the tiny roadmap is followed; look for tokens in the end."""
    stages = list[Stage]()
    count("workflows under act", "scenarios", 1, None)

    def open_kind(kind: str, roadmap: Path = TINY, *, followed: bool = False) -> Stage:
        files = seed.load_files(roadmap) if kind == "own" else SHIPPED | find_roadmap(roadmap)
        world = seed.make_world(kind, now=MONDAY, files=files)
        if followed:
            scene = Scene(world)
            scene.run("workflow_dispatch")
            world = scene.twin.world
        stage = (
            open_example(world, tmp_path, roadmap)
            if kind == "own"
            else open_stage(world, tmp_path, roadmap)
        )
        stages.append(stage)
        stage.server.__enter__()
        return stage

    yield open_kind
    for stage in stages:
        stage.server.stop()
    told = json.dumps([stage.state for stage in stages]) + "".join(
        ran.log for stage in stages for ran in stage.ran
    )
    leaked = [
        token
        for token in TOKENS
        if f'"{token}"' in told or f" {token}" in told or f"{token} " in told
    ]
    assert leaked == []


@pytest.fixture
def home(open_scene: Open) -> Stage:
    """A learner's copy of the template, where the tiny roadmap has been followed since Monday."""
    return open_scene("template-copy", followed=True)
