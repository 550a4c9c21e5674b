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
    if not world.ticking:
        return world
    real = dt.datetime.now(dt.UTC)
    return replace(world, now=real + world.offset)


def advance(world: World, seconds: float) -> World:
    """Let time pass at once."""
    span = dt.timedelta(seconds=seconds)
    now = world.now + span
    offset = world.offset + span
    return replace(world, now=now, offset=offset)


def set_clock(world: World, now: dt.datetime | None) -> World:
    """Stop the clock at a moment, or let it follow the real one again."""
    if now is not None:
        stopped_at = now.astimezone(dt.UTC)
        return replace(world, ticking=False, now=stopped_at)
    running = replace(world, ticking=True, offset=dt.timedelta())
    return tick(running)
