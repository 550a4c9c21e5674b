"""Which paths a pattern matches: `**` any folders, `*` any part of a name, `?` one sign of it.

Case counts. A pattern that ends in `**` matches what lies below a folder, and never the folder
itself. Each path is walked once, however many stars there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

ANY_FOLDERS = "**"
WILD = "*?"


def find_matches(paths: Iterable[str], glob: str) -> tuple[str, ...]:
    """Find the paths that a pattern matches, in the order of their names."""
    parts = _join_stars(glob.split("/"))
    start = _find_start(glob)
    found = [path for path in paths if path.startswith(start) and _matches(path, parts)]
    return tuple(sorted(found))


def reaches(glob: str, folder: str) -> bool:
    """Whether a pattern may match anything below a folder."""
    parts, names = glob.split("/"), folder.strip("/").split("/")
    for name, part in zip(names, parts, strict=False):
        if part == ANY_FOLDERS:
            return True
        if not _matches_name(name, part):
            return False
    return len(parts) > len(names)


def _join_stars(parts: Sequence[str]) -> list[str]:
    """Leave out what another `**` says already; one at the end stands for at least a name."""
    joined: list[str] = []
    for part in parts:
        if part != ANY_FOLDERS or joined[-1:] != [ANY_FOLDERS]:
            joined.append(part)
    if joined[-1] == ANY_FOLDERS:
        joined.append("*")
    return joined


def _find_start(glob: str) -> str:
    """Find what every match begins with: nearly all paths are told by that."""
    for place, sign in enumerate(glob):
        if sign in WILD:
            return glob[:place]
    return glob


def _matches(path: str, parts: Sequence[str]) -> bool:
    return _match(path.split("/"), parts, ANY_FOLDERS, _matches_name)


def _matches_name(name: str, part: str) -> bool:
    return _match(name, part, "*", lambda sign, wanted: wanted in ("?", sign))


def _match(
    items: Sequence[str], pattern: Sequence[str], star: str, is_same: Callable[[str, str], bool]
) -> bool:
    """Match items with a pattern, in which a star stands for any number of them.

    Where the rest does not fit, the last star takes one more: an earlier one need never give back.
    """
    item = place = 0
    last_star, taken = -1, 0
    while item < len(items):
        wanted = pattern[place] if place < len(pattern) else None
        if wanted == star:
            last_star, taken = place, item
            place += 1
        elif wanted is not None and is_same(items[item], wanted):
            item, place = item + 1, place + 1
        elif last_star >= 0:
            taken += 1
            item, place = taken, last_star + 1
        else:
            return False
    return all(part == star for part in pattern[place:])
