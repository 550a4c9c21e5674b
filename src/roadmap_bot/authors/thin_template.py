"""What a thin template holds: a roadmap to replace, three workflows, a README; none of the bot."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from roadmap_bot.errors import Problem
from roadmap_bot.issues.size import check_bodies
from roadmap_bot.report.files import ROOT
from roadmap_bot.report.manual import PLACEHOLDER, Outset, find_author_pages, render_manual
from roadmap_bot.roadmap.load import check_roadmap
from roadmap_bot.roadmap.paths import WORKFLOWS
from roadmap_bot.roadmap.schema import make_schema
from roadmap_bot.text.render import read_template, render
from roadmap_bot.text.words import load_words
from roadmap_bot.yaml.yaml_file import parse_source

NAMES = ("roadmap.yml", "schedule.yml", "checks.yml")
ROADMAP, SCHEMA = "roadmap/roadmap.yml", "roadmap/schema.json"
BETWEEN = 4  # weeks from one milestone to the next
NOT_OF_IDS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class _Span:
    """A unit to begin with."""

    id: str
    first: int
    last: int


def make_thin_template(outset: Outset) -> dict[str, str]:
    """Make every file of a thin template, by its path."""
    return {ROADMAP: render_roadmap(outset), **make_surroundings(outset)}


def make_surroundings(outset: Outset) -> dict[str, str]:
    """Make what a thin template holds beside its roadmap."""
    return {
        SCHEMA: make_schema(),
        **{f"{WORKFLOWS}{name}": render_workflow(name, outset.bot) for name in NAMES},
        ROOT: render_manual(outset),
    }


def render_roadmap(outset: Outset) -> str:
    """Render a roadmap that runs as it is, for its author to replace."""
    return render(
        "thin/roadmap.yml.j2",
        words=load_words(outset.language),
        id=_quote(make_id(outset.title)),
        title=_quote(outset.title),
        language=_quote(outset.language),
        weeks=outset.weeks,
        milestones=_find_milestones(outset.weeks),
        units=list(_find_spans(outset.weeks)),
        manual=find_author_pages(outset),
    )


def check_thin_template(files: Mapping[str, str]) -> tuple[Problem, ...]:
    """Check the roadmap among the files."""
    source = parse_source(files[ROADMAP].encode(), ROADMAP)
    return check_roadmap([source], check_bodies).problems


def render_workflow(name: str, bot: str) -> str:
    """Render a workflow that calls the bot where it is at home."""
    return read_template(f"thin/workflows/{name}").replace(PLACEHOLDER, bot)


def make_id(title: str) -> str:
    """Make a roadmap's id of its title; a title without Latin letters leaves nothing to go by."""
    slug = NOT_OF_IDS.sub("-", title.casefold()).strip("-")[:40].strip("-")
    return slug or "my-roadmap"


def _quote(text: str) -> str:
    """Write a text as YAML, in quotes where it needs them."""
    import yaml

    dumped: str = yaml.safe_dump(text, allow_unicode=True, width=float("inf"))
    return dumped.removesuffix("...\n").strip()


def _find_spans(weeks: int) -> Iterator[_Span]:
    """Find the units that fill the weeks, of two weeks each."""
    for first in range(1, weeks + 1, 2):
        yield _Span(f"W{first:02}", first, min(first + 1, weeks))


def _find_milestones(weeks: int) -> list[int]:
    """Find the weeks that end with a milestone: every fourth, and the last."""
    return sorted({*range(BETWEEN, weeks, BETWEEN), weeks})
