"""A plan that stands twice in its document: an older version, another language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import combinations

from roadmap_bot.markdown.ordinals import DAY, PHASE, WEEK, Span, find_ordinals
from roadmap_bot.markdown.survey import Survey
from roadmap_bot.markdown.tree import Section
from roadmap_bot.outlines.alike import measure_likeness
from roadmap_bot.outlines.groups import Part
from roadmap_bot.text.characters import CJK

_HAN = re.compile(f"[{CJK}]")
_DIGITS = re.compile(r"\d+")
_SIMILAR = 0.5  # how alike two titles are that may be of the same task
_SHARED = 0.2  # share of such titles in two plans that are the same
_NEARLY_ALL = 0.9  # where no numbers say that both have the same parts
_OTHER_SCRIPT = 0.3  # by how much more of the titles hold Chinese
_SAMPLE = 60  # titles that are compared
_ORDER = (WEEK, PHASE)  # by which word a part is known

Run = list[Part]
Ident = tuple[tuple[str, Span], ...]


def drop_copies(survey: Survey, parts: Sequence[Part]) -> tuple[Part, ...]:
    """Drop what is another version of the same plan: the largest stays, else the first."""
    runs = _find_runs(survey, parts)
    dropped: set[int] = set()
    for one, other in combinations(range(len(runs)), 2):
        if not dropped & {one, other} and _are_same(survey, runs[one], runs[other]):
            is_first_larger = count(runs[one]) >= count(runs[other])
            dropped.add(other if is_first_larger else one)
    kept = [run for index, run in enumerate(runs) if index not in dropped]
    return tuple(part for run in kept for part in run)


def count(run: Run) -> int:
    """Count the tasks of a run of parts."""
    return sum(len(part.found) for part in run)


def _find_runs(survey: Survey, parts: Sequence[Part]) -> list[Run]:
    """Cut the parts where their numbers begin anew, else between two halves of the document."""
    runs: list[Run] = [[]]
    seen: set[Ident] = set()
    for part in parts:
        ident = _identify(survey, part)
        if ident and ident in seen:
            runs.append([])
            seen = set()
        seen.add(ident)
        runs[-1].append(part)
    if len(runs) == 1:
        return _find_halves(parts)
    return runs


def _find_halves(parts: Sequence[Part]) -> list[Run]:
    """Find the two halves of a document, each below a heading of its own."""
    for level in range(1, 4):
        halves: dict[Section, Run] = {}
        for part in parts:
            if level < len(part.chain):
                halves.setdefault(part.chain[level], []).append(part)
        if len(halves) == 2 and sum(map(len, halves.values())) == len(parts):
            return [*halves.values()]
    return [list(parts)]


def _identify(survey: Survey, part: Part) -> Ident:
    """Tell which part it is by all numbers from the outermost to its own; nothing without one."""
    above = [section for section in part.chain if section in survey.parts]
    named = [survey.ordinals[section] for section in above]
    if part.name:
        named.append(find_ordinals(part.name))
    if part.week:
        named.append({WEEK: Span(part.week, part.week)})
    is_own = part.section in survey.parts or part.name or part.week
    if not is_own or not named or not named[-1]:
        return ()
    return tuple(_choose(words) for words in named if words)


def _choose(words: Mapping[str, Span]) -> tuple[str, Span]:
    for word in (*_ORDER, *words):
        if word in words and (word != DAY or len(words) == 1):
            return word, words[word]
    return next(iter(words.items()))


def _are_same(survey: Survey, one: Run, other: Run) -> bool:
    if not _have_same_parts(survey, one, other):
        return False
    if abs(_share_han(one) - _share_han(other)) > _OTHER_SCRIPT:
        return True
    least = _NEARLY_ALL
    if any(_identify(survey, part) for part in one):
        least = _SHARED
    return _share_titles(one, other) >= least


def _have_same_parts(survey: Survey, one: Run, other: Run) -> bool:
    first = {_identify(survey, part) for part in one} - {()}
    second = {_identify(survey, part) for part in other} - {()}
    if not first and not second:
        return [len(part.found) for part in one] == [len(part.found) for part in other]
    fewer = min(len(first), len(second))
    shared = {ident[-1] for ident in first} & {ident[-1] for ident in second}
    return len(shared) * 2 >= fewer > 0


def _share_han(run: Run) -> float:
    """Return the share of the titles of a run that hold Chinese."""
    titles = _find_titles(run)
    return sum(1 for title in titles if _HAN.search(title)) / max(1, len(titles))


def _find_titles(run: Run) -> list[str]:
    titles = dict.fromkeys(task.text.text for part in run for task in part.found)
    return list(titles)[:_SAMPLE]


def _share_titles(one: Run, other: Run) -> float:
    """Return the share of the titles of one that other has, too, nearly."""
    fewer, more = sorted((_find_titles(one), _find_titles(other)), key=len)
    near = [title for title in fewer if any(_are_near(title, known) for known in more)]
    return len(near) / max(1, len(fewer))


def _are_near(one: str, other: str) -> bool:
    """Whether two titles are nearly the same, with the same numbers in them."""
    if measure_likeness(one, other) < _SIMILAR:
        return False
    return _DIGITS.findall(one) == _DIGITS.findall(other)
