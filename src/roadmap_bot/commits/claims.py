"""Find what a clause claims: VERB IDS, or IDS VERB where the clause holds nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from roadmap_bot.commits.clauses import Clause
from roadmap_bot.commits.hedges import find_hedge_start, is_state
from roadmap_bot.commits.tokens import Token
from roadmap_bot.text.verbs import BUILT_IN

_SORTS = {
    **dict.fromkeys(("verb", "tick", "cross"), "verb"),
    **dict.fromkeys(("id", "unknown", "number"), "ids"),
}
_NO_STATES = ("fix", "fixes", "resolve", "resolves")  # "W03-2 fix" is none
_CUTS = ("colon", "open")
_JOINTS = ("join", "comma", "pause")


@dataclass
class Item:
    """A verb, ids or words; `cut` and `joint` stand before it, `tail` ends what means nothing."""

    sort: str
    tokens: list[Token]
    cut: str
    joint: str
    tail: int
    joints: list[str] = field(default_factory=list)  # before each token
    start: int = 0  # with the hedge right before it
    is_hedged: bool = False

    @property
    def word(self) -> str:
        """Return the verb as the list of verbs has it; of a sign its kind."""
        return self.tokens[0].means or self.tokens[0].kind


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
    items = _drop_signs(make_items(clause))
    sorts = [item.sort for item in items if item.sort != "words"]
    if "verb" not in sorts or "ids" not in sorts:
        return []
    if sorts[0] == "verb":
        return list(_find_verb_ids(clause, items))
    return list(_find_ids_verb(clause, items))


def make_items(clause: Clause) -> list[Item]:
    """Make the items of a clause; the heading's verb leads where it has none of its own."""
    items: list[Item] = []
    has_verb = any(token.kind == "verb" for token in clause.tokens)
    if clause.verb and not has_verb:
        items.append(Item("verb", [clause.verb], "", "", clause.start, start=clause.start))
    cut = joint = ""
    for token in _drop_mark(clause.tokens):
        if token.kind in ("nothing", "quote", "close"):
            _stretch(items, token)
        elif token.kind in _CUTS:
            cut = cut or token.kind
        elif token.kind in _JOINTS:
            joint = token.kind
        elif not _is_between(items, token):
            _add(items, token, cut, joint)
            cut = joint = ""
    _find_hedges(clause, items)
    return [item for item in items if item.tokens]


def _stretch(items: list[Item], token: Token) -> None:
    if items:
        items[-1].tail = token.end


def _is_between(items: list[Item], token: Token) -> bool:
    """Tell whether a word may stand between a verb and its ids, as in "done with tasks"."""
    return token.kind == "task" and bool(items) and items[-1].sort == "verb"


def _add(items: list[Item], token: Token, cut: str, joint: str) -> None:
    """Add a token to the last item, or as an item of its own."""
    last = items[-1] if items else None
    sort = _SORTS.get(token.kind, "words")
    if token.kind == "number" and not _may_be_number(last):
        sort = "words"
    is_parted = sort == "verb" or (sort == "words" and bool(cut))
    if last and last.sort == sort and not is_parted:
        last.tokens.append(token)
        last.joints.append(joint)
        last.tail = token.end
    else:
        items.append(Item(sort, [token], cut, joint, token.end, [joint], token.start))


def _may_be_number(last: Item | None) -> bool:
    """Tell whether `#12` stands where an id does: behind a verb, or in a list that begins so."""
    return last is not None and (last.sort == "verb" or last.word.startswith("#"))


def _drop_mark(tokens: Sequence[Token]) -> Sequence[Token]:
    """Drop the words round the id of "Mark W03-2 as done"."""
    if not tokens or tokens[0].text.casefold() not in ("mark", "marks", "marked"):
        return tokens
    verb = next((index for index, token in enumerate(tokens) if token.kind == "verb"), 0)
    if not verb or tokens[verb - 1].text.casefold() != "as":
        return tokens
    return [*tokens[1 : verb - 1], *tokens[verb:]]


def _find_hedges(clause: Clause, items: list[Item]) -> None:
    """Give each verb the hedge that stands right before it."""
    here = clause.start
    for index, item in enumerate(items):
        if item.sort == "words":
            continue
        is_own = item.sort == "verb" and item.tokens[0] is not clause.verb
        if is_own:
            item.start = find_hedge_start(clause.line, here, item.start)
            item.is_hedged = item.start < item.tokens[0].start or item.word == "cross"
        if item.is_hedged and index:
            _leave_out(items[index - 1], item.start)
        here = item.tail


def _leave_out(words: Item, start: int) -> None:
    """Leave the words of a hedge to its verb."""
    while words.sort == "words" and words.tokens and words.tokens[-1].end > start:
        words.tokens.pop()


def _drop_signs(items: list[Item]) -> list[Item]:
    """Drop the tick signs that only adorn: beside a verb, or behind one that leads."""
    leads = [item.sort for item in items if item.sort != "words"]
    has_word = any(_is_meant(item) for item in items)
    is_adorned = has_word and leads[0] == "verb"
    ticks = [index for index, item in enumerate(items) if item.word == "tick"]
    dropped = {index for index in ticks if is_adorned or _is_beside_verb(items, index)}
    return [item for index, item in enumerate(items) if index not in dropped]


def _is_meant(item: Item) -> bool:
    return item.sort == "verb" and not item.is_hedged and item.word != "tick"


def _is_beside_verb(items: Sequence[Item], index: int) -> bool:
    near = [*items[max(0, index - 1) : index], *items[index + 1 : index + 2]]
    return any(item.sort == "verb" and item.word != "tick" for item in near)


def _find_verb_ids(clause: Clause, items: list[Item]) -> Iterator[Claim]:
    """Find VERB IDS, as often as it stands there; each reaches to the next, its hedge left out."""
    starts = [index for index in range(len(items) - 1) if _is_start(items, index)]
    if not starts:
        verb = next(item for item in items if item.sort == "verb")
        yield from _find_faulty(clause, items, verb, "between")
        return
    begin = clause.start
    ends = [*starts[1:], len(items)]
    are_alone = all(item.sort != "words" for item in items)
    for index, following in zip(starts, ends, strict=True):
        verb, ids, *behind = items[index:following]
        is_last = following == len(items)
        end = clause.end if is_last else items[following].start
        before = items[max(0, index - 2) : index]
        fault = "tick" if verb.word == "tick" and not are_alone else _find_fault(before, verb)
        yield Claim(verb, ids, begin, end, behind, fault)
        begin = ids.tail


def _is_start(items: Sequence[Item], index: int) -> bool:
    verb, ids = items[index : index + 2]
    return verb.sort == "verb" and ids.sort == "ids" and not ids.joint


def _find_fault(before: Sequence[Item], verb: Item) -> str:
    """Find what is wrong with the two items before a verb: another verb, or an id of no verb's."""
    sorts = [item.sort for item in before]
    if sorts[-1:] == ["verb"] and _find_deed(before[-1]) != _find_deed(verb):
        return "order"
    is_stray = sorts[-1:] == ["ids"] and not (sorts == ["verb", "ids"] and _is_start(before, 0))
    return "order" if is_stray else ""


def _find_deed(verb: Item) -> str:
    return BUILT_IN.get(verb.word, verb.word)


def _find_ids_verb(clause: Clause, items: list[Item]) -> Iterator[Claim]:
    """Find IDS VERB, where each list of ids has its own state and there are no other words."""
    starts = [index for index, item in enumerate(items) if item.sort == "ids"]
    bounds = pairwise([*starts, len(items)])
    groups = [items[start:end] for start, end in bounds]
    is_whole = starts[0] == 0 and all(_has_state(clause, group) for group in groups)
    if not is_whole:
        verb = next(item for item in items if item.sort == "verb")
        fault = "order" if len(groups) > 1 else "words"
        yield from _find_faulty(clause, items, verb, "tick" if verb.word == "tick" else fault)
        return
    ends = [items[start].start for start in starts[1:]]
    for group, end in zip(groups, [*ends, clause.end], strict=True):
        ids, verb, *behind = group
        fault = "" if verb.sort == "verb" else "state"
        yield Claim(verb, ids, ids.start, end, behind, fault)


def _has_state(clause: Clause, group: Sequence[Item]) -> bool:
    """Tell whether nothing but a verb follows a list of ids, or what says how things stand."""
    ids, *rest = group
    if not rest or rest[0].is_hedged:
        return bool(rest)
    if rest[0].sort == "words":
        return is_state(clause.line[ids.tail : rest[0].tail])
    is_alone = len(rest) == 1 or rest[1].cut == "colon"
    return is_alone and rest[0].word not in _NO_STATES


def _find_faulty(clause: Clause, items: list[Item], verb: Item, fault: str) -> Iterator[Claim]:
    """Find what would be a claim, were it not for a fault of the whole clause."""
    ids = [item for item in items if item.sort == "ids"]
    tokens = [token for item in ids for token in item.tokens]
    joints = [joint for item in ids for joint in item.joints]
    every = Item("ids", tokens, "", "", ids[-1].tail, joints, tokens[0].start)
    yield Claim(verb, every, clause.start, clause.end, (), fault)
