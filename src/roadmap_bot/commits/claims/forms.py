"""Find what a clause claims: VERB IDS, or IDS VERB where the clause holds nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from roadmap_bot.commits.claims.clauses import Clause
from roadmap_bot.commits.claims.items import Item, make_items
from roadmap_bot.commits.hedges import is_state
from roadmap_bot.text.verbs import BUILT_IN

_NO_STATES = ("fix", "fixes", "resolve", "resolves")  # "W03-2 fix" is none


@dataclass(frozen=True)
class Claim:
    """A verb and its ids, said from `begin` to `end`; `fault` is why it counts for nothing."""

    verb: Item
    ids: Item
    begin: int
    end: int
    behind: Sequence[Item] = ()
    fault: str = ""

    @property
    def start(self) -> int:
        """Return where the first of verb and ids begins."""
        return min(self.verb.start, self.ids.start)

    @property
    def tail(self) -> int:
        """Return where the words behind begin."""
        return max(self.verb.tail, self.ids.tail)


def find_claims(clause: Clause) -> list[Claim]:
    """Find the claims of a clause, those with a fault, too."""
    items = make_items(clause)
    sorts = [item.sort for item in items if item.sort != "words"]
    if "verb" not in sorts or "ids" not in sorts:
        return []
    if sorts[0] == "verb":
        return list(_find_verb_ids(clause, items))
    return list(_find_ids_verb(clause, items))


def _find_verb_ids(clause: Clause, items: list[Item]) -> Iterator[Claim]:
    """Find VERB IDS, as often as it stands there; each reaches to the next, its hedge left out."""
    starts = [place for place, pair in enumerate(pairwise(items)) if _is_start(*pair)]
    if not starts:
        yield from _find_faulty(clause, items, "between")
        return
    begin = clause.start
    has_words = any(item.sort == "words" for item in items)
    bounds = pairwise([*starts, len(items)])
    ends = [*(items[start].start for start in starts[1:]), clause.end]
    for (start, stop), end in zip(bounds, ends, strict=True):
        verb, ids, *behind = items[start:stop]
        fault = _find_fault(items[max(0, start - 2) : start], verb)
        if verb.word == "tick" and has_words:
            fault = "tick"
        yield Claim(verb, ids, begin, end, behind, fault)
        begin = ids.tail


def _is_start(verb: Item, ids: Item) -> bool:
    is_pair = verb.sort == "verb" and ids.sort == "ids"
    return is_pair and not ids.joints[0]


def _find_fault(before: Sequence[Item], verb: Item) -> str:
    """Find what is wrong with the two items before a verb: another verb, or an id of no verb's."""
    is_fine = True
    if before and before[-1].sort == "verb":
        is_fine = _find_deed(before[-1]) == _find_deed(verb)
    elif before and before[-1].sort == "ids":
        is_fine = len(before) == 2 and _is_start(*before)
    return "" if is_fine else "order"


def _find_deed(verb: Item) -> str:
    return BUILT_IN.get(verb.word, verb.word)


def _find_ids_verb(clause: Clause, items: list[Item]) -> Iterator[Claim]:
    """Find IDS VERB, where each list of ids has its own state and there are no other words."""
    starts = [place for place, item in enumerate(items) if item.sort == "ids"]
    bounds = pairwise([*starts, len(items)])
    groups = [items[start:end] for start, end in bounds]
    have_states = all(_has_state(clause, group) for group in groups)
    if starts[0] or not have_states:
        fault = "order" if len(groups) > 1 else "words"
        if _find_verb(items).word == "tick":
            fault = "tick"
        yield from _find_faulty(clause, items, fault)
        return
    ends = [*(items[start].start for start in starts[1:]), clause.end]
    for group, end in zip(groups, ends, strict=True):
        ids, verb, *behind = group
        fault = "" if verb.sort == "verb" else "state"
        yield Claim(verb, ids, ids.start, end, behind, fault)


def _has_state(clause: Clause, group: Sequence[Item]) -> bool:
    """Tell whether nothing but a verb follows a list of ids, or what says how things stand."""
    ids, *rest = group
    if not rest:
        return False
    state = rest[0]
    if state.is_hedged:
        return True
    if state.sort == "words":
        return is_state(clause.line[ids.tail : state.tail])
    is_alone = len(rest) == 1 or rest[1].cut == "colon"
    return is_alone and state.word not in _NO_STATES


def _find_faulty(clause: Clause, items: list[Item], fault: str) -> Iterator[Claim]:
    """Find what would be a claim, were it not for a fault of the whole clause."""
    ids = [item for item in items if item.sort == "ids"]
    tokens = [token for item in ids for token in item.tokens]
    joints = [joint for item in ids for joint in item.joints]
    every = Item("ids", tokens, tokens[0].start, ids[-1].tail, joints=joints)
    yield Claim(_find_verb(items), every, clause.start, clause.end, (), fault)


def _find_verb(items: Sequence[Item]) -> Item:
    return next(item for item in items if item.sort == "verb")
