"""The tiny roadmap with steps that files, a pull request or a link show to be done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from roadmap_bot.roadmap.model import Roadmap
from tests.kit.scene import load

ASKED: Mapping[str, Mapping[str, Any]] = {
    "W01-1.1": {"files": "bakery/scales/**"},
    "W01-1.2": {"files": "bakery/*.md", "least": 2},
    "W01.1": {"files": "**/hollow.wav"},
}


def load_evident(asked: Mapping[str, Mapping[str, Any]] = ASKED) -> Roadmap:
    """Load the tiny roadmap, its steps with what they ask for by their ids."""
    data = load().model_dump(mode="json")
    for unit in data["units"]:
        groups = [task["steps"] for task in unit["tasks"]]
        groups += [group["steps"] for group in unit["boxes"]]
        for step in (step for steps in groups for step in steps):
            step["evidence"] = asked.get(step["id"])
    return Roadmap.model_validate(data)
