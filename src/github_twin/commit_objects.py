"""Commits, branches, trees and files as the objects of GitHub's REST answers."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from urllib.parse import quote

from github_twin.git import Blob, Commit, hash_tree
from github_twin.nodes import make_id
from github_twin.objects import Object, make_api_url, make_page_url, render_time, render_user
from github_twin.repositories import Repository
from github_twin.world import World

RAW = "https://raw.githubusercontent.com"
UNSIGNED = {
    "verified": False,
    "reason": "unsigned",
    "signature": None,
    "payload": None,
    "verified_at": None,
}


def render_commit(world: World, repository: Repository, commit: Commit) -> Object:
    """Render a commit; author and committer are None where GitHub attributes it to nobody."""
    api = make_api_url(world, repository)
    url = f"{api}/commits/{commit.sha}"
    page = f"{make_page_url(world, repository)}/commit"
    account = _render_account(world, commit)
    return {
        "sha": commit.sha,
        "node_id": make_id("Commit", repository.id, commit.sha),
        "commit": _render_git_commit(api, commit),
        "url": url,
        "html_url": f"{page}/{commit.sha}",
        "comments_url": f"{url}/comments",
        "author": account,
        "committer": account,
        "parents": [
            {"sha": sha, "url": f"{api}/commits/{sha}", "html_url": f"{page}/{sha}"}
            for sha in commit.parents
        ],
    }


def _render_account(world: World, commit: Commit) -> Object | None:
    if not commit.login:
        return None
    return render_user(world, commit.login)


def _render_git_commit(api: str, commit: Commit) -> Object:
    """Render what git itself knows of a commit."""
    author = commit.author
    who = {"name": author.name, "email": author.email, "date": render_time(commit.date)}
    return {
        "author": who,
        "committer": who,
        "message": commit.message,
        "tree": {"sha": commit.tree, "url": f"{api}/git/trees/{commit.tree}"},
        "url": f"{api}/git/commits/{commit.sha}",
        "comment_count": 0,
        "verification": UNSIGNED,
    }


def render_branch(world: World, repository: Repository, branch: str) -> Object:
    """Render a branch and whether it is protected; only an administrator may see the rules."""
    path = quote(branch)
    url = f"{make_api_url(world, repository)}/branches/{path}"
    page = f"{make_page_url(world, repository)}/tree/{path}"
    head = repository.commits[repository.branches[branch]]
    protected = branch in repository.protected
    return {
        "name": branch,
        "commit": render_commit(world, repository, head),
        "_links": {"self": url, "html": page},
        "protected": protected,
        "protection": {"enabled": protected},
        "protection_url": f"{url}/protection",
    }


def render_tree(world: World, repository: Repository, commit: Commit) -> Object:
    """Render all that a commit holds, folders and files by their whole paths, or part of it."""
    git = f"{make_api_url(world, repository)}/git"
    entries = [_render_folder_entry(git, path, commit) for path in _find_folders(commit)]
    entries += [_render_file_entry(git, path, blob) for path, blob in commit.files.items()]
    entries.sort(key=lambda entry: str(entry["path"]))
    most = world.limits.entries
    return {
        "sha": commit.tree,
        "url": f"{git}/trees/{commit.tree}",
        "tree": entries[:most],
        "truncated": len(entries) > most,
    }


def _find_folders(commit: Commit) -> set[str]:
    found: set[str] = set()
    for path in commit.files:
        found.update(_find_parents(path))
    return found


def _find_parents(path: str) -> Iterator[str]:
    """Find the folders that a path lies in: `a/b/c` lies in `a` and in `a/b`."""
    parent = path.rpartition("/")[0]
    while parent:
        yield parent
        parent = parent.rpartition("/")[0]


def _render_folder_entry(git: str, path: str, commit: Commit) -> Object:
    sha = hash_tree(commit.files, f"{path}/")
    return {
        "path": path,
        "mode": "040000",
        "type": "tree",
        "sha": sha,
        "url": f"{git}/trees/{sha}",
    }


def _render_file_entry(git: str, path: str, blob: Blob) -> Object:
    return {
        "path": path,
        "mode": blob.mode,
        "type": "blob",
        "sha": blob.oid,
        "url": f"{git}/blobs/{blob.oid}",
        "size": len(blob.data),
    }


def render_file(world: World, repository: Repository, path: str, blob: Blob) -> Object:
    """Render a file with its contents in Base64."""
    shown = _render_file_path(world, repository, path, blob)
    content = base64.encodebytes(blob.data).decode()
    return {**shown, "encoding": "base64", "content": content}


def render_folder(
    world: World, repository: Repository, files: Mapping[str, Blob], trees: Mapping[str, str]
) -> list[Object]:
    """Render a folder's entries by path: its files, and its folders with the ids of their trees."""
    shown = [_render_file_path(world, repository, path, blob) for path, blob in files.items()]
    shown += [_render_folder_path(world, repository, path, sha) for path, sha in trees.items()]
    return sorted(shown, key=lambda entry: str(entry["path"]))


def _render_file_path(world: World, repository: Repository, path: str, blob: Blob) -> Object:
    branch = repository.default_branch
    shown = _render_path(world, repository, path, ("blob", blob.oid))
    return {
        **shown,
        "size": len(blob.data),
        "download_url": f"{RAW}/{repository.full_name}/{branch}/{quote(path)}",
        "type": "file",
    }


def _render_folder_path(world: World, repository: Repository, path: str, sha: str) -> Object:
    return _render_path(world, repository, path, ("tree", sha))


def _render_path(world: World, repository: Repository, path: str, what: tuple[str, str]) -> Object:
    """Render what lies at a path: the kind and the id of its git object."""
    kind, sha = what
    api = make_api_url(world, repository)
    branch = repository.default_branch
    url = f"{api}/contents/{quote(path)}?ref={branch}"
    page = f"{make_page_url(world, repository)}/{kind}/{branch}/{quote(path)}"
    git = f"{api}/git/{kind}s/{sha}"
    return {
        "name": path.rpartition("/")[2],
        "path": path,
        "sha": sha,
        "size": 0,
        "url": url,
        "html_url": page,
        "git_url": git,
        "download_url": None,
        "type": "dir",
        "_links": {"self": url, "git": git, "html": page},
    }
