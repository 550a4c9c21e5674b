"""`progress.json` as other tools read it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]
import pytest

import roadmap_bot
from roadmap_bot.figures import make_figures_schema, render_figures
from roadmap_bot.state import Board
from tests.learner import SCENES, measure, scene

SCHEMA = Path(roadmap_bot.__file__).parent / "templates" / "progress.schema.json"


def test_the_committed_schema_is_the_models_own() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == make_figures_schema()


@pytest.mark.parametrize("name", SCENES)
def test_figures_fit_their_schema(name: str) -> None:
    goal, state = scene(name)
    text = render_figures(measure(goal, state), "0" * 16, state, goal)
    assert list(jsonschema.Draft202012Validator(json.loads(make_figures_schema())).iter_errors(json.loads(text))) == []


def test_every_key_is_promised() -> None:
    goal, state = scene("midway")
    figures = json.loads(render_figures(measure(goal, state), "0" * 16, state, goal))
    assert set(json.loads(make_figures_schema())["required"]) == figures.keys()


def test_the_board_is_named_once_there_is_one() -> None:
    goal, state = scene("midway")
    board = Board("Board", "", "", public=False, url="https://github.test/users/ada/projects/1")
    shown = [
        json.loads(render_figures(measure(goal, state), "", {**state, **more}, goal))["board"]
        for more in ({}, {"board": board})
    ]
    assert shown == [None, board.url]
