"""Ask GitHub for many repositories' `progress.json`: first which version, then those that changed.

A repository that is private or gone is an error of its own and spoils no other (F4.27).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from roadmap_bot.foreign.figures import LARGEST, Figures, parse_figures
from roadmap_bot.foreign.member import Found
from roadmap_bot.http.queries import name_repositories
from roadmap_bot.http.reader import Node, Reader
from roadmap_bot.roadmap.paths import FIGURES

PAGE = 100  # repositories in one request: as many pass with the job's token (F4.27)

_T = TypeVar("_T")


def find_repositories(
    reader: Reader, names: Sequence[str], size: int = PAGE
) -> dict[str, Found | None]:
    """Find what there is of each repository and of its figures; None where it cannot be seen."""
    found: dict[str, Found | None] = {}
    for name, node in ask_all(reader, "find_members", names, size, FIGURES):
        found[name] = _read_found(node) if node else None
    return found


def read_figures(
    reader: Reader, names: Sequence[str], size: int = PAGE
) -> dict[str, Figures | None]:
    """Read the figures of repositories; None where they are none, or too large."""
    texts = read_texts(reader, names, FIGURES, size)
    return {name: parse_figures(text) if text else None for name, text in texts.items()}


def read_texts(
    reader: Reader, names: Sequence[str], path: str, size: int = PAGE
) -> dict[str, str | None]:
    """Read a file of repositories; None where there is none, or none of bearable size."""
    texts: dict[str, str | None] = {}
    for name, node in ask_all(reader, "read_members", names, size, path):
        texts[name] = _find_text(node["file"] if node else None)
    return texts


def ask_all(
    reader: Reader, document: str, names: Sequence[str], size: int, path: str = ""
) -> Iterator[tuple[str, Node | None]]:
    """Ask for `size` repositories at a time, and for a file of each where there is a `path`."""
    asked = {"path": f"HEAD:{path}"} if path else {}
    for page in _cut(names, size):
        variables = {**asked, **name_repositories(page)}
        data = reader.query_each(document, variables, len(page))
        for index, name in enumerate(page):
            yield name, data.get(f"member{index}")


def _cut(things: Sequence[_T], size: int) -> Iterator[Sequence[_T]]:
    for start in range(0, len(things), size):
        yield things[start : start + size]


def _read_found(node: Node) -> Found:
    file: Mapping[str, Any] = node["file"] or {}
    return Found(
        id=node["id"],
        name=node["nameWithOwner"],
        owner=node["owner"]["login"],
        oid=file.get("oid", ""),
        is_private=node["isPrivate"],
    )


def _find_text(file: Node | None) -> str | None:
    """Find the text of a file of bearable size."""
    if not file or file.get("byteSize", LARGEST + 1) > LARGEST:
        return None
    if file["isTruncated"]:
        return None
    text: str | None = file["text"]
    return text
