"""What people do with git: push, force, sync a fork, publish; nine words close issues."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from github_twin import events, git, issues
from github_twin.actor import Actor, Done
from github_twin.clock import stamp
from github_twin.repositories import Release, Repository
from github_twin.world import find_repository, put_repository, take_id

Content = str | bytes | Mapping[str, str] | None
CLOSING_WORDS = re.compile(
    r"\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+"
    r"(?:https?://[^/\s]+/(?P<page>[\w.-]+/[\w.-]+)/issues/(?P<on_page>\d+)"
    r"|(?P<home>[\w.-]+/[\w.-]+)?#(?P<number>\d+))\b",
    re.IGNORECASE,
)


def push(
    actor: Actor,
    commits: Sequence[Mapping[str, Any]],
    *,
    branch: str | None = None,
    force_from: str | None = None,
) -> Done:
    """Push commits, each `{message, files: {path: text or null}, login, name, email, date}`.

    `login` is whom GitHub attributes the commit to: the pusher unless it says another, None for
    nobody; `date` is what the author's own clock says, in ISO 8601. With `force_from` the branch is
    first set back to that commit, so the push is forced. Issues named after GitHub's nine words
    close, even across a line break (F5.1–F5.5).
    """
    home = actor.repository
    branch = branch or home.default_branch
    before = home.branches.get(branch, git.ZEROS)
    base = force_from or before
    made = _make_commits(actor, commits, base)
    after = base
    if made:
        after = made[-1].sha
    known = frozenset(home.commits)
    forced = force_from is not None
    return _land(actor, events.Push(branch, before, after, made, forced, known))


def _make_commits(actor: Actor, drafts: Sequence[Mapping[str, Any]], base: str) -> list[git.Commit]:
    """Make commits one upon the other."""
    made: list[git.Commit] = []
    tip = actor.repository.commits.get(base)
    for draft in drafts:
        tip = _make_commit(actor, draft, tip)
        made.append(tip)
    return made


def _make_commit(actor: Actor, draft: Mapping[str, Any], tip: git.Commit | None) -> git.Commit:
    files: git.Files = {}
    parents: tuple[str, ...] = ()
    if tip:
        files = tip.files
        parents = (tip.sha,)
    changed = _change(files, draft.get("files", {}))
    author = _make_author(actor, draft)
    date = stamp(actor.world)
    if "date" in draft:
        date = dt.datetime.fromisoformat(draft["date"])
    return git.make_commit(changed, draft["message"], author, date, parents)


def _make_author(actor: Actor, draft: Mapping[str, Any]) -> git.Author:
    login = draft.get("login", actor.user)
    name = draft.get("name", login or "somebody")
    email = draft.get("email", f"{name}@users.noreply.github.com")
    return git.Author(name, email, login)


def _change(files: git.Files, changes: Mapping[str, Content]) -> git.Files:
    """Change files: null takes one away, `{link: path}` makes a symbolic link."""
    changed = dict(files)
    for path, text in changes.items():
        if text is None:
            changed.pop(path, None)
        elif isinstance(text, Mapping):
            changed[path] = git.make_blob(text["link"].encode(), git.LINK)
        else:
            changed[path] = git.make_file(text)
    return changed


def _land(actor: Actor, pushed: events.Push) -> Done:
    """Set a branch to what was pushed, and close what its messages close."""
    home = actor.repository
    brought = {one.sha: one for one in pushed.commits}
    landed = replace(
        home,
        commits={**home.commits, **brought},
        branches={**home.branches, pushed.branch: pushed.after},
        pushed_at=stamp(actor.world),
    )
    actor = actor.then(put_repository(actor.world, landed))
    if pushed.branch == home.default_branch and home.has_issues:
        actor = _close_named(actor, pushed.commits)
    payload = events.push_payload(actor.world, actor.repository, actor.user, pushed)
    return actor.tell("push", payload)


def _close_named(actor: Actor, commits: Sequence[git.Commit]) -> Actor:
    closing = issues.Closing(actor.user)
    for number in _find_named(commits, actor.repository.full_name):
        if number in actor.repository.issues:
            world = issues.close_issue(actor.world, actor.repository, number, closing)
            actor = actor.then(world)
    return actor


def _find_named(commits: Sequence[git.Commit], home: str) -> Iterator[int]:
    """Find the numbers of the issues here that messages close: `#12`, or longer forms (F5.2)."""
    for commit in commits:
        for found in CLOSING_WORDS.finditer(commit.message):
            named = found["page"] or found["home"] or home
            if named.lower() == home.lower():
                yield int(found["on_page"] or found["number"])


def sync(actor: Actor) -> Done:
    """Press *Sync fork*: fast-forward, or merge; what both sides changed is a conflict (F1.31).

    Whether the button sets off a push run is unknown (F1.34); the event is returned for tests of
    both.
    """
    home = actor.repository
    upstream, ours, theirs = _need_heads(actor)
    commits = {**upstream.commits, **home.commits}
    brought = git.find_between(commits, ours.sha, theirs.sha)
    if not brought:
        return actor.world, None
    base = git.find_merge_base(commits, ours.sha, theirs.sha)
    if base and base.sha != ours.sha:
        files = _merge_files(base, ours, theirs)
        author = git.Author(actor.user, f"{actor.user}@users.noreply.github.com", actor.user)
        message = _name_merge(upstream)
        parents = (ours.sha, theirs.sha)
        merge = git.make_commit(files, message, author, stamp(actor.world), parents)
        brought.append(merge)
    pushed = events.Push(home.default_branch, ours.sha, brought[-1].sha, brought)
    known = replace(home, commits=commits)
    return _land(replace(actor, repository=known), pushed)


def _need_heads(actor: Actor) -> tuple[Repository, git.Commit, git.Commit]:
    """Return what a fork syncs with, and the heads of both."""
    home = actor.repository
    upstream = find_repository(actor.world, home.upstream or "")
    if upstream and upstream.head and home.head:
        return upstream, home.head, upstream.head
    raise ValueError(f"{home.full_name} has nothing to sync with")


def _merge_files(base: git.Commit, ours: git.Commit, theirs: git.Commit) -> git.Files:
    """Bring into our files what they changed since the base."""
    merged = dict(ours.files)
    for path in {*base.files, *theirs.files}:
        before = base.files.get(path)
        wanted = theirs.files.get(path)
        if wanted == before:
            continue
        if ours.files.get(path) not in (before, wanted):
            raise ValueError(f"merge conflict in {path}")
        merged.pop(path, None)
        if wanted:
            merged[path] = wanted
    return merged


def _name_merge(upstream: Repository) -> str:
    branch = upstream.default_branch
    return f"Merge branch '{upstream.owner}:{branch}' into {branch}"


def publish(actor: Actor, tag: str) -> Done:
    """Publish the head of the default branch as a release."""
    home = actor.repository
    head = home.branches[home.default_branch]
    world, new_id = take_id(actor.world)
    release = Release(new_id, tag, head, stamp(world))
    releases = (*home.releases, release)
    return put_repository(world, replace(home, releases=releases)), None


def first_push(actor: Actor) -> Done:
    """Tell of the push that made the repository; it runs in a copy of a template (F1.2, F3.35)."""
    home = actor.repository
    branch = home.default_branch
    head = home.branches[branch]
    history = git.find_history(home.commits, head)
    history.reverse()
    pushed = events.Push(branch, git.ZEROS, head, history)
    payload = events.push_payload(actor.world, home, actor.user, pushed)
    return actor.tell("push", payload)
