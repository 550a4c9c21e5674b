"""REST: commits, branches, trees and files."""

from __future__ import annotations

from github_twin import git
from github_twin.commit_objects import (
    render_branch,
    render_commit,
    render_file,
    render_folder,
    render_tree,
)
from github_twin.git import Commit
from github_twin.objects import make_page_url
from github_twin.refusals import RefusedError
from github_twin.repositories import Repository
from github_twin.rest_call import Body, Call, cut_page
from github_twin.revisions import find_commit, make_folder
from github_twin.tokens import check_read

MOST_COMPARED = 250
RULESET = {"ruleset_id": 1, "ruleset_source_type": "Repository"}
PARAMETERS = {
    "pull_request": {
        "parameters": {
            "dismiss_stale_reviews_on_push": False,
            "require_code_owner_review": False,
            "require_last_push_approval": False,
            "required_approving_review_count": 0,
            "required_review_thread_resolution": False,
        }
    }
}


def list_commits(call: Call, owner: str, name: str) -> tuple[int, Body]:
    """List a commit and all before it."""
    repository = _need_repository(call, owner, name)
    start = find_commit(repository, call.query.get("sha", "HEAD"))
    if start is None and repository.head is None:
        raise RefusedError("empty-repository")
    if start is None:
        raise RefusedError("not-found")
    found = git.find_history(repository.commits, start.sha)
    page = cut_page(call, found)
    return 200, [render_commit(call.world, repository, commit) for commit in page]


def compare(call: Call, owner: str, name: str, base: str, head: str) -> tuple[int, Body]:
    """Compare two commits: at most 250, or a page of them, the oldest first (F3.32).

    `USER:BRANCH` is a branch of another repository of the same network.
    """
    repository = _need_repository(call, owner, name)
    first, known = _need_compared(call, repository, base)
    last, others = _need_compared(call, repository, head)
    commits = {**known, **others}
    merge = git.find_merge_base(commits, first.sha, last.sha)
    if merge is None:
        raise RefusedError("not-found")
    ahead = git.find_between(commits, first.sha, last.sha)
    behind = git.find_between(commits, last.sha, first.sha)
    shown = ahead[-MOST_COMPARED:]
    if "page" in call.query or "per_page" in call.query:
        shown = list(cut_page(call, ahead))
    page = make_page_url(call.world, repository)
    url = f"{page}/compare/{base}...{head}"
    return 200, {
        "url": call.world.url + call.path,
        "html_url": url,
        "permalink_url": url,
        "diff_url": f"{url}.diff",
        "patch_url": f"{url}.patch",
        "base_commit": render_commit(call.world, repository, first),
        "merge_base_commit": render_commit(call.world, repository, merge),
        "status": _name_status(len(ahead), len(behind)),
        "ahead_by": len(ahead),
        "behind_by": len(behind),
        "total_commits": len(ahead),
        "commits": [render_commit(call.world, repository, commit) for commit in shown],
    }


def _need_compared(call: Call, repository: Repository, revision: str) -> tuple[Commit, git.Commits]:
    """Find a commit to compare, and all that are known where it stands."""
    user, colon, branch = revision.rpartition(":")
    if not colon:
        return _need_commit(repository, revision), repository.commits
    for other in call.world.repositories.values():
        is_related = (
            repository.upstream == other.full_name or other.upstream == repository.full_name
        )
        if other.owner == user and is_related:
            return _need_commit(other, branch), other.commits
    raise RefusedError("not-found")


def _name_status(ahead: int, behind: int) -> str:
    if ahead and behind:
        return "diverged"
    if ahead:
        return "ahead"
    if behind:
        return "behind"
    return "identical"


def show_contents(call: Call, owner: str, name: str, path: str = "") -> tuple[int, Body]:
    """Show a file, or list a folder."""
    repository = _need_repository(call, owner, name)
    path = path.strip("/")
    commit = _need_commit(repository, call.query.get("ref", "HEAD"))
    files = commit.files
    if path in files:
        return 200, render_file(call.world, repository, path, files[path])
    paths = _find_inside(files, make_folder(path))
    if not paths:
        raise RefusedError("not-found")
    blobs = {one: files[one] for one in paths if one in files}
    trees = {one: git.hash_tree(files, f"{one}/") for one in paths if one not in files}
    return 200, render_folder(call.world, repository, blobs, trees)


def _find_inside(files: git.Files, folder: str) -> set[str]:
    """Find the paths of what lies right inside a folder."""
    found: set[str] = set()
    for path in files:
        if path.startswith(folder):
            name = path.removeprefix(folder).partition("/")[0]
            found.add(folder + name)
    return found


def show_branch(call: Call, owner: str, name: str, branch: str) -> tuple[int, Body]:
    """Show a branch."""
    repository = _need_repository(call, owner, name)
    if branch not in repository.branches:
        raise RefusedError("not-found")
    return 200, render_branch(call.world, repository, branch)


def list_rules(call: Call, owner: str, name: str, branch: str) -> tuple[int, Body]:
    """List the rules of rulesets that hold for a branch (F2.51)."""
    repository = _need_repository(call, owner, name)
    source = {**RULESET, "ruleset_source": repository.full_name}
    types = repository.rules.get(branch, ())
    rules = [{"type": one, **source, **PARAMETERS.get(one, {})} for one in types]
    return 200, list(cut_page(call, rules))


def show_tree(call: Call, owner: str, name: str, sha: str) -> tuple[int, Body]:
    """Show the whole tree of a commit or branch; `recursive` is on whatever its value."""
    repository = _need_repository(call, owner, name)
    commit = _need_commit(repository, sha)
    if "recursive" not in call.query:
        path = f"{call.path} without recursive"
        raise RefusedError("not-implemented", method="GET", path=path)
    return 200, render_tree(call.world, repository, commit)


def _need_repository(call: Call, owner: str, name: str) -> Repository:
    """Return a repository whose contents may be read."""
    repository = call.repository(owner, name)
    check_read(call.token, repository, "contents")
    return repository


def _need_commit(repository: Repository, name: str) -> Commit:
    commit = find_commit(repository, name)
    if commit is None:
        raise RefusedError("not-found")
    return commit
