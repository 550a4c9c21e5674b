"""Take over the newest release of the upstream: the fate of each file, and what the news does to progress."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import quote

from roadmap_bot.acts.follow import follow
from roadmap_bot.changes import Plan, count_verbs
from roadmap_bot.errors import Place, Problem, UserError
from roadmap_bot.issues.desired import make_desired
from roadmap_bot.issues.size import check_bodies
from roadmap_bot.keys import Key, file_key, file_path, issue_key
from roadmap_bot.plan import make_plan
from roadmap_bot.progress.progress import make_progress
from roadmap_bot.report.rows import find_percent
from roadmap_bot.repository import Release
from roadmap_bot.roadmap.calendar import make_calendar
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.load import Loaded, check_roadmap
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.paths import SETTINGS
from roadmap_bot.roadmap.settings_file import parse_settings
from roadmap_bot.state import File, State
from roadmap_bot.yaml.yaml_file import parse_source


def take_release(state: State, goal: Goal) -> State:
    """Put the release's files in their places; raise UserError where that would cost the learner anything."""
    if goal.release is None:
        return state
    problems = tuple(_find_obstacles(state, goal, goal.release))
    if problems:
        raise UserError(*problems)
    note = goal.words("update.commit", tag=goal.release.tag)
    return {**state, **{key: replace(file, note=note) for key, file in goal.release.files.items()}}


def render_news(state: State, goal: Goal, release: Release) -> str:
    """Say what the release does to tasks and progress, `v2: +3 tasks, 52 → 50 %`, and what the next run will do."""
    words, loaded = goal.words, _load(release)
    if not release.files:
        return words("update.newest", tag=release.tag, upstream=release.upstream)
    new = loaded.roadmap if loaded and loaded.roadmap else goal.roadmap
    before = make_progress(goal.roadmap, goal.settings, goal.calendar, state).share
    tasks = ", ".join(_count_tasks(goal, new)) or words("update.same")
    share, plan = _foresee(state, goal, new)
    percents = {"before": find_percent(before), "after": find_percent(share)}
    return words("update.news", tag=release.tag, tasks=tasks, **percents, **count_verbs(plan))


def find_workflow_news(release: Release | None) -> tuple[Problem, ...]:
    """Name the workflow files that only the learner can bring up to date, each with a link to what is new in it."""
    if release is None:
        return ()
    return tuple(
        Problem(
            "update.workflow", {"file": path, "tag": release.tag}, link=_link(release, path, commit)
        )
        for path, commit in release.workflows.items()
    )


def _link(release: Release, path: str, commit: str) -> str:
    """Link to the changes of one file since a commit, whose anchor is the hash of its path; else to the file."""
    if not commit:
        return f"{release.url}/blob/{release.commit}/{quote(path)}"
    return f"{release.url}/compare/{commit}...{release.commit}#diff-{hashlib.sha256(path.encode()).hexdigest()}"


def _find_obstacles(state: State, goal: Goal, release: Release) -> Iterator[Problem]:
    values = {"tag": release.tag, "upstream": release.upstream}
    for path in release.changed:
        yield Problem(
            "update.changed", {**values, "file": path}, Place(path), _link(release, path, "")
        )
    for key, file in release.files.items():
        if file.trouble:
            yield Problem("update.unreadable", {**values, "file": file_path(key)}, link=release.url)
    loaded = None if release.changed else _load(release)
    if loaded:
        yield from loaded.problems
    settings = state.get(file_key(SETTINGS))
    if loaded and loaded.roadmap and isinstance(settings, File) and settings.text is not None:
        yield from parse_settings(settings.text.encode(), SETTINGS, loaded.roadmap)[1]


def _load(release: Release) -> Loaded | None:
    """Load the roadmap as it will be; None where it stays as it is."""
    if not release.roadmap:
        return None
    return check_roadmap(
        [parse_source(text.encode(), path) for path, text in release.roadmap.items()], check_bodies
    )


def _count_tasks(goal: Goal, new: Roadmap) -> Iterator[str]:
    aliases = new.aliases
    old = {aliases.get(task.id, task.id) for _, task in goal.roadmap.tasks}
    ids = {task.id for _, task in new.tasks}
    for message, count in (("update.more", len(ids - old)), ("update.fewer", len(old - ids))):
        if count:
            yield goal.words(message, count=count)


def _foresee(state: State, goal: Goal, new: Roadmap) -> tuple[float, Plan]:
    """Foresee the progress once the new roadmap has been followed, and what that will change."""
    aliases = new.aliases
    calendar = make_calendar(new, goal.settings, goal.repository.made_at, goal.calendar.now)
    goal = replace(goal, roadmap=new, calendar=calendar)
    renamed = {_rename(key, aliases): thing for key, thing in state.items()}
    followed = follow(renamed, make_desired(goal))
    return make_progress(new, goal.settings, calendar, followed).share, make_plan(renamed, followed)


def _rename(key: Key, aliases: Mapping[str, str]) -> Key:
    sort, _, id = key.partition("/")
    return issue_key(aliases.get(id, id)) if sort == "issue" else key
