"""Check what a schema cannot say: ids, references, weeks, electives, sizes, labels, verbs.

The rules read the plain value through `Spot`, so that a broken part hides nothing that is wrong elsewhere.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

from roadmap_bot.errors import Problem
from roadmap_bot.text.problems import find_near, shorten
from roadmap_bot.yaml.places import Node, Path
from roadmap_bot.yaml.spot import Spot

MAX_TITLE = 256  # F3.16
MAX_TASKS = 100
BUILT_IN = frozenset(
    """done finish finished complete completed close closes closed fix fixes fixed resolve resolves resolved
    reopen redo skip 完成 搞定 做完 关闭 重做 重开 跳过 not should will todo wip 未 没 还没 尚未 待 将
    and 和 task 任务""".split()  # noqa: SIM905
)


def check_rules(
    value: object, nodes: Mapping[Path, Node], *, is_whole: bool = True
) -> list[Problem]:
    """Check the joined files by every rule; references only where all files could be read."""
    root = Spot(value, nodes)
    rules = [*_RULES, _check_references] if is_whole else _RULES
    return [problem for rule in rules for problem in rule(root)]


def find_zone(name: str) -> ZoneInfo | None:
    """Find an IANA time zone."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, malformed, a folder of zones
        return None


def check_zone(spot: Spot) -> Iterator[Problem]:
    """Check that the zone exists."""
    if spot.text and find_zone(spot.text) is None:
        near = find_near(spot.text, available_timezones())
        yield spot.blame("roadmap.zone", zone=shorten(spot.text), near=near)


def check_year(spot: Spot) -> Iterator[Problem]:
    """Check that a date lies in this century."""
    year = spot.text[:4]
    if year.isdecimal() and not 2000 <= int(year) <= 2100:
        yield spot.blame("roadmap.year", value=shorten(spot.text))


def _find_owners(root: Spot) -> Iterator[Spot]:
    for name in ("phases", "kinds", "milestones", "electives"):
        yield from root.list(name)
    for unit in root.list("units"):
        yield unit
        yield from _find_steps(unit)
        for task in unit.list("tasks"):
            yield task
            yield from task.list("steps")


def _find_steps(unit: Spot) -> Iterator[Spot]:
    for group in unit.list("boxes"):
        yield from group.list("steps")


def _check_ids(root: Spot) -> Iterator[Problem]:
    live: dict[str, Spot] = {}
    for owner in _find_owners(root):
        name = owner["id"].text
        if name and (first := live.setdefault(name.casefold(), owner)) is not owner:
            yield owner["id"].blame("roadmap.id-twice", id=shorten(name), where=first["id"].where())
    taken: dict[str, Spot] = {}
    for alias in (
        alias for owner in _find_owners(root) for alias in owner.list("aliases") if alias.text
    ):
        name = alias.text.casefold()
        if name in live:
            yield alias.blame(
                "roadmap.alias-live", id=shorten(alias.text), where=live[name]["id"].where()
            )
        elif (first := taken.setdefault(name, alias)) is not alias:
            yield alias.blame("roadmap.alias-twice", id=shorten(alias.text), where=first.where())


def _check_references(root: Spot) -> Iterator[Problem]:
    phases, kinds, units = (
        {owner["id"].text: None for owner in root.list(name)}
        for name in ("phases", "kinds", "units")
    )
    for unit in root.list("units"):
        yield from _check_reference(unit["phase"], phases, "roadmap.unknown-phase")
        yield from _check_reference(unit["kind"], kinds, "roadmap.unknown-kind")
        for task in unit.list("tasks"):
            yield from _check_reference(task["kind"], kinds, "roadmap.unknown-kind")
    for column in root.list("self_check"):
        for kind in column.list("kinds"):
            yield from _check_reference(kind, kinds, "roadmap.unknown-kind")
    for elective in root.list("electives"):
        for unit in elective.list("units"):
            yield from _check_reference(unit, units, "roadmap.unknown-unit")


def _check_reference(spot: Spot, known: Mapping[str, None], code: str) -> Iterator[Problem]:
    if spot.text and spot.text not in known:
        yield spot.blame(code, id=shorten(spot.text), near=find_near(spot.text, known))


def _check_weeks(root: Spot) -> Iterator[Problem]:
    spans = {}
    for phase in root.list("phases"):
        if weeks := phase.weeks:
            yield from _check_order(phase, weeks)
            spans[phase["id"].text] = weeks
    yield from _check_overlaps(root)
    for unit in root.list("units"):
        if weeks := unit.weeks:
            yield from _check_order(unit, weeks)
            first, last = spans.get(unit["phase"].text, weeks)
            if weeks[0] <= weeks[1] and not first <= weeks[0] <= weeks[1] <= last and first <= last:
                phase_id = shorten(unit["phase"].text)
                yield unit["weeks"].blame(
                    "roadmap.weeks-outside", phase=phase_id, first=first, last=last
                )


def _check_order(spot: Spot, weeks: tuple[float, float]) -> Iterator[Problem]:
    if weeks[0] > weeks[1]:
        yield spot["weeks"].blame("roadmap.weeks-reversed", first=weeks[0], last=weeks[1])


def _check_overlaps(root: Spot) -> Iterator[Problem]:
    spans = sorted(
        (
            (weeks, phase)
            for phase in root.list("phases")
            if (weeks := phase.weeks) and weeks[0] <= weeks[1]
        ),
        key=lambda span: span[0],
    )
    for ((_, end), one), ((begin, _), two) in pairwise(spans):
        if begin <= end:
            yield two["weeks"].blame(
                "roadmap.phases-overlap", id=shorten(one["id"].text), where=one["weeks"].where()
            )


def _check_electives(root: Spot) -> Iterator[Problem]:
    owners: dict[str, Spot] = {}
    for elective in root.list("electives"):
        units = elective.list("units")
        choose, count = elective["choose"].number, len({unit.text for unit in units})
        if choose is not None and choose > count:
            yield elective["choose"].blame("roadmap.choose", choose=choose, count=count)
        for unit in units:
            first = owners.setdefault(unit.text or f"?{len(owners)}", unit)
            if first is not unit:
                yield unit.blame(
                    "roadmap.elective-twice", id=shorten(unit.text), where=first.where()
                )


def _check_sizes(root: Spot) -> Iterator[Problem]:
    for unit in root.list("units"):
        tasks = unit.list("tasks")
        if len(tasks) > MAX_TASKS:
            yield tasks[MAX_TASKS].blame(
                "roadmap.tasks", id=unit["id"].text, count=len(tasks), limit=MAX_TASKS
            )
        for owner in (unit, *tasks):
            length = len(f"[{owner['id'].text}] {owner['title'].text}")
            if length > MAX_TITLE:
                yield owner["title"].blame("roadmap.title", length=length, limit=MAX_TITLE)


def _check_lines(root: Spot) -> Iterator[Problem]:
    for path, node in root.nodes.items():
        is_one_line = path[-1:] in _ONE_LINE or (path[-1:] == ("text",) and "steps" in path)
        if is_one_line and "\n" in node.text.strip():
            yield Problem("roadmap.one-line", {"key": path[-1]}, node.place)


def _check_labels(root: Spot) -> Iterator[Problem]:
    seen: dict[str, tuple[str, Spot]] = {}
    singles = [(name, root[name]) for name in ("label", "elective_label")]
    for sort, label in [
        *singles,
        *((name, each["label"]) for name in ("phases", "kinds") for each in root.list(name)),
    ]:
        name = label["name"].text or str(_DEFAULTS.get(sort, ""))
        if not name:
            continue
        first_sort, first = seen.setdefault(name.casefold(), (sort, label))
        if first is not label and (first_sort != sort or first.value != label.value):
            yield label["name"].blame(
                "roadmap.label-twice", name=shorten(name), where=first["name"].where()
            )


def _check_hours(root: Spot) -> Iterator[Problem]:
    least, most = root["hours"]["least"].number, root["hours"]["most"].number
    if least is not None and most is not None and least > most:
        yield root["hours"].blame("roadmap.hours-reversed", least=least, most=most)


def _check_milestones(root: Spot) -> Iterator[Problem]:
    weeks: dict[float, Spot] = {}
    titles: dict[str, Spot] = {}
    for milestone in root.list("milestones"):
        week, title = milestone["week"], milestone["title"]
        if week.number is not None and (first := weeks.setdefault(week.number, week)) is not week:
            yield week.blame("roadmap.week-twice", week=week.number, where=first.where())
        if title.text and (first := titles.setdefault(title.text.casefold(), title)) is not title:
            yield title.blame("roadmap.title-twice", where=first.where())


def _check_verbs(root: Spot) -> Iterator[Problem]:
    seen: dict[str, Spot] = {}
    for name in ("done", "reopen", "skip"):
        for verb in root["verbs"].list(name):
            text = verb.text.casefold()
            if not text:
                continue
            ends = str(verb.value)[:1] + str(verb.value)[-1:]
            if any(unicodedata.category(end)[0] in "PSZC" for end in ends):
                yield verb.blame("roadmap.verb-ends", verb=shorten(verb.value))
            elif text in BUILT_IN:
                yield verb.blame("roadmap.verb-taken", verb=shorten(verb.text))
            elif (first := seen.setdefault(text, verb)) is not verb:
                yield verb.blame("roadmap.verb-twice", verb=shorten(verb.text), where=first.where())


_ONE_LINE = (("title",), ("name",))
_DEFAULTS = {"label": "roadmap", "elective_label": "elective"}
_RULES = (
    _check_ids,
    _check_weeks,
    _check_electives,
    _check_sizes,
    _check_lines,
    _check_labels,
    _check_milestones,
    _check_hours,
    _check_verbs,
    lambda root: check_zone(root["zone"]),
    lambda root: check_year(root["start"]),
)
