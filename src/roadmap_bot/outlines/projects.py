"""Parts without tasks: projects and groups of deliverables; choices among them; milestones."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from roadmap_bot.markdown.ordinals import WEEK, find_ordinals, strip_ordinal
from roadmap_bot.markdown.roles import CONDITIONS, Role
from roadmap_bot.markdown.survey import Survey
from roadmap_bot.markdown.tree import ITEM, Chain, Items, Section
from roadmap_bot.outlines.groups import read_weeks
from roadmap_bot.outlines.outline import Milestone
from roadmap_bot.outlines.text import make_title

_HAN = "一二两三四五六七八九"
_CHOICE = re.compile(
    rf"选\s*(?P<zh>[1-9{_HAN}])(?:个|项|门|题)?(?![0-9])|[任三四五六]选(?P<of>[{_HAN}1-9])"
    r"|(?:choose|pick|select|complete)\s+(?:any\s+)?(?P<en>[1-9]|one|two|three)\b"
    r"|(?:elige|escoge|elegir)\s+(?P<es>[1-9]|uno|una|dos|tres)\b",
    re.IGNORECASE,
)
_PROJECT = re.compile(r"项目|作品|project|capstone|proyecto", re.IGNORECASE)
_NUMBERS = {
    **{sign: number for number, sign in enumerate("一二三四五六七八九", start=1)},
    "两": 2,
    **dict.fromkeys(("one", "uno", "una"), 1),
    **dict.fromkeys(("two", "dos"), 2),
    **dict.fromkeys(("three", "tres"), 3),
}


def find_projects(survey: Survey, taken: Collection[Section]) -> tuple[Chain, ...]:
    """Find the parts that have boxes, all of them conditions, and are no part with tasks."""
    found: dict[Section, Chain] = {}
    for chain in survey.chains:
        roles = survey.find_roles(chain)
        if not roles & CONDITIONS or roles & {Role.NOISE, Role.MILESTONES} or not _has_boxes(chain):
            continue
        if not _is_of_plan(survey, chain):
            continue
        section = survey.find_unit(chain)
        above = chain[: chain.index(section) + 1]
        if not set(above) & set(taken) and not _holds(section, taken):
            found.setdefault(section, above)
    return tuple(found.values())


def _is_of_plan(survey: Survey, chain: Chain) -> bool:
    """Whether conditions are of the plan: below one of its parts, a project, or deliverables."""
    is_below = any(section in survey.parts for section in chain)
    is_project = any(_PROJECT.search(section.title.text) for section in chain[1:])
    return is_below or is_project or Role.DELIVERABLES in survey.find_roles(chain)


def _has_boxes(chain: Chain) -> bool:
    lists = [part for part in chain[-1].parts if isinstance(part, Items)]
    return any(item.is_done is not None for part in lists for item in part.items)


def _holds(section: Section, taken: Collection[Section]) -> bool:
    return any(inner in taken for inner in section.walk())


def find_condition(survey: Survey, chain: Chain) -> Role:
    """Find what the boxes of a part are, where a heading above it says so."""
    roles = [survey.roles[section] for section in chain]
    named = [role for role in roles if role in CONDITIONS]
    return named[-1] if named else Role.PLAN


def find_choice(chain: Chain) -> Section | None:
    """Find the heading above a part that lets the learner choose."""
    for section in reversed(chain[:-1]):
        if read_choice(section.title.text):
            return section
    return None


def read_choice(text: str) -> int:
    """Read how many are to be chosen, 0 where nothing is said of that."""
    found = _CHOICE.search(text)
    if not found:
        return 0
    word = next(group for group in found.groups() if group).casefold()
    return int(word) if word.isdecimal() else _NUMBERS.get(word, 0)


def find_milestones(survey: Survey) -> tuple[Milestone, ...]:
    """Find the checkpoints that the document names, each with its week."""
    found = {milestone.week: milestone for milestone in _find_milestones(survey)}
    return tuple(found[week] for week in sorted(found))


def _find_milestones(survey: Survey) -> Iterator[Milestone]:
    for chain in survey.chains:
        section = chain[-1]
        if Role.MILESTONES not in {survey.roles[each] for each in chain}:
            continue
        if section.level == ITEM:
            yield from _read_milestone(section.title.text, section.line)
        for part in section.parts:
            if isinstance(part, Items):
                for item in part.items:
                    yield from _read_milestone(item.text.text, item.line)


def _read_milestone(text: str, line: int) -> Iterator[Milestone]:
    weeks = read_weeks(find_ordinals(text))
    if weeks:
        title = strip_ordinal(text, frozenset({WEEK}))
        yield Milestone(make_title(title), weeks.last, line)
