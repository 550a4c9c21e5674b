"""Addresses that the learner's settings name for a project as evidence."""

from __future__ import annotations

from roadmap_bot.evidence.found import Facts, Found
from roadmap_bot.roadmap.units import Step


def find_links(step: Step, facts: Facts) -> Found | None:
    """Find the address that a step asks for."""
    evidence, project = step.evidence, facts.project
    if evidence is None or evidence.link is None or project is None:
        return None
    address = project.demo if evidence.link == "demo" else project.repository
    return Found(address) if address else None
