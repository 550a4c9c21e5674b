"""An upstream that goes on: the repository that a learner copied or forked, and its releases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from github_twin import seed
from roadmap_bot.issues.size import check_bodies
from roadmap_bot.roadmap.load import check_roadmap
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.session import Done
from roadmap_bot.yaml.yaml_file import parse_source
from tests.kit.scene import MONDAY, NAME, ROOT, Scene

LOAF = "roadmap/roadmap.yml"
UPSTREAM = f"{seed.AUTHOR}/{seed.NAME}"
TINY = (ROOT / "tests/roadmaps/tiny/roadmap.yml").read_text(encoding="utf-8")
MORE = """\
      - {id: W01-4, title: Eat it, kind: bake}
      - {id: W01-5, title: Sweep up, kind: bake}
"""
FILES = {
    "README.md": "# The manual\n\n<!-- roadmap-bot:manual -->\n",
    "roadmap/roadmap.yml": TINY,
    "src/roadmap_bot/cli.py": "print(1)\n",
    "src/roadmap_bot/old.py": "print('old')\n",
    "action.yml": "name: one\n",
    "requirements.txt": "click==1\n",
    ".github/workflows/roadmap.yml": "on: push\n",
    ".github/workflows/schedule.yml": "on: schedule\n",
}
NEWS: dict[str, str | None] = {
    "README.md": "# The new manual\n\n<!-- roadmap-bot:manual -->\n",
    "roadmap/roadmap.yml": TINY.replace("    boxes:\n", f"{MORE}    boxes:\n"),
    "src/roadmap_bot/new.py": "print('new')\n",
    "src/roadmap_bot/old.py": None,
    "action.yml": "name: two\n",
    ".github/workflows/roadmap.yml": "on: [push, issues]\n",
}


class Copy(Scene):
    """A learner's copy, where the tiny roadmap is followed, and its upstream."""

    def __init__(self, kind: str = "template-copy", **settings: Any) -> None:
        super().__init__(
            seed.make_world(kind, now=MONDAY, files=FILES, has_issues=True, **settings)
        )
        self.run()

    def release(self, tag: str, files: Mapping[str, str | None]) -> None:
        """Let the author commit and publish."""
        self.push_upstream(files)
        self.twin.act("publish", seed.AUTHOR, UPSTREAM, tag=tag)

    def push_upstream(self, files: Mapping[str, str | None]) -> None:
        self.twin.act(
            "push", seed.AUTHOR, UPSTREAM, commits=[{"message": "News", "files": dict(files)}]
        )

    def change(self, files: Mapping[str, str | None]) -> None:
        """Let the learner commit."""
        self.twin.act(
            "push", seed.LEARNER, NAME, commits=[{"message": "Mine", "files": dict(files)}]
        )

    def update(self) -> Done:
        return self.run(command="update")

    def load(self) -> Roadmap:
        """Load the roadmap as it lies in the copy now."""
        loaded = check_roadmap([parse_source(self.files[LOAF].encode(), LOAF)], check_bodies)
        assert loaded.roadmap
        return loaded.roadmap

    @property
    def upstream(self) -> Any:
        return self.twin.world.repositories[UPSTREAM]

    @property
    def files(self) -> dict[str, str]:
        return {path: blob.text or "" for path, blob in self.home.head.files.items()}
