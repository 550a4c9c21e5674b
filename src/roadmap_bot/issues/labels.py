"""The labels that are the roadmap's."""

from __future__ import annotations

from roadmap_bot.roadmap import model
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.units import Unit
from roadmap_bot.state import Label


def own_labels(roadmap: Roadmap) -> dict[str, Label]:
    """Map the case-folded names of the roadmap's labels to the labels."""
    labels = [roadmap.label]
    labels += [phase.label for phase in roadmap.phases]
    labels += [kind.label for kind in roadmap.kinds]
    if roadmap.electives:
        labels.append(roadmap.elective_label)
    return {label.name.casefold(): _make_label(label) for label in labels}


def all_names(roadmap: Roadmap) -> frozenset[str]:
    """Name the labels that are the roadmap's in any of its languages, case-folded."""
    return frozenset(name for edition in roadmap.editions for name in own_labels(edition))


def label_names(roadmap: Roadmap, unit: Unit, kind: str | None) -> frozenset[str]:
    """Name the labels of an issue of this unit and kind, case-folded."""
    labels = [roadmap.label]
    labels += [phase.label for phase in roadmap.phases if phase.id == unit.phase]
    labels += [known.label for known in roadmap.kinds if known.id == kind]
    if any(unit.id in group.units for group in roadmap.electives):
        labels.append(roadmap.elective_label)
    return frozenset(label.name.casefold() for label in labels)


def _make_label(label: model.Label) -> Label:
    return Label(label.name, label.color, label.description)
