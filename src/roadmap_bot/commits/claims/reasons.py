"""Find the reasons against a claim.

Those that its author means (no hint), and those that may surprise (a hint).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from roadmap_bot.commits.claims.clauses import Clause
from roadmap_bot.commits.claims.forms import Claim, find_claims
from roadmap_bot.commits.claims.items import Item
from roadmap_bot.commits.hedges import (
    find_take_back,
    is_asked,
    is_by_product,
    is_hedged,
    is_hedged_behind,
    is_part,
    is_question,
    is_state,
)
from roadmap_bot.commits.names import Names
from roadmap_bot.commits.tokens import Token, find_kinds
from roadmap_bot.text.verbs import BASE_FORMS, CLOSING, MENDING

_LATIN = re.compile(r"[A-Za-z\ufffc]")
NO_WORDS = (
    "nothing",
    "quote",
    "open",
    "close",
    "join",
    "comma",
    "pause",
    "end",
    "bar",
    "colon",
    "tick",
)
_OF_ONE_DIGIT = re.compile(r"[A-Za-z]+[0-9]")


class Reason(NamedTuple):
    """Why an id is not claimed; a hint is due where its author may believe that it is."""

    why: str
    is_hint: bool = False


class Verdict(NamedTuple):
    """The ids of a claim, each with the reason against it, or none."""

    token: Token
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class Stated:
    """A claim in its clause; it is alone where no words follow to the next claim of the line."""

    claim: Claim
    clause: Clause
    is_alone: bool


def judge(claim: Claim, clause: Clause, names: Names) -> Iterator[Verdict]:
    """Judge each id of a claim."""
    count = _count_ids(claim, clause)
    reason = _find_void(claim, clause) or _find_doubt(claim, clause, count)
    for token in claim.ids.tokens[:count]:
        yield Verdict(token, reason or _find_own_reason(token, claim, count, names))
    behind = clause.line[claim.ids.tail : claim.end]
    own = Reason("state" if is_state(behind) else "mention")
    for token in claim.ids.tokens[count:]:
        yield Verdict(token, reason if _is_void(reason) else own)


def _is_void(reason: Reason | None) -> bool:
    return reason is not None and reason.why != "hedge"


def _find_void(claim: Claim, clause: Clause) -> Reason | None:
    """Find what its author means: a plan, a hedge or negation before the verb, a question."""
    if clause.is_plan:
        return Reason("plan")
    if _is_hedged(claim, clause):
        return Reason("hedge")
    if _is_question(claim, clause):
        return Reason("question")
    if claim.fault:
        return Reason(claim.fault, is_hint=claim.fault != "state")
    return None


def _is_hedged(claim: Claim, clause: Clause) -> bool:
    """Tell whether a hedge stands before a verb; that of a heading was judged with its own."""
    if claim.verb.is_hedged:
        return True
    verb = claim.verb.tokens[0]
    return verb is not clause.verb and is_hedged(clause.line[claim.begin : verb.start])


def _is_question(claim: Claim, clause: Clause) -> bool:
    before = clause.line[clause.start : claim.ids.start]
    behind = clause.line[claim.tail : claim.end]
    if clause.is_asked and claim.end == clause.end:
        return True
    return is_question(before) or is_asked(behind)


def _count_ids(claim: Claim, clause: Clause) -> int:
    """Count the ids that the claim is about.

    The last begins a clause of its own where words follow it so.
    """
    count = len(claim.ids.tokens)
    if count < 2 or claim.fault or not claim.behind:
        return count
    behind = clause.line[claim.ids.tail : claim.end]
    words = claim.behind[0]
    is_parted = claim.ids.joints[-1] == "comma" and not words.cut
    is_own = is_parted or words.is_hedged or is_state(behind)
    return count - is_own


def _find_doubt(claim: Claim, clause: Clause, count: int) -> Reason | None:
    """Find what follows the ids and says that it is not the thing itself that is done."""
    ids = claim.ids
    if count < len(ids.tokens) or claim.verb.start > ids.start:
        return None
    behind = clause.line[claim.tail : claim.end]
    directly = [item for item in claim.behind[:1] if not item.cut]
    is_about_other = any(item.sort == "ids" for item in claim.behind)
    if any(item.is_hedged for item in directly):
        return Reason("hedge")
    if is_hedged_behind(behind) and not is_about_other:
        return Reason("hedge")
    if is_part(behind):
        return Reason("part", is_hint=True)
    if is_by_product(behind):
        return Reason("product", is_hint=True)
    if directly and directly[0].sort == "words":
        return _find_loose_words(claim, directly[0])
    return None


def _find_loose_words(claim: Claim, words: Item) -> Reason | None:
    """Find words directly behind the ids that make it unsure what is meant."""
    ids = claim.ids
    if len(ids.tokens) > 1 and not ids.joints[-1]:
        return Reason("list", is_hint=True)
    is_base = claim.verb.word in BASE_FORMS - MENDING
    if is_base and _LATIN.search(words.tokens[0].text):
        return Reason("words", is_hint=True)
    return None


def _find_own_reason(token: Token, claim: Claim, count: int, names: Names) -> Reason | None:
    """Find what only concerns one id of the list."""
    if token.kind == "number" and claim.verb.word not in CLOSING | MENDING:
        return Reason("number", is_hint=True)
    if token.means not in names.units:
        return None
    is_plain = claim.verb.start < claim.ids.start and token.text.isupper()
    if not is_plain and _OF_ONE_DIGIT.fullmatch(token.text):
        return Reason("digit", is_hint=True)
    if claim.verb.word in MENDING:
        return Reason("mend-unit", is_hint=True)
    if claim.behind and count == len(claim.ids.tokens):
        return Reason("unit", is_hint=True)
    return None


def find_stated(clauses: Sequence[Clause], tokens: Sequence[Token]) -> list[Stated]:
    """Find the claims of a line, each with what follows its ids."""
    pairs = [(claim, clause) for clause in clauses for claim in find_claims(clause)]
    begins = [claim.start for claim, _ in pairs]
    ends = [*begins[1:], clauses[-1].end + 1]
    starts = [token.start for token in tokens]
    stated = []
    for (claim, clause), end in zip(pairs, ends, strict=False):
        first, last = bisect_left(starts, claim.tail), bisect_left(starts, end)
        rest = set(find_kinds(tokens[first:last]))
        stated.append(Stated(claim, clause, is_alone=rest <= set(NO_WORDS)))
    return stated


def find_line_reason(one: Stated, token: Token, *, is_back: bool, is_strict: bool) -> Reason | None:
    """Find what stands against a claim in the rest of its line."""
    if is_back:
        return Reason("taken", is_hint=True)
    if one.is_alone or token.kind == "number":
        return None
    if one.claim.verb.word in MENDING:
        return Reason("mend", is_hint=True)
    if is_strict:
        return Reason("trailer", is_hint=True)
    return None


def find_taken_back(clauses: Sequence[Clause], stated: Sequence[Stated], names: Names) -> set[int]:
    """Find the claims that a later word of the sentence takes back, by where their ids begin.

    An id behind that word is what is meant, unless it is part of what is claimed.
    """
    taken = {one.claim.ids.start for one in stated if _takes_itself_back(one, names)}
    claims = {one.clause.lead: one.claim for one in stated}  # the last of each clause
    last: dict[int, Claim] = {}
    for clause in clauses:
        claim = last.get(clause.sentence)
        said = clause.line[clause.lead : clause.end]
        if clause.lead in claims:
            last[clause.sentence] = claims[clause.lead]
        elif claim and _takes_back(said, clause.tokens, claim, names):
            taken.add(claim.ids.start)
    return taken


def _takes_itself_back(one: Stated, names: Names) -> bool:
    claim = one.claim
    said = one.clause.line[claim.tail : claim.end]
    others = [token for item in claim.behind for token in item.tokens]
    return _takes_back(said, others, claim, names)


def _takes_back(said: str, tokens: Sequence[Token], claim: Claim, names: Names) -> bool:
    """Tell whether a text says that something is left out, and no other thing than the claimed
    one."""
    if find_take_back(said) is None:
        return False
    claimed = {token.means for token in claim.ids.tokens}
    others = [token.means for token in tokens if token.kind == "id"]
    if not others:
        return True
    wholes = [{other, *names.owners[other]} for other in others]
    return any(claimed & whole for whole in wholes)
