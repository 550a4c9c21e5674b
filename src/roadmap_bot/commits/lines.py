"""Read a message line by line.

Each by itself, but for a heading, which is read before each item of the list below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from roadmap_bot.commits.claims.clauses import Clause, Heading, find_clauses, find_heading
from roadmap_bot.commits.claims.reasons import (
    NO_WORDS,
    Reason,
    Stated,
    find_line_reason,
    find_stated,
    find_taken_back,
    judge,
)
from roadmap_bot.commits.names import Names
from roadmap_bot.commits.prose import BULLET, Line, find_prose
from roadmap_bot.commits.tokens import CODE, Token, find_verb, read_tokens
from roadmap_bot.text.characters import fold
from roadmap_bot.text.verbs import CLOSING, MENDING

_HASHES = re.compile(r"#{1,6} ")
_HEADING_END = re.compile(r":[ *_]*\Z")
QUOTES = 20  # of one line that are taken out
LONGEST_HEADING = 30
_NINE = CLOSING | MENDING
_MENTION = Reason("mention")
# Where a link leads to says nothing.
_LINK = re.compile(r"(?<=\])\([^\s()]*\)|https?://[^\s<>()\[\]\u2e80-\uffef]*")
_DIGIT = re.compile(r"\d")
_QUOTE = re.compile(r"\"[^\"]*\"|“[^“”]*”|「[^「」]*」|『[^『』]*』")


@dataclass(frozen=True, slots=True)
class Found:
    """An id of a line with the verb beside it, and why it is not claimed."""

    token: Token
    verb: str
    reason: Reason | None


@dataclass(slots=True)
class _Outline:
    """The headings over a line, each with its indentation, and what the line before said as a
    heading."""

    headings: list[tuple[int, Heading]] = field(default_factory=list)
    last: Heading = field(default_factory=Heading)

    def find_above(self, bullet: re.Match[str] | None) -> tuple[int, Heading]:
        """Find a line's indentation, and its heading; a line without a bullet ends all lists."""
        indent = -1
        if bullet:
            indent = len(bullet[0]) - len(bullet[0].lstrip())
        self.headings = [one for one in self.headings if one[0] < indent]
        if not self.headings:
            return indent, Heading()
        _, above = self.headings[-1]
        return indent, above

    def add(self, indent: int, own: Heading | None, above: Heading) -> None:
        """Add what a line says of the list below.

        A heading that says nothing leaves it to the one above.
        """
        self.last = own or Heading()
        if own == Heading():
            self.headings.append((indent, above))
        elif own:
            self.headings.append((indent, own))


def read_lines(message: str, names: Names) -> Iterator[Found]:
    """Read the ids of a message, those of an item with the heading of its list."""
    outline = _Outline()
    for line in find_prose(message, names.verbs.keys() - _NINE, _NINE):
        if line.void:
            yield from _find_voided(line, names)
        elif line.text.strip():
            yield from _read_item(line, outline, names)


def _read_item(line: Line, outline: _Outline, names: Names) -> Iterator[Found]:
    bullet = BULLET.match(line.text)
    indent, above = outline.find_above(bullet)
    last = outline.last
    bare = line.text
    if bullet:
        bare = bare[bullet.end() :]
    text, quotes = _drop_quotes(bare, names)
    outline.add(indent, _find_heading(text, names), above)
    for quote in quotes:
        yield from _find_ids(quote, names, Reason("quote"))
    if _HASHES.match(text):
        yield from _find_ids(text, names, Reason("heading", is_hint=True))
    elif _DIGIT.search(text):  # there is no id without one
        for found in _read_line(text, above, names, is_strict=line.is_strict):
            yield _add_hint(found, above, last)


def _drop_quotes(line: str, names: Names) -> tuple[str, list[str]]:
    """Fold a line, without links.

    Returns what it quotes, too: a claim with words of its author's own around it.
    """
    text = fold(_LINK.sub("🔗", line)).strip()
    if not _DIGIT.search(text):
        return text, []
    quoted = [found[0] for found in _QUOTE.finditer(text)]
    quotes = [quote for quote in quoted if _is_claim(quote, names)]
    outside = _QUOTE.sub("", text)
    if not any(sign.isalnum() for sign in outside):
        return text, []
    for quote in dict.fromkeys(quotes[:QUOTES]):
        text = text.replace(quote, CODE)
    return text, quotes


def _is_claim(quote: str, names: Names) -> bool:
    return {"verb", "id"} <= {token.kind for token in read_tokens(quote, names)}


def _find_heading(text: str, names: Names) -> Heading | None:
    """Find what a line says of the list below.

    One without `#` and colon only looks like a heading.
    """
    hashes = _HASHES.match(text)
    bare = text[hashes.end() :] if hashes else text
    if hashes or _HEADING_END.search(text):
        return find_heading(read_tokens(bare, names), bare)
    if len(text) > LONGEST_HEADING or not names.verb.search(text):
        return None
    alike = find_heading(read_tokens(text, names), text)
    if alike.verb is None:
        return None
    return Heading(near=alike.verb.means)


def _add_hint(found: Found, above: Heading, last: Heading) -> Found:
    """Add a hint where an id stands below what looks like a heading, and is not read with it."""
    if above.verb or found.reason != _MENTION:
        return found
    near = above.near or last.near
    if not above.near and last.verb:
        near = last.verb.means
    if not near:
        return found
    return Found(found.token, near, Reason("heading", is_hint=True))


def _find_voided(line: Line, names: Names) -> Iterator[Found]:
    """Find the ids of a line that is nothing its author says.

    Of a trailer he may believe that it counts.
    """
    reason = Reason(line.void, is_hint=line.void == "trailer")
    yield from _find_ids(fold(line.text), names, reason)


def _find_ids(text: str, names: Names, reason: Reason) -> Iterator[Found]:
    tokens = read_tokens(text, names)
    verb = find_verb(tokens)
    if not verb:
        reason = reason._replace(is_hint=False)
    for token in tokens:
        if token.kind == "id":
            yield Found(token, verb, reason)


def _read_line(text: str, above: Heading, names: Names, *, is_strict: bool) -> Iterator[Found]:
    """Read the claims of a line and what stands against each, then what else it names."""
    tokens = read_tokens(text, names)
    clauses = list(find_clauses(text, tokens, above, names))
    stated = find_stated(clauses, tokens)
    backs = find_taken_back(clauses, stated, names)
    named = set()
    for one in stated:
        is_back = one.claim.ids.start in backs
        for found in _judge(one, names, is_back=is_back, is_strict=is_strict):
            named.add(found.token.start)
            yield found
    for index, clause in enumerate(clauses):
        before, behind = clauses[max(0, index - 1) : index], clauses[index + 1 : index + 2]
        yield from _find_left(clause, [*before, *behind], named)


def _judge(one: Stated, names: Names, *, is_back: bool, is_strict: bool) -> Iterator[Found]:
    """Judge the ids of a claim; behind one that the roadmap lacks nothing more is read."""
    verb = one.claim.verb.word
    for token, reason in judge(one.claim, one.clause, names):
        against = reason or find_line_reason(one, token, is_back=is_back, is_strict=is_strict)
        yield Found(token, verb, against)
        if token.kind == "unknown" and against is None:
            return


def _find_left(clause: Clause, beside: Sequence[Clause], named: set[int]) -> Iterator[Found]:
    """Find the ids that stand beside no verb, or whose verb stands alone in the clause beside."""
    verb, reason = _find_left_reason(clause, beside)
    for token in (*clause.in_label, *clause.tokens):
        if token.kind == "id" and token.start not in named:
            yield Found(token, verb, reason)


def _find_left_reason(clause: Clause, beside: Sequence[Clause]) -> tuple[str, Reason]:
    """Find the verb that may have been meant for such ids, and why it does not count."""
    verb = find_verb(clause.tokens)
    is_bare = not clause.is_plan and _is_bare(clause, "id")
    if is_bare and clause.is_prefixed:
        return verb, Reason("prefix", is_hint=True)
    verbs = [find_verb(one.tokens) for one in beside if _is_bare(one, "verb")]
    if is_bare and verbs and verbs[0]:
        return verbs[0], Reason("apart", is_hint=True)
    if clause.in_label and verb and _is_bare(clause, "verb"):
        return verb, Reason("apart", is_hint=True)
    if clause.is_plan:
        return verb, Reason("plan")
    return verb, _MENTION


def _is_bare(clause: Clause, kind: str) -> bool:
    """Tell whether a clause holds nothing but tokens of one kind."""
    return all(token.kind in (*NO_WORDS, kind) for token in clause.tokens)
