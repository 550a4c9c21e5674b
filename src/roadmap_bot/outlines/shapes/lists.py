"""Tasks that are items of lists: under numbered parts, as links under chapters, or anywhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from roadmap_bot.markdown.roles import NOT_TASKS, Role
from roadmap_bot.markdown.survey import Survey
from roadmap_bot.markdown.tree import Chain, Item, Items, Paragraph, Section, Table
from roadmap_bot.outlines.shapes.boxes import is_contents
from roadmap_bot.outlines.shapes.found import Found

_LINKED = 0.7  # share of the items that are links
_BESIDE = frozenset({*NOT_TASKS, Role.ASIDE})
# What is taken for tasks: the first that there is.
_ORDER = (Role.TASKS, Role.PLAN, Role.TOPICS, Role.DELIVERABLES)
_NAMED = (Role.RESOURCES, Role.DELIVERABLES, Role.TASKS, Role.TOPICS)
_LINKS_ORDER = (*_ORDER, Role.RESOURCES)


def find_bullets(survey: Survey) -> tuple[Found, ...]:
    """Find what stands in lists under the numbered parts of a plan; a day is one task."""
    return tuple(_choose(survey, [chain for chain in survey.chains if _is_in_part(survey, chain)]))


def find_links(survey: Survey) -> tuple[Found, ...]:
    """Find lists of links under chapters, be they called resources."""
    found = _choose(survey, survey.chains, _LINKS_ORDER)
    return tuple(task for task in found if task.text.links)


def find_any_bullets(survey: Survey) -> tuple[Found, ...]:
    """Find what stands in lists, where nothing says that it is beside the plan."""
    return tuple(_choose(survey, survey.chains))


def _is_in_part(survey: Survey, chain: Chain) -> bool:
    is_in_part = any(section in survey.parts for section in chain)
    return is_in_part and not any(survey.is_day(section) for section in chain)


def _choose(
    survey: Survey, chains: Sequence[Chain], order: Sequence[Role] = _ORDER
) -> Iterator[Found]:
    """Choose in each unit the lists that are most surely tasks."""
    units: dict[Section, dict[Role, list[Found]]] = {}
    for chain in chains:
        roles = survey.find_roles(chain)
        if roles & _BESIDE - {*order}:
            continue
        role = next((role for role in _NAMED if role in roles), Role.PLAN)
        found = list(_find_in(chain, role))
        if found and role in order:
            groups = units.setdefault(survey.find_unit(chain), {})
            groups.setdefault(role, []).extend(found)
    for groups in units.values():
        first = next(role for role in order if role in groups)
        yield from groups[first]


def _find_in(chain: Chain, role: Role) -> Iterator[Found]:
    is_bare = not any(isinstance(part, Items | Table) for part in chain[-1].parts)
    for part in chain[-1].parts:
        if isinstance(part, Items) and not is_contents(part):
            yield from (make_found(item, chain) for item in part.items if item.text.text)
        elif isinstance(part, Paragraph) and (role is Role.TASKS or is_bare) and _is_link(part):
            yield Found(part.line, part.text, chain)


def make_found(item: Item, chain: Chain) -> Found:
    """Make a task of an item."""
    return Found(item.line, item.text, chain, bool(item.is_done), item.items)


def _is_link(part: Paragraph) -> bool:
    """Whether a paragraph is nothing but a link."""
    links = part.text.links
    return len(links) == 1 and links[0].text == part.text.text


def are_links(found: Sequence[Found]) -> bool:
    """Whether most of what was found is linked."""
    linked = [task for task in found if task.text.links]
    return len(linked) >= _LINKED * len(found)
