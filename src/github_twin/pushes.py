"""What people do with git: push, force, sync a fork; on the default branch GitHub's nine words close issues."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from github_twin import events, git, issues
from github_twin.actor import Actor, Done
from github_twin.clock import stamp
from github_twin.repositories import Release, Repository
from github_twin.world import find_repository, put_repository, take_id

CLOSING_WORDS = re.compile(
    r"\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+#(\d+)\b", re.IGNORECASE
)


def push(
    actor: Actor,
    commits: Sequence[Mapping[str, Any]],
    *,
    branch: str | None = None,
    force_from: str | None = None,
) -> Done:
    """Push commits, each `{message, files: {path: text or null}, login, name, email}`.

    `login` is whom GitHub attributes the commit to: the pusher unless it says another, None for nobody. With
    `force_from` the branch is first set back to that commit, so the push is forced. Issues named after GitHub's nine
    words close, even across a line break (F5.1–F5.5).
    """
    branch = branch or actor.repository.default_branch
    before = actor.repository.branches.get(branch, git.ZEROS)
    made = _make_commits(actor, commits, force_from or before)
    after = made[-1].sha if made else force_from or before
    known = frozenset(actor.repository.commits)
    return _land(actor, events.Push(branch, before, after, made, force_from is not None, known))


def _make_commits(actor: Actor, drafts: Sequence[Mapping[str, Any]], base: str) -> list[git.Commit]:
    made: list[git.Commit] = []
    tip = actor.repository.commits.get(base)
    for draft in drafts:
        files = _change(tip.files if tip else {}, draft.get("files", {}))
        login = draft.get("login", actor.user)
        name = draft.get("name", login or "somebody")
        author = git.Author(name, draft.get("email", f"{name}@users.noreply.github.com"), login)
        tip = git.make_commit(
            files, draft["message"], author, stamp(actor.world), (tip.sha,) if tip else ()
        )
        made.append(tip)
    return made


def _change(files: git.Files, changes: Mapping[str, str | bytes | None]) -> git.Files:
    kept = {path: blob for path, blob in files.items() if changes.get(path, "") is not None}
    texts = {path: text for path, text in changes.items() if text is not None}
    return kept | {
        path: git.make_blob(text.encode() if isinstance(text, str) else text)
        for path, text in texts.items()
    }


def _land(actor: Actor, pushed: events.Push) -> Done:
    """Set a branch to what was pushed, and close what its messages close."""
    repository = actor.repository
    commits = {**repository.commits, **{one.sha: one for one in pushed.commits}}
    branches = {**repository.branches, pushed.branch: pushed.after}
    landed = replace(repository, commits=commits, branches=branches, pushed_at=stamp(actor.world))
    actor = actor.then(put_repository(actor.world, landed))
    if pushed.branch == repository.default_branch and repository.has_issues:
        actor = _close_named(actor, pushed.commits)
    return actor.tell(
        "push", events.push_payload(actor.world, actor.repository, actor.user, pushed)
    )


def _close_named(actor: Actor, commits: Sequence[git.Commit]) -> Actor:
    for number in (int(digits) for one in commits for digits in CLOSING_WORDS.findall(one.message)):
        if number in actor.repository.issues:
            closing = issues.Closing(actor.user)
            actor = actor.then(issues.close_issue(actor.world, actor.repository, number, closing))
    return actor


def sync(actor: Actor) -> Done:
    """Press *Sync fork*: fast-forward, or a merge commit; a file that both sides changed is a conflict (F1.31).

    Whether the button sets off a push run is unknown (F1.34); the event is returned for tests of both.
    """
    repository = actor.repository
    upstream = find_repository(actor.world, repository.upstream or "")
    ours, theirs = repository.head, upstream.head if upstream else None
    if upstream is None or ours is None or theirs is None:
        raise ValueError(f"{repository.full_name} has nothing to sync with")
    home = replace(repository, commits={**upstream.commits, **repository.commits})
    brought = git.find_between(home.commits, ours.sha, theirs.sha)
    if not brought:
        return actor.world, None
    base = git.find_merge_base(home.commits, ours.sha, theirs.sha)
    if base and base.sha != ours.sha:
        brought.append(_merge(replace(actor, repository=upstream), base, ours, theirs))
    pushed = events.Push(repository.default_branch, ours.sha, brought[-1].sha, brought)
    return _land(replace(actor, repository=home), pushed)


def _merge(actor: Actor, base: git.Commit, ours: git.Commit, theirs: git.Commit) -> git.Commit:
    changed = {
        path: theirs.files.get(path)
        for path in {*base.files, *theirs.files}
        if base.files.get(path) != theirs.files.get(path)
    }
    for path, blob in changed.items():
        if ours.files.get(path) not in (base.files.get(path), blob):
            raise ValueError(f"merge conflict in {path}")
    files = {path: blob for path, blob in ours.files.items() if path not in changed}
    files |= {path: blob for path, blob in changed.items() if blob}
    author = git.Author(actor.user, f"{actor.user}@users.noreply.github.com", actor.user)
    return git.make_commit(
        files, _name_merge(actor.repository), author, stamp(actor.world), (ours.sha, theirs.sha)
    )


def _name_merge(upstream: Repository) -> str:
    return (
        f"Merge branch '{upstream.owner}:{upstream.default_branch}' into {upstream.default_branch}"
    )


def publish(actor: Actor, tag: str) -> Done:
    """Publish the head of the default branch as a release."""
    repository = actor.repository
    world, new_id = take_id(actor.world)
    release = Release(new_id, tag, repository.branches[repository.default_branch], stamp(world))
    return put_repository(
        world, replace(repository, releases=(*repository.releases, release))
    ), None


def first_push(actor: Actor) -> Done:
    """Tell of the push that made the repository: it runs in a copy of a template (F1.2), `before` is zeros (F3.35)."""
    branch = actor.repository.default_branch
    head = actor.repository.branches[branch]
    brought = list(reversed(git.find_history(actor.repository.commits, head)))
    pushed = events.Push(branch, git.ZEROS, head, brought)
    return actor.tell(
        "push", events.push_payload(actor.world, actor.repository, actor.user, pushed)
    )
