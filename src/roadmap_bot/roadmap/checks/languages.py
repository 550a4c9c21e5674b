"""The same roadmap in several languages: `roadmap/LANG/*.yml` mirrors `roadmap/*.yml`.

Only words may differ: ids, kinds, hours, weeks and addresses are the same in each, and in the same
order, so that a learner who changes the language keeps every tick.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set

from roadmap_bot.errors import Problem
from roadmap_bot.roadmap.fields import LANGUAGE
from roadmap_bot.text.problems import shorten
from roadmap_bot.yaml.spot import Spot

WORDS = frozenset(
    {
        "badge",
        "description",
        "goal",
        "goals",
        "hint",
        "hints",
        "language",
        "name",
        "note",
        "points",
        "summary",
        "text",
        "title",
    }
)
OWN = "verbs"  # a language has words for commits of its own
OPTIONAL = WORDS | {OWN}


def is_language(folder: str) -> bool:
    """Whether a folder may hold the roadmap in another language, by its name."""
    return re.fullmatch(LANGUAGE, folder) is not None


def find_mirrors(files: Mapping[str, Sequence[str]]) -> tuple[list[str], list[tuple[str, str]]]:
    """Find the folders that mirror every file of the roadmap, and what the others lack.

    `files` are names of files by folder; those of the roadmap itself are under "".
    """
    mirrors: list[str] = []
    lacking: list[tuple[str, str]] = []
    for folder in sorted(files.keys() - {""}):
        missing = [name for name in files[""] if name not in files[folder]]
        if len(missing) == len(files[""]):
            continue  # the author's own
        lacking += [(folder, name) for name in missing]
        if not missing:
            mirrors.append(folder)
    return mirrors, lacking


def check_mirror(base: Spot, mirror: Spot, language: str) -> list[Problem]:
    """Check that `mirror` says the same as `base` in other words, and which language it is."""
    problems = list(_compare(base, mirror))
    if mirror["language"].text != language:
        problems.append(mirror["language"].blame("roadmap.mirror-language", language=language))
    # What the bot's issues are known by bears one name in every language.
    ours, theirs = base["label"]["name"], mirror["label"]["name"]
    if ours.text != theirs.text:
        problems.append(theirs.blame("roadmap.mirror-label", name=ours.text))
    return problems


def _compare(base: Spot, mirror: Spot) -> Iterator[Problem]:
    if OWN in base.path:
        return
    match base.value, mirror.value:
        case dict() as ours, dict() as theirs:
            yield from _compare_keys(base, mirror, ours.keys(), theirs.keys())
        case list() as ours, list() as theirs:
            yield from _compare_lists(base, mirror, len(ours), len(theirs))
        case ours, theirs:
            is_same = ours == theirs or _is_worded(base)
            if not is_same:
                wanted = shorten(ours)
                yield mirror.blame("roadmap.mirror-value", wanted=wanted, where=base.where())


def _compare_keys(base: Spot, mirror: Spot, ours: Set[str], theirs: Set[str]) -> Iterator[Problem]:
    """Compare what is under each key; words may be left out in one language alone."""
    for key in sorted(ours & theirs):
        yield from _compare(base[key], mirror[key])
    for key in sorted(ours - theirs - OPTIONAL):
        yield mirror.blame("roadmap.mirror-lacks", key=key, where=base[key].where())
    for key in sorted(theirs - ours - OPTIONAL):
        yield mirror[key].blame_key("roadmap.mirror-more", key=key, where=base.where())


def _compare_lists(base: Spot, mirror: Spot, wanted: int, count: int) -> Iterator[Problem]:
    if count != wanted:
        where = base.where()
        yield mirror.blame("roadmap.mirror-count", count=count, wanted=wanted, where=where)
        return
    for index in range(wanted):
        yield from _compare(base[index], mirror[index])


def _is_worded(spot: Spot) -> bool:
    """Whether what stands here is words: of a key, or of a list of them."""
    return isinstance(spot.value, str) and any(part in WORDS for part in spot.path)
