"""The labels that are the roadmap's, in each of its languages."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from roadmap_bot.roadmap import model
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.units import Unit
from roadmap_bot.state import Label


def own_labels(roadmap: Roadmap) -> dict[str, Label]:
    """Map the case-folded names of the roadmap's labels to the labels."""
    return {fold(label.name): _make_label(label) for label in _list_labels(roadmap)}


def all_labels(roadmap: Roadmap) -> dict[str, Label]:
    """Map the case-folded names of the labels of every language to the labels."""
    labels: dict[str, Label] = {}
    for edition in roadmap.editions:
        labels = own_labels(edition) | labels
    return labels


def find_renamed(roadmap: Roadmap, listed: Collection[str]) -> dict[str, str]:
    """Map the names that labels have in other languages to those that they shall have.

    Where the new name is taken already there is nothing to rename. All names are case-folded.
    """
    own = own_labels(roadmap)
    renamed: dict[str, str] = {}
    for edition in roadmap.editions[1:]:
        for ours, theirs in zip(_list_labels(roadmap), _list_labels(edition), strict=True):
            new, old = fold(ours.name), fold(theirs.name)
            is_free = new not in listed and new not in renamed.values()
            if old in listed and old not in own and is_free:
                renamed[old] = new
    return renamed


def settle_label(want: Label, have: Label, known: Mapping[str, Label]) -> Label:
    """Rename a label that bears its name of another language; else it stays as it is.

    `known` are the labels of all languages: a description that is none of theirs is the learner's.
    """
    if fold(have.name) == fold(want.name):
        return have
    before = known.get(fold(have.name))
    is_ours = before is not None and before.description == have.description
    description = want.description if is_ours else have.description
    return Label(want.name, have.color, description)


def label_names(roadmap: Roadmap, unit: Unit, kind: str | None) -> frozenset[str]:
    """Name the labels of an issue of this unit and kind, case-folded."""
    labels = [roadmap.label]
    labels += [phase.label for phase in roadmap.phases if phase.id == unit.phase]
    labels += [known.label for known in roadmap.kinds if known.id == kind]
    if any(unit.id in group.units for group in roadmap.electives):
        labels.append(roadmap.elective_label)
    return frozenset(fold(label.name) for label in labels)


def fold(name: str) -> str:
    """Fold a label's name: GitHub takes no other of the same letters (F3.4)."""
    return name.casefold()


def _list_labels(roadmap: Roadmap) -> Iterator[model.Label]:
    """List the labels in the order of the roadmap, which is the same in every language."""
    yield roadmap.label
    yield from (phase.label for phase in roadmap.phases)
    yield from (kind.label for kind in roadmap.kinds)
    if roadmap.electives:
        yield roadmap.elective_label


def _make_label(label: model.Label) -> Label:
    return Label(label.name, label.color, label.description)
