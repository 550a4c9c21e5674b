"""Check what a schema cannot say: weeks, electives, sizes, labels, verbs, the zone.

The rules read the plain value through `Spot`: a broken part hides nothing that is wrong elsewhere.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from itertools import pairwise
from operator import itemgetter

from roadmap_bot.errors import Problem
from roadmap_bot.roadmap.checks.counters import check_counters
from roadmap_bot.roadmap.checks.evidence import check_evidence
from roadmap_bot.roadmap.checks.ids import check_ids, check_references
from roadmap_bot.roadmap.checks.zones import check_zone
from roadmap_bot.text.problems import shorten
from roadmap_bot.text.verbs import TAKEN
from roadmap_bot.yaml.places import Node, Path
from roadmap_bot.yaml.spot import Spot

MAX_TITLE = 256  # F3.16
MAX_TASKS = 100

Weeks = tuple[float, float]  # first and last


def check_rules(
    value: object, nodes: Mapping[Path, Node], *, is_whole: bool = True
) -> list[Problem]:
    """Check the joined files by every rule; references only where all files could be read."""
    root = Spot(value, nodes)
    problems = [problem for rule in _RULES for problem in rule(root)]
    if is_whole:
        problems += check_references(root)
    return problems


def check_year(spot: Spot) -> Iterator[Problem]:
    """Check that a date lies in this century."""
    year = spot.text[:4]
    if year.isdecimal() and not 2000 <= int(year) <= 2100:
        yield spot.blame("roadmap.year", value=shorten(spot.text))


def _check_weeks(root: Spot) -> Iterator[Problem]:
    spans: dict[str, Weeks] = {}
    for phase in root.list("phases"):
        yield from _check_order(phase)
        weeks = phase.weeks
        if weeks:
            spans[phase["id"].text] = weeks
    yield from _check_overlaps(root)
    for unit in root.list("units"):
        yield from _check_order(unit)
        yield from _check_span(unit, spans.get(unit["phase"].text))


def _check_order(spot: Spot) -> Iterator[Problem]:
    weeks = spot.weeks
    if weeks and weeks[0] > weeks[1]:
        yield spot["weeks"].blame("roadmap.weeks-reversed", first=weeks[0], last=weeks[1])


def _check_overlaps(root: Spot) -> Iterator[Problem]:
    phases: list[tuple[Weeks, Spot]] = []
    for phase in root.list("phases"):
        weeks = phase.weeks
        if weeks and _is_in_order(weeks):
            phases.append((weeks, phase))
    phases.sort(key=itemgetter(0))
    for (before, one), (after, two) in pairwise(phases):
        if after[0] <= before[1]:
            id, where = shorten(one["id"].text), one["weeks"].where()
            yield two["weeks"].blame("roadmap.phases-overlap", id=id, where=where)


def _check_span(unit: Spot, span: Weeks | None) -> Iterator[Problem]:
    """Check that a unit lies within its phase, where both have weeks in order."""
    weeks = unit.weeks
    if not weeks or not span:
        return
    if not _is_in_order(weeks) or not _is_in_order(span):
        return
    first, last = span
    if weeks[0] < first or weeks[1] > last:
        phase = shorten(unit["phase"].text)
        yield unit["weeks"].blame("roadmap.weeks-outside", phase=phase, first=first, last=last)


def _is_in_order(weeks: Weeks) -> bool:
    return weeks[0] <= weeks[1]


def _check_electives(root: Spot) -> Iterator[Problem]:
    owners: dict[str, Spot] = {}
    for elective in root.list("electives"):
        units = elective.list("units")
        names = {unit.text for unit in units}
        choose, count = elective["choose"].number, len(names)
        if choose is not None and choose > count:
            yield elective["choose"].blame("roadmap.choose", choose=choose, count=count)
        for unit in units:
            if unit.text:
                yield from _check_owner(unit, owners.setdefault(unit.text, unit))


def _check_owner(unit: Spot, first: Spot) -> Iterator[Problem]:
    if first is not unit:
        id = shorten(unit.text)
        yield unit.blame("roadmap.elective-twice", id=id, where=first.where())


def _check_sizes(root: Spot) -> Iterator[Problem]:
    for unit in root.list("units"):
        tasks = unit.list("tasks")
        if len(tasks) > MAX_TASKS:
            sizes = {"count": len(tasks), "limit": MAX_TASKS}
            yield tasks[MAX_TASKS].blame("roadmap.tasks", id=unit["id"].text, **sizes)
        for owner in (unit, *tasks):
            yield from _check_title(owner)


def _check_title(owner: Spot) -> Iterator[Problem]:
    length = len(f"[{owner['id'].text}] {owner['title'].text}")
    if length > MAX_TITLE:
        yield owner["title"].blame("roadmap.title", length=length, limit=MAX_TITLE)


def _check_lines(root: Spot) -> Iterator[Problem]:
    for path, node in root.nodes.items():
        if "\n" in node.text.strip() and _is_one_line(path):
            yield Problem("roadmap.one-line", {"key": path[-1]}, node.place)


def _is_one_line(path: Path) -> bool:
    """Whether what stands there becomes a title, a name, or the text of a box."""
    if path[-1] == "text":
        return "steps" in path
    return path[-1] in ("title", "name")


def _check_labels(root: Spot) -> Iterator[Problem]:
    """Check that no two sorts of label have one name, nor two of a sort that are not the same."""
    seen: dict[str, tuple[str, Spot]] = {}
    for sort, label in _find_labels(root):
        name = label["name"].text or _DEFAULTS.get(sort, "")
        if not name:
            continue
        first_sort, first = seen.setdefault(name.casefold(), (sort, label))
        is_same = (first_sort, first.value) == (sort, label.value)
        if not is_same:
            where = first["name"].where()
            yield label["name"].blame("roadmap.label-twice", name=shorten(name), where=where)


def _find_labels(root: Spot) -> Iterator[tuple[str, Spot]]:
    """Find all labels, each with its sort."""
    for sort in _DEFAULTS:
        yield sort, root[sort]
    for sort in ("phases", "kinds"):
        for owner in root.list(sort):
            yield sort, owner["label"]


def _check_milestones(root: Spot) -> Iterator[Problem]:
    weeks: dict[float, Spot] = {}
    titles: dict[str, Spot] = {}
    for milestone in root.list("milestones"):
        week, title = milestone["week"], milestone["title"]
        if week.number is not None:
            first = weeks.setdefault(week.number, week)
            if first is not week:
                yield week.blame("roadmap.week-twice", week=week.number, where=first.where())
        if title.text:
            first = titles.setdefault(title.text.casefold(), title)
            if first is not title:
                yield title.blame("roadmap.title-twice", where=first.where())


def _check_hours(root: Spot) -> Iterator[Problem]:
    hours = root["hours"]
    least, most = hours["least"].number, hours["most"].number
    if least is not None and most is not None and least > most:
        yield hours.blame("roadmap.hours-reversed", least=least, most=most)


def _check_verbs(root: Spot) -> Iterator[Problem]:
    seen: dict[str, Spot] = {}
    for name in ("done", "reopen", "skip"):
        for verb in root["verbs"].list(name):
            if verb.text:
                yield from _check_verb(verb, seen)


def _check_verb(verb: Spot, seen: dict[str, Spot]) -> Iterator[Problem]:
    """Check a verb, and note it among those seen where it may stand."""
    text, written = verb.text.casefold(), str(verb.value)
    ends = written[:1] + written[-1:]
    if any(unicodedata.category(end)[0] in "PSZC" for end in ends):
        yield verb.blame("roadmap.verb-ends", verb=shorten(verb.value))
    elif text in TAKEN:
        yield verb.blame("roadmap.verb-taken", verb=shorten(verb.text))
    elif seen.setdefault(text, verb) is not verb:
        where = seen[text].where()
        yield verb.blame("roadmap.verb-twice", verb=shorten(verb.text), where=where)


_DEFAULTS = {"label": "roadmap", "elective_label": "elective"}
_RULES = (
    check_ids,
    _check_weeks,
    _check_electives,
    _check_sizes,
    _check_lines,
    _check_labels,
    _check_milestones,
    _check_hours,
    _check_verbs,
    check_counters,
    check_evidence,
    lambda root: check_zone(root["zone"]),
    lambda root: check_year(root["start"]),
)
