"""Look at the upstream, a fork's parent or a copy's template: its newest release, file by file.

A thin copy whose upstream publishes nothing takes the roadmap from where the bot comes from; so
does a thin template each day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from roadmap_bot.errors import Problem, UserError
from roadmap_bot.http.answers import UNSURE
from roadmap_bot.http.reader import Reader, ReadFailed
from roadmap_bot.keys import file_key, file_path
from roadmap_bot.reading.files import hash_text, read_files
from roadmap_bot.reading.releases import find_sources, read_newest, read_releases
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
    is_thin,
    join_roadmap,
    runs_own_action,
)
from roadmap_bot.repository import Home, Look, Newest, Release, Repository
from roadmap_bot.roadmap.paths import WORKFLOWS, Edition, fit
from roadmap_bot.state import File

TEXTS = 50  # files in one request
HISTORIES = 10  # histories of a file in one request: GitHub walks the whole history for each
PLAIN = ("100644", "100755")
SAME = Edition()  # every file lies where it does upstream


@dataclass(frozen=True)
class _Sides:
    """This repository at its head, the upstream at its release, and what lies where."""

    here: Reader
    head: str
    there: Reader
    release: Release
    edition: Edition


def look_release(reader: Reader, seen: Look, home: Home | None, language: str) -> Look:
    """Add to a look the upstream's newest release, and the files here that it would replace.

    `home` offers the same roadmap, which here is in this language.
    """
    head = seen.repository.head
    if head is None:
        return seen
    tree = _read_tree(reader, head)
    if not is_thin(tree):
        home = None
    asked, newest = _need_newest(reader, seen.repository, home)
    edition = SAME
    if home and asked == home.name:
        edition = Edition(home.languages[0], language)
    return _add_release(seen, _make_sides(reader, head, newest, edition), tree)


def look_home(reader: Reader, seen: Look, home: Home, language: str) -> Look:
    """Add to a look of a thin template the newest release of the bot's home, if it has any."""
    head = seen.repository.head
    if head is None or seen.repository.name.casefold() == home.name.casefold():
        return seen
    tree = _read_tree(reader, head)
    newest = read_newest(reader, [home.name]) if is_thin(tree) else None
    if newest is None:
        return seen
    edition = Edition(home.languages[0], language)
    return _add_release(seen, _make_sides(reader, head, newest, edition), tree)


def _need_newest(reader: Reader, repository: Repository, home: Home | None) -> tuple[str, Newest]:
    """Read the newest release of the nearest repository that has one, and which was asked."""
    releases = read_releases(reader, find_sources(repository, home))
    if not releases:
        raise UserError(Problem("update.no-upstream"))
    found = [(asked, newest) for asked, newest in releases.items() if newest]
    if not found:
        upstream = next(iter(releases))
        page = f"{repository.url.removesuffix(repository.name)}{upstream}/releases"
        raise UserError(Problem("update.no-release", {"upstream": upstream}, link=page))
    return found[0]


def _make_sides(reader: Reader, head: str, newest: Newest, edition: Edition) -> _Sides:
    release = Release(newest.upstream, newest.url, newest.version, newest.commit)
    return _Sides(reader, head, replace(reader, name=newest.upstream), release, edition)


def _add_release(seen: Look, sides: _Sides, tree: Tree) -> Look:
    """Add the release; paths are the upstream's until the end, where each finds its place."""
    edition, release = sides.edition, sides.release
    home = _trace_tree(sides, tree)
    files = _read_differing(sides, home)
    fates = find_fates(files)
    taken = find_paths(fates, "take")
    kept = [path for path in files.home if is_of_roadmap(path) and path not in taken]
    replaced = [path for path in taken if path in files.home]
    brought = [path for path in taken if path in files.theirs]

    new = _read_texts(sides.there, release.commit, brought)
    new = {edition.place(path): _fit(edition.place(path), file) for path, file in new.items()}
    old = _read_texts(sides.here, sides.head, [edition.place(path) for path in (*kept, *replaced)])
    gone = File(None, gone=True)
    places = [edition.place(path) for path in taken]
    release = replace(
        release,
        files={file_key(path): new.get(path, gone) for path in places},
        changed=tuple(edition.place(path) for path in find_paths(fates, "changed")),
        workflows=find_workflows(fates, files),
        dropped=find_dropped(fates, files),
        lost=_find_lost(sides, files, taken),
        base=find_base(fates, files),
        has_roadmap=any(map(is_of_roadmap, files.theirs)),
        roadmap=join_roadmap(new, {path: old[path] for path in map(edition.place, kept)}),
    )
    here = {file_key(path): old[path] for path in map(edition.place, replaced)}
    return replace(seen, release=release, things={**seen.things, **here})


def _trace_tree(sides: _Sides, tree: Tree) -> Tree:
    """Say of each file here where it lies upstream, and the id that it would have there."""
    edition = sides.edition
    if edition.is_same:
        return tree
    traced = {edition.trace(path): oid for path, oid in tree.items()}
    moved = [path for path in tree if edition.trace(path) != path]
    for path, file in _read_texts(sides.here, sides.head, moved).items():
        origin = edition.trace(path)
        if file.text is not None:
            traced[origin] = hash_text(fit(origin, file.text))
    return traced


def _fit(path: str, file: File) -> File:
    if file.text is None:
        return file
    return replace(file, text=fit(path, file.text))


def _find_lost(sides: _Sides, files: Files, taken: Sequence[str]) -> tuple[str, ...]:
    """Find what the release would take away though a workflow here runs it."""
    lost = find_lost(files, taken)
    if not lost:
        return ()
    flows = [path for path in files.home if path.startswith(WORKFLOWS)]
    texts = _read_texts(sides.here, sides.head, flows).values()
    needs_it = any(runs_own_action(file.text or "") for file in texts)
    return lost if needs_it else ()


def _read_differing(sides: _Sides, home: Tree) -> Files:
    """Read the files of both sides, and what those that differ have been."""
    there = _read_tree(sides.there, sides.release.commit)
    paths = find_differing(home, there)
    versions = _read_versions(sides.there, paths)
    missing = {sides.edition.place(path): path for path in paths if path not in home}
    had = _read_versions(sides.here, list(missing))
    gone = frozenset(origin for path, origin in missing.items() if had[path])
    return Files(home, there, versions, gone)


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
