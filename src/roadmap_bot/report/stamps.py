"""The hidden first line of a region: what it tells of, in which week, and whether it is untouched.

It holds a hash of the facts shown, the ISO week, and a hash of the text below it. While facts and
week stay the same and nobody changed the text, the region stays as it is, whatever the date.
"""

from __future__ import annotations

import hashlib
import re

_STAMP = re.compile(
    r"<!-- facts=(?P<facts>[0-9a-f]{16}) week=(?P<week>\d{4}-W\d\d)"
    r" text=(?P<text>[0-9a-f]{16}) -->\n\n?"
)


def stamp_text(text: str, facts: str, week: str) -> str:
    """Put the stamp above the text of a region."""
    stamp = f"<!-- facts={facts} week={week} text={make_hash(text)} -->"
    return f"{stamp}\n\n{text}"


def is_current(inner: str, facts: str, week: str) -> bool:
    """Whether a region says these facts in this week, in the bot's own words."""
    text = re.sub(r"\r\n?", "\n", inner)
    stamp = _STAMP.match(text)
    if stamp is None:
        return False
    below = text[stamp.end() :]
    return stamp.groups() == (facts, week, make_hash(below))


def make_hash(text: str) -> str:
    """Hash a text, whatever stands around it."""
    data = text.strip().encode("utf-8", "surrogatepass")
    return hashlib.sha256(data).hexdigest()[:16]
