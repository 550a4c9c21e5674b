"""A learner with the control issue in hand: what is ticked there, and the run that follows."""

from __future__ import annotations

from typing import Any

from github_twin import seed
from roadmap_bot.control.asked import find_asked
from roadmap_bot.control.memory import find_memory
from roadmap_bot.roadmap.settings import Settings, parse_settings
from roadmap_bot.session import Done
from tests.kit.learner import MINUTE, SETTINGS, Learner
from tests.kit.scene import NAME

DAY = 86_400.0


class Remote(Learner):
    """A learner a minute after the first run."""

    def __init__(self, **scene: Any) -> None:
        super().__init__(**{"applied": False, **scene})
        self.run("push", ref="refs/heads/main")
        self.twin.advance(MINUTE)

    @property
    def control(self) -> Any:
        """The control issue, the oldest where there are two."""
        return next(one for _, one in sorted(self.home.issues.items()) if is_control(one))

    @property
    def pinned(self) -> list[str]:
        """The titles of what is pinned, in order."""
        return [self.home.issues[pin.number].title for pin in self.home.pins]

    @property
    def said(self) -> tuple[str, ...]:
        return find_memory(self.control.body).done

    @property
    def settings(self) -> Settings:
        text = self.home.head.files[SETTINGS].data
        settings, problems = parse_settings(text, SETTINGS, self.roadmap)
        assert problems == ()
        return settings

    def tick(self, *deeds: str, user: str = seed.LEARNER) -> Any:
        """Tick boxes of the control issue; return the event of the last."""
        event = None
        for deed in deeds:
            text = f"<!-- control.{deed} -->"
            event = self.twin.act("tick", user, NAME, number=self.control.number, text=text)
        self.twin.advance(MINUTE)
        return event

    def hear(self, event: Any) -> Done:
        """Let the run do its work that an event sets off."""
        return self.run(event.name, event.payload, ref=event.ref, actor=event.actor)

    def ask(self, *deeds: str, user: str = seed.LEARNER) -> Done:
        """Tick boxes, and let the run do its work that follows."""
        done = self.hear(self.tick(*deeds, user=user))
        assert find_asked(self.control.body) == ()
        return done


def is_control(issue: Any) -> bool:
    return " control " in str(issue.body).partition("\n")[0]
