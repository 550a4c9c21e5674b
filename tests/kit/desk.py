"""A repository of the learner's own in which they change settings and files, and the bot hears."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from github_twin import git, seed
from github_twin.world import put_repository
from roadmap_bot.report.region import BEGIN, END
from roadmap_bot.roadmap.paths import FIGURES, SETTINGS
from roadmap_bot.session import Done
from tests.kit.scene import MONDAY, NAME, Scene

START = "start: 2026-11-16\n"
SHOWN = f"{START}projects:\n  W01: {{repository: ada/loaf}}\n"
README = f"# Me\n\n{BEGIN}\n{END}\n\nBye.\n"


class Desk(Scene):
    """The bot has run once under these settings, with these files beside a README with a place."""

    def __init__(self, settings: str = SHOWN, files: Mapping[str, str] | None = None) -> None:
        given = {"README.md": README, **(files or {}), SETTINGS: settings}
        super().__init__(seed.make_world("own", now=MONDAY, files=given))
        self.run()
        self.clock.sleep(3600)

    def push(self, files: Mapping[str, str | None]) -> Done:
        """Let the learner commit, and the bot hear of the push."""
        commit = {"message": "Mine", "files": dict(files)}
        event = self.twin.act("push", seed.LEARNER, NAME, commits=[commit])
        assert event is not None
        done = self.run(event.name, event.payload, ref=event.ref, actor=event.actor)
        self.clock.sleep(3600)
        return done

    def set(self, settings: str) -> Done:
        """Let the learner write other settings."""
        return self.push({SETTINGS: settings})

    def put(self, path: str, data: bytes, mode: str = "100644") -> None:
        """Let a blob stand at a path, whatever it is."""
        home, head = self.home, self.home.head
        changed = replace(head, files={**head.files, path: git.make_blob(data, mode)})
        home = replace(home, commits={**home.commits, head.sha: changed})
        self.twin.world = put_repository(self.twin.world, home)

    @property
    def files(self) -> dict[str, str]:
        return {path: blob.text or "" for path, blob in self.home.head.files.items()}

    @property
    def remembered(self) -> Any:
        """Where the last report wrote regions."""
        return json.loads(self.files[FIGURES])["regions"]

    def count(self) -> int:
        """Count the requests of a run in which there is nothing to do."""
        self.twin.reset_counters()
        assert self.run().plan == ()
        return int(self.twin.requests)
