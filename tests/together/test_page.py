"""The cohort's page: dots and bars, no names where people are stuck, readable by everybody."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from roadmap_bot.text.words import load_words
from roadmap_bot.together.cohort import Cohort
from roadmap_bot.together.insight import count_active, find_stuck, sort_id
from roadmap_bot.together.page import render_page
from roadmap_bot.together.record import Entry, Work
from tests.kit.axe import find_violations
from tests.kit.browser import needs_chromium

TODAY = dt.date(2026, 11, 23)
COHORT = Cohort(title="We & <you>", roadmap="bread", start=dt.date(2026, 9, 7))


def make_entry(name: str, done: int = 1, *, is_open: bool = True, **changes: object) -> Entry:
    ids = tuple(f"W{unit:02}-{number}" for unit in (1, 3) for number in (1, 2, 3))
    work: dict[str, object] = {
        "share": done / 6,
        "planned": 0.5,
        "week": 11,
        "last_week": 24,
        "active": TODAY - dt.timedelta(days=2),
        "next": ids[done] if done < 6 else "",
        "title": "Bake" if done < 6 else "",
        "since": TODAY - dt.timedelta(days=4),
        "weeks": (1.0, 0.0, 2.0),
        "closed": ids[:done] if is_open else None,
        "open": ids[done:] if is_open else None,
    }
    return Entry(repository=name, work=Work(**{**work, **changes}))


ENTRIES = (
    make_entry("ada/plan", 2),
    make_entry("grace/plan", 2, is_open=False),
    make_entry("lin/plan", 6),
    make_entry("ken/plan", 1, active=TODAY - dt.timedelta(weeks=5)),
    Entry(repository="eve/plan", fault="gone"),
)


def render(language: str = "en", entries: tuple[Entry, ...] = ENTRIES) -> str:
    return render_page(COHORT, entries, load_words(language), "https://github.com", TODAY)


def test_who_shares_tasks_has_dots_and_who_does_not_a_bar() -> None:
    page = render()
    assert page.count('<circle class="on"') == 2 + 6
    assert page.count('<circle class="dot"') == 4
    assert page.count('<rect class="back"') == 1


def test_who_rests_is_a_count_and_no_name() -> None:
    page = render()
    assert "ken" not in page
    assert "1 resting" in page


def test_where_several_are_stuck_nobody_is_named() -> None:
    [stuck] = find_stuck(ENTRIES, TODAY)
    assert (stuck.id, stuck.count, stuck.days) == ("W01-3", 2, 8)
    assert find_stuck(ENTRIES[:1], TODAY) == []


def test_weeks_count_who_closed_something() -> None:
    assert count_active(ENTRIES) == [4, 0, 4]


def test_ids_stand_as_people_count() -> None:
    ids = ["W03-10", "P1", "W03-2", "W01-1"]
    assert sorted(ids, key=sort_id) == ["P1", "W01-1", "W03-2", "W03-10"]


def test_titles_are_text() -> None:
    assert "We &amp; &lt;you&gt;" in render()


@needs_chromium
@pytest.mark.parametrize("language", ["en", "zh"])
def test_everybody_can_read_it(language: str, tmp_path: Path) -> None:
    kept, violations = find_violations(render(language), tmp_path)
    assert kept > 10
    assert violations == []
