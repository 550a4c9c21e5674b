"""What a run is given: the job, the roadmap, how to send, and what time it is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from roadmap_bot.github.traffic import Traffic
from roadmap_bot.http.reader import Reader
from roadmap_bot.http.request import Send
from roadmap_bot.http.waiting import Clock
from roadmap_bot.job import Job
from roadmap_bot.reading.evidence import Once
from roadmap_bot.reading.people import Rights
from roadmap_bot.repository import Home, Pulls, Tree
from roadmap_bot.roadmap.model import Roadmap


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
