"""The small grammar of a call: [lead-in] VERB [object] [span] [courtesy], and nothing else.

Who may be meant is a closed list of words, and so is why: whatever stands beside them makes talk
of a comment. Only what begins like a call and goes on like one is `near` to it, and worth a hint.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from roadmap_bot.comments.phrases import any_of, is_all
from roadmap_bot.comments.spans import Span, find_near_span, find_span
from roadmap_bot.text.characters import fold
from roadmap_bot.text.verbs import (
    ASKING,
    CALLS,
    COURTESIES,
    GREETINGS,
    OBJECTS,
    REASON_FILLERS,
    REASONS,
    UNSURE,
    WEAK,
    WISHES,
)

LONGEST = 60  # characters of a comment that is a call

_VERBS = {word: verb for verb, words in CALLS.items() for word in words}
_VERB = any_of((*_VERBS, *UNSURE))
_OBJECTS = {verb: any_of(words) for verb, words in OBJECTS.items()}
_ASKING = any_of(ASKING)
_LEAD = re.compile(rf"@[^\s@]{{1,40}}|{any_of((*ASKING, *GREETINGS)).pattern}")
_WISH = re.compile(rf"(?:{any_of(WISHES).pattern})(?! ?,)")
_COURTESY = any_of(COURTESIES)
_GAP = re.compile(r"[\s,:!~。]+")
_ASIDE = re.compile(
    rf"{_COURTESY.pattern}|[\s.!,:~。]+"
    r"|[\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f\u200d]+"
)
_LAST = re.compile(rf"(?:{_ASIDE.pattern})\Z")
_BREAK = re.compile(r"[,.;\n。(] ?| - ")
_REASON = any_of((*REASONS, *REASON_FILLERS))
_CAUSE = any_of(REASONS)


@dataclass(frozen=True, slots=True)
class Saying:
    """What a comment asks for: the verb, and the span where it says one.

    `left` is what stands behind and means nothing here, `is_wish` and `is_asked` say how the
    sentence begins. It is a call where nothing is left.
    """

    verb: str
    spans: tuple[Span, ...] = ()
    left: str = ""
    is_wish: bool = False

    @property
    def is_call(self) -> bool:
        """Whether it is a call and nothing else."""
        is_fitting = len(self.spans) <= (1 if self.verb == "pause" else 0)
        is_meant = self.verb in CALLS and not (self.verb in WEAK and self.is_wish)
        return is_fitting and is_meant and not self.left


def read_saying(prose: str) -> Saying | None:
    """Read a short comment that begins as a call does, or that says why before or behind it."""
    if len(prose) > LONGEST:
        return None
    text = strip(fold(prose).replace("’", "'").casefold())
    said = _read(text)
    if said and said.is_call:
        return said
    return _read_with_reason(text) or said


def strip(text: str) -> str:
    """Take signs, emoji and courtesies from both ends."""
    begin, end = 0, len(text)
    while found := _ASIDE.match(text, begin):
        begin = found.end()
    while found := _LAST.search(text, begin, end):
        end = found.start()
    return text[begin:end]


def _read(text: str) -> Saying | None:
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
    """Read objects, spans and courtesies behind a verb, as far as they go.

    `today` is a span of a pause, and of nothing else.
    """
    spans: list[Span] = []
    objects = _OBJECTS.get(verb, _COURTESY)
    while here < len(text):
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
    """Read a pause that a clause beside it gives a reason for."""
    for found in _BREAK.finditer(text):
        before, behind = strip(text[: found.start()]), strip(text[found.end() :])
        for why, clause in ((before, behind), (behind, before)):
            said = _read(clause)
            if said and said.is_call and said.verb == "pause" and is_reason(why):
                return said
    return None


def is_reason(clause: str) -> bool:
    """Tell whether a clause says why somebody rests, in words that are known."""
    bare = clause.rstrip(")")
    return _CAUSE.search(bare) is not None and is_all(bare, _REASON)
