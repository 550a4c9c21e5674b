"""The first line of a run's page: what happened to the learner's roadmap, and where to click."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from roadmap_bot.decide import Act
from roadmap_bot.errors import Problem
from roadmap_bot.keys import issue_key
from roadmap_bot.progress.progress import Progress, make_progress
from roadmap_bot.progress.todos import Todo
from roadmap_bot.report.lines.rows import issue_url, list_issues
from roadmap_bot.session import Done
from roadmap_bot.shell.summary.page import render_problem_lines, says_otherwise
from roadmap_bot.text.escape import inert
from roadmap_bot.text.words import Words

Mood = Literal["well", "look", "ill", "later", "told"]

SIGNS: dict[Mood, str] = {"well": "✅", "look": "⚠️", "ill": "❌", "later": "⏳", "told": "📋"}


def render_headline(mood: Mood, sentence: str) -> str:
    """Render what happened."""
    return f"{SIGNS[mood]} {inert(sentence)}"


def render_deed(done: Done, sentence: str) -> str:
    """Render what a run did, and where the learner clicks next."""
    progress = _measure(done)
    if _is_first(done, progress):
        sentence = _count_made(done)
    said = render_headline(find_mood(done), sentence)
    links = done.goal.words("told.link.joint").join(_find_links(done, progress))
    return f"{said} → {links}" if links else said


def render_failure(problems: tuple[Problem, ...], words: Words, *, goes_on: bool) -> str:
    """Render why a run ended: by its only problem, or by how many there are."""
    mood: Mood = "later" if goes_on else "ill"
    if len(problems) != 1:
        return render_headline(mood, words("told.failed", count=len(problems)))
    first, *rest = render_problem_lines(problems[0], words)
    return "\n".join([render_headline(mood, first), *map(inert, rest)])


def find_mood(done: Done) -> Mood:
    """Tell whether all went well, something needs a look, or it did not work."""
    if done.refused and not done.plan:
        return "ill"
    if any(says_otherwise(problem) for problem in find_troubles(done)):
        return "look"
    return "well"


def find_troubles(done: Done) -> tuple[Problem, ...]:
    """Find what stands beside the sentence and may say otherwise."""
    of_commits = (hint for hint in done.hints if hint.code.startswith("order."))
    return (*done.refused, *done.problems, *of_commits)


def _measure(done: Done) -> Progress:
    goal = done.goal
    return make_progress(goal.roadmap, goal.settings, goal.calendar, done.target)


def _is_first(done: Done, progress: Progress) -> bool:
    """Whether this run made tasks for somebody who has not begun."""
    units = {issue_key(unit.id) for unit in done.goal.roadmap.units}
    created = {change.key for change in done.plan if change.verb == "create"}
    return progress.share == 0 and not units.isdisjoint(created)


def _count_made(done: Done) -> str:
    roadmap = done.goal.roadmap
    tasks = len(roadmap.units) + len(list(roadmap.tasks))  # as many as there are issues to close
    return done.goal.words("told.made", tasks=tasks, milestones=len(roadmap.milestones))


def _find_links(done: Done, progress: Progress) -> Iterator[str]:
    """Find where to click: progress, tasks, and the task that comes next."""
    words, url = done.goal.words, done.goal.repository.url
    todo = _find_step(progress)
    address = issue_url(done.seen.things, todo.id) if todo else ""
    if todo is None or not address or Act.UNINSTALL in done.decision.acts:
        return
    yield words("told.link.progress", url=url)
    yield words("told.link.tasks", url=list_issues(done.goal))
    key = "next" if progress.share else "first"
    yield words(f"told.link.{key}", id=todo.id, url=address)


def _find_step(progress: Progress) -> Todo | None:
    """Find the next task, else the next unit with something to learn or to check."""
    tasks = [todo for todo in progress.next if not todo.study and not todo.criteria]
    return next(iter((*tasks, *progress.next)), None)
