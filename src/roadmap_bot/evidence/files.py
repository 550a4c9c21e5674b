"""Files of the default branch as evidence."""

from __future__ import annotations

from roadmap_bot.evidence.found import Facts, Found
from roadmap_bot.roadmap.globs import find_matches
from roadmap_bot.roadmap.units import Step


def find_files(step: Step, facts: Facts) -> Found | None:
    """Find as many files as a step asks for."""
    evidence, tree = step.evidence, facts.tree
    if evidence is None or evidence.files is None or tree is None:
        return None
    found = find_matches(tree.paths, evidence.files)
    if len(found) < evidence.least:
        return None
    return Found(found[0], len(found) - 1)
