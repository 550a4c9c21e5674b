"""A repository without the bot: a learner's copy of a thin template, or the template itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from github_twin import seed
from github_twin.crowd import add_crowd
from roadmap_bot.repository import Home
from roadmap_bot.roadmap.paths import Edition
from roadmap_bot.session import Done
from roadmap_bot.setup import Setup
from tests.kit.learners_copy import LOAF, TINY, UPSTREAM
from tests.kit.scene import MONDAY, NAME, Scene

HOME = Home("maker/roadmap-bot", "tiny", ("zh", "en"))
MIRROR = "roadmap/en/roadmap.yml"
SCHEMA = "# yaml-language-server: $schema={}schema.json\n"
BREAD = TINY.partition("\n")[2].replace("title: Bake a Loaf", "title: 烤面包\nlanguage: zh")
LOAVES = {
    LOAF: SCHEMA.format("") + BREAD,
    MIRROR: SCHEMA.format("../") + BREAD.replace("烤面包", "Bake a Loaf").replace("zh", "en"),
    "roadmap/schema.json": "{}\n",
}
BOT = {"src/roadmap_bot/cli.py": "print(1)\n", "action.yml": "name: one\n"}
CALLERS = {
    ".github/workflows/roadmap.yml": "on: push\n",
    ".github/workflows/schedule.yml": "on: schedule\n",
}
MANUAL = {"README.md": "# The manual\n\n<!-- roadmap-bot:manual -->\n"}


def bake(text: str) -> dict[str, str]:
    """Make what a newer version of the roadmap changes: the last task, in both languages."""
    return {path: LOAVES[path].replace("Bake it", text) for path in (LOAF, MIRROR)}


class ThinCopy(Scene):
    """A repository without the bot whose roadmap comes from the bot's home, in one language."""

    def __init__(
        self,
        language: str = "en",
        kind: str = "template-copy",
        more: Mapping[str, str] | None = None,
    ) -> None:
        edition = Edition(HOME.languages[0], language)
        self.first = edition.lay_out(LOAVES)
        files = {**self.first, **CALLERS, **MANUAL, **(more or {})}
        world = seed.make_world(kind, now=MONDAY, files=files, has_issues=True)
        self.came_from: Home | None = HOME
        super().__init__(add_crowd(world, {HOME.name: {**LOAVES, **BOT}}))
        self.roadmap = self.roadmap.model_copy(update={"language": language})

    def setup(self, **job: Any) -> Setup:
        return replace(super().setup(**job), home=self.came_from)

    def push_home(self, files: Mapping[str, str | None]) -> None:
        """Let the bot's maker commit."""
        commits = [{"message": "News", "files": dict(files)}]
        self.twin.act("push", "maker", HOME.name, commits=commits)

    def release(self, tag: str, files: Mapping[str, str | None]) -> None:
        """Let the bot's maker commit and publish."""
        self.push_home(files)
        self.twin.act("publish", "maker", HOME.name, tag=tag)

    def publish_upstream(self, tag: str, files: Mapping[str, str | None]) -> None:
        """Let the author of the template that this is a copy of commit and publish."""
        commits = [{"message": "News", "files": dict(files)}]
        self.twin.act("push", seed.AUTHOR, UPSTREAM, commits=commits)
        self.twin.act("publish", seed.AUTHOR, UPSTREAM, tag=tag)

    def change(self, files: Mapping[str, str | None]) -> None:
        """Let the owner commit."""
        commits = [{"message": "Mine", "files": dict(files)}]
        self.twin.act("push", seed.LEARNER, NAME, commits=commits)

    def update(self) -> Done:
        return self.run(command="update")

    @property
    def files(self) -> dict[str, str]:
        return {path: blob.text or "" for path, blob in self.home.head.files.items()}
