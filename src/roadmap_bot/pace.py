"""How fast to write: a value that knows what was written when, and arithmetic on it.

GitHub allows about 80 content writes a minute and 500 an hour (F2.16); an alias in a batch counts as one write.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

MINUTE, HOUR = 60.0, 3600.0


@dataclass(frozen=True, slots=True)
class Pace:
    """Times of the writes of the last hour, in seconds since 1970, and the limits to keep."""

    writes: tuple[float, ...] = ()
    per_minute: int = 80
    per_hour: int = 500
    size: int = 10

    def wait(self, now: float, writes: int) -> float:
        """Return the seconds to wait before so many more writes may be sent."""
        recent = sorted(time for time in self.writes if time > now - HOUR)
        ready = now
        if recent:
            burst = sum(1 for time in recent if time == recent[-1])
            ready = max(ready, recent[-1] + burst * MINUTE / self.per_minute)
        over = len(recent) + writes - self.per_hour
        if over > 0 and recent:
            ready = max(ready, recent[min(over, len(recent)) - 1] + HOUR)
        return ready - now

    def wrote(self, now: float, writes: int) -> Pace:
        """Remember that so many writes were just sent."""
        kept = tuple(time for time in self.writes if time > now - HOUR)
        return replace(self, writes=kept + (now,) * writes)

    def know(self, times: Iterable[float]) -> Pace:
        """Learn from GitHub when things were made that this pace does not remember, by earlier runs."""
        return self if self.writes else replace(self, writes=tuple(sorted(times)))

    def smaller(self) -> Pace:
        """Send half as many at a time."""
        return replace(self, size=max(1, self.size // 2))

    def slower(self) -> Pace:
        """Send half as fast, and less at a time, because GitHub pushed back."""
        return replace(self.smaller(), per_minute=max(10, self.per_minute // 2))
