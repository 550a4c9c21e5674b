"""Commits, branches, trees and files as the objects of GitHub's REST answers, every required field filled."""

from __future__ import annotations

import base64
from urllib.parse import quote

from github_twin.git import Blob, Commit, hash_tree
from github_twin.nodes import make_id
from github_twin.objects import Object, make_api_url, make_page_url, render_time, render_user
from github_twin.repositories import Repository
from github_twin.world import World


def render_commit(world: World, repository: Repository, commit: Commit) -> Object:
    """Render a commit; author and committer are None where GitHub attributes it to nobody."""
    api = make_api_url(world, repository)
    who = {"name": commit.author.name, "email": commit.author.email, "date": render_time(commit.date)}
    user = render_user(world, commit.login) if commit.login else None
    url, page = f"{api}/commits/{commit.sha}", f"{make_page_url(world, repository)}/commit/"
    return {
        "sha": commit.sha,
        "node_id": make_id("Commit", repository.id, commit.sha),
        "commit": {
            "author": who,
            "committer": who,
            "message": commit.message,
            "tree": {"sha": commit.tree, "url": f"{api}/git/trees/{commit.tree}"},
            "url": f"{api}/git/commits/{commit.sha}",
            "comment_count": 0,
            "verification": {
                "verified": False,
                "reason": "unsigned",
                "signature": None,
                "payload": None,
                "verified_at": None,
            },
        },
        "url": url,
        "html_url": page + commit.sha,
        "comments_url": f"{url}/comments",
        "author": user,
        "committer": user,
        "parents": [{"sha": sha, "url": f"{api}/commits/{sha}", "html_url": page + sha} for sha in commit.parents],
    }


def render_file(world: World, repository: Repository, path: str, blob: Blob) -> Object:
    """Render a file with its contents in Base64."""
    content = base64.encodebytes(blob.data).decode()
    return {**_render_path(world, repository, path, blob), "encoding": "base64", "content": content}


def render_folder(
    world: World, repository: Repository, entries: dict[str, Blob | None], trees: dict[str, str]
) -> list[Object]:
    """Render a folder's entries by path; a folder among them has no blob, but the id of its tree."""
    return [_render_path(world, repository, path, blob, trees.get(path, "")) for path, blob in sorted(entries.items())]


def render_branch(world: World, repository: Repository, branch: str) -> Object:
    """Render a branch and whether it is protected; by which rules, only an administrator may see."""
    url = f"{make_api_url(world, repository)}/branches/{quote(branch)}"
    page = f"{make_page_url(world, repository)}/tree/{quote(branch)}"
    protected = branch in repository.protected
    return {
        "name": branch,
        "commit": render_commit(world, repository, repository.commits[repository.branches[branch]]),
        "_links": {"self": url, "html": page},
        "protected": protected,
        "protection": {"enabled": protected},
        "protection_url": f"{url}/protection",
    }


def render_tree(world: World, repository: Repository, commit: Commit) -> Object:
    """Render all that a commit holds, folders and files by their whole paths."""
    folders = {"/".join(path.split("/")[:depth]) for path in commit.files for depth in range(1, path.count("/") + 1)}
    trees = {path: hash_tree(commit.files, f"{path}/") for path in folders}
    git = f"{make_api_url(world, repository)}/git"
    entries = [_render_entry(f"{git}/trees", path, "040000", "tree", sha) for path, sha in trees.items()]
    entries += [
        {**_render_entry(f"{git}/blobs", path, blob.mode, "blob", blob.oid), "size": len(blob.data)}
        for path, blob in commit.files.items()
    ]
    entries.sort(key=lambda entry: str(entry["path"]))
    return {"sha": commit.tree, "url": f"{git}/trees/{commit.tree}", "tree": entries, "truncated": False}


def _render_entry(url: str, path: str, mode: str, kind: str, sha: str) -> Object:
    return {"path": path, "mode": mode, "type": kind, "sha": sha, "url": f"{url}/{sha}"}


def _render_path(world: World, repository: Repository, path: str, blob: Blob | None, tree: str = "") -> Object:
    branch = repository.default_branch
    api, sha = make_api_url(world, repository), blob.oid if blob else tree
    url = f"{api}/contents/{quote(path)}?ref={branch}"
    page = f"{make_page_url(world, repository)}/{'blob' if blob else 'tree'}/{branch}/{quote(path)}"
    raw = f"https://raw.githubusercontent.com/{repository.full_name}/{branch}/{quote(path)}" if blob else None
    git = f"{api}/git/{'blobs' if blob else 'trees'}/{sha}"
    return {
        "name": path.rpartition("/")[2],
        "path": path,
        "sha": sha,
        "size": len(blob.data) if blob else 0,
        "url": url,
        "html_url": page,
        "git_url": git,
        "download_url": raw,
        "type": "file" if blob else "dir",
        "_links": {"self": url, "git": git, "html": page},
    }
