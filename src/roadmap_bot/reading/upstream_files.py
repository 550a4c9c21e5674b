"""Which files of the template an update takes, which it keeps, and which the learner changed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from roadmap_bot.roadmap.paths import FLOWS, ROADMAP, WORKFLOWS
from roadmap_bot.state import File

FOLDERS = (ROADMAP, "src/")
SOURCE = "src/roadmap_bot/"  # without it a copy is thin: the bot that it runs lives elsewhere
TAKEN = ("action.yml", "requirements.txt")
BOT = ("action.yml", "requirements.txt", "src/")  # what `uses: ./` runs
OWN_ACTION = re.compile(
    r"""(?:^|[{,])[ \t-]*+['"]?uses['"]?[ \t]*+:[ \t]*+['"]?[.$]/['"]?[ \t\r]*+(?:[#,}]|$)""",
    re.MULTILINE,
)
LEARNERS = frozenset(f"{WORKFLOWS}{name}" for name in FLOWS)
# The roadmap's own files, and one folder below them those of a language.
ROADMAP_FILE = re.compile(r"roadmap/(?:[^/.][^/]*/)?[^/.][^/]*\.ya?ml", re.IGNORECASE)

Fate = Literal["take", "keep", "changed"]
Tree = Mapping[str, str]  # plain files by path, each with the id of what it holds


@dataclass(frozen=True, slots=True)
class Version:
    """A file after a commit of the upstream; `oid` is None where that commit deleted it.

    `date` is the commit's, as GitHub writes it: the later one is the greater.
    """

    commit: str
    oid: str | None
    date: str = ""


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
    concerns = _is_of_folder if is_thin(home) else _is_of_template
    paths = {path for path in {*home, *theirs} if concerns(path)}
    return tuple(sorted(path for path in paths if home.get(path) != theirs.get(path)))


def is_thin(home: Tree) -> bool:
    """Whether a copy holds none of the bot: there an update is about the roadmap alone."""
    return not any(path.startswith(SOURCE) for path in home)


def _is_of_folder(path: str) -> bool:
    return path.startswith(ROADMAP)


def _is_of_template(path: str) -> bool:
    return is_taken(path) or path.startswith(WORKFLOWS)


def is_taken(path: str) -> bool:
    """Whether an update may write a file: what only begins like one of ours is none."""
    return path in TAKEN or path.startswith(FOLDERS)


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
    return tuple(path for path, fate in fates.items() if fate == wanted and is_taken(path))


def find_base(fates: Mapping[str, Fate], files: Files) -> str:
    """Find the commit of the upstream that this copy stands at, as far as what it takes tells."""
    origins = [_find_origin(path, files) for path in find_paths(fates, "take")]
    found = [version for version in origins if version]
    newest = max(found, key=lambda version: version.date, default=None)
    return newest.commit if newest else ""


def find_lost(files: Files, taken: Sequence[str]) -> tuple[str, ...]:
    """Find the parts of the bot that are here and that the release would take away."""
    gone = [path for path in taken if path not in files.theirs]
    lost = [part for part in BOT if any(path.startswith(part) for path in gone)]
    return tuple(part for part in lost if not any(path.startswith(part) for path in files.theirs))


def runs_own_action(workflow: str) -> bool:
    """Whether a workflow runs the Action of its own repository."""
    return bool(OWN_ACTION.search(workflow))


def find_dropped(fates: Mapping[str, Fate], files: Files) -> tuple[str, ...]:
    """Find the workflow files here that are the upstream's and that the release has no more."""
    return tuple(
        path
        for path, fate in fates.items()
        if path.startswith(WORKFLOWS) and path not in files.theirs and fate == "take"
    )


def find_workflows(fates: Mapping[str, Fate], files: Files) -> Mapping[str, str]:
    """Find the learner's workflow files that are not the release's.

    Each with the commit of the upstream that it comes from, if any.
    """
    found: dict[str, str] = {}
    for path, fate in fates.items():
        is_offered = path in LEARNERS and path in files.theirs and fate != "keep"
        is_deleted = path not in files.home and fate != "take"
        if is_offered and not is_deleted:
            origin = _find_origin(path, files)
            found[path] = origin.commit if origin else ""
    return found


def _find_origin(path: str, files: Files) -> Version | None:
    home = files.home.get(path)
    for version in files.versions[path]:
        if version.oid and version.oid == home:
            return version
    return None


def is_of_roadmap(path: str) -> bool:
    """Whether a file is part of the roadmap."""
    return bool(ROADMAP_FILE.fullmatch(path))


def join_roadmap(taken: Mapping[str, File], kept: Mapping[str, File]) -> Mapping[str, str]:
    """Join the files of the roadmap as it will be, in name order."""
    files = {**kept, **taken}
    return {path: files[path].text or "" for path in sorted(files) if is_of_roadmap(path)}
