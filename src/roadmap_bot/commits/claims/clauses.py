"""Cut a line into clauses, without labels: `feat(x):`, `本周：`, `W03:` before its own tasks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from roadmap_bot.commits.hedges import is_heading, is_hedged, is_plan, is_plan_alone
from roadmap_bot.commits.names import Names
from roadmap_bot.commits.tokens import Token, find_kinds, find_places

OPEN_BOXES = "[⬜☐🔲🔳"
LABELS = 4  # of one clause that are read
_IDS = ("id", "unknown", "number")
_BESIDE = ("nothing", "quote", "open", "close")
_BEFORE_COLON = (*_BESIDE, "task")
_ROUND_COLON = (*_BEFORE_COLON, "colon", "tick")
_IN_LIST = (*_BESIDE, "join", "comma", "pause")
_SCOPES = (["word", "open"], ["verb", "open"])


@dataclass(frozen=True)
class Heading:
    """What stands over a list: its verb, and whether it speaks of a plan."""

    verb: Token | None = None
    is_plan: bool = False
    near: str = ""  # a verb that it holds elsewhere than at its end


@dataclass(frozen=True)
class Clause:
    """The tokens of a clause in their line.

    `lead` is where the word begins that parted it from the last one.
    """

    line: str
    tokens: Sequence[Token]
    lead: int = 0
    end: int = 0
    is_plan: bool = False
    is_asked: bool = False
    verb: Token | None = None
    sentence: int = 0
    in_label: tuple[Token, ...] = ()
    is_prefixed: bool = False  # by `fix:`, which is no verb

    @property
    def start(self) -> int:
        """Return where its first token begins."""
        return self.tokens[0].start if self.tokens else self.end


def find_clauses(
    line: str, tokens: Sequence[Token], heading: Heading, names: Names
) -> Iterator[Clause]:
    """Find the clauses of a line below a heading.

    A plan's label reaches to the line's end or the next label.
    """
    plan, verb = heading.is_plan, heading.verb
    is_box = bool(tokens) and _is_open_box(tokens[0])
    if is_box:
        plan, tokens = True, tokens[1:]
    for clause in _cut(line, tokens):
        bare, labels = _take_labels(clause, names)
        for label in labels:
            plan = is_box or is_plan(label)
            if plan:
                verb = None
        plan = _goes_on(bare, is_plan=plan)
        yield replace(bare, is_plan=plan, verb=verb)
        if bare.tokens:
            verb = None


def _is_open_box(token: Token) -> bool:
    return token.kind == "cross" and token.text[0] in OPEN_BOXES


def _goes_on(clause: Clause, *, is_plan: bool) -> bool:
    """Tell whether a clause belongs to a plan: it goes on from before, or begins here.

    A tick ends it.
    """
    if not clause.tokens:
        return is_plan
    if clause.tokens[0].kind == "tick":
        return False
    said = clause.line[clause.start : clause.end]
    return is_plan or is_heading(said) or is_plan_alone(said)


def find_heading(tokens: Sequence[Token], line: str) -> Heading:
    """Find what a heading says of the list below.

    Its verb is the last word, as in "This week I finished:".
    """
    if is_plan(line):
        return Heading(is_plan=True)
    solid = [token for token in tokens if token.kind not in _ROUND_COLON]
    verbs = [token for token in solid if token.kind == "verb"]
    if not verbs:
        return Heading()
    last = verbs[-1]
    if is_hedged(line[: last.start]):
        return Heading(is_plan=True)
    if _find_ids(tokens):
        return Heading()
    if last is solid[-1]:
        return Heading(last)
    return Heading(near=verbs[0].means)


def _find_ids(tokens: Sequence[Token]) -> tuple[Token, ...]:
    return tuple(token for token in tokens if token.kind == "id")


def _cut(line: str, tokens: Sequence[Token]) -> Iterator[Clause]:
    """Cut a line where clauses end.

    A comma between two ids is part of a list, a table's row is one clause.
    """
    is_row = bool(tokens) and tokens[0].kind == "bar"
    last_id = _find_neighbours(tokens)
    next_id = _find_neighbours(tokens[::-1])[::-1]
    mine: list[Token] = []
    lead, sentence = 0, 0
    for index, token in enumerate(tokens):
        if is_row and token.kind == "bar":
            continue
        in_list = last_id[index] and next_id[index]
        if not _ends(token, in_list=in_list):
            mine.append(token)
            continue
        is_asked = token.kind == "question" and not _is_in_bracket(mine)
        yield Clause(line, mine, lead, token.start, is_asked=is_asked, sentence=sentence)
        mine = []
        lead = token.start if token.kind == "break" else token.end
        sentence += token.kind in ("end", "question")
    yield Clause(line, mine, lead, len(line), sentence=sentence)


def _ends(token: Token, *, in_list: bool) -> bool:
    """Tell whether a clause ends at a token; a comma within a list of ids ends none."""
    if token.kind in ("comma", "pause"):
        return not in_list
    return token.kind in ("end", "question", "break", "bar")


def _find_neighbours(tokens: Sequence[Token]) -> list[bool]:
    """Tell for each token whether the last that means anything before it is an id."""
    found, is_id = [], False
    for token in tokens:
        found.append(is_id)
        if token.kind not in _IN_LIST:
            is_id = token.kind in _IDS
    return found


def _is_in_bracket(tokens: Sequence[Token]) -> bool:
    """Tell whether a bracket is open that was opened behind an id."""
    opened = find_places(tokens, "open")
    if not opened:
        return False
    kinds = find_kinds(tokens)
    before, behind = kinds[: opened[-1]], kinds[opened[-1] :]
    return "id" in before and "close" not in behind


def _take_labels(clause: Clause, names: Names) -> tuple[Clause, list[str]]:
    """Take the labels off a clause; returns what they say, too."""
    labels = []
    tokens, begin = clause.tokens, clause.lead
    done = _find_bracket_end(tokens, names)
    in_label = _find_ids(tokens[:done])
    prefix = False
    for place in find_places(tokens, "colon")[:LABELS]:
        colon = tokens[place]
        left, right = tokens[done:place], tokens[place + 1 :]
        if not _is_label(left, right, names):
            if _is_verb_label(left):
                labels.append(clause.line[left[0].start : left[-1].end])
            break
        labels.append(clause.line[begin : colon.start])
        begin, done = colon.end, place + 1
        in_label += _find_ids(left)
        prefix = _is_fix(left)
    rest = replace(clause, tokens=tokens[done:], in_label=in_label, is_prefixed=prefix)
    return rest, labels


def _find_bracket_end(tokens: Sequence[Token], names: Names) -> int:
    """Find where a unit in brackets before its own tasks ends, as in `[W03] done W03-2`."""
    bracket, rest = tokens[:3], tokens[3:]
    is_bracket = find_kinds(bracket) == ["open", "id", "close"]
    if is_bracket and _owns(bracket[1:2], rest, names):
        return len(bracket)
    return 0


def _is_verb_label(left: Sequence[Token]) -> bool:
    return bool(left) and not _find_ids(left)


def _is_label(left: Sequence[Token], right: Sequence[Token], names: Names) -> bool:
    """Tell whether a label stands before a colon.

    No verb at its end, no id but in a scope or of what owns the rest.
    """
    solid = [token for token in left if token.kind not in _BEFORE_COLON]
    if _is_fix(left):
        return True
    if solid and solid[-1].kind == "verb":
        return False
    ids = _find_ids(solid)
    if not ids or _is_scope(left):
        return True
    return _owns(ids, right, names)


def _owns(ids: Sequence[Token], right: Sequence[Token], names: Names) -> bool:
    """Tell whether units stand before a colon whose own tasks stand behind it."""
    units = {token.means for token in ids}
    owned = [names.owners[token.means] for token in _find_ids(right)]
    if not owned or not units <= names.units:
        return False
    return all(owners and owners[-1] in units for owners in owned)


def _is_scope(left: Sequence[Token]) -> bool:
    """Tell whether a label is of the form `feat(W03)` or `feat(W03)!`."""
    return find_kinds(left[:2]) in _SCOPES


def _is_fix(left: Sequence[Token]) -> bool:
    """Tell whether a label is a conventional commit's `fix:` or `fix(x):`, which is no verb."""
    if not left or left[0].means != "fix":
        return False
    return find_kinds(left[1:2]) in ([], ["open"])
