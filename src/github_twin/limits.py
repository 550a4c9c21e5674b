"""GitHub's limits: requests and points an hour, writes a minute and an hour (F2.12–F2.22).

What was spent is always counted and shown in the headers; a limit refuses only where it is
switched on.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

MINUTE = dt.timedelta(minutes=1)
HOUR = dt.timedelta(hours=1)
BUDGET = {"actions": 1000, "classic": 5000, "fine_grained": 5000}
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
WORDS = ("RATE_LIMITED", "RATE_LIMIT")
UNLIMITED = 1_000_000
SHAPES = ("403", "429", "200", "too-quickly")


@dataclass(frozen=True, slots=True)
class Limits:
    """Which limits hold, and in which of their shapes they show; None is off.

    `primary`: enforce requests and points an hour, as many as the token's kind has or `budget`;
    `status` is what REST answers then, `word` what GraphQL names it. `minute` and `hour`: writes
    allowed, `shape` how the refusal looks, and `lockout` how many seconds it lasts; `retry_after`
    goes out as the header where it is set. `nodes` is what a query may reach before it takes too
    much to be executed (F4.26), which shows in `words` or as 502. `entries` are what a tree shows
    at most (F3.53).
    """

    primary: bool = False
    budget: int | None = None
    status: int = 403
    word: str = "RATE_LIMITED"
    minute: int | None = None
    hour: int | None = None
    shape: str = "403"
    lockout: int = 60
    retry_after: int | None = None
    nodes: int | None = 10_000
    too_large: str = "words"
    entries: int = 100_000


@dataclass(frozen=True, slots=True)
class Bucket:
    """What was used of an hour's budget."""

    since: dt.datetime = EPOCH
    used: int = 0


@dataclass(frozen=True, slots=True)
class Spent:
    """What a token has spent."""

    core: Bucket = Bucket()
    graphql: Bucket = Bucket()
    writes: tuple[dt.datetime, ...] = ()
    locked_until: dt.datetime = EPOCH

    def bucket(self, resource: str) -> Bucket:
        """Return the bucket of `core` or `graphql`."""
        if resource == "graphql":
            return self.graphql
        return self.core


def renew(spent: Spent, now: dt.datetime) -> Spent:
    """Forget what the running hour no longer counts."""
    writes = tuple(at for at in spent.writes if now - at < HOUR)
    core = _renew_bucket(spent.core, now)
    graphql = _renew_bucket(spent.graphql, now)
    return replace(spent, core=core, graphql=graphql, writes=writes)


def _renew_bucket(bucket: Bucket, now: dt.datetime) -> Bucket:
    if now - bucket.since < HOUR:
        return bucket
    return Bucket(now)


def spend(spent: Spent, resource: str, points: int, writes: int, now: dt.datetime) -> Spent:
    """Write down a request that was served."""
    bucket = spent.bucket(resource)
    used = replace(bucket, used=bucket.used + points)
    all_writes = spent.writes + (now,) * writes
    if resource == "graphql":
        return replace(spent, graphql=used, writes=all_writes)
    return replace(spent, core=used, writes=all_writes)


def is_too_large(limits: Limits, nodes: int) -> bool:
    """Tell whether a query asks for more than is executed."""
    return limits.nodes is not None and nodes > limits.nodes


def find_budget(limits: Limits, kind: str) -> int:
    """Return how much an hour allows a token."""
    return limits.budget or BUDGET[kind]


def is_spent(limits: Limits, kind: str, bucket: Bucket) -> bool:
    """Tell whether the hour's budget is used up."""
    return limits.primary and bucket.used >= find_budget(limits, kind)


def find_room(limits: Limits, spent: Spent, now: dt.datetime) -> int:
    """Return how many writes the content limits still allow at this moment."""
    if now < spent.locked_until:
        return 0
    room = UNLIMITED
    if limits.minute is not None:
        recent = sum(now - at < MINUTE for at in spent.writes)
        room = min(room, limits.minute - recent)
    if limits.hour is not None:
        room = min(room, limits.hour - len(spent.writes))
    return max(room, 0)


def find_remaining(budget: int, bucket: Bucket) -> int:
    """Return what is left of an hour's budget."""
    return max(budget - bucket.used, 0)


def find_reset(bucket: Bucket) -> int:
    """Return when the budget is full again, in seconds since 1970."""
    end = bucket.since + HOUR
    return int(end.timestamp())


def make_headers(limits: Limits, kind: str, resource: str, bucket: Bucket) -> dict[str, str]:
    """Make the headers that tell a client what it has left."""
    budget = find_budget(limits, kind)
    return {
        "x-ratelimit-limit": str(budget),
        "x-ratelimit-remaining": str(find_remaining(budget, bucket)),
        "x-ratelimit-used": str(bucket.used),
        "x-ratelimit-reset": str(find_reset(bucket)),
        "x-ratelimit-resource": resource,
    }
