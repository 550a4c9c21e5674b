"""Group the tokens of a clause into items: its verbs, lists of ids, and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from roadmap_bot.commits.claims.clauses import Clause
from roadmap_bot.commits.hedges import find_hedge_start
from roadmap_bot.commits.tokens import Token, find_places, find_verb

_SORTS = {
    **dict.fromkeys(("verb", "tick", "cross"), "verb"),
    **dict.fromkeys(("id", "unknown", "number"), "ids"),
}
_CUTS = ("colon", "open")
_JOINTS = ("join", "comma", "pause")
_MARKS = ("mark", "marks", "marked")


@dataclass
class Item:
    """A verb, ids or words; `cut` stands before it, `tail` ends what means nothing behind it."""

    sort: str
    tokens: list[Token]
    start: int  # with the hedge right before it
    tail: int
    cut: str = ""
    joints: list[str] = field(default_factory=list)  # before each token
    is_hedged: bool = False

    @property
    def word(self) -> str:
        """Return the verb as the list of verbs has it; of a sign its kind."""
        return self.tokens[0].means or self.tokens[0].kind

    @property
    def is_spoken(self) -> bool:
        """Whether it is a verb in words, not the sign of a tick."""
        return self.sort == "verb" and self.word != "tick"


def make_items(clause: Clause) -> list[Item]:
    """Make the items of a clause; the heading's verb leads where it has none of its own."""
    items: list[Item] = []
    if clause.verb and not find_verb(clause.tokens):
        items.append(Item("verb", [clause.verb], clause.start, clause.start))
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
    return _drop_signs([item for item in items if item.tokens])


def _stretch(items: list[Item], token: Token) -> None:
    if items:
        items[-1].tail = token.end


def _is_between(items: list[Item], token: Token) -> bool:
    """Tell whether a word may stand between a verb and its ids, as in "done with tasks"."""
    is_behind_verb = bool(items) and items[-1].sort == "verb"
    return is_behind_verb and token.kind == "task"


def _add(items: list[Item], token: Token, cut: str, joint: str) -> None:
    """Add a token to the last item, or as an item of its own."""
    sort = _find_sort(items, token)
    is_parted = sort == "verb" or (sort == "words" and bool(cut))
    if is_parted or not items or items[-1].sort != sort:
        items.append(Item(sort, [token], token.start, token.end, cut, [joint]))
        return
    last = items[-1]
    last.tokens.append(token)
    last.joints.append(joint)
    last.tail = token.end


def _find_sort(items: list[Item], token: Token) -> str:
    if token.kind == "number" and not _may_be_number(items):
        return "words"
    return _SORTS.get(token.kind, "words")


def _may_be_number(items: list[Item]) -> bool:
    """Tell whether `#12` stands where an id does: behind a verb, or in a list that begins so."""
    if not items:
        return False
    return items[-1].sort == "verb" or items[-1].word.startswith("#")


def _drop_mark(tokens: Sequence[Token]) -> Sequence[Token]:
    """Drop the words round the id of "Mark W03-2 as done"."""
    if not tokens or tokens[0].text.casefold() not in _MARKS:
        return tokens
    verb, *_ = find_places(tokens, "verb") or [0]
    if verb == 0 or tokens[verb - 1].text.casefold() != "as":
        return tokens
    return [*tokens[1 : verb - 1], *tokens[verb:]]


def _find_hedges(clause: Clause, items: list[Item]) -> None:
    """Give each verb the hedge that stands right before it."""
    here = clause.start
    for index, item in enumerate(items):
        if item.sort == "words":
            continue
        verb = item.tokens[0]
        is_own = item.sort == "verb" and verb is not clause.verb
        if is_own:
            item.start = find_hedge_start(clause.line, here, verb.start)
            item.is_hedged = item.start < verb.start or item.word == "cross"
        if item.is_hedged and index:
            _leave_out(items[index - 1], item.start)
        here = item.tail


def _leave_out(words: Item, start: int) -> None:
    """Leave the words of a hedge to its verb."""
    if words.sort == "words":
        words.tokens = [token for token in words.tokens if token.end <= start]


def _drop_signs(items: list[Item]) -> list[Item]:
    """Drop the tick signs that only adorn: beside a verb, or behind one that leads."""
    leads = [item.sort for item in items if item.sort != "words"]
    is_meant = any(item.is_spoken and not item.is_hedged for item in items)
    is_adorned = is_meant and leads[0] == "verb"
    kept = []
    for place, item in enumerate(items):
        near = items[max(0, place - 1) : place + 2]
        is_sign = item.word == "tick"
        if not is_sign or not (is_adorned or any(one.is_spoken for one in near)):
            kept.append(item)
    return kept
