"""What time it is in a world: it follows the real clock, or stands still and is moved by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from github_twin.world import World


def stamp(world: World) -> dt.datetime:
    """Return the present second: GitHub's times have no fractions."""
    return world.now.replace(microsecond=0)


def tick(world: World) -> World:
    """Bring the clock up to date where it follows the real one."""
    return replace(world, now=dt.datetime.now(dt.UTC) + world.offset) if world.ticking else world


def advance(world: World, seconds: float) -> World:
    """Let time pass at once."""
    span = dt.timedelta(seconds=seconds)
    return replace(world, now=world.now + span, offset=world.offset + span)


def set_clock(world: World, now: dt.datetime | None) -> World:
    """Stop the clock at a moment, or let it follow the real one again."""
    if now is None:
        return tick(replace(world, ticking=True, offset=dt.timedelta()))
    return replace(world, ticking=False, now=now.astimezone(dt.UTC))
