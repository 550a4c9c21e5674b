"""GitHub's limits: whether an answer is one, and how long it asks to wait.

What GitHub's documents leave out stands in public threads:
https://github.com/cli/cli/issues/4801, https://github.com/yanyongyu/githubkit/issues/271.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from email.utils import parsedate_to_datetime

from roadmap_bot.http.pace import MINUTE
from roadmap_bot.http.request import Answer

DAY = 86_400.0
LIMIT_WORDS = ("rate limit", "abuse detection", "submitted too quickly", "wait a few minutes")
ABUSE_WORDS = ("spammed", "submitted too quickly")  # in a 422 that is a guard (F3.19)


def is_limit(answer: Answer, low: str) -> bool:
    """Whether an answer of REST, `low` in lower case, says that it was too much or too fast."""
    match answer.status:
        case 429:
            return True
        case 422:
            return says_any(low, ABUSE_WORDS)
        case 403:
            return _is_spent(answer) or says_any(low, LIMIT_WORDS)
        case 200:
            return says_any(low, LIMIT_WORDS)
    return False


def says_any(low: str, words: Iterable[str]) -> bool:
    """Whether a text in lower case holds any of the words."""
    return any(word in low for word in words)


def find_seconds(answer: Answer, now: float) -> float | None:
    """Find how long GitHub asks to wait, a day at most; None where it does not say."""
    seconds = _find_wish(answer.headers, now)
    if seconds is None:
        return None
    return min(max(seconds, 1.0), DAY)


def _find_wish(headers: Mapping[str, str], now: float) -> float | None:
    after = headers.get("retry-after", "").strip()
    if after:
        return _parse_after(after, now)
    if not _has_none_left(headers):
        return None
    reset = headers.get("x-ratelimit-reset", "").strip()
    if _is_number(reset):
        return float(reset) - now
    return MINUTE


def _is_spent(answer: Answer) -> bool:
    return "retry-after" in answer.headers or _has_none_left(answer.headers)


def _has_none_left(headers: Mapping[str, str]) -> bool:
    return headers.get("x-ratelimit-remaining") == "0"


def _parse_after(text: str, now: float) -> float:
    """Parse Retry-After: seconds, or a date; a minute where it is neither."""
    if _is_number(text):
        return float(text)
    try:
        return parsedate_to_datetime(text).timestamp() - now
    except (ValueError, TypeError, OverflowError, OSError):
        return MINUTE


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 20
