"""Moments as a reader's own clock tells them."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from roadmap_bot.errors import Moment
from roadmap_bot.text.render import render_date
from roadmap_bot.text.words import Words


def render_moment(moment: Moment, words: Words) -> str:
    """Render a moment by the reader's clock, whose zone is named; with its date if not today's."""
    zone = ZoneInfo(words.zone)
    when, now = moment.when.astimezone(zone), moment.now.astimezone(zone)
    shown = {"time": f"{when:%H:%M}", "zone": _name_zone(words)}
    if when.date() == now.date():
        return words("clock.today", **shown)
    date = render_date(when.date(), words, now.date())
    return words("clock.later", date=date, **shown)


def _name_zone(words: Words) -> str:
    """Name a zone as people do, else by its city."""
    key = f"clock.zones.{words.zone}"
    if key in words:
        return words(key)
    _, _, city = words.zone.rpartition("/")
    return words("clock.zone", city=city.replace("_", " "))
