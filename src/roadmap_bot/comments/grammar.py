"""The small grammar of a call: [lead-in] VERB [object] [span] [courtesy], and nothing else.

Who may be meant is a closed list of words, and so is why: whatever stands beside them makes talk
of a comment. Only what begins like a call and goes on like one is `near` to it, and worth a hint.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from roadmap_bot.comments.phrases import MENTION, any_of, drop, fold_said
from roadmap_bot.comments.spans import TODAY, Span, find_near_span, find_span
from roadmap_bot.text.verbs import (
    ABOUT,
    ASKING,
    BARE,
    CALLS,
    COURTESIES,
    FILLERS,
    GREETINGS,
    MISTAKEN,
    OBJECTS,
    REASONS,
    RETURNS,
    UNSURE,
    WEAK,
    WISHES,
)

LONGEST = 60  # characters of a comment that is a call

_VERBS = {word: verb for verb, words in CALLS.items() for word in words}
_VERB = any_of((*_VERBS, *UNSURE))
_OBJECTS = {verb: any_of(words) for verb, words in OBJECTS.items()}
_MISTAKEN = any_of(MISTAKEN)
_LEAD = re.compile(rf"{MENTION}|{any_of((*ASKING, *GREETINGS)).pattern}")
_WISH = re.compile(rf"(?:{any_of((*WISHES, *ABOUT)).pattern})(?! ?,)")
_COURTESY = any_of(COURTESIES)
_GAP = re.compile(r"[\s,:!~。]+")
_EMOJI = r"[\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f\u200d]+"
_ASIDE = re.compile(rf"{_COURTESY.pattern}|[\s.!,:~。]+|{_EMOJI}")
_LAST = re.compile(rf"(?:{_ASIDE.pattern})\Z")
_BREAK = re.compile(rf"[,.;!~\n。(] ?| - |(?<=了) |{_EMOJI}")
_REASON = any_of((*REASONS, *RETURNS, *FILLERS))
_WHY = {
    "pause": any_of(REASONS),
    "resume": any_of(RETURNS),
    "continue": any_of(RETURNS),
}


@dataclass(frozen=True, slots=True)
class Saying:
    """What a comment asks for: the verb, and the span where it says one.

    `left` is what stands behind and means nothing here, `is_wish` whether it begins as one.
    """

    verb: str
    spans: tuple[Span, ...] = ()
    left: str = ""
    is_wish: bool = False

    @property
    def is_call(self) -> bool:
        """Whether it is a call and nothing else."""
        is_fitting = len(self.spans) <= (self.verb == "pause") or self.spans == (TODAY,)
        is_meant = self.verb in CALLS and not (self.is_wish and self.verb in BARE)
        if self.verb in WEAK and self.spans:
            return False
        return is_fitting and is_meant and not self.left


def read_saying(prose: str) -> Saying | None:
    """Read a short comment that begins as a call does, or that says why before or behind it."""
    if len(prose) > LONGEST:
        return None
    text = find_core(prose)
    said = read_clause(text)
    if said and said.is_call:
        return said
    return _read_with_reason(text) or said


def find_core(prose: str) -> str:
    """Find what is said, folded, without the signs, emoji and courtesies at both ends."""
    return _strip(fold_said(prose))


def _strip(text: str) -> str:
    begin, end = 0, len(text)
    while found := _ASIDE.match(text, begin):
        begin = found.end()
    while found := _LAST.search(text, begin, end):
        end = found.start()
    return text[begin:end]


def read_clause(text: str) -> Saying | None:
    """Read a clause that begins as a call does."""
    here, spans, is_wish = _read_lead(text)
    found = _VERB.match(text, here)
    if not found:
        return None
    verb = _VERBS.get(found[0], found[0])
    here, more = _read_rest(text, found.end(), verb)
    return Saying(verb, (*spans, *more), text[here:], is_wish)


def _read_lead(text: str) -> tuple[int, tuple[Span, ...], bool]:
    """Read what stands before a verb, and whether it is a wish."""
    here, is_wish = 0, False
    spans: list[Span] = []
    while not _VERB.match(text, here):
        if found := _GAP.match(text, here) or _COURTESY.match(text, here):
            here = found.end()
        elif span := find_near_span(text, here):
            spans.append(span[0])
            here = span[1]
        elif found := _LEAD.match(text, here):
            here = found.end()
        elif found := _WISH.match(text, here):
            here, is_wish = found.end(), True
        else:
            break
    return here, tuple(spans), is_wish


def _read_rest(text: str, here: int, verb: str) -> tuple[int, tuple[Span, ...]]:
    """Read objects, spans and courtesies behind a verb, as far as they go."""
    spans: list[Span] = []
    objects = _OBJECTS.get(verb, _COURTESY)
    while here < len(text) and not _MISTAKEN.match(text, here):
        span = find_span(text, here)
        found = _GAP.match(text, here) or _COURTESY.match(text, here) or objects.match(text, here)
        if span and (verb == "pause" or not found):
            spans.append(span[0])
            here = span[1]
        elif found:
            here = found.end()
        else:
            break
    return here, tuple(spans)


def _read_with_reason(text: str) -> Saying | None:
    """Read a call for a pause, or for its end, that a clause beside it gives a reason for."""
    for before, behind in part_clauses(text):
        for why, clause in ((before, behind), (behind, before)):
            said = read_clause(clause)
            if said and said.is_call and is_reason(why, said.verb):
                return said
    return None


def part_clauses(text: str) -> Iterator[tuple[str, str]]:
    """Part a text into two clauses, in each way that its signs allow."""
    for found in _BREAK.finditer(text):
        yield _strip(text[: found.start()]), _strip(text[found.end() :])


def is_reason(clause: str, verb: str) -> bool:
    """Tell whether a clause says why somebody rests or goes on, in words that are known."""
    why = _WHY.get(verb)
    bare = clause.rstrip(")")
    return why is not None and why.search(bare) is not None and not drop(bare, _REASON)
