"""Check ids: each is given once, old ones are free, and whatever is referred to is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from roadmap_bot.errors import Problem
from roadmap_bot.text.problems import find_near, shorten
from roadmap_bot.yaml.spot import Spot


def check_ids(root: Spot) -> Iterator[Problem]:
    """Check that no id is given twice, in any case of its letters, and no old one is in use."""
    live: dict[str, Spot] = {}
    for owner in _find_owners(root):
        id = owner["id"]
        first = live.setdefault(id.text.casefold(), owner)
        if id.text and first is not owner:
            where = first["id"].where()
            yield id.blame("roadmap.id-twice", id=shorten(id.text), where=where)
    yield from _check_aliases(_find_aliases(root), live)
    yield from _check_aliases(_find_named(root), {root["id"].text: root})


def check_references(root: Spot) -> Iterator[Problem]:
    """Check that the phases, kinds and units that are named exist."""
    phases = _find_ids(root, "phases")
    kinds = _find_ids(root, "kinds")
    units = _find_ids(root, "units")
    for unit in root.list("units"):
        yield from _check_reference(unit["phase"], phases, "roadmap.unknown-phase")
    for kind in _find_kinds(root):
        yield from _check_reference(kind, kinds, "roadmap.unknown-kind")
    for unit in root.list("units"):
        yield from _check_shares(unit["shares"], kinds)
    for elective in root.list("electives"):
        for unit in elective.list("units"):
            yield from _check_reference(unit, units, "roadmap.unknown-unit")
    boxes = dict.fromkeys(_find_boxes(root))
    for counter in root.list("counters"):
        for box in counter.list("boxes"):
            yield from _check_reference(box, boxes, "roadmap.unknown-box")


def _check_aliases(aliases: Iterable[Spot], live: Mapping[str, Spot]) -> Iterator[Problem]:
    taken: dict[str, Spot] = {}
    for alias in aliases:
        id = shorten(alias.text)
        name = alias.text.casefold()
        first = taken.setdefault(name, alias)
        if name in live:
            where = live[name]["id"].where()
            yield alias.blame("roadmap.alias-live", id=id, where=where)
        elif first is not alias:
            yield alias.blame("roadmap.alias-twice", id=id, where=first.where())


def _check_reference(spot: Spot, known: Mapping[str, None], code: str) -> Iterator[Problem]:
    if spot.text and spot.text not in known:
        near = find_near(spot.text, known)
        yield spot.blame(code, id=shorten(spot.text), near=near)


def _check_shares(shares: Spot, kinds: Mapping[str, None]) -> Iterator[Problem]:
    """Check that the kinds exist whose shares a unit changes."""
    if not isinstance(shares.value, dict):
        return
    for name in shares.value:
        if name not in kinds:
            near = find_near(name, kinds)
            yield shares[name].blame_key("roadmap.unknown-kind", id=shorten(name), near=near)


def _find_owners(root: Spot) -> Iterator[Spot]:
    """Find all that has an id."""
    for name in ("phases", "kinds", "milestones", "electives", "counters"):
        yield from root.list(name)
    for unit in root.list("units"):
        yield unit
        yield from unit.list("topics")
        for group in unit.list("boxes"):
            yield from group.list("steps")
        for task in unit.list("tasks"):
            yield task
            yield from task.list("steps")


def _find_boxes(root: Spot) -> Iterator[str]:
    """Find the ids of all boxes: they alone have a dot."""
    for owner in _find_owners(root):
        if "." in owner["id"].text:
            yield owner["id"].text


def _find_aliases(root: Spot) -> Iterator[Spot]:
    for owner in _find_owners(root):
        yield from _find_named(owner)


def _find_named(owner: Spot) -> list[Spot]:
    """Find the old ids that something names as its own."""
    return [alias for alias in owner.list("aliases") if alias.text]


def _find_kinds(root: Spot) -> Iterator[Spot]:
    """Find all that names a kind of work."""
    for unit in root.list("units"):
        yield unit["kind"]
        for task in unit.list("tasks"):
            yield task["kind"]
    for column in root.list("self_check"):
        yield from column.list("kinds")


def _find_ids(root: Spot, name: str) -> dict[str, None]:
    """Find the ids of a list of the roadmap, in its order."""
    return {owner["id"].text: None for owner in root.list(name)}
