"""Files of the repository, read to the byte or not touched."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from roadmap_bot.http.reader import Node, Reader
from roadmap_bot.keys import Key, file_key
from roadmap_bot.roadmap.paths import REPORT, is_readme
from roadmap_bot.state import File

LINK = 0o120000  # the mode of a symbolic link
FOLDERS = {"root": "", "own": ".github", "docs": "docs"}  # as the look calls them


def read_files(reader: Reader, paths: Sequence[str], commit: str = "HEAD") -> Mapping[Key, File]:
    """Read files of a commit, else of the default branch, that the look did not bring."""
    variables = reader.names | name_files(paths, commit)
    data = reader.query("read_files", variables, len(paths))
    return dict(parse_files(data["repository"], paths))


def read_readmes(reader: Reader, paths: Sequence[str]) -> Mapping[Key, File]:
    """Read the READMEs that the settings name, wherever they lie."""
    folders = [_find_folder(path) for path in paths]
    asked = {f"folder{index}": f"HEAD:{folder}" for index, folder in enumerate(folders)}
    variables = reader.names | name_files(paths) | asked
    facts = reader.query("read_readmes", variables, len(paths))["repository"]
    entries: dict[str, Node] = {}
    found: dict[Key, File] = {}
    for index, (path, folder) in enumerate(zip(paths, folders, strict=True)):
        listed = facts[f"folder{index}"] or {}
        entries |= _name_entries(listed, folder)
        if listed and "entries" not in listed:
            found[file_key(path)] = File(None, "no-folder")
    return found | dict(parse_files(facts, paths, entries))


def _find_folder(path: str) -> str:
    folder, _, _ = path.rpartition("/")
    return folder


def parse_folders(facts: Node) -> dict[str, Node]:
    """Parse what lies in the folders where GitHub looks for a README, by path."""
    entries: dict[str, Node] = {}
    for name, folder in FOLDERS.items():
        entries |= _name_entries(facts[name] or {}, folder)
    return entries


def _name_entries(listed: Node, folder: str) -> dict[str, Node]:
    above = f"{folder}/" if folder else ""
    return {f"{above}{entry['name']}": entry for entry in listed.get("entries") or ()}


def find_strange(entries: Mapping[str, Node], paths: Sequence[str]) -> Iterator[tuple[Key, File]]:
    """Find what was not asked for and yet is in the way: other READMEs, a file for a folder."""
    for path, entry in entries.items():
        is_folder = entry["type"] == "tree"
        if path == REPORT and not is_folder:
            yield file_key(path), File(None, "no-folder")
        elif is_readme(path) and not is_folder and path not in paths:
            yield file_key(path), File(None, "rival")


def name_files(paths: Iterable[str], commit: str = "HEAD") -> dict[str, Any]:
    """Make the variables path0, path1 and so on."""
    return {f"path{index}": f"{commit}:{path}" for index, path in enumerate(paths)}


def parse_files(
    facts: Node, paths: Sequence[str], entries: Mapping[str, Node] | None = None
) -> Iterator[tuple[Key, File]]:
    """Parse file0, file1 and so on of what was read of a repository; `entries` tell their modes."""
    known = entries or {}
    for index, path in enumerate(paths):
        blob = facts[f"file{index}"]
        if blob is None:
            continue
        entry = known.get(path, {})
        trouble = "link" if entry.get("mode") == LINK else _find_trouble(blob)
        text = None if trouble else blob["text"]
        yield file_key(path), File(text, trouble)


def _find_trouble(blob: Node) -> str:
    """Find why a file must not be touched; empty where nothing is wrong."""
    if "oid" not in blob:
        return "no-file"
    if blob["isBinary"] or blob["text"] is None:
        return "binary"
    if blob["isTruncated"]:
        return "too-large"
    # The text came through JSON: only where it makes the blob's own hash is it the file's bytes.
    if hash_text(blob["text"]) != blob["oid"]:
        return "not-utf-8"
    return ""


def hash_text(text: str) -> str:
    """Make the id that git gives a file with this text."""
    data = text.encode("utf-8", "surrogatepass")
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
