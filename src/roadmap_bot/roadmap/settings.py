"""The learner's settings, `.github/roadmap-bot.yml`: what they may say, read and checked."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from pydantic import ConfigDict, Field

from roadmap_bot.errors import Place, Problem
from roadmap_bot.roadmap.checks.projects import check_portfolio, check_projects
from roadmap_bot.roadmap.checks.readmes import check_readmes
from roadmap_bot.roadmap.checks.rules import check_year
from roadmap_bot.roadmap.checks.zones import check_zone
from roadmap_bot.roadmap.fields import (
    AnyId,
    Language,
    Model,
    Nudge,
    Refresh,
    RepositoryName,
    Sharing,
    Text,
    UnitId,
)
from roadmap_bot.roadmap.model import Elective, Roadmap
from roadmap_bot.text.problems import find_near, shorten
from roadmap_bot.yaml.shape import check_shape, find_model
from roadmap_bot.yaml.spot import Spot
from roadmap_bot.yaml.yaml_file import Source, parse_source

MAX_COMPANIONS = 10
LEAST_HOURS, MOST_HOURS = 1, 100
_LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,38}(?:\[bot\])?")


class Pause(Model):
    """Days off, both ends included; without `to` the pause is still on."""

    model_config = ConfigDict(populate_by_name=True)

    since: dt.date = Field(alias="from")
    to: dt.date | None = None


class Project(Model):
    """Where a project is to be seen: its repository, `OWNER/NAME`, and what runs of it, by https.

    Both may be open to all; only then others see them.
    """

    example: ClassVar = "{repository: ada/sentiment, demo: https://ada.github.io/sentiment}"
    repository: RepositoryName | None = None
    demo: Text | None = None


class Settings(Model):
    """The learner's own file, `.github/roadmap-bot.yml`: every key may be left out."""

    model_config = ConfigDict(populate_by_name=True)

    start: dt.date | None = None
    zone: Text | None = None
    language: Language | None = None
    pauses: tuple[Pause, ...] = ()
    hours: float | None = Field(
        default=None, ge=LEAST_HOURS, le=MOST_HOURS, description="hours a week of one's own"
    )
    electives: dict[str, tuple[UnitId, ...]] = Field(
        default={}, description="elective id: the chosen units"
    )
    without: tuple[AnyId, ...] = Field(
        default=(), description="units and tasks to leave out of everything"
    )
    readme: tuple[Text, ...] = Field(
        default=(), description="Markdown files that carry the progress region"
    )
    refresh: Refresh = "close"
    review: bool = True
    badge: Text | None = Field(
        default=None, max_length=40, description="what stands on the left of the badge"
    )
    board: bool = Field(default=True, description="whether there is to be a Projects board")
    control: bool = Field(
        default=True, description="whether there is to be an issue whose boxes ask the bot"
    )
    pins: bool = Field(default=True, description="whether the bot may pin that one and the unit's")
    learner: Text | None = Field(default=None, description="login of whoever studies here")
    allow: tuple[Text, ...] = Field(
        default=(), description="logins whose commits may close tasks, too"
    )
    companions: tuple[RepositoryName, ...] = Field(
        default=(), alias="with", description="friends' copies whose progress mine shows"
    )
    nudge: Nudge = Field(
        default="never", description="weekly: companions who name each other may be mentioned"
    )
    share: Sharing = Field(
        default="figures", description="what others may show of my progress: all also names tasks"
    )
    cohort: RepositoryName | None = Field(
        default=None,
        description="the cohort that this copy belongs to, where an organisation owns it",
    )
    projects: dict[str, Project] = Field(
        default={}, description="unit id: where the learner's project of that unit is to be seen"
    )
    portfolio: Text = Field(
        default="PORTFOLIO.md", description="Markdown file that shows the projects"
    )


def parse_settings(
    data: bytes | None, file: str, roadmap: Roadmap
) -> tuple[Settings, tuple[Problem, ...]]:
    """Parse and check the settings; whatever is not there, or has a problem, is as by default."""
    source = parse_source(data or b"", file)
    if source.value is None:
        return Settings(), source.problems
    root = Spot(source.value, source.nodes)
    names = _find_names(roadmap)
    _, problems = check_shape(Settings, source.value, source.nodes)
    problems += _check_all(root, roadmap, names)
    problems += source.problems
    problems.sort(key=_by_place)
    return _make_sound(source, problems, names), tuple(problems)


def _by_place(problem: Problem) -> tuple[int, int]:
    place = problem.place or Place("")
    return place.line, place.column


def _find_names(roadmap: Roadmap) -> dict[str, str]:
    """Find the units and tasks by every name they have: id or alias, in any case."""
    aliases = {alias: owner.id for owner in roadmap.owners for alias in owner.aliases}
    live = {owner.id: owner.id for owner in roadmap.owners}
    return {name.casefold(): id for name, id in {**aliases, **live}.items()}


def _make_sound(source: Source, problems: Sequence[Problem], names: Mapping[str, str]) -> Settings:
    """Make settings from the keys without a problem, old ids replaced by the living ones."""
    broken = {_find_key(problem.place) for problem in problems if problem.place}
    settings = Settings()
    if isinstance(source.value, dict):
        fields = Settings.model_fields.items()
        sound = {info.alias or name for name, info in fields} - broken
        known = {key: part for key, part in source.value.items() if key in sound}
        settings = find_model(Settings, known) or settings
    chosen = {
        elective: _replace_names(units, names) for elective, units in settings.electives.items()
    }
    projects = {names[name.casefold()]: project for name, project in settings.projects.items()}
    without = _replace_names(settings.without, names)
    living = {"electives": chosen, "projects": projects, "without": without}
    return settings.model_copy(update=living)


def _replace_names(old: Sequence[str], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(names[name.casefold()] for name in old)


def _find_key(place: Place) -> str:
    """Find the outermost key that a place lies in."""
    return re.split(r"[.\[]", place.path)[0]


def _check_all(root: Spot, roadmap: Roadmap, names: Mapping[str, str]) -> Iterator[Problem]:
    yield from check_year(root["start"])
    yield from check_zone(root["zone"])
    yield from _check_electives(root["electives"], roadmap, names)
    yield from _check_without(root.list("without"), names)
    yield from _check_pauses(root.list("pauses"))
    yield from check_readmes(root.list("readme"))
    yield from _check_companions(root.list("with"))
    units = {name: id for name, id in names.items() if "-" not in id}
    yield from check_projects(root["projects"], units)
    yield from check_portfolio(root["portfolio"], root.list("readme"))
    for login in (root["learner"], *root.list("allow")):
        if login.text and not _LOGIN.fullmatch(login.text):
            yield login.blame("settings.login", login=shorten(login.text))


def _check_electives(spot: Spot, roadmap: Roadmap, names: Mapping[str, str]) -> Iterator[Problem]:
    if not isinstance(spot.value, dict):
        return
    groups = {elective.id: elective for elective in roadmap.electives}
    for name in spot.value:
        if name in groups:
            yield from _check_choice(spot, groups[name], names)
        else:
            near = find_near(name, groups)
            yield spot[name].blame_key("settings.unknown-elective", id=shorten(name), near=near)


def _check_choice(spot: Spot, elective: Elective, names: Mapping[str, str]) -> Iterator[Problem]:
    """Check the units chosen of one elective: its own, each once, as many as it asks for."""
    name, units = elective.id, spot.list(elective.id)
    for unit in units:
        if unit.text and names.get(unit.text.casefold()) not in elective.units:
            id, near = shorten(unit.text), find_near(unit.text, elective.units)
            yield unit.blame("settings.not-in-elective", id=id, elective=name, near=near)
    chosen = {names.get(unit.text.casefold(), unit.text) for unit in units}
    count = len(chosen)
    is_right = count == len(units) == elective.choose
    if isinstance(spot[name].value, list) and not is_right:
        choose = elective.choose
        yield spot[name].blame("settings.choose", elective=name, choose=choose, count=count)


def _check_without(spots: Sequence[Spot], names: Mapping[str, str]) -> Iterator[Problem]:
    for spot in spots:
        if spot.text and spot.text.casefold() not in names:
            near = find_near(spot.text, names.values())
            yield spot.blame("settings.unknown-id", id=shorten(spot.text), near=near)


def _check_pauses(pauses: Sequence[Spot]) -> Iterator[Problem]:
    """Check that pauses follow one another; ISO dates compare as text."""
    before: Spot | None = None
    for pause in pauses:
        yield from check_year(pause["from"])
        yield from check_year(pause["to"])
        begin, end = pause["from"].text, pause["to"].text
        if end and begin > end:
            yield pause["to"].blame("settings.pause-reversed", first=begin, last=end)
        if before and begin and begin <= _find_end(before):
            yield pause["from"].blame("settings.pauses-overlap", where=before.where())
        before = pause


def _find_end(pause: Spot) -> str:
    return pause["to"].text or "9"  # after all dates there are


def _check_companions(companions: Sequence[Spot]) -> Iterator[Problem]:
    if len(companions) > MAX_COMPANIONS:
        yield companions[MAX_COMPANIONS].blame("settings.companions", limit=MAX_COMPANIONS)
    seen: dict[str, Spot] = {}
    for companion in companions:
        name = companion.text.casefold()
        if name in seen:
            yield companion.blame("cohort.twice", name=companion.text, where=seen[name].where())
        seen.setdefault(name, companion)
