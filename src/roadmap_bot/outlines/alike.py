"""How alike two texts are, told quickly: by the sequences of signs that both have."""

from __future__ import annotations

from functools import lru_cache

SIZE = 3  # signs that are compared together


def measure_likeness(one: str, other: str) -> float:
    """Return the share of short sequences that two texts have in common: 1 for the same text."""
    first, second = _find_sequences(one), _find_sequences(other)
    if not first or not second:
        return float(one.casefold() == other.casefold())
    return 2 * len(first & second) / (len(first) + len(second))


@lru_cache(maxsize=8192)
def _find_sequences(text: str) -> frozenset[str]:
    folded = "".join(filter(str.isalnum, text.casefold()))
    return frozenset(folded[start : start + SIZE] for start in range(len(folded) - SIZE + 1))
