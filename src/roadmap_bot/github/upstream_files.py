"""Which files of the template an update takes, which it keeps, and which the learner changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from roadmap_bot.roadmap.paths import WORKFLOWS

TAKEN = ("roadmap/", "src/", "action.yml", "requirements.txt")

Fate = Literal["take", "keep", "changed"]
Tree = Mapping[str, str]  # plain files by path, each with the id of what it holds


@dataclass(frozen=True, slots=True)
class Version:
    """A file after a commit of the upstream; `oid` is None where that commit deleted it."""

    commit: str
    oid: str | None


def find_differing(home: Tree, theirs: Tree) -> tuple[str, ...]:
    """Find the paths that an update is about and that are not the same here as in the release."""
    paths = {path for path in {*home, *theirs} if path.startswith((*TAKEN, WORKFLOWS))}
    return tuple(sorted(path for path in paths if home.get(path) != theirs.get(path)))


def judge(home: str | None, theirs: str | None, versions: Sequence[Version], *, had: bool) -> Fate:
    """Say what becomes of a file that differs from the release, by what it has been upstream, the newest first.

    What equals a version of the upstream nobody here changed: an older one is taken over, a newer one kept, as in a
    copy made after the release. `had` says that a file which is missing here was there once.
    """
    seen = [version.oid for version in versions]
    if home is not None and home not in seen:
        return "changed" if seen or theirs else "keep"  # else a file of the learner's own
    if home is None and None not in seen:
        return "changed" if had else "take"
    if theirs not in seen:
        return "take" if theirs else "keep"
    return "keep" if seen.index(home) < seen.index(theirs) else "take"
