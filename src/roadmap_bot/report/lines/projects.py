"""A project of the learner's in the portfolio: what there is to see of it, and what is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

from roadmap_bot.evidence.portfolio import Standing
from roadmap_bot.report.lines.rows import draw_bar, issue_url, render_title
from roadmap_bot.repository import Exhibit, Visit
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.paths import SETTINGS
from roadmap_bot.roadmap.settings import Project
from roadmap_bot.state import State
from roadmap_bot.text.escape import code_span, inert_line, plain
from roadmap_bot.text.render import render_date

ABOUT, TAG, NAMED = 300, 60, 3  # signs of a description and of a tag; open things that are named
BAR = 5
_MARKUP = re.compile(r"[\\`*_{}\[\]<>~|!$]")

Row = tuple[str, str]


def render_project(standing: Standing, state: State, goal: Goal) -> dict[str, object]:
    """Render a project: title, summary, and a row for each thing there is to say."""
    unit = standing.unit
    return {
        "title": render_title(unit.title),
        "summary": inert_line(unit.summary or ""),
        "rows": list(_find_rows(standing, state, goal)),
    }


def _find_rows(standing: Standing, state: State, goal: Goal) -> Iterator[Row]:
    project = goal.settings.projects[standing.unit.id]
    exhibit = goal.exhibits.get(standing.unit.id)
    if project.repository:
        yield "repository", _show_repository(project.repository, exhibit, goal)
    if exhibit:
        yield from _show_findings(exhibit, goal)
    if project.demo:
        yield "demo", _show_demo(project.demo, exhibit, goal)
    if standing.total:
        yield "criteria", _show_criteria(standing, state)
    lacks = list(_find_lacks(standing, project, exhibit, goal))
    if lacks:
        yield "lacks", goal.words("portfolio.joint").join(lacks)


def _show_repository(named: str, exhibit: Exhibit | None, goal: Goal) -> str:
    """Show a repository under the name that it has now, and its own description."""
    name = exhibit.name if exhibit and exhibit.name else named
    site = goal.repository.url.removesuffix(f"/{goal.repository.name}")
    shown = f"[{code_span(name)}]({site}/{name})"
    if exhibit is None or not exhibit.about:
        return shown
    return f"{shown} — {_quote(exhibit.about, ABOUT)}"


def _show_findings(exhibit: Exhibit, goal: Goal) -> Iterator[Row]:
    """Show what GitHub tells of a repository."""
    if exhibit.languages:
        names = (_quote(language, TAG) for language in exhibit.languages)
        yield "languages", goal.words("report.joint").join(names)
    if exhibit.release:
        tag = code_span(plain(exhibit.release, TAG))
        yield "release", _add_date(tag, exhibit, goal)


def _add_date(tag: str, exhibit: Exhibit, goal: Goal) -> str:
    if exhibit.released is None:
        return tag
    return goal.words("portfolio.dated", what=tag, date=render_date(exhibit.released, goal.words))


def _show_demo(url: str, exhibit: Exhibit | None, goal: Goal) -> str:
    """Show the address of a demo, and when it last answered."""
    parts = urlsplit(url)
    shown = f"{parts.netloc}{parts.path}".rstrip("/")
    address = url.replace("(", "%28").replace(")", "%29")
    demo = f"[{code_span(plain(shown, TAG))}]({address})"
    if exhibit is None or exhibit.visit.answered is None:
        return demo
    date = render_date(exhibit.visit.answered, goal.words)
    return goal.words("portfolio.answered", demo=demo, date=date)


def _show_criteria(standing: Standing, state: State) -> str:
    bar = draw_bar(standing.met / standing.total, BAR)
    tally = f"{bar} {standing.met}/{standing.total}"
    url = issue_url(state, standing.unit.id)
    return f"[{tally}]({url})" if url else tally


# What is missing


def _find_lacks(
    standing: Standing, project: Project, exhibit: Exhibit | None, goal: Goal
) -> Iterator[str]:
    """Find what keeps a project from being shown around, in words: what to do comes first."""
    words = goal.words
    if exhibit and project.repository:
        yield from _find_faults(project.repository, exhibit, goal)
    if exhibit:
        yield from _find_silence(exhibit.visit, goal)
    yield from (inert_line(text) for text in standing.open[:NAMED])
    more = len(standing.open) - NAMED
    if more > 0:
        yield words("portfolio.more", count=more)


def _find_silence(visit: Visit, goal: Goal) -> Iterator[str]:
    if visit.asked and visit.asked != visit.answered:
        yield goal.words("portfolio.silent", date=render_date(visit.asked, goal.words))


def _find_faults(named: str, exhibit: Exhibit, goal: Goal) -> Iterator[str]:
    """Find what is wrong with a repository."""
    words, here = goal.words, goal.repository
    settings = f"{here.url}/edit/{quote(here.branch or 'HEAD')}/{SETTINGS}"
    if not exhibit.name:
        yield words("portfolio.unseen", name=code_span(named), settings=settings)
        return
    if exhibit.name.casefold() != named.casefold():
        yield words("portfolio.renamed", name=code_span(exhibit.name), settings=settings)
    if exhibit.is_private:
        yield words("portfolio.private")
    if not exhibit.about:
        yield words("portfolio.no-about")


def _quote(text: str, limit: int) -> str:
    """Show what somebody wrote as words, whatever they would mean in Markdown."""
    return inert_line(_MARKUP.sub(r"\\\g<0>", plain(text, limit)))
