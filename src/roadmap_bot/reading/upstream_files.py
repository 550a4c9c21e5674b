"""Which files of the template an update takes, which it keeps, and which the learner changed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from roadmap_bot.roadmap.paths import WORKFLOWS
from roadmap_bot.state import File

TAKEN = ("roadmap/", "src/", "action.yml", "requirements.txt")
# The roadmap's own files, and one folder below them those of a language.
ROADMAP_FILE = re.compile(r"roadmap/(?:[^/.][^/]*/)?[^/.][^/]*\.ya?ml", re.IGNORECASE)

Fate = Literal["take", "keep", "changed"]
Tree = Mapping[str, str]  # plain files by path, each with the id of what it holds


@dataclass(frozen=True, slots=True)
class Version:
    """A file after a commit of the upstream; `oid` is None where that commit deleted it."""

    commit: str
    oid: str | None


@dataclass(frozen=True)
class Files:
    """All plain files here and in the release, and what those that differ have been upstream.

    Versions come newest first; `had` are the paths that are missing here, but were there once.
    """

    home: Tree
    theirs: Tree
    versions: Mapping[str, Sequence[Version]]
    had: frozenset[str] = frozenset()


def find_differing(home: Tree, theirs: Tree) -> tuple[str, ...]:
    """Find the paths that an update is about and that are not the same here as in the release."""
    paths = {path for path in {*home, *theirs} if path.startswith((*TAKEN, WORKFLOWS))}
    return tuple(sorted(path for path in paths if home.get(path) != theirs.get(path)))


def find_fates(files: Files) -> Mapping[str, Fate]:
    """Find what becomes of each file that differs from the release."""
    fates: dict[str, Fate] = {}
    for path, versions in files.versions.items():
        home, theirs = files.home.get(path), files.theirs.get(path)
        fates[path] = judge(home, theirs, versions, had=path in files.had)
    return fates


def judge(home: str | None, theirs: str | None, versions: Sequence[Version], *, had: bool) -> Fate:
    """Say what becomes of a file that differs from the release, by what it has been upstream.

    What equals a version of the upstream nobody here changed: an older one is taken over, a newer
    one kept, as in a copy made after the release. `had` says that a file which is missing here was
    there once.
    """
    seen = [version.oid for version in versions]
    if home is not None and home not in seen:
        is_own = not seen and not theirs
        return "keep" if is_own else "changed"
    if home is None and None not in seen:
        return "changed" if had else "take"
    if theirs not in seen:
        return "take" if theirs else "keep"
    is_newer = seen.index(home) < seen.index(theirs)
    return "keep" if is_newer else "take"


def find_paths(fates: Mapping[str, Fate], wanted: Fate) -> tuple[str, ...]:
    """Find the paths of one fate among those that an update may write."""
    return tuple(path for path, fate in fates.items() if fate == wanted and path.startswith(TAKEN))


def find_workflows(fates: Mapping[str, Fate], files: Files) -> Mapping[str, str]:
    """Find the workflow files that are not the release's.

    Each with the commit of the upstream that it comes from, if any.
    """
    found: dict[str, str] = {}
    for path, fate in fates.items():
        is_offered = path.startswith(WORKFLOWS) and path in files.theirs and fate != "keep"
        is_deleted = path not in files.home and fate != "take"
        if is_offered and not is_deleted:
            found[path] = _find_origin(path, files)
    return found


def _find_origin(path: str, files: Files) -> str:
    home = files.home.get(path)
    for version in files.versions[path]:
        if version.oid and version.oid == home:
            return version.commit
    return ""


def is_of_roadmap(path: str) -> bool:
    """Whether a file is part of the roadmap."""
    return bool(ROADMAP_FILE.fullmatch(path))


def join_roadmap(taken: Mapping[str, File], kept: Mapping[str, File]) -> Mapping[str, str]:
    """Join the files of the roadmap as it will be, in name order."""
    files = {**kept, **taken}
    return {path: files[path].text or "" for path in sorted(files) if is_of_roadmap(path)}
