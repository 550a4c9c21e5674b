"""Take over the newest release of the upstream, and foresee what that does to progress."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from urllib.parse import quote

from roadmap_bot.acts.follow import follow, replace_ids
from roadmap_bot.changes import Plan, count_verbs
from roadmap_bot.errors import Place, Problem, UserError
from roadmap_bot.issues.desired import make_desired
from roadmap_bot.issues.size import check_bodies
from roadmap_bot.keys import Key, file_key, file_path
from roadmap_bot.plan import make_plan
from roadmap_bot.progress.progress import make_progress
from roadmap_bot.report.files import ROOT
from roadmap_bot.report.lines.sentences import find_percent
from roadmap_bot.report.manual import describe, is_sealed, render_manual, seal
from roadmap_bot.repository import Release
from roadmap_bot.roadmap.calendar import make_calendar
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.load import Loaded, check_roadmap
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.paths import SETTINGS, WORKFLOWS
from roadmap_bot.roadmap.settings import parse_settings
from roadmap_bot.state import File, State, find_file
from roadmap_bot.yaml.yaml_file import parse_source


def take_release(state: State, goal: Goal) -> State:
    """Put the release's files in their places; raise UserError where that costs the learner."""
    release = goal.release
    if release is None:
        return state
    problems = tuple(_find_obstacles(state, release, goal))
    if problems:
        raise UserError(*problems)
    taken = {**release.files, **_renew_manual(state, goal, release)}
    note = goal.words("update.commit", tag=release.tag)
    return {**state, **{key: replace(file, note=note) for key, file in taken.items()}}


def _renew_manual(state: State, goal: Goal, release: Release) -> Mapping[Key, File]:
    """Write a template's README anew, where nobody has changed it since it was made."""
    readme = find_file(state, ROOT)
    if not goal.repository.is_template or readme is None or not is_sealed(readme.text or ""):
        return {}
    outset = describe(_find_roadmap(goal, release), release.upstream)
    return {file_key(ROOT): File(seal(render_manual(outset)))}


def find_handwork(release: Release | None) -> tuple[Problem, ...]:
    """Name the files that only a person can bring up to date.

    Each has a link to what is new in it.
    """
    if release is None:
        return ()
    problems: list[Problem] = []
    for path, commit in release.workflows.items():
        values = {"file": path, "tag": release.tag}
        link = _link_changes(release, path, commit)
        problems.append(Problem("update.workflow", values, link=link))
    for path in release.changed:
        values = {"file": path, "tag": release.tag, "upstream": release.upstream}
        problems.append(Problem("update.kept", values, Place(path), _link_comparison(release)))
    for path in release.dropped:
        values = {"file": path, "tag": release.tag}
        problems.append(Problem("update.dropped", values, link=_link_comparison(release)))
    return tuple(problems)


def _link_file(release: Release, path: str) -> str:
    return f"{release.url}/blob/{release.commit}/{quote(path)}"


def _link_changes(release: Release, path: str, commit: str) -> str:
    """Link to what is new in a file since a commit, if any; its anchor is the path's hash."""
    if not commit:
        return _link_file(release, path)
    anchor = hashlib.sha256(path.encode()).hexdigest()
    return f"{release.url}/compare/{commit}...{release.commit}#diff-{anchor}"


def _link_comparison(release: Release) -> str:
    """Link to all that is new since the commit that this copy stands at, else to the release."""
    if not release.base:
        return f"{release.url}/commit/{release.commit}"
    return f"{release.url}/compare/{release.base}...{release.commit}"


# What stands in the way


def _find_obstacles(state: State, release: Release, goal: Goal) -> Iterator[Problem]:
    """Find why nothing is taken; what was changed in a template stays, and stops nothing."""
    values = {"tag": release.tag, "upstream": release.upstream}
    if not release.has_roadmap:
        yield Problem("update.no-roadmap", values, link=_link_comparison(release))
    for part in release.lost:
        flows = f"{release.url}/tree/{release.commit}/{WORKFLOWS.rstrip('/')}"
        yield Problem("update.bot-gone", {**values, "file": part}, link=flows)
    changed = () if goal.repository.is_template else release.changed
    for path in changed:
        link = _link_file(release, path)
        yield Problem("update.changed", {**values, "file": path}, Place(path), link)
    yield from _find_unreadable(release)
    if release.has_roadmap and not changed:
        yield from _check_roadmap(state, release, goal.roadmap)


def _find_unreadable(release: Release) -> Iterator[Problem]:
    for key, file in release.files.items():
        if file.trouble:
            values = {"tag": release.tag, "upstream": release.upstream, "file": file_path(key)}
            yield Problem("update.unreadable", values, link=release.url)


def _check_roadmap(state: State, release: Release, roadmap: Roadmap) -> Iterator[Problem]:
    """Check the roadmap as it will be, and the learner's settings against it."""
    loaded = _load(release)
    if loaded is None:
        return
    yield from loaded.problems
    if loaded.roadmap and roadmap.id not in loaded.roadmap.names:
        values = {"old": roadmap.id, "id": loaded.roadmap.id}
        yield Problem("update.other-id", {**values, "tag": release.tag}, link=release.url)
    settings = find_file(state, SETTINGS)
    if loaded.roadmap and settings and settings.text is not None:
        _, problems = parse_settings(settings.text.encode(), SETTINGS, loaded.roadmap)
        yield from problems


def _load(release: Release) -> Loaded | None:
    """Load the roadmap as it will be; None where there is none."""
    if not release.roadmap:
        return None
    files = release.roadmap.items()
    sources = [parse_source(text.encode(), path) for path, text in files]
    return check_roadmap(sources, check_bodies)


# What it does to progress


def render_news(state: State, goal: Goal, release: Release, made: Collection[Key]) -> str:
    """Say what the release does to tasks and progress, and what the next run will do.

    Such as `v2: +3 tasks, 52 → 50 %`. What is not among the things `made` was refused.
    """
    words = goal.words
    names = {"tag": release.tag, "upstream": release.upstream}
    if not release.files and not made:
        return words("update.newest", **names)
    names["link"] = _link_comparison(release)
    if not release.files.keys() <= set(made):
        return words("update.refused", **names)
    if goal.repository.is_template:
        return words("update.taken", **names, count=len(made))
    new = _find_roadmap(goal, release)
    share, plan = _foresee(state, goal, new)
    return words(
        "update.news",
        **names,
        tasks=", ".join(_count_tasks(goal, new)) or words("update.same"),
        before=find_percent(_find_share(state, goal)),
        after=find_percent(share),
        **count_verbs(plan),
    )


def _find_roadmap(goal: Goal, release: Release) -> Roadmap:
    """Find the roadmap as it will be, in the learner's language."""
    loaded = _load(release)
    if loaded and loaded.roadmap:
        return loaded.roadmap.spoken(goal.settings.language)
    return goal.roadmap


def _count_tasks(goal: Goal, new: Roadmap) -> Iterator[str]:
    aliases = new.successors
    old = {aliases.get(task.id, task.id) for _, task in goal.roadmap.tasks}
    ids = {task.id for _, task in new.tasks}
    for message, counted in (("update.more", ids - old), ("update.fewer", old - ids)):
        if counted:
            yield goal.words(message, count=len(counted))


def _foresee(state: State, goal: Goal, new: Roadmap) -> tuple[float, Plan]:
    """Foresee the progress once the new roadmap has been followed, and what that will change."""
    made_at, now = goal.repository.made_at, goal.calendar.now
    calendar = make_calendar(new, goal.settings, made_at, now)
    goal = replace(goal, roadmap=new, calendar=calendar)
    renamed = replace_ids(state, new.successors)
    followed = follow(renamed, make_desired(goal))
    return _find_share(followed, goal), make_plan(renamed, followed)


def _find_share(state: State, goal: Goal) -> float:
    return make_progress(goal.roadmap, goal.settings, goal.calendar, state).share
