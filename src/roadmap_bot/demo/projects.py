"""Two projects of the demo's learner: a repository each, and a page on which one of them runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from roadmap_bot.demo.stage import NAME, Stage
from roadmap_bot.roadmap.paths import SETTINGS

OWNER, _, _ = NAME.partition("/")
MOOD, HELP = f"{OWNER}/sentiment", f"{OWNER}/support-bot"
HOST = f"{OWNER}.github.io"
PROJECTS = f"""
projects:
  P1: {{repository: {MOOD}, demo: "https://{HOST}/sentiment"}}
  P2A: {{repository: {HELP}}}
"""
ABOUT = {
    MOOD: ("Transformer Encoder 从零实现，给电影评论分类", ["Python", "Jupyter Notebook"]),
    HELP: ("用 RAG 回答客户问题的机器人", ["Python", "TypeScript"]),
}


def show(stage: Stage) -> Mapping[str, Any]:
    """Let the learner publish two projects, and name them in the settings."""
    stage.add_people({name: {"README.md": f"# {name}\n"} for name in ABOUT})
    for name, (description, languages) in ABOUT.items():
        stage.describe(name, description, languages)
    stage.act("publish", repository=MOOD, tag="v1.0")
    stage.play_host(HOST)
    settings = stage.state()["files"][SETTINGS]
    return stage.push("Show two projects", files={SETTINGS: settings + PROJECTS})
