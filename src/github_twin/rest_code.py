"""REST: commits, branches, trees and files."""

from __future__ import annotations

from github_twin import git
from github_twin.commit_objects import render_branch, render_commit, render_file, render_folder, render_tree
from github_twin.objects import make_page_url
from github_twin.refusals import RefusedError
from github_twin.rest_call import Body, Call, cut_page
from github_twin.revisions import find_object
from github_twin.tokens import check_read


def list_commits(call: Call, owner: str, name: str) -> tuple[int, Body]:
    """List a commit and all before it."""
    repository = call.repository(owner, name)
    check_read(call.token, repository, "contents")
    start = find_object(repository, call.query.get("sha", "HEAD"))
    if start is None or start.type != "Commit":
        raise RefusedError("empty-repository" if repository.head is None else "not-found")
    found = git.find_history(repository.commits, start.it.sha)
    return 200, [render_commit(call.world, repository, one) for one in cut_page(call, found)]


def compare(call: Call, owner: str, name: str, base: str, head: str) -> tuple[int, Body]:
    """Compare two commits: at most 250, or a page of them, the oldest first (F3.32)."""
    repository = call.repository(owner, name)
    check_read(call.token, repository, "contents")
    ends = [find_object(repository, one) for one in (base, head)]
    if any(one is None or one.type != "Commit" for one in ends):
        raise RefusedError("not-found")
    first, last = (one.it for one in ends if one)
    merge = git.find_merge_base(repository.commits, first.sha, last.sha)
    if merge is None:
        raise RefusedError("not-found")
    ahead = git.find_between(repository.commits, first.sha, last.sha)
    behind = len(git.find_between(repository.commits, last.sha, first.sha))
    shown = cut_page(call, ahead) if {"page", "per_page"} & set(call.query) else ahead[-250:]
    status = ("diverged" if ahead else "behind") if behind else ("ahead" if ahead else "identical")
    page = f"{make_page_url(call.world, repository)}/compare/{base}...{head}"
    return 200, {
        "url": call.world.url + call.path,
        "html_url": page,
        "permalink_url": page,
        "diff_url": f"{page}.diff",
        "patch_url": f"{page}.patch",
        "base_commit": render_commit(call.world, repository, first),
        "merge_base_commit": render_commit(call.world, repository, merge),
        "status": status,
        "ahead_by": len(ahead),
        "behind_by": behind,
        "total_commits": len(ahead),
        "commits": [render_commit(call.world, repository, one) for one in shown],
    }


def show_contents(call: Call, owner: str, name: str, path: str = "") -> tuple[int, Body]:
    """Show a file, or list a folder."""
    repository = call.repository(owner, name)
    check_read(call.token, repository, "contents")
    path = path.strip("/")
    start = find_object(repository, call.query.get("ref", "HEAD"))
    if start is None or start.type != "Commit":
        raise RefusedError("not-found")
    files = start.it.files
    if path in files:
        return 200, render_file(call.world, repository, path, files[path])
    folder = f"{path}/" if path else ""
    inside = {one for one in files if one.startswith(folder)}
    if not inside:
        raise RefusedError("not-found")
    names = {folder + one[len(folder) :].partition("/")[0] for one in inside}
    trees = {one: git.hash_tree(files, f"{one}/") for one in names if one not in files}
    return 200, render_folder(call.world, repository, {one: files.get(one) for one in names}, trees)


def show_branch(call: Call, owner: str, name: str, branch: str) -> tuple[int, Body]:
    """Show a branch."""
    repository = call.repository(owner, name)
    check_read(call.token, repository, "contents")
    if branch not in repository.branches:
        raise RefusedError("not-found")
    return 200, render_branch(call.world, repository, branch)


def show_tree(call: Call, owner: str, name: str, sha: str) -> tuple[int, Body]:
    """Show the whole tree of a commit or branch; `recursive` is on whatever its value."""
    repository = call.repository(owner, name)
    check_read(call.token, repository, "contents")
    start = find_object(repository, sha)
    if start is None or start.type != "Commit":
        raise RefusedError("not-found")
    if "recursive" not in call.query:
        raise RefusedError("not-implemented", method="GET", path=f"{call.path} without recursive")
    return 200, render_tree(call.world, repository, start.it)
