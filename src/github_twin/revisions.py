"""What a name such as `HEAD`, a branch, a commit or `HEAD:path` means in a repository."""

from __future__ import annotations

from dataclasses import dataclass

from github_twin import git
from github_twin.git import Commit
from github_twin.nodes import Item
from github_twin.repositories import Repository


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of a commit, by what all paths below it begin with."""

    commit: Commit
    path: str

    @property
    def oid(self) -> str:
        """The id of its tree."""
        return git.hash_tree(self.commit.files, self.path)

    @property
    def entries(self) -> list[git.Entry]:
        """What lies right inside it: name, mode and id of each."""
        return git.find_entries(self.commit.files, self.path)


def find_object(repository: Repository, expression: str) -> Item | None:
    """Find what an expression names: a commit, a folder, a file, or nothing."""
    name, colon, path = expression.partition(":")
    commit = find_commit(repository, name)
    if commit is None:
        return None
    if not colon:
        return Item("Commit", repository, commit)
    return _find_in_commit(repository, commit, path.strip("/"))


def find_commit(repository: Repository, name: str) -> Commit | None:
    """Find the commit that `HEAD`, a branch, or the beginning of an id names."""
    branch = name.removeprefix("refs/heads/")
    if name == "HEAD":
        branch = repository.default_branch
    sha = repository.branches.get(branch)
    if sha:
        return repository.commits[sha]
    return git.find_prefix(repository.commits, name)


def _find_in_commit(repository: Repository, commit: Commit, path: str) -> Item | None:
    if path in commit.files:
        return Item("Blob", repository, commit.files[path])
    folder = make_folder(path)
    if path and not any(one.startswith(folder) for one in commit.files):
        return None
    return Item("Tree", repository, Folder(commit, folder))


def make_folder(path: str) -> str:
    """Make of a path what all paths below it begin with."""
    if not path:
        return ""
    return f"{path}/"
