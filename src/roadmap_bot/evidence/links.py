"""Addresses that the learner's settings name for a project as evidence."""

from __future__ import annotations

from roadmap_bot.evidence.found import Facts, Found
from roadmap_bot.roadmap.units import Step


def find_links(step: Step, facts: Facts) -> Found | None:
    """Find the address that a step asks for."""
    evidence, project = step.evidence, facts.project
    if evidence is None or evidence.link is None or project is None:
        return None
    if evidence.link == "repository":
        return Found(project.repository) if project.repository else None
    return _find_demo(project.demo, facts)


def _find_demo(address: str | None, facts: Facts) -> Found | None:
    """Find a demo that has answered; where nobody could ask, the address alone will do."""
    if not address:
        return None
    has_answered = facts.answered is None or address in facts.answered
    return Found(address) if has_answered else None
