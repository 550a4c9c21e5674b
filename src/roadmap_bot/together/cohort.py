"""`cohort.yml`: what the keeper of a cohort says about it; the bot never rewrites it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from roadmap_bot.errors import Problem
from roadmap_bot.roadmap.checks.zones import check_zone
from roadmap_bot.roadmap.fields import Language, Model, RepositoryName, Slug, Text
from roadmap_bot.yaml.shape import check_shape
from roadmap_bot.yaml.spot import Spot
from roadmap_bot.yaml.yaml_file import parse_source

FILE = "cohort.yml"
MOST = 5_000  # members


class Cohort(Model):
    """A cohort: those who follow one roadmap together."""

    title: Text
    roadmap: Slug = Field(description="the id of the roadmap that all follow")
    start: dt.date = Field(description="the first day of week 1, for all")
    language: Language = Field(default="en", description="of the table, the page and the answers")
    zone: Text = Field(default="UTC", description="IANA time zone, such as Asia/Shanghai")
    members: Annotated[tuple[RepositoryName, ...], Field(max_length=MOST)] = Field(
        default=(), description="repositories, OWNER/NAME; others join by an issue"
    )


def parse_cohort(text: str) -> tuple[Cohort | None, tuple[Problem, ...]]:
    """Parse and check `cohort.yml`; None where anything is wrong with it."""
    source = parse_source(text.encode(), FILE)
    root = Spot(source.value, source.nodes)
    problems = [*source.problems]
    cohort = None
    if not problems:
        cohort, problems = check_shape(Cohort, source.value, source.nodes)
        problems += [*check_zone(root["zone"]), *_check_members(root)]
    return (None if problems else cohort), tuple(problems)


def _check_members(root: Spot) -> Iterator[Problem]:
    seen: dict[str, Spot] = {}
    for member in root.list("members"):
        name = member.text.casefold()
        if name in seen:
            yield member.blame("cohort.twice", name=member.text, where=seen[name].where())
        seen.setdefault(name, member)
