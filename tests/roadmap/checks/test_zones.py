"""A zone that does not exist is answered with the one that was meant."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_bot.roadmap.checks.zones import BY_NAME, BY_OFFSET, find_near_zone, find_zone

SHANGHAI = "Asia/Shanghai"
NOON = dt.datetime(2026, 1, 15, 12, tzinfo=dt.UTC)
JULY = dt.datetime(2026, 7, 15, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize("hours", BY_OFFSET)
def test_each_offset_names_a_zone_whose_standard_time_it_is(hours: float) -> None:
    zone = ZoneInfo(BY_OFFSET[hours])
    offsets = [moment.astimezone(zone).utcoffset() for moment in (NOON, JULY)]
    standard = min(offset for offset in offsets if offset is not None)
    assert standard == dt.timedelta(hours=hours)


@pytest.mark.parametrize("zone", BY_NAME.values())
def test_each_name_stands_for_a_zone_that_exists(zone: str) -> None:
    assert find_zone(zone)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("UTC+8", SHANGHAI),
        ("utc+08:00", SHANGHAI),
        ("GMT +8", SHANGHAI),
        ("+0800", SHANGHAI),
        ("UTC＋8", SHANGHAI),
        ("UTC+5:30", "Asia/Kolkata"),
        ("UTC-5", "America/New_York"),
        ("UTC−5", "America/New_York"),
        ("UTC+0", "UTC"),
        ("北京时间", SHANGHAI),
        ("Beijing", SHANGHAI),
        ("Asia/Beijing", SHANGHAI),
        ("China Standard Time", SHANGHAI),
        ("Tokyo", "Asia/Tokyo"),
        ("new york", "America/New_York"),
        ("Asia/Shanghia", SHANGHAI),
    ],
)
def test_what_people_call_their_zone_leads_to_its_name(text: str, zone: str) -> None:
    assert find_zone(text) is None
    assert find_near_zone(text) == zone


@pytest.mark.parametrize("text", ["UTC+15", "UTC+8:75", "nowhere at all", "Indochina time"])
def test_what_means_no_zone_leads_nowhere_wrong(text: str) -> None:
    assert find_near_zone(text) == ""


@given(st.text(max_size=30))
def test_whatever_is_suggested_exists(text: str) -> None:
    near = find_near_zone(text)
    assert not near or find_zone(near)
