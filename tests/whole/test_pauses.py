"""While a pause is on nothing is written after its first day, and all that has dates agrees."""

from __future__ import annotations

import datetime as dt
import json
import random
from typing import Any

import pytest

from github_twin import seed
from roadmap_bot.roadmap.paths import SETTINGS
from tests.kit.board_scene import BoardScene

DAYS = 30
README = "README.md"
FIGURES = ".github/progress/progress.json"
ZONES = (  # those whose clocks change within a pause, by an hour or half of one, and others
    *("Asia/Shanghai", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe"),
    *("America/Santiago", "Pacific/Apia", "Africa/Casablanca", "Asia/Kathmandu"),
)
Dates = dict[str, Any]


class Rest(BoardScene):
    """A learner with a board who rests; a tick fires once a day, at any hour."""

    def __init__(self, number: int) -> None:
        self.dice = random.Random(number)
        zone = ZONES[number % len(ZONES)]
        super().__init__("tiny")
        start = dt.date(2027, self.dice.choice((2, 3, 9, 10)), self.dice.randint(1, 28))
        self.day = start + dt.timedelta(days=self.dice.randint(0, 4))
        self.move(0)
        settings = f"start: {start}\nzone: {zone}\nreadme: [{README}]\n"
        text = f"{self.text(README)}\n<!-- roadmap-bot:progress:begin -->\n"
        files = {SETTINGS: settings, README: f"{text}<!-- roadmap-bot:progress:end -->\n"}
        self.twin.act("push", seed.LEARNER, commits=[{"message": "Settings", "files": files}])

    def move(self, days: int) -> None:
        """Go on to some hour of a later day, by the clock of Greenwich."""
        self.day += dt.timedelta(days=days)
        noon = dt.datetime.combine(self.day, dt.time(12), dt.UTC)
        moment = noon + dt.timedelta(minutes=self.dice.randint(-60, 60))
        self.twin.advance((moment - self.twin.world.now).total_seconds())

    def text(self, path: str) -> str:
        return str(self.home.head.files[path].data.decode())

    def tick(self) -> int:
        """Let the daily tick fire; return its writes."""
        self.twin.reset_counters()
        self.run("schedule", {"schedule": "0 1 * * *"})
        return self.twin.writes

    def order(self, command: str) -> None:
        self.run("workflow_dispatch", command=command, ref="refs/heads/main")

    def find_dates(self) -> Dates:
        """Find each milestone's date, and the week, wherever they are told."""
        figures = json.loads(self.text(FIGURES))
        (row,) = figures["milestones"]
        (milestone,) = self.home.milestones.values()
        cards = {card["values"].get("Target") for card in self.board["items"]}
        return {
            "figures": row["due"],
            "milestone": milestone.due_on.date().isoformat(),
            "cards": cards,
            "readme": self.text(README),
            "week": (figures["week"], figures["iso_week"]),
        }


def check_agreement(dates: Dates) -> None:
    due = dt.date.fromisoformat(dates["figures"])
    assert dates["milestone"] == dates["figures"]
    assert dates["cards"] == {dates["figures"]}
    assert f"by {due:%b} {due.day}" in dates["readme"]
    assert f"week={dates['week'][1]}" in dates["readme"]


@pytest.mark.parametrize("number", range(16))
def test_thirty_paused_days_write_nothing_after_the_first_and_all_agree_every_day(
    number: int,
) -> None:
    rest = Rest(number)
    rest.run()
    rest.move(1)
    rest.order("pause")
    first = rest.find_dates()
    check_agreement(first)
    for _ in range(DAYS):
        rest.move(1)
        assert rest.tick() == 0
        assert rest.find_dates() == first
    rest.order("resume")
    later = rest.find_dates()
    check_agreement(later)
    moved = dt.date.fromisoformat(later["figures"]) - dt.date.fromisoformat(first["figures"])
    assert moved.days == DAYS - 1  # the first day off was counted on the first day


def test_a_pause_with_an_end_moves_dates_once_when_it_is_written() -> None:
    rest = Rest(1)
    rest.run()
    rest.move(1)
    until = rest.day + dt.timedelta(days=DAYS)
    settings = f"{rest.text(SETTINGS)}pauses:\n  - from: {rest.day}\n    to: {until}\n"
    commit = {"message": "Rest", "files": {SETTINGS: settings}}
    rest.twin.act("push", seed.LEARNER, commits=[commit])
    rest.tick()
    rest.run()
    first = rest.find_dates()
    for _ in range(DAYS):
        rest.move(1)
        assert rest.tick() == 0
        assert rest.find_dates() == first
    check_agreement(first)


def test_what_is_closed_while_a_pause_is_on_is_told_and_moves_no_date() -> None:
    rest = Rest(2)
    rest.run()
    rest.order("pause")
    first = rest.find_dates()
    rest.move(9)
    event = rest.twin.act("close", seed.LEARNER, number=3)
    assert event is not None
    rest.run(event.name, event.payload)
    later = rest.find_dates()
    assert json.loads(rest.text(FIGURES))["tasks"]["done"] == 1
    assert (later["figures"], later["week"]) == (first["figures"], first["week"])
    check_agreement(later)
    rest.move(1)
    assert rest.tick() == 0
