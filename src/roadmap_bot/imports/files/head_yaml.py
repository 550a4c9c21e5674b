"""What stands before the units of a roadmap: its title, hours, kinds, phases, milestones."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from roadmap_bot.imports.files.blocks import Block
from roadmap_bot.imports.files.quoting import quote
from roadmap_bot.imports.files.unit_yaml import PROJECT, STUDY
from roadmap_bot.imports.schedule import Schedule, Stretch
from roadmap_bot.outlines.outline import Milestone, Outline
from roadmap_bot.roadmap.model import WeeklyHours
from roadmap_bot.text.words import Words

_COLORS = ("1d76db", "0e8a16", "d93f0b", "5319e7", "c2185b", "fbca04", "006b75", "b60205")
_OURS = ("roadmap", "elective")  # labels of every roadmap
_LONGEST_LABEL = 50  # F3.2
_WEEKS_BETWEEN = 4  # milestones of a plan with one phase
_NO_SLUG = re.compile(r"[^a-z0-9]+")
_LONGEST_ID = 40
HEAD = "# yaml-language-server: $schema=schema.json\n#\n# {}\n\n"


@dataclass(frozen=True)
class Facts:
    """What a roadmap says of itself beside its outline."""

    id: str
    language: str
    hours: WeeklyHours


def make_id(*names: str) -> str:
    """Make the id of a roadmap from the first name that has letters enough."""
    for name in names:
        letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
        slug = _NO_SLUG.sub("-", letters.casefold()).strip("-")[:_LONGEST_ID].strip("-")
        if sum(map(str.isalpha, slug)) > 2:
            return slug
    return "roadmap"


def render_head(
    outline: Outline,
    schedule: Schedule,
    facts: Facts,
    chosen: Mapping[str, Sequence[str]],
    words: Words,
) -> tuple[Block, ...]:
    """Render all but the units; `chosen` names the units of each choice."""
    has_projects = any(not (unit.tasks or unit.topics) for unit in outline.units)
    parts = {
        "": [HEAD.format(words("import.head")).rstrip("\n"), ""],
        "id": [f"id: {facts.id}"],
        "title": [f"title: {quote(outline.title)}"],
        "summary": [f"summary: {quote(outline.summary)}"] if outline.summary else [],
        "language": [f"language: {facts.language}"],
        "hours": [f"hours: {{least: {facts.hours.least:g}, most: {facts.hours.most:g}}}", ""],
        "kinds": [*_render_kinds(words, has_projects=has_projects), ""],
        "phases": [*_render_phases(schedule, words), ""],
        "milestones": [*_render_milestones(find_milestones(outline, schedule, words)), ""],
        "electives": [*_render_choices(outline, chosen)],
    }
    texts = {key: "".join(f"{line}\n" for line in lines) for key, lines in parts.items()}
    return tuple(Block(key, text) for key, text in texts.items() if text)


def _render_kinds(words: Words, *, has_projects: bool) -> Iterator[str]:
    yield "kinds:"
    names = {STUDY: words("import.study"), PROJECT: words("import.project")}
    shares = {STUDY: 70, PROJECT: 30} if has_projects else {STUDY: 100}
    for (id, share), color in zip(shares.items(), ("0075ca", "8250df"), strict=False):
        yield f"  - id: {id}"
        yield f"    title: {quote(names[id])}"
        yield f"    share: {share}"
        yield f'    label: {{name: {quote(names[id])}, color: "{color}"}}'


def _render_phases(schedule: Schedule, words: Words) -> Iterator[str]:
    kinds = (words("import.study"), words("import.project"))
    taken = {name.casefold() for name in (*_OURS, *kinds)}
    yield "phases:"
    for index, phase in enumerate(schedule.phases):
        name = quote(name_label(schedule.phases, index, taken))
        yield f"  - id: F{index + 1}"
        yield f"    title: {quote(phase.title)}"
        yield f"    weeks: [{phase.weeks.first}, {phase.weeks.last}]"
        yield f'    label: {{name: {name}, color: "{_COLORS[index % len(_COLORS)]}"}}'


def name_label(phases: Sequence[Stretch], index: int, taken: Collection[str]) -> str:
    """Name the label of a phase: its title, with its number where that is long or not alone."""
    title = phases[index].title
    names = [phase.title[:_LONGEST_LABEL].casefold() for phase in phases]
    is_alone = names.count(names[index]) == 1 and names[index] not in taken
    if is_alone and len(title) <= _LONGEST_LABEL:
        return title
    return f"F{index + 1} {title}"[: _LONGEST_LABEL - 1].strip()


def find_milestones(outline: Outline, schedule: Schedule, words: Words) -> tuple[Milestone, ...]:
    """Find the checkpoints: the document's, else the end of each phase, else every four weeks."""
    last = max(span.last for span in schedule.weeks)
    told = [one for one in outline.milestones if one.week <= last]
    if not told and len(schedule.phases) > 1:
        told = [Milestone(phase.title, phase.weeks.last, 0) for phase in schedule.phases]
    if not told:
        weeks = {*range(_WEEKS_BETWEEN, last, _WEEKS_BETWEEN), last}
        told = [Milestone(words("import.until", week=week), week, 0) for week in sorted(weeks)]
    titles = {one.title.casefold(): one for one in reversed(told)}
    return tuple(sorted(titles.values(), key=lambda one: one.week))


def _render_milestones(milestones: Sequence[Milestone]) -> Iterator[str]:
    yield "milestones:"
    for one in milestones:
        yield f"  - {{id: M{one.week:02}, title: {quote(one.title)}, week: {one.week}}}"


def _render_choices(outline: Outline, chosen: Mapping[str, Sequence[str]]) -> Iterator[str]:
    if outline.choices:
        yield "electives:"
    for index, choice in enumerate(outline.choices, start=1):
        units = chosen[choice.title]
        yield f"  - id: E{index}"
        yield f"    title: {quote(choice.title)}"
        yield f"    choose: {min(choice.choose, len(units))}"
        yield f"    units: [{', '.join(units)}]"
