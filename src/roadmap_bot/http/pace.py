"""How fast to write: a value that knows what was written when, and arithmetic on it.

GitHub allows about 80 content writes a minute and 500 an hour (F2.16); an alias counts as a write.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

MINUTE, HOUR = 60.0, 3600.0
SLOWEST = 10  # writes a minute, however often GitHub pushes back


@dataclass(frozen=True, slots=True)
class Pace:
    """When the last hour's writes went out (seconds since 1970, oldest first), and the limits."""

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
        if not self.writes:
            return 0.0
        minute = self._find_room(MINUTE, self.per_minute, now, writes)
        hour = self._find_room(HOUR, self.per_hour, now, writes)
        ready = max(self._find_beat(), minute, hour)
        return max(0.0, ready - now)

    def wrote(self, now: float, writes: int) -> Pace:
        """Remember that so many writes were just sent."""
        sent = (now,) * writes
        return replace(self, writes=self._find_recent(now, HOUR) + sent)

    def know(self, now: float, times: Iterable[float]) -> Pace:
        """Learn from GitHub when things were made by earlier runs.

        Where the clock is behind, none was made later than now.
        """
        if self.writes:
            return self
        recent = (min(time, now) for time in times if time > now - HOUR)
        return replace(self, writes=tuple(sorted(recent)))

    def smaller(self) -> Pace:
        """Send half as many at a time."""
        return replace(self, size=max(1, self.size // 2))

    def slower(self) -> Pace:
        """Send half as fast, and less at a time, because GitHub pushed back."""
        half = max(SLOWEST, self.per_minute // 2)
        return replace(self.smaller(), per_minute=min(self.per_minute, half))

    def rest(self, now: float) -> float:
        """Return the seconds until the oldest write of the last hour counts no more."""
        recent = self._find_recent(now, HOUR)
        if not recent:
            return 0.0
        return recent[0] + HOUR - now

    def _find_recent(self, now: float, span: float) -> tuple[float, ...]:
        return tuple(time for time in self.writes if time > now - span)

    def _find_beat(self) -> float:
        """Find when the time that the last writes take, each by each, is over."""
        last = self.writes[-1]
        return last + self.writes.count(last) * MINUTE / self.per_minute

    def _find_room(self, span: float, limit: int, now: float, writes: int) -> float:
        """Find when the last `span` seconds hold few enough writes for so many more."""
        recent = self._find_recent(now, span)
        over = len(recent) + writes - limit
        if over <= 0 or not recent:
            return now
        freeing = recent[min(over, len(recent)) - 1]
        return freeing + span
