"""Faults on order: let a coming request fail, before or after it took effect."""

from __future__ import annotations

from dataclasses import dataclass

KINDS = (
    "500",
    "502",
    "503",
    "403",
    "403-retry-after",
    "429",
    "429-retry-after",
    "rate-limited",
    "rate-limit",
    "timeout",
    "reset",
)
DROPS = ("timeout", "reset")


@dataclass(frozen=True, slots=True)
class Fault:
    """Let request `at` (from 1, counted since the fault was armed) fail; `after` it took effect, or before."""

    at: int
    kind: str
    after: bool = False


def parse_fault(text: str) -> Fault:
    """Parse `7:502` or `7:502:after`."""
    at, _, rest = text.partition(":")
    kind, _, when = rest.partition(":")
    if not at.isdigit() or int(at) < 1 or kind not in KINDS or when not in ("", "before", "after"):
        raise ValueError(
            f"{text!r} is no fault; write REQUEST:KIND or REQUEST:KIND:after, KIND one of {', '.join(KINDS)}"
        )
    return Fault(int(at), kind, when == "after")
