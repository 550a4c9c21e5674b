"""Git without a disk: blobs, trees and commits with the ids that git itself would give them."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

ZEROS = "0" * 40


@dataclass(frozen=True, slots=True)
class Blob:
    """The bytes of a file; mode 120000 makes it a symbolic link."""

    data: bytes
    mode: str = "100644"
    oid: str = ""

    @property
    def text(self) -> str | None:
        """Return the text, None where the bytes are none."""
        if b"\0" in self.data:
            return None
        try:
            return self.data.decode("utf-8")
        except UnicodeDecodeError:
            return None


Files = Mapping[str, Blob]


@dataclass(frozen=True, slots=True)
class Author:
    """Who made a commit, as the commit itself says; `login` is whom GitHub attributes it to, None where nobody."""

    name: str
    email: str
    login: str | None = None


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit with all its files."""

    sha: str
    tree: str
    message: str
    author: Author
    date: dt.datetime
    parents: tuple[str, ...]
    files: Files = field(repr=False)

    @property
    def login(self) -> str | None:
        """Return whom GitHub attributes the commit to."""
        return self.author.login


def hash_object(kind: str, data: bytes) -> str:
    """Hash bytes as `git hash-object` does."""
    return hashlib.sha1(b"%s %d\0%s" % (kind.encode(), len(data), data), usedforsecurity=False).hexdigest()


@lru_cache(maxsize=4096)
def make_blob(data: bytes, mode: str = "100644") -> Blob:
    """Make a blob that knows its id."""
    return Blob(data, mode, hash_object("blob", data))


def hash_tree(files: Files, folder: str = "") -> str:
    """Hash a folder and all below it as git does."""
    entries: dict[str, tuple[str, str]] = {}
    for path in files:
        if path.startswith(folder):
            name, slash, _ = path[len(folder) :].partition("/")
            if slash and name not in entries:
                entries[name] = ("40000", hash_tree(files, f"{folder}{name}/"))
            elif not slash:
                entries[name] = (files[path].mode, files[path].oid)
    ordered = sorted(entries.items(), key=lambda entry: entry[0] + "/" * (entry[1][0] == "40000"))
    return hash_object("tree", b"".join(_entry(name, *value) for name, value in ordered))


def _entry(name: str, mode: str, oid: str) -> bytes:
    return f"{mode} {name}".encode() + b"\0" + bytes.fromhex(oid)


def make_commit(files: Files, message: str, author: Author, date: dt.datetime, parents: tuple[str, ...] = ()) -> Commit:
    """Make a commit; the same content at the same second by the same author is the same commit."""
    tree = hash_tree(files)
    who = f"{author.name} <{author.email}> {int(date.timestamp())} +0000"
    lines = [f"tree {tree}", *(f"parent {sha}" for sha in parents), f"author {who}", f"committer {who}", "", message]
    sha = hash_object("commit", "\n".join(lines).encode())
    return Commit(sha, tree, message, author, date, parents, dict(files))


def find_history(commits: Mapping[str, Commit], sha: str) -> list[Commit]:
    """List a commit and all before it, the newest first; what a merge brought stands right behind the merge."""
    chain: list[Commit] = []
    tip: str | None = sha
    while tip:
        chain.append(commits[tip])
        tip = next(iter(chain[-1].parents), None)
    known = {commit.sha for commit in chain}
    found: list[Commit] = []
    for commit in chain:
        found.append(commit)
        for side in commit.parents[1:]:
            brought = [other for other in find_history(commits, side) if other.sha not in known]
            known |= {other.sha for other in brought}
            found += brought
    return found


def find_between(commits: Mapping[str, Commit], base: str, head: str) -> list[Commit]:
    """List the commits of `head` that `base` lacks, the oldest first."""
    known = {commit.sha for commit in find_history(commits, base)}
    return [commit for commit in reversed(find_history(commits, head)) if commit.sha not in known]


def find_merge_base(commits: Mapping[str, Commit], base: str, head: str) -> Commit | None:
    """Find the newest commit that both have."""
    known = {commit.sha for commit in find_history(commits, base)}
    return next((commit for commit in find_history(commits, head) if commit.sha in known), None)


def find_prefix(commits: Mapping[str, Commit], name: str) -> Commit | None:
    """Find a commit by its id or the beginning of it, seven digits at least."""
    if name in commits:
        return commits[name]
    found = [commit for sha, commit in commits.items() if len(name) >= 7 and sha.startswith(name)]
    return found[0] if len(found) == 1 else None
