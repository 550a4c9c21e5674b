"""What the headings of a document say together: which are parts of a plan, which stand beside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from roadmap_bot.markdown.ordinals import DAY, MONTH, NUMBER, PHASE, WEEK, Span, find_ordinals
from roadmap_bot.markdown.roles import Role, find_role
from roadmap_bot.markdown.tree import Chain, Section, find_chains

TIMES = frozenset({DAY, WEEK, MONTH, PHASE})
LEAST_SHARE = 0.2  # of the lines of a document that a series of parts takes
_NAMED = re.compile(r"\d|\w\W+\w|[\u4e00-\u9fff]{6}")  # more than a word
SHORTEST_NUMBERED = 3  # headings with a bare number that are a series
_FIRST = 6  # headings that may say what a document is about
_LEARNING = re.compile(
    r"roadmap|curriculum|learn|course|study|syllabus|path|plan|guide\b|training|bootcamp|tutorial"
    r"|beginners|days?\b|weeks?\b|challenge|road map|路线|计划|学习|课程|教程|入门|训练|打卡"
    r"|指南|攻略|手册|自学"
    r"|ruta|curso|aprend|estudio|gu[ií]a|formaci[oó]n|retos?\b|temario",
    re.IGNORECASE,
)
_OF_A_UNIT = frozenset({Role.TASKS, Role.TOPICS, Role.REQUIREMENTS})


@dataclass(frozen=True, eq=False)
class Survey:
    """A document with all that its headings say."""

    document: Section

    @cached_property
    def chains(self) -> tuple[Chain, ...]:
        """Every section with all that it stands in, in order."""
        return tuple(find_chains(self.document))

    @cached_property
    def title(self) -> Section | None:
        """The heading of the whole document."""
        tops = [section for section in self.document.walk() if 0 < section.level < 7]
        named = [top for top in tops if _is_name(top.title.text)]
        first = [top for top in named if top.level == 1]
        about = [top for top in named[:3] if _LEARNING.search(top.title.text)]
        return next(iter(first or about or named), None)

    @cached_property
    def is_about_learning(self) -> bool:
        """Whether the document says at its beginning, or by its parts, that it is to learn by."""
        titles = [chain[-1].title.text for chain in self.chains[1 : 1 + _FIRST]]
        return bool(self.parts) or any(map(_LEARNING.search, titles))

    @cached_property
    def is_titled(self) -> bool:
        """Whether the first heading stands above all others."""
        tops = [section for section in self.document.sections if section.level == 1]
        return len(tops) == 1 and tops[0] is self.title and bool(tops[0].sections)

    @cached_property
    def _times(self) -> Counter[str]:
        """How often each heading occurs."""
        return Counter(chain[-1].title.text.casefold() for chain in self.chains)

    @cached_property
    def ordinals(self) -> Mapping[Section, Mapping[str, Span]]:
        """Which part each section says that it is."""
        return {chain[-1]: find_ordinals(chain[-1].title.text) for chain in self.chains}

    @cached_property
    def series(self) -> Mapping[tuple[str, float], tuple[Section, ...]]:
        """The sections that are numbered by one word on one level; bare numbers only where no
        words say more.
        """
        groups: dict[tuple[str, float], list[Section]] = {}
        for chain in self.chains:
            section = chain[-1]
            for word in self.ordinals[section]:
                if section is not self._whole and not _is_beside(chain[:-1], word):
                    groups.setdefault((word, section.level), []).append(section)
        found = {key: tuple(group) for key, group in groups.items() if _is_series(key[0], group)}
        named = [self.measure(group) for key, group in found.items() if key[0] != NUMBER]
        least = LEAST_SHARE if max(named, default=0.0) < LEAST_SHARE else 1.1
        return {
            key: group
            for key, group in found.items()
            if key[0] != NUMBER or self.measure(group) >= least
        }

    def measure(self, group: Iterable[Section]) -> float:
        """Return the share of the document's lines that stand in a group of sections."""
        lines = sum(self.extents[section] for section in group)
        return lines / self.extents[self.document]

    @cached_property
    def extents(self) -> Mapping[Section, int]:
        """How many lines each section has, with all that is in it."""
        last = max((part.line for chain in self.chains for part in chain[-1].parts), default=0)
        ends: dict[Section, int] = {}
        below = last + 1
        for chain in reversed(self.chains):
            section = chain[-1]
            inner = [ends[each] for each in section.sections]
            ends[section] = max([below, *inner])
            below = section.line
        return {section: max(1, end - section.line) for section, end in ends.items()}

    @cached_property
    def _whole(self) -> Section | None:
        """The heading of the document, unless that is a week alone."""
        if not self.title or not self.is_titled or WEEK in self.ordinals[self.title]:
            return None
        return self.title

    @cached_property
    def parts(self) -> frozenset[Section]:
        """The sections that are one of a series."""
        return frozenset(section for group in self.series.values() for section in group)

    @cached_property
    def roles(self) -> Mapping[Section, Role]:
        """What each section is for."""
        return {chain[-1]: self._find_role(chain) for chain in self.chains}

    def _find_role(self, chain: Chain) -> Role:
        section = chain[-1]
        role = find_role(section.title.text)
        if section is self._whole or section in self.parts or section.level == 0:
            return Role.PLAN
        if role not in _OF_A_UNIT or not section.is_heading:
            return role
        if self._is_repeated(section) or section in self._below:
            return role
        return Role.PLAN

    def find_roles(self, chain: Chain) -> set[Role]:
        """Find what a place is for, below the innermost numbered part that it stands in."""
        return {self.roles[section] for section in self.cut(chain)}

    def cut(self, chain: Chain) -> Chain:
        """Cut off what stands above the innermost part of a series."""
        for index in reversed(range(len(chain))):
            if chain[index] in self.parts:
                return chain[index:]
        return chain

    def find_part(self, chain: Chain, words: Iterable[str]) -> Section | None:
        """Find the innermost section that is numbered by one of the words."""
        wanted = set(words)
        for section in reversed(chain):
            if section is not self._whole and wanted & self.ordinals[section].keys():
                return section
        return None

    def find_unit(self, chain: Chain) -> Section:
        """Find the section that is the unit of what stands at a place."""
        week = self.find_part(chain, (WEEK,))
        if week and week in self.parts and not self._holds_weeks(week):
            return week
        units = [section for section in self.cut(chain) if self._may_be_unit(section)]
        headings = [section for section in units if section.is_heading or section in self.parts]
        if headings and headings[-1] is not self.title:
            return headings[-1]
        if any(self.is_day(section) for section in chain):
            return self._find_above_days(chain)
        labels = [section for section in units if section not in headings]
        return (labels or headings or [chain[0]])[-1]

    def _find_above_days(self, chain: Chain) -> Section:
        """Find the innermost heading above a day: what stands below that is of the day."""
        days = [index for index, section in enumerate(chain) if self.is_day(section)]
        above = [section for section in chain[: days[0]] if self._may_be_unit(section)]
        return (above or [chain[0]])[-1]

    def _holds_weeks(self, section: Section) -> bool:
        """Whether a section says its weeks, but is made of weeks itself: a phase."""
        inner = [part for part in section.walk() if part is not section]
        return any(WEEK in self.ordinals[part] and part in self.parts for part in inner)

    def _may_be_unit(self, section: Section) -> bool:
        if section.level == 0 or self.is_inner(section):
            return False
        return not self.is_day(section)

    def is_day(self, section: Section) -> bool:
        """Whether a section is a day, or days that no single days stand in."""
        words = self.ordinals[section]
        if DAY not in words or words.keys() & (TIMES - {DAY}):
            return False
        inner = [part for part in section.walk() if part is not section]
        return not any(DAY in self.ordinals[part] and part in self.parts for part in inner)

    def is_inner(self, section: Section) -> bool:
        """Whether a heading says but what a part of its unit is for."""
        if self.roles[section] is Role.PLAN:
            return False
        return not section.is_heading or section in self._below or self._is_repeated(section)

    @cached_property
    def _below(self) -> frozenset[Section]:
        """All sections that stand below a numbered part."""
        return frozenset(inner for part in self.parts for inner in part.walk() if inner is not part)

    def _is_repeated(self, section: Section) -> bool:
        return self._times[section.title.text.casefold()] > 1


def _is_beside(above: Chain, word: str) -> bool:
    """Whether a heading stands below one that is not of the plan: only weeks and days may."""
    roles = {find_role(section.title.text) for section in above}
    return Role.MILESTONES in roles or (Role.NOISE in roles and word not in TIMES)


def _is_name(title: str) -> bool:
    """Whether a heading may be the name of a plan, not only of what it is for."""
    role = find_role(title)
    is_generic = role is not Role.PLAN and not _NAMED.search(title)
    return bool(title) and role not in (Role.NOISE, Role.ASIDE) and not is_generic


def _is_series(word: str, group: list[Section]) -> bool:
    if word == NUMBER:
        return len(group) >= SHORTEST_NUMBERED
    return len(group) > 1 or word in (WEEK, MONTH)


def find_sections(survey: Survey, word: str) -> Iterator[Chain]:
    """Find the sections of all series that are numbered by a word."""
    wanted = {
        section for (name, _), group in survey.series.items() if name == word for section in group
    }
    for chain in survey.chains:
        if chain[-1] in wanted:
            yield chain
