"""Time zones: which there are, and which one is meant by an offset or by a name of everyday."""

from __future__ import annotations

import re
from collections.abc import Iterator
from zoneinfo import ZoneInfo, available_timezones

from roadmap_bot.errors import Problem
from roadmap_bot.text.problems import find_near, shorten
from roadmap_bot.yaml.spot import Spot

OFFSET = re.compile(r"(?:utc|gmt)?([+-])(\d{1,2})(?::?([0-5]\d))?", re.ASCII)
LIKE_ASCII = str.maketrans("＋－−：", "+--:")
# Where most people live in each standard offset, in hours: an offset alone knows no summer time.
BY_OFFSET = {
    -10: "Pacific/Honolulu",
    -9: "America/Anchorage",
    -8: "America/Los_Angeles",
    -7: "America/Denver",
    -6: "America/Chicago",
    -5: "America/New_York",
    -4: "America/Caracas",
    -3: "America/Sao_Paulo",
    0: "UTC",
    1: "Europe/Berlin",
    2: "Africa/Cairo",
    3: "Europe/Moscow",
    3.5: "Asia/Tehran",
    4: "Asia/Dubai",
    4.5: "Asia/Kabul",
    5: "Asia/Karachi",
    5.5: "Asia/Kolkata",
    5.75: "Asia/Kathmandu",
    6: "Asia/Dhaka",
    6.5: "Asia/Yangon",
    7: "Asia/Jakarta",
    8: "Asia/Shanghai",
    9: "Asia/Tokyo",
    9.5: "Australia/Adelaide",
    10: "Australia/Sydney",
    12: "Pacific/Auckland",
}
BY_NAME = {
    "北京": "Asia/Shanghai",
    "上海": "Asia/Shanghai",
    "中国": "Asia/Shanghai",
    "beijing": "Asia/Shanghai",
    "china": "Asia/Shanghai",
    "shenzhen": "Asia/Shanghai",
    "guangzhou": "Asia/Shanghai",
    "香港": "Asia/Hong_Kong",
    "台北": "Asia/Taipei",
    "臺北": "Asia/Taipei",
}


def find_zone(name: str) -> ZoneInfo | None:
    """Find an IANA time zone."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, malformed, a folder of zones
        return None


def check_zone(spot: Spot) -> Iterator[Problem]:
    """Check that the zone exists."""
    if spot.text and find_zone(spot.text) is None:
        near = find_near_zone(spot.text)
        yield spot.blame("roadmap.zone", zone=shorten(spot.text), near=near)


def find_near_zone(text: str) -> str:
    """Find the zone that an offset such as `UTC+8`, a city's name or a slip means, or nothing."""
    name = text.translate(LIKE_ASCII).replace(" ", "").lower()
    offset = OFFSET.fullmatch(name)
    if offset:
        return BY_OFFSET.get(_count_hours(offset), "")
    _, _, place = name.rpartition("/")
    return _find_named(place) or _find_city(place) or find_near(text, _name_zones())


def _name_zones() -> list[str]:
    """Name all zones of a place; `localtime` and its like are another one on each machine."""
    return sorted(zone for zone in available_timezones() if "/" in zone)


def _count_hours(offset: re.Match[str]) -> float:
    sign, hours, minutes = offset.groups(default="0")
    count = int(hours) + int(minutes) / 60
    return -count if sign == "-" else count


def _find_named(place: str) -> str:
    """Find the zone of `Beijing time` and its like, which no zone is called by."""
    for name, zone in BY_NAME.items():
        if place.startswith(name):
            return zone
    return ""


def _find_city(place: str) -> str:
    """Find the zone that is called by a city alone, such as `Tokyo`."""
    cities: dict[str, str] = {}
    for zone in _name_zones():
        _, _, city = zone.rpartition("/")
        cities.setdefault(city.replace("_", "").lower(), zone)
    return cities.get(place.replace("_", ""), "")
