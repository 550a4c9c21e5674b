"""Faults on order: let a coming request fail, before or after it took effect.

Of the faults that break an answer on its way, `breaks` says how each looks on the wire.
"""

from __future__ import annotations

from dataclasses import dataclass

BREAKS = (
    "cut-head",
    "cut-length",
    "short-length",
    "cut-text",
    "cut-chunk",
    "bad-chunk",
    "no-last-chunk",
    "bad-gzip",
    "cut-gzip",
    "stall-inside",
    "reset-inside",
)
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
    *BREAKS,
)
DROPS = ("timeout", "reset")
TIMES = ("", "before", "after")


@dataclass(frozen=True, slots=True)
class Fault:
    """Let request `at`, from 1 since it was armed, fail before or `after` it took effect."""

    at: int
    kind: str
    after: bool = False


def parse_fault(text: str) -> Fault:
    """Parse `7:502` or `7:502:after`."""
    at, _, rest = text.partition(":")
    kind, _, when = rest.partition(":")
    is_number = at.isdigit() and int(at) > 0
    is_known = kind in KINDS and when in TIMES
    if not is_number or not is_known:
        kinds = ", ".join(KINDS)
        form = f"write REQUEST:KIND or REQUEST:KIND:after, KIND one of {kinds}"
        raise ValueError(f"{text!r} is no fault; {form}")
    return Fault(int(at), kind, when == "after")
