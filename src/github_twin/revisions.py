"""What a name such as `HEAD`, a branch, a commit or `HEAD:path` means in a repository."""

from __future__ import annotations

from github_twin import git
from github_twin.nodes import Item
from github_twin.repositories import Repository


def find_object(repository: Repository, expression: str) -> Item | None:
    """Find what `HEAD`, a branch, a commit or `HEAD:path` names: a commit, a folder, a file, or nothing."""
    name, colon, path = expression.partition(":")
    sha = repository.branches.get(repository.default_branch if name == "HEAD" else name.removeprefix("refs/heads/"))
    commit = repository.commits[sha] if sha else git.find_prefix(repository.commits, name)
    if commit is None or not colon:
        return Item("Commit", repository, commit) if commit else None
    path = path.strip("/")
    if path in commit.files:
        return Item("Blob", repository, commit.files[path])
    folder = f"{path}/" if path else ""
    if path and not any(one.startswith(folder) for one in commit.files):
        return None
    return Item("Tree", repository, git.hash_tree(commit.files, folder))
