"""What a run is given: the job, the roadmap, how to send, and what time it is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from roadmap_bot.errors import Place, Problem
from roadmap_bot.foreign.demos import Demos
from roadmap_bot.github.traffic import Traffic
from roadmap_bot.http.reader import Reader
from roadmap_bot.http.request import Send
from roadmap_bot.http.waiting import Clock
from roadmap_bot.job import Job
from roadmap_bot.reading.evidence import Once
from roadmap_bot.reading.people import Rights
from roadmap_bot.repository import Home, Pulls, Tree
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.paths import SETTINGS
from roadmap_bot.roadmap.settings import Settings, parse_settings
from roadmap_bot.state import State, find_file


@dataclass(frozen=True)
class Setup:
    """What a run is given: the job, the roadmap, how to send, and what time it is."""

    job: Job
    roadmap: Roadmap
    send: Send
    traffic: Traffic
    today: dt.date | None = None
    rights: Rights = field(default_factory=Rights)
    tree: Once[Tree] = field(default_factory=Once)
    pulls: Once[Pulls] = field(default_factory=Once)
    demos: Demos = field(default_factory=Demos)
    home: Home | None = None  # where the bot comes from, unless that is the job's repository

    @property
    def clock(self) -> Clock:
        """The clock of the run."""
        return self.traffic.clock

    @property
    def url(self) -> str:
        """The repository's page."""
        return f"{self.job.server_url}/{self.job.repository}"

    @property
    def reader(self) -> Reader:
        """What reads the job's repository."""
        return Reader(self.send, self.clock.now, self.job.repository)


def find_now(setup: Setup, settings: Settings) -> dt.datetime:
    """Find what time it is: noon of the day that a command was given, else the clock's."""
    if setup.today:
        return dt.datetime.combine(setup.today, dt.time(12), _find_zone(setup, settings))
    return dt.datetime.fromtimestamp(setup.clock.now(), dt.UTC)


def _find_zone(setup: Setup, settings: Settings) -> ZoneInfo:
    return ZoneInfo(settings.zone or setup.roadmap.zone)


def read_settings(setup: Setup, state: State) -> tuple[Settings, tuple[Problem, ...]]:
    """Read the learner's settings; those of a file that must not be touched are the default."""
    file = find_file(state, SETTINGS)
    if file is None:
        return parse_settings(None, SETTINGS, setup.roadmap)
    if file.text is None:
        trouble = Problem(f"report.{file.trouble}", {}, Place(SETTINGS, 1, 1))
        return Settings(), (trouble,)
    return parse_settings(file.text.encode(), SETTINGS, setup.roadmap)


def without_board(setup: Setup) -> Setup:
    """Return the setup of a run that leaves the board alone."""
    job = replace(setup.job, board_token="")
    return replace(setup, job=job)
