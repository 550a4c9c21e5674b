"""Look at the upstream, a fork's parent or a copy's template: its newest release, file by file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from roadmap_bot.errors import Problem, UserError
from roadmap_bot.http.answers import UNSURE
from roadmap_bot.http.reader import Reader, ReadFailed
from roadmap_bot.keys import file_key, file_path
from roadmap_bot.reading.files import read_files
from roadmap_bot.reading.upstream_files import (
    Files,
    Tree,
    Version,
    find_base,
    find_differing,
    find_dropped,
    find_fates,
    find_lost,
    find_paths,
    find_workflows,
    is_of_roadmap,
    join_roadmap,
    runs_own_action,
)
from roadmap_bot.repository import Look, Release
from roadmap_bot.roadmap.paths import WORKFLOWS
from roadmap_bot.state import File

TEXTS = 50  # files in one request
HISTORIES = 10  # histories of a file in one request: GitHub walks the whole history for each
PLAIN = ("100644", "100755")
# A tag may hold `@`, `#` and `GH-1`, which a commit message must not: only a version is told.
VERSION = re.compile(r"v?\d[\w.]*(-(\d|alpha|beta|rc)[\w.]*)*", re.ASCII | re.IGNORECASE)
WORD = re.compile(r"[A-Za-z]+")
LONGEST = 40  # characters of a version


def look_release(reader: Reader, seen: Look) -> Look:
    """Add to a look the upstream's newest release, and the files here that it would replace."""
    head = seen.repository.head
    if head is None:
        return seen
    theirs, release = _find_release(reader, seen)
    files = _read_differing(reader, head, theirs, release.commit)
    fates = find_fates(files)
    taken = find_paths(fates, "take")
    kept = [path for path in files.home if is_of_roadmap(path) and path not in taken]
    replaced = [path for path in taken if path in files.home]
    brought = [path for path in taken if path in files.theirs]

    new = _read_texts(theirs, release.commit, brought)
    old = _read_texts(reader, head, [*kept, *replaced])
    gone = File(None, gone=True)
    release = replace(
        release,
        files={file_key(path): new.get(path, gone) for path in taken},
        changed=find_paths(fates, "changed"),
        workflows=find_workflows(fates, files),
        dropped=find_dropped(fates, files),
        lost=_find_lost(reader, head, files, taken),
        base=find_base(fates, files),
        has_roadmap=any(map(is_of_roadmap, files.theirs)),
        roadmap=join_roadmap(new, {path: old[path] for path in kept}),
    )
    here = {file_key(path): old[path] for path in replaced}
    return replace(seen, release=release, things={**seen.things, **here})


def _find_lost(reader: Reader, head: str, files: Files, taken: Sequence[str]) -> tuple[str, ...]:
    """Find what the release would take away though a workflow here runs it."""
    lost = find_lost(files, taken)
    if not lost:
        return ()
    flows = [path for path in files.home if path.startswith(WORKFLOWS)]
    texts = _read_texts(reader, head, flows).values()
    needs_it = any(runs_own_action(file.text or "") for file in texts)
    return lost if needs_it else ()


def _find_release(reader: Reader, seen: Look) -> tuple[Reader, Release]:
    """Find the newest release; what reads from the upstream comes with it."""
    upstream = seen.repository.upstream
    if upstream is None:
        raise UserError(Problem("update.no-upstream"))
    theirs = replace(reader, name=upstream)
    facts = theirs.query("find_release", theirs.names)["repository"]
    latest = facts["latestRelease"]
    if not latest or not latest["tagCommit"]:
        page = f"{facts['url']}/releases"
        raise UserError(Problem("update.no-release", {"upstream": upstream}, link=page))
    tag, commit = _name(latest["tagName"]), latest["tagCommit"]["oid"]
    return theirs, Release(upstream, facts["url"], tag, commit)


def _name(tag: str) -> str:
    found = VERSION.search(tag) or WORD.search(tag)
    return found[0][:LONGEST] if found else "?"


def _read_differing(reader: Reader, head: str, theirs: Reader, commit: str) -> Files:
    """Read the files of both sides, and what those that differ have been."""
    home, there = _read_tree(reader, head), _read_tree(theirs, commit)
    paths = find_differing(home, there)
    versions = _read_versions(theirs, paths)
    had = _read_versions(reader, [path for path in paths if path not in home])
    return Files(home, there, versions, frozenset(path for path in had if had[path]))


def _read_tree(reader: Reader, commit: str) -> Tree:
    """Read the ids of all plain files of a commit; links and the like are none."""
    found = reader.get(f"/git/trees/{commit}?recursive=1")
    if found.get("truncated"):
        raise ReadFailed(UNSURE)
    return {entry["path"]: entry["sha"] for entry in found["tree"] if entry["mode"] in PLAIN}


def _read_versions(reader: Reader, paths: Sequence[str]) -> Mapping[str, list[Version]]:
    """Read what files have been on the default branch, the newest version first."""
    found: dict[str, list[Version]] = {}
    for part in _split(paths, HISTORIES):
        asked = {f"path{index}": path for index, path in enumerate(part)}
        data = reader.query("read_versions", reader.names | asked, len(part))
        branch = data["repository"]["defaultBranchRef"]["target"]
        for index, path in enumerate(part):
            nodes = branch[f"file{index}"]["nodes"]
            found[path] = [_read_version(node) for node in nodes]
    return found


def _read_version(node: Mapping[str, Any]) -> Version:
    file = node["file"] or {"oid": None}
    return Version(node["oid"], file["oid"], node["authoredDate"])


def _read_texts(reader: Reader, commit: str, paths: Sequence[str]) -> Mapping[str, File]:
    found: dict[str, File] = {}
    for part in _split(paths, TEXTS):
        for key, file in read_files(reader, part, commit).items():
            found[file_path(key)] = file
    return found


def _split(paths: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(paths), size):
        yield paths[start : start + size]
