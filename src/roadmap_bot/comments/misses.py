"""What is meant for the bot and is no call: worth one sentence, where talk is worth none.

A comment misses where it begins as a call does and goes on in words of a call, or of time. Where a
question, a denial, a doubt or another thing stands in it, it is talk.
"""

from __future__ import annotations

import re
from typing import Literal

from roadmap_bot.comments.grammar import (
    LONGEST,
    Saying,
    find_core,
    part_clauses,
    read_clause,
    read_saying,
)
from roadmap_bot.comments.phrases import any_of, drop
from roadmap_bot.comments.spans import UNKNOWN, find_span
from roadmap_bot.text.verbs import ASKING, BUILT_IN, CALLS, MISTAKEN, OBJECTS, UNSURE, WEAK

Miss = Literal["span", "call"]

LONGEST_REASON = 24  # characters of a clause that may say why somebody rests

_VERB = any_of((*BUILT_IN, *(word for words in CALLS.values() for word in words)))
_DOUBT = re.compile(
    r"\?|n't|https?:|[0-9]:[0-9]|[\"“”「」『』`]|[吗么呢没不别未无或]|如果|要是|假如|可能|也许|应该|怎么|多久|哪"
    r"|(?<![a-z])(?:not|never|no|if|unless|whether|maybe|perhaps|should|shall|might|how|why|what"
    r"|when|who|which|did|does|do|was|were)(?![a-z])"
)
_GOES_ON = re.compile(r"[了过中着的]")  # behind a verb or a span, these make another sentence of it
_TIME = re.compile(
    r"(?:(?:for|until|till|til|through|next|from|over|during|a few|a couple|some|another|several)"
    r"(?![a-z])|[0-9到至几半数从一二两三四五六七八九十]|接下来|未来)"
    r".*?(?:(?<![a-z])(?:days?|weeks?|weekends?|months?|years?|semester|term|exams?|finals"
    r"|holidays?|vacation|tomorrow|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
    r"(?![a-z])|[天日周月年号假考]|星期|礼拜|学期|[0-9]{1,2}[-/][0-9]{1,2})"
    r"|[0-9]{1,3}\Z",
    re.DOTALL,
)
_BEGINNING = re.compile(r"\A(?:开始|起|on(?![a-z]))?[ ,]*")  # behind a day
_TOLD = re.compile(
    r"[0-9第说问讲点上昨完先再]|取消|(?<![a-z])(?:said|says|told|asked|step|click|then|first|last"
    r"|yesterday|ago|at)(?![a-z])"
)
_REQUEST = re.compile(r"(?P<tag>(?:可以|行|好)吗)?[吗? ]*\Z")
_ASKING = any_of(ASKING)
_WORDS = any_of((*MISTAKEN, *(word for words in OBJECTS.values() for word in words)))
_KNOWN = re.compile(rf"{_WORDS.pattern}|[a-z]{{1,3}}[0-9]{{2}}(?:-[0-9]{{1,2}})?(?![0-9a-z])")


def find_miss(prose: str) -> Miss | None:
    """Find what was missed: how a `span` is said, or a `call` at all."""
    text = find_core(prose[: LONGEST + 1])
    if len(prose) > LONGEST or "\n" in text:
        return None
    if _is_request(text):
        return "call"
    said = read_saying(prose)
    if _DOUBT.search(text) or (said and said.is_call):
        return None
    if said:
        return _find_miss(said)
    if _begins_later(text):
        return "span"
    return "call" if _is_for_a_reason(text) else None


def _is_request(text: str) -> bool:
    """Tell whether a call is put as a question to the bot: 能帮我暂停一周吗."""
    end = _REQUEST.search(text)
    if not end or not end[0]:
        return False
    bare = text[: end.start()]
    said = read_clause(bare)
    is_put = end["tag"] or _ASKING.search(bare)
    return bool(said and said.is_call and is_put)


def _find_miss(said: Saying) -> Miss | None:
    if said.verb in WEAK or _GOES_ON.match(said.left):
        return None
    if said.verb in UNSURE:
        return None if said.left else "call"
    is_pause = said.verb == "pause"
    if is_pause and (said.spans or _TIME.match(said.left)):
        return "span"
    rest = drop(said.left, _KNOWN)
    is_near = not rest or (is_pause and _TIME.match(rest))
    return "call" if is_near else None


def _begins_later(text: str) -> bool:
    """Tell whether a pause is asked for that does not begin today: 从明天开始暂停三天."""
    found = find_span(text, 0)
    if not found or found[0] != UNKNOWN:
        return False
    said = read_clause(_BEGINNING.sub("", text[found[1] :], count=1))
    return bool(said and said.is_call and said.verb == "pause" and said.spans)


def _is_for_a_reason(text: str) -> bool:
    """Tell whether a pause is asked for behind a clause that may say why."""
    for why, clause in part_clauses(text):
        said = read_clause(clause)
        if said and said.is_call and said.verb == "pause" and said.spans and _may_be_why(why):
            return True
    return False


def _may_be_why(clause: str) -> bool:
    is_short = 0 < len(clause) <= LONGEST_REASON
    return is_short and not _TOLD.search(clause) and not _VERB.search(clause)
