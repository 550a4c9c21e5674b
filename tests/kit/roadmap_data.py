"""The committed roadmaps as tests read them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from roadmap_bot.issues.size import check_bodies
from roadmap_bot.roadmap.fields import Model
from roadmap_bot.roadmap.load import load_roadmap
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.units import Unit
from tests.kit.first_roadmap import need_first_roadmap

M = TypeVar("M", bound=Model)

HERE = Path(__file__).parents[1]
SEED = need_first_roadmap()
BIG = HERE / "roadmaps" / "big-en"
TINY = HERE / "roadmaps" / "tiny"


def load(folder: Path) -> Roadmap:
    """Load a roadmap that must have no problem."""
    loaded = load_roadmap(folder, check_bodies)
    assert loaded.problems == ()
    assert loaded.roadmap is not None
    return loaded.roadmap


def find_all(value: object, sort: type[M]) -> Iterator[M]:
    """Find every record of one sort, wherever it stands."""
    if isinstance(value, sort):
        yield value
    if isinstance(value, Model):
        for name in type(value).model_fields:
            yield from find_all(getattr(value, name), sort)
    elif isinstance(value, tuple):
        for part in value:
            yield from find_all(part, sort)


def find_unit(roadmap: Roadmap, id: str) -> Unit:
    """Return the unit with this id."""
    return next(unit for unit in roadmap.units if unit.id == id)
