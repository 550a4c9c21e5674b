"""Look at the upstream, a fork's parent or a copy's template: its newest release, and the history of its files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from roadmap_bot.errors import Problem, UserError
from roadmap_bot.github.gather import read_files
from roadmap_bot.github.upstream_files import (
    TAKEN,
    Fate,
    Tree,
    Version,
    find_differing,
    judge,
)
from roadmap_bot.http.answers import UNSURE
from roadmap_bot.http.reader import Reader, ReadFailed
from roadmap_bot.keys import file_key, file_path
from roadmap_bot.repository import Look, Release
from roadmap_bot.roadmap.paths import WORKFLOWS
from roadmap_bot.state import File

TEXTS = 50  # files in one request
HISTORIES = 10  # histories of a file in one request: GitHub walks the whole history for each
PLAIN = ("100644", "100755")
# A tag may hold `@`, `#` and `GH-1`, which a commit message must not: only what looks like a version is told.
VERSION = re.compile(r"v?\d[\w.]*(-(\d|alpha|beta|rc)[\w.]*)*", re.ASCII | re.IGNORECASE)
WORD = re.compile(r"[A-Za-z]+")
ROADMAP_FILE = re.compile(r"roadmap/[^/.][^/]*\.ya?ml", re.IGNORECASE)


def look_release(reader: Reader, seen: Look) -> Look:
    """Add to a look the newest release of the upstream, and the files here that it would replace."""
    if seen.repository.head is None:
        return seen
    theirs, commit, release = _find_release(reader, seen)
    home, there = _read_tree(reader, seen.repository.head), _read_tree(theirs, commit)
    paths = find_differing(home, there)
    versions = _read_versions(theirs, paths)
    had = _read_versions(reader, [path for path in paths if path not in home])
    fates = {
        path: judge(home.get(path), there.get(path), versions[path], had=bool(had.get(path)))
        for path in paths
    }
    taken = [path for path in paths if fates[path] == "take" and path.startswith(TAKEN)]
    texts = _read_texts(theirs, commit, [path for path in taken if path in there])
    release = replace(
        release,
        files={file_key(path): texts.get(path, File(None, gone=True)) for path in taken},
        changed=tuple(
            path for path in paths if fates[path] == "changed" and path.startswith(TAKEN)
        ),
        workflows=_find_workflows(fates, home, there, versions),
    )
    kept = [path for path in home if ROADMAP_FILE.fullmatch(path) and path not in taken]
    here = _read_texts(
        reader, seen.repository.head, [*kept, *(path for path in taken if path in home)]
    )
    return replace(
        seen,
        release=replace(release, roadmap=_join_roadmap(texts, {path: here[path] for path in kept})),
        things={
            **seen.things,
            **{file_key(path): file for path, file in here.items() if path in taken},
        },
    )


def _find_release(reader: Reader, seen: Look) -> tuple[Reader, str, Release]:
    upstream = seen.repository.upstream
    if upstream is None:
        raise UserError(Problem("update.no-upstream"))
    theirs = replace(reader, name=upstream)
    facts = theirs.query("find_release", theirs.names)["repository"]
    latest = facts["latestRelease"]
    if not latest or not latest["tagCommit"]:
        raise UserError(
            Problem("update.no-release", {"upstream": upstream}, link=f"{facts['url']}/releases")
        )
    commit = latest["tagCommit"]["oid"]
    return theirs, commit, Release(upstream, facts["url"], _name(latest["tagName"]), commit)


def _name(tag: str) -> str:
    found = VERSION.search(tag) or WORD.search(tag)
    return found[0][:40] if found else "?"


def _read_tree(reader: Reader, commit: str) -> Tree:
    """Read the ids of all plain files of a commit; links and the like are none."""
    found = reader.get(f"/git/trees/{commit}?recursive=1")
    if found.get("truncated"):
        raise ReadFailed(UNSURE)
    return {entry["path"]: entry["sha"] for entry in found["tree"] if entry["mode"] in PLAIN}


def _read_versions(reader: Reader, paths: Sequence[str]) -> Mapping[str, list[Version]]:
    """Read what files have been on the default branch, the newest version first."""
    found: dict[str, list[Version]] = {}
    for part in _parts(paths, HISTORIES):
        asked = {f"path{index}": path for index, path in enumerate(part)}
        data = reader.query("read_versions", reader.names | asked, len(part))
        branch = data["repository"]["defaultBranchRef"]["target"]
        found |= {
            path: [_version(node) for node in branch[f"file{index}"]["nodes"]]
            for index, path in enumerate(part)
        }
    return found


def _version(node: Mapping[str, Any]) -> Version:
    return Version(node["oid"], node["file"]["oid"] if node["file"] else None)


def _read_texts(reader: Reader, commit: str, paths: Sequence[str]) -> Mapping[str, File]:
    found: dict[str, File] = {}
    for part in _parts(paths, TEXTS):
        found |= {file_path(key): file for key, file in read_files(reader, part, commit).items()}
    return found


def _find_workflows(
    fates: Mapping[str, Fate], home: Tree, there: Tree, versions: Mapping[str, Sequence[Version]]
) -> Mapping[str, str]:
    """Find the workflow files that are not the release's, and the commit of the upstream each comes from, if any."""
    paths = [
        path
        for path, fate in fates.items()
        if path.startswith(WORKFLOWS) and path in there and fate != "keep"
    ]
    kept = [path for path in paths if path in home or fates[path] == "take"]
    return {
        path: next(
            (one.commit for one in versions[path] if one.oid and one.oid == home.get(path)), ""
        )
        for path in kept
    }


def _join_roadmap(taken: Mapping[str, File], kept: Mapping[str, File]) -> Mapping[str, str]:
    """Join the files of the roadmap as it will be, in name order."""
    files = {**kept, **{path: file for path, file in taken.items() if ROADMAP_FILE.fullmatch(path)}}
    return {path: files[path].text or "" for path in sorted(files)}


def _parts(paths: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (paths[start : start + size] for start in range(0, len(paths), size))
