"""What the bot works towards in one run: roadmap, settings, calendar, and the words for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import quote

from roadmap_bot.repository import Exhibit, Newest, Pulls, Release, Repository, Tree
from roadmap_bot.roadmap.calendar import Calendar
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.settings import Settings
from roadmap_bot.text.words import Words, load_words


@dataclass(frozen=True, eq=False)
class Goal:
    """Everything that a target is made from, beside what GitHub holds; equal to itself alone."""

    roadmap: Roadmap
    settings: Settings
    calendar: Calendar
    words: Words
    repository: Repository
    learner: str = ""  # who studies here, by login
    has_board: bool = False
    release: Release | None = None  # to take over
    has_runs: bool = False  # of the workflow, which obey the control issue
    newest: Newest | None = None  # to tell of, as this copy does not hold it yet
    is_board_gone: bool = False  # there was one, and nobody asked for a new one
    tree: Tree | None = None  # the files on the default branch, None unless they were asked for
    pulls: Pulls | None = None  # that were merged into it, None unless they were asked for
    exhibits: Mapping[str, Exhibit] = field(default_factory=dict)  # by unit, once looked at

    @property
    def portfolio_page(self) -> str:
        """The address of the portfolio; empty while it shows no project."""
        if not self.settings.projects:
            return ""
        return f"{self.repository.url}/blob/HEAD/{quote(self.settings.portfolio)}"

    def with_settings(self, settings: Settings, calendar: Calendar) -> Goal:
        """Return the same goal under other settings, and the calendar that follows from them."""
        return replace(self, settings=settings, calendar=calendar)

    def spoken(self, language: str) -> Goal:
        """Return the same goal in another language, as far as the roadmap speaks it."""
        words = load_words(language).at(self.words.zone)
        return replace(self, words=words, roadmap=self.roadmap.spoken(language))
