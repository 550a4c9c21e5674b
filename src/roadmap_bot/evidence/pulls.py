"""Merged pull requests as evidence: who may merge may write here, so each of them counts."""

from __future__ import annotations

import re
import unicodedata

from roadmap_bot.evidence.found import Facts, Found
from roadmap_bot.repository import Pull
from roadmap_bot.roadmap.units import Step


def find_pulls(step: Step, facts: Facts) -> Found | None:
    """Find the newest merged pull request whose title or branch holds the id of a step."""
    if step.evidence is None or not step.evidence.pull or facts.pulls is None:
        return None
    names = [step.id, *step.aliases]
    for pull in facts.pulls.merged:
        if any(_names(pull, name) for name in names):
            return Found(f"#{pull.number} {pull.title}")
    return None


def _names(pull: Pull, id: str) -> bool:
    """Whether a title or branch holds an id as a word of its own: W03-2.1 is not in W03-2.10."""
    word = re.compile(rf"(?<![0-9A-Za-z]){re.escape(id)}(?![0-9A-Za-z])", re.IGNORECASE)
    texts = (pull.title, pull.branch)
    return any(word.search(unicodedata.normalize("NFKC", text)) for text in texts)
