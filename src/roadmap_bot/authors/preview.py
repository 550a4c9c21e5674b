"""Render what a learner would get of a roadmap: README, plan and issues, on one page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from roadmap_bot.authors.as_html import Frame, embed_picture, render_markdown
from roadmap_bot.authors.rehearsal import imagine
from roadmap_bot.decide import Act
from roadmap_bot.keys import file_key, file_path
from roadmap_bot.plan import make_plan
from roadmap_bot.report.files import MANUAL, OWN, ROOT
from roadmap_bot.report.pictures.colors import DARK, LIGHT
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.paths import REPORT
from roadmap_bot.roadmap.units import Task, Unit
from roadmap_bot.state import File, Label, Milestone, State, find_issue
from roadmap_bot.target import make_target
from roadmap_bot.text.render import render, render_date

CARD = ("card.svg", "card-dark.svg")
ACTS = frozenset({Act.FOLLOW, Act.REPORT})

Entry = dict[str, object]


def render_preview(roadmap: Roadmap, now: dt.datetime) -> str:
    """Render the page as HTML: a new learner's repository after its first run."""
    goal = imagine(roadmap, now)
    copied: State = {file_key(ROOT): File(MANUAL)}
    state = make_target(copied, ACTS, goal)
    words = goal.words
    return render(
        "preview.html.j2",
        words=words,
        language=words.language,
        light=LIGHT,
        dark=DARK,
        title=" ".join(roadmap.title.split()),
        plan=words("told.plan", create=len(make_plan(copied, state)), update=0, close=0),
        pages=list(_find_pages(state, goal)),
        card=[_embed_file(state, name) for name in CARD],
        milestones=list(_find_milestones(state, goal)),
        labels=[thing for thing in state.values() if isinstance(thing, Label)],
        units=[_make_unit(unit, state, goal) for unit in roadmap.units],
    )


def _find_pages(state: State, goal: Goal) -> Iterator[Entry]:
    """Find the pages that the report makes, the README before others."""
    pictures = dict(_find_pictures(state))
    texts = {path: text for path, text in _find_files(state) if path.endswith(".md")}
    del texts[ROOT]
    for path in sorted(texts, key=lambda path: (path != OWN, path)):
        frame = Frame(3, path, pictures, goal.repository.url)
        yield {"path": path, "text": render_markdown(texts[path], frame)}


def _embed_file(state: State, name: str) -> str:
    return dict(_find_pictures(state))[f"{REPORT}/{name}"]


def _find_pictures(state: State) -> Iterator[tuple[str, str]]:
    for path, text in _find_files(state):
        if path.endswith(".svg"):
            yield path, embed_picture(text)


def _find_files(state: State) -> Iterator[tuple[str, str]]:
    for key, thing in state.items():
        if isinstance(thing, File) and thing.text is not None:
            yield file_path(key), thing.text


def _find_milestones(state: State, goal: Goal) -> Iterator[Mapping[str, str]]:
    for thing in state.values():
        if isinstance(thing, Milestone) and thing.due:
            yield {"title": thing.title, "due": render_date(thing.due, goal.words)}


def _make_unit(unit: Unit, state: State, goal: Goal) -> Entry:
    tasks = [_make_issue(task, state, goal) for task in unit.tasks]
    return {**_make_issue(unit, state, goal), "tasks": tasks}


def _make_issue(owner: Unit | Task, state: State, goal: Goal) -> Entry:
    issue = find_issue(state, owner.id)
    assert issue
    frame = Frame(3, home=goal.repository.url)
    return {"title": issue.title, "body": render_markdown(issue.body, frame)}
