"""How fast to write: a value that knows what was written when, and arithmetic on it.

GitHub allows about 80 content writes a minute and 500 an hour (F2.16); an alias in a batch counts as one write.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

MINUTE, HOUR = 60.0, 3600.0


@dataclass(frozen=True, slots=True)
class Pace:
    """Times of the writes of the last hour, in seconds since 1970, oldest first, and the limits to keep."""

    writes: tuple[float, ...] = ()
    per_minute: int = 80
    per_hour: int = 500
    size: int = 10

    @property
    def batch(self) -> int:
        """How many writes one request may carry."""
        return min(self.size, self.per_minute, self.per_hour)

    def wait(self, now: float, writes: int) -> float:
        """Return the seconds to wait before so many more writes may be sent."""
        rhythm = self._last_burst() * MINUTE / self.per_minute
        ready = max(
            self.writes[-1] + rhythm if self.writes else now,
            self._room(MINUTE, self.per_minute, now, writes),
            self._room(HOUR, self.per_hour, now, writes),
        )
        return max(0.0, ready - now)

    def wrote(self, now: float, writes: int) -> Pace:
        """Remember that so many writes were just sent."""
        kept = tuple(time for time in self.writes if time > now - HOUR)
        return replace(self, writes=kept + (now,) * writes)

    def know(self, now: float, times: Iterable[float]) -> Pace:
        """Learn from GitHub when things were made by earlier runs; a clock that is behind makes none later than now."""
        if self.writes:
            return self
        return replace(
            self, writes=tuple(sorted(min(time, now) for time in times if time > now - HOUR))
        )

    def smaller(self) -> Pace:
        """Send half as many at a time."""
        return replace(self, size=max(1, self.size // 2))

    def slower(self) -> Pace:
        """Send half as fast, and less at a time, because GitHub pushed back."""
        return replace(
            self.smaller(), per_minute=min(self.per_minute, max(10, self.per_minute // 2))
        )

    def rest(self, now: float) -> float:
        """Return the seconds until the oldest write of the last hour counts no more."""
        recent = [time for time in self.writes if time > now - HOUR]
        return recent[0] + HOUR - now if recent else 0.0

    def _last_burst(self) -> int:
        return self.writes.count(self.writes[-1]) if self.writes else 0

    def _room(self, span: float, limit: int, now: float, writes: int) -> float:
        """Return when the last `span` seconds hold few enough writes for so many more."""
        recent = [time for time in self.writes if time > now - span]
        over = len(recent) + writes - limit
        return recent[min(over, len(recent)) - 1] + span if over > 0 and recent else now
