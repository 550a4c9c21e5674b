"""The phases of a plan: the headings just below the one that holds all of it."""

from __future__ import annotations

from collections.abc import Sequence

from roadmap_bot.markdown.tree import Chain, Section

FEWEST = 2


def find_phases(chains: Sequence[Chain]) -> tuple[Section | None, ...]:
    """Find the phase of each part by where it stands; none at all where they are irregular."""
    depth = _find_common(chains)
    phases = [chain[depth] if len(chain) > depth else None for chain in chains]
    own = [chain[-1] for chain in chains]
    above = {phase for phase, section in zip(phases, own, strict=True) if phase is not section}
    mixed = above & set(own)
    if None in phases or mixed or not above or len(set(phases)) < FEWEST:
        return (None,) * len(chains)
    return tuple(phases)


def _find_common(chains: Sequence[Chain]) -> int:
    """Count the sections that all chains have in common."""
    depth = 0
    for level in zip(*chains, strict=False):
        if any(section is not level[0] for section in level):
            break
        depth += 1
    return depth
