"""Tell of a new version of the roadmap: once a release, and the reviews are the memory of that."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from roadmap_bot.keys import issue_id
from roadmap_bot.progress.reviews import find_day
from roadmap_bot.repository import Look, Newest
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.state import State, find_issues
from roadmap_bot.text.words import find_languages, load_words


def is_news(newest: Newest, seen: Look) -> bool:
    """Whether this copy does not hold a release: not made of it, nor synced, nor updated to it."""
    if newest.date <= seen.repository.made_at:
        return False
    if any(commit.sha == newest.commit for commit in seen.commits):
        return False
    notes = [load_words(one)("update.commit", tag=newest.version) for one in find_languages()]
    subjects = [commit.message.partition("\n")[0] for commit in seen.commits]
    return not any(_is_note(subject, note) for subject in subjects for note in notes)


def _is_note(subject: str, note: str) -> bool:
    """Whether a commit says that it was an update to this version, not to a longer one."""
    return subject == note or subject.startswith(f"{note} ")


def render_news(state: State, goal: Goal) -> str:
    """Render the line on the newest release; empty where there is none, or a review told of it."""
    newest = goal.newest
    if newest is None:
        return ""
    link = f"{newest.url}/releases/tag/{quote(newest.tag, safe='')}"
    if any(f"({link})" in body for body in _find_reviews(state, goal)):
        return ""
    return goal.words("review.news", version=newest.version, link=link, run=run_page(goal))


def _find_reviews(state: State, goal: Goal) -> Iterator[str]:
    for key, issue in find_issues(state):
        if find_day(issue_id(key), goal.roadmap):
            yield issue.body


def run_page(goal: Goal) -> str:
    """Return the address of the button *Run workflow*."""
    return f"{goal.repository.url}/actions/workflows/roadmap.yml"
