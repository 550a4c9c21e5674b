"""Files of the repository, read to the byte or not touched."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from roadmap_bot.http.reader import Node, Reader
from roadmap_bot.keys import Key, file_key
from roadmap_bot.state import File


def read_files(reader: Reader, paths: Sequence[str], commit: str = "HEAD") -> Mapping[Key, File]:
    """Read files of a commit, else of the default branch, that the look did not bring."""
    variables = reader.names | name_files(paths, commit)
    data = reader.query("read_files", variables, len(paths))
    return dict(parse_files(data["repository"], paths))


def name_files(paths: Iterable[str], commit: str = "HEAD") -> dict[str, Any]:
    """Make the variables path0, path1 and so on."""
    return {f"path{index}": f"{commit}:{path}" for index, path in enumerate(paths)}


def parse_files(facts: Node, paths: Sequence[str]) -> Iterator[tuple[Key, File]]:
    """Parse file0, file1 and so on of what was read of a repository."""
    for index, path in enumerate(paths):
        blob = facts[f"file{index}"]
        if blob is None:
            continue
        trouble = _find_trouble(blob)
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
    if _hash(blob["text"]) != blob["oid"]:
        return "not-utf-8"
    return ""


def _hash(text: str) -> str:
    data = text.encode("utf-8", "surrogatepass")
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
