"""Say on runs that somebody looks at which workflow of a thin copy is from an older version."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from roadmap_bot.authors.callers import find_old_callers
from roadmap_bot.authors.folder import read_around
from roadmap_bot.decide import Act
from roadmap_bot.issues.body import is_review
from roadmap_bot.session import Done
from roadmap_bot.shell.bot_address import find_bot_address, find_bot_name

LOOKED_AT = ("manual", "takeover")


def add_old_callers(done: Done, folder: Path) -> Done:
    """Add to what a run says; the workflows lie beside the roadmap's folder in the checkout."""
    if Act.UNINSTALL in done.decision.acts or not _is_looked_at(done):
        return done
    found = find_old_callers(read_around(folder), find_bot_name(), find_bot_address())
    return replace(done, hints=(*done.hints, *found))


def _is_looked_at(done: Done) -> bool:
    """Whether somebody asked for the run, or it opens the week's review."""
    reviews = (change for change in done.plan if is_review(change.key) and change.have is None)
    return done.decision.why in LOOKED_AT or any(reviews)
