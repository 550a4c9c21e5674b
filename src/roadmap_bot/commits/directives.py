"""Read what commit messages ask for: `done W03-2`, `完成 W03-2、W03-3`, `closes #12`.

VERB ID (SEPARATOR ID)*. Each line is read on its own, once, from left to right: GitHub's own reading across newlines
has closed issues by accident (https://github.com/postmark-town/postmark/issues/1940).
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from roadmap_bot.commits.hedges import Hedges, is_subject, is_taken_back
from roadmap_bot.commits.prose import CODE, find_prose
from roadmap_bot.errors import Problem
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.units import Step, Task, Unit
from roadmap_bot.text.characters import CJK, UNSEEN, fold

Verb = Literal["done", "reopen", "skip"]

WARNINGS = 10
LONGEST = 64  # signs of a token; an id has at most 16
# https://docs.github.com/en/issues/tracking-your-work-with-issues/using-issues/linking-a-pull-request-to-an-issue
CLOSING = frozenset({"close", "closes", "closed"})
MENDING = frozenset({"fix", "fixes", "fixed", "resolve", "resolves", "resolved"})
BUILT_IN: dict[str, Verb] = {
    **dict.fromkeys(
        ("done", "finish", "finished", "complete", "completed", *CLOSING, *MENDING), "done"
    ),
    **dict.fromkeys(("完成", "搞定", "做完", "关闭"), "done"),
    **dict.fromkeys(("reopen", "redo", "重做", "重开"), "reopen"),
    **dict.fromkeys(("skip", "跳过"), "skip"),
}

_ENDS = r" ,;:!?(){}\[\]&。、…“”‘《》「」『』【】〔〕·" + CODE
# A token goes on over anything odd between two ASCII signs, so that `W03:2` and `W03\0-2` are not `W03`.
_TOKEN = re.compile(
    rf"(?:[0-9A-Za-z_./\\~@#+=%\-{UNSEEN}]|(?![{CJK}一ー])\w"
    rf"|(?<=[0-9A-Za-z])(?::(?=[0-9])|[^{CJK}{_ENDS}](?=[0-9A-Za-z]))){{1,{LONGEST}}}+"
)
_NUMBER = re.compile(r"#([1-9][0-9]{0,8})")
# Chinese needs no space between words; elsewhere `abandoned`, `un-done`, `x/done` and `done-ish` are other words.
_GLUED = re.compile(rf"(?:(?![{CJK}])\w[-.'’]?|[/@#$~\\{UNSEEN}])\Z")
_GAP = re.compile(r"了? ?:? ?(?:(?:tasks?(?![0-9A-Za-z_-])|任务) ?:? ?)?", re.IGNORECASE)
_SEPARATOR = re.compile(
    r" ?(?:[,、] ?(?:and |(?:[和与]|以?及) ?)?|and |(?:[和与]|以?及) ?|& ?)", re.IGNORECASE
)
# `W03-2 ~ W03-4` and `W03 - 2` mean more, or other, than the id they begin with.
_RANGE = re.compile(
    r" ?(?:~|\.\.+|至|到|to |through ) ?(?:(?=[A-Za-z]{1,4}[0-9])|(?<=[至到 ])(?=[0-9]{1,3}(?:[ ,;!。]|\Z)))",
    re.IGNORECASE,
)
_TORN = re.compile(r" ?- ?(?=[0-9])")
_WORD = re.compile(rf"[^\W_]|{CODE}")
_SHAPE = re.compile(
    r"[@#]?(?P<letters>[^\W\d_]{1,4})\d{1,3}[^\W\d_]?(?:(?P<sign>[^0-9A-Za-z\s])\d|\Z)"
)
_STRANGE = re.compile(rf"[^ -~{CJK}]")
_ODD = re.compile(r"[^0-9A-Z.]+")  # `W03_2` is nearest to W03-2
_UNSEEN = re.compile(rf"[{UNSEEN}]")


@dataclass(frozen=True)
class Names:
    """The ids and aliases of a roadmap (folded) with the live id of each; the verbs (folded) with what each asks."""

    ids: Mapping[str, str]
    verbs: Mapping[str, Verb]
    letters: frozenset[str]  # that ids begin with
    verb: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Directive:
    """One thing that a message asks for: of a unit, task or step of the roadmap, or of an issue by its number."""

    verb: Verb
    id: str | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """The directives of a message in its order, and what it names that the roadmap does not have."""

    directives: tuple[Directive, ...] = ()
    problems: tuple[Problem, ...] = ()


class _Item(NamedTuple):
    """What stands where an id may stand."""

    text: str
    end: int
    id: str | None = None
    number: int | None = None

    @property
    def is_known(self) -> bool:
        return bool(self.id or self.number)


def make_names(roadmap: Roadmap) -> Names:
    """Make the names that messages to this roadmap may use."""
    owners: list[Unit | Task] = [*roadmap.units, *(task for _, task in roadmap.tasks)]
    named: list[Unit | Task | Step] = [*owners, *(step for owner in owners for step in owner.steps)]
    ids = {alias.casefold(): thing.id for thing in named for alias in thing.aliases}
    ids |= {thing.id.casefold(): thing.id for thing in named}
    own: dict[Verb, Iterable[str]] = {
        "done": roadmap.verbs.done,
        "reopen": roadmap.verbs.reopen,
        "skip": roadmap.verbs.skip,
    }
    verbs = {
        fold(phrase).strip().casefold(): verb for verb, phrases in own.items() for phrase in phrases
    } | BUILT_IN
    longest_first = sorted(filter(None, verbs), key=len, reverse=True)
    letters = frozenset(re.split("[0-9]", name, maxsplit=1)[0] for name in ids)
    return Names(
        ids, verbs, letters, re.compile("|".join(map(re.escape, longest_first)), re.IGNORECASE)
    )


def parse_message(message: str, names: Names) -> Parsed:
    """Parse a commit message, in time linear in its length."""
    directives: list[Directive] = []
    unknown: dict[str, None] = {}
    latest: dict[str | int | None, Verb] = {}
    for line in find_prose(message, names.verbs.keys() - CLOSING - MENDING):
        for verb, item in _parse_line(fold(line), names):
            if not item.is_known:
                unknown[item.text] = None
            elif latest.get(item.id or item.number) != verb:
                latest[item.id or item.number] = verb
                directives.append(Directive(verb, item.id, item.number))
    return Parsed(
        tuple(directives), tuple(_make_problem(text, names) for text in list(unknown)[:WARNINGS])
    )


def _parse_line(line: str, names: Names) -> Iterator[tuple[Verb, _Item]]:
    hedges = Hedges(line)
    here = 0
    while found := names.verb.search(line, here):
        here = found.start() + 1
        word = found[0].casefold()
        if word in names.verbs and not hedges.reach(found.start()) and _is_word(found):
            items = _parse_list(found, names)
            here = items[-1].end if items else here
            yield from ((names.verbs[word], item) for item in items)


def _is_word(verb: re.Match[str]) -> bool:
    line, (start, end) = verb.string, verb.span()
    begins = not _needs_space(line[start]) or not _GLUED.search(line, max(0, start - 2), start)
    return begins and (
        not _needs_space(line[end - 1]) or line.startswith((" ", ":", "了", "任务"), end)
    )


def _needs_space(sign: str) -> bool:
    return sign.isalnum() and re.match(rf"[{CJK}]", sign) is None


def _parse_list(verb: re.Match[str], names: Names) -> list[_Item]:
    """Parse the ids behind a verb; one that the roadmap does not have ends the list and is its last item."""
    line, word = verb.string, verb[0].casefold()
    items: list[_Item] = []
    gap, here = _GAP, verb.end()
    while (found := gap.match(line, here)) and (item := _find_item(line, found.end(), names)):
        if (items and is_subject(line, item.end)) or (
            item.number and word not in CLOSING | MENDING
        ):
            break
        items.append(item)
        if not item.is_known:
            break
        gap, here = _SEPARATOR, item.end
    if items and is_taken_back(line, items[-1].end):
        return []
    if word in MENDING and items and _WORD.search(line, items[-1].end):
        return [
            item for item in items if item.number
        ]  # "fix W03-2 crash on load" mends, it does not finish
    return items


def _find_item(line: str, start: int, names: Names) -> _Item | None:
    in_brackets = line.startswith(("[", "【"), start)  # as in the titles of the issues
    token = _TOKEN.match(line, start + in_brackets)
    if not token or len(token[0]) == LONGEST:
        return None
    text = token[0].rstrip(".-~")
    end = token.start() + len(text)
    if number := _NUMBER.fullmatch(text):
        return _Item(text, end, number=int(number[1]))
    known = names.ids.get(text.casefold()) if text.isascii() else None
    more = _RANGE.match(line, end) or ("-" not in text and _TORN.match(line, end))
    if known and more and (tail := _TOKEN.match(line, more.end())):
        return _Item(line[token.start() : tail.end()], tail.end())
    if known:
        is_whole = not in_brackets or line.startswith(("]", "】"), end)
        return _Item(text, end + in_brackets, known) if is_whole else None
    return _Item(text, end) if _looks_like_id(text, names) else None


def _looks_like_id(text: str, names: Names) -> bool:
    """Tell whether somebody meant an id: prose is full of P2, utf8 and v1.2, but not of `W03-2`."""
    found = _SHAPE.match(_bare(text))
    if not found:
        return False
    return (
        found["sign"] == "-" or not text.isascii() or found["letters"].casefold() in names.letters
    )


def _bare(text: str) -> str:
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text))


def _make_problem(text: str, names: Names) -> Problem:
    meant = _ODD.sub("-", _bare(text).upper())
    ids = dict.fromkeys(names.ids.values())
    alike = [name for name in ids if ("-" in name, "." in name) == ("-" in meant, "." in meant)]
    nearest = difflib.get_close_matches(meant, alike or ids, n=3, cutoff=0)
    # Seen or unseen, what is neither ASCII nor Chinese is why no such id is known: show its code.
    shown = _STRANGE.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)
    return Problem("directive.unknown", {"word": shown, "near": ", ".join(nearest)})
