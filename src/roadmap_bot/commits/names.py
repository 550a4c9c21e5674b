"""What messages to a roadmap may name: its ids and their aliases, its titles, its verbs."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from roadmap_bot.errors import Problem
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.units import Step, Task, Unit
from roadmap_bot.text.characters import CJK, UNSEEN, fold
from roadmap_bot.text.verbs import BUILT_IN, Verb

_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")
# Behind a word that needs spaces round it, these make it another word.
_GOES_ON = (
    rf"[0-9A-Za-z_/\\~@#+=%{UNSEEN}-]|[.'’*|](?=[0-9A-Za-z])|:(?=[0-9])"
    rf"|-+[0-9A-Za-z]|(?![{CJK}])\w"
)
_SHAPE = re.compile(
    r"[@#]?(?P<letters>[^\W\d_]{1,4})\d{1,3}[^\W\d_]?(?:(?P<sign>[^0-9A-Za-z\s])\d|\Z)"
)
_STRANGE = re.compile(rf"[^ -~{CJK}]")
_DIGITS = re.compile(r"[0-9]")
_ODD = re.compile(r"[^0-9A-Z.]+")  # `W03_2` is nearest to W03-2
_GLUE = re.compile(r"[^0-9A-Za-z.-]+")  # between the ids of a range
_UNSEEN = re.compile(rf"[{UNSEEN}]")


@dataclass(frozen=True)
class Names:
    """The ids (folded) of a roadmap with the live id of each, titles (folded, in each language) and
    owners by id, and its verbs."""

    ids: Mapping[str, str]
    bare: Mapping[str, str]  # without leading zeros, where just one id fits
    titles: Mapping[str, tuple[str, ...]]
    owners: Mapping[str, tuple[str, ...]]  # what a thing is part of
    units: frozenset[str]
    verbs: Mapping[str, Verb]
    letters: frozenset[str]  # that ids begin with
    verb: re.Pattern[str]

    def find_id(self, text: str) -> str | None:
        """Find the live id that a text stands for; with a dash, zeros may lack or be too many."""
        if not text.isascii():
            return None
        word = text.casefold()
        if word in self.ids or "-" not in word:
            return self.ids.get(word)
        return self.bare.get(strip_zeros(word))


def make_names(roadmap: Roadmap) -> Names:
    """Make the names that messages to this roadmap may use."""
    things = list(_find_things(roadmap))
    ids = _find_ids([thing for thing, _ in things])
    titles = _find_titles(roadmap)
    owners = {thing.id: owners for thing, owners in things}
    units = frozenset(unit.id for unit in roadmap.units)
    letters = frozenset(_DIGITS.split(name, maxsplit=1)[0] for name in ids)
    verbs = _find_verbs(roadmap)
    bare, verb = _find_bare(ids), _make_pattern(verbs)
    return Names(ids, bare, titles, owners, units, verbs, letters, verb)


def strip_zeros(id: str) -> str:
    """Return an id without the leading zeros of its numbers."""
    return _ZEROS.sub("", id)


def looks_like_id(text: str, names: Names) -> bool:
    """Tell whether somebody meant an id: prose is full of P2, utf8 and v1.2, but not of `W03-2`."""
    found = _SHAPE.match(_bare(text))
    if not found:
        return False
    is_odd = found["sign"] == "-" or not text.isascii()
    return is_odd or found["letters"].casefold() in names.letters


def make_problem(text: str, names: Names) -> Problem:
    """Make the problem of an unknown id, with the nearest three, compared without leading zeros."""
    # Seen or unseen, what is neither ASCII nor Chinese is why no such id is known: show its code.
    shown = _STRANGE.sub(_show_code, text)
    near = ", ".join(_find_near(text, names))
    return Problem("directive.unknown", {"word": shown, "near": near})


def _show_code(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode("ascii")


def _find_near(text: str, names: Names) -> list[str]:
    """Find the three ids that were most likely meant, those first that stand in the text as they
    are."""
    plain = _ODD.sub("-", _bare(text).upper())
    meant = strip_zeros(plain)
    ids = sorted(set(names.ids.values()))
    alike = [id for id in ids if _sort(id) == _sort(meant)]
    nearest = sorted(alike or ids, key=partial(_find_distance, meant=meant))
    pieces = [names.find_id(piece) for piece in _GLUE.split(text)]
    held = [id for id in pieces if id in alike]
    found = dict.fromkeys([*held, *nearest])
    return list(found)[:3]


def _find_ids(things: Sequence[Unit | Task | Step]) -> dict[str, str]:
    """Find the live id of each name; a live id wins over an alias."""
    ids: dict[str, str] = {}
    for thing in things:
        ids |= {alias.casefold(): thing.id for alias in thing.aliases}
    for thing in things:
        ids[thing.id.casefold()] = thing.id
    return ids


def _find_things(roadmap: Roadmap) -> Iterable[tuple[Unit | Task | Step, tuple[str, ...]]]:
    for unit in roadmap.units:
        yield unit, ()
        yield from ((step, (unit.id,)) for step in unit.steps)
    for unit, task in roadmap.tasks:
        yield task, (unit.id,)
        yield from ((step, (task.id, unit.id)) for step in task.steps)


def _find_titles(roadmap: Roadmap) -> dict[str, tuple[str, ...]]:
    """Find the titles that each thing bears in the languages of the roadmap, the longest first."""
    titles: dict[str, set[str]] = defaultdict(set)
    for edition in roadmap.editions:
        for thing, _ in _find_things(edition):
            titles[thing.id].add(_fold_title(thing))
    longest_first = partial(sorted, key=len, reverse=True)
    return {id: tuple(longest_first(known)) for id, known in titles.items()}


def _fold_title(thing: Unit | Task | Step) -> str:
    title = thing.text if isinstance(thing, Step) else thing.title
    return fold(title).strip().casefold()


def _find_bare(ids: Mapping[str, str]) -> dict[str, str]:
    fitting = defaultdict(set)
    for name, id in ids.items():
        if "-" in name:
            fitting[strip_zeros(name)].add(id)
    sure = {name: found for name, found in fitting.items() if len(found) == 1}
    return {name: found.pop() for name, found in sure.items()}


def _find_verbs(roadmap: Roadmap) -> dict[str, Verb]:
    folded: dict[str, Verb] = {}
    for edition in roadmap.editions:
        for verb, phrases in _own_verbs(edition).items():
            folded |= {_fold_verb(phrase): verb for phrase in phrases}
    folded.pop("", None)
    return folded | BUILT_IN


def _own_verbs(roadmap: Roadmap) -> dict[Verb, Iterable[str]]:
    verbs = roadmap.verbs
    return {"done": verbs.done, "reopen": verbs.reopen, "skip": verbs.skip}


def _fold_verb(phrase: str) -> str:
    return fold(phrase).strip().casefold()


def _make_pattern(verbs: Iterable[str]) -> re.Pattern[str]:
    """Make what finds a verb.

    Chinese needs no space behind it, `done-ish` and `doneness` are other words.
    """
    longest_first = sorted(verbs, key=len, reverse=True)
    return re.compile("|".join(map(_make_alternative, longest_first)), re.IGNORECASE)


def _make_alternative(verb: str) -> str:
    is_chinese = re.match(f"[{CJK}]", verb[-1])
    needs_end = verb[-1].isalnum() and not is_chinese
    if not needs_end:
        return re.escape(verb)
    return rf"{re.escape(verb)}(?!{_GOES_ON})"


def _bare(text: str) -> str:
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text))


def _sort(id: str) -> tuple[bool, bool]:
    return "-" in id, "." in id


def _find_distance(id: str, meant: str) -> tuple[bool, float]:
    """Find how far an id is from what was meant: one of the same unit is nearer than any other."""
    bare = strip_zeros(id.upper())
    unit, _, _ = bare.partition("-")
    meant_unit, _, _ = meant.partition("-")
    alike = difflib.SequenceMatcher(None, bare, meant).ratio()
    return unit != meant_unit, -alike
