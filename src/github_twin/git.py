"""Git without a disk: blobs, trees and commits with the ids that git itself would give them."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

ZEROS = "0" * 40
FOLDER = "40000"
PLAIN_FILE = "100644"
LINK = "120000"
SHORTEST_PREFIX = 7
Entry = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Blob:
    """The bytes of a file; mode 120000 makes it a symbolic link."""

    data: bytes
    mode: str = PLAIN_FILE
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
    """Who made a commit, as it says; `login` is whom GitHub attributes it to, None for nobody."""

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


Commits = Mapping[str, Commit]


def hash_object(kind: str, data: bytes) -> str:
    """Hash bytes as `git hash-object` does."""
    whole = b"%s %d\0%s" % (kind.encode(), len(data), data)
    return hashlib.sha1(whole, usedforsecurity=False).hexdigest()


@lru_cache(maxsize=4096)
def make_blob(data: bytes, mode: str = PLAIN_FILE) -> Blob:
    """Make a blob that knows its id."""
    oid = hash_object("blob", data)
    return Blob(data, mode, oid)


def make_file(content: str | bytes) -> Blob:
    """Make the blob of a plain file from its text or its bytes."""
    if isinstance(content, str):
        content = content.encode()
    return make_blob(content)


def hash_tree(files: Files, folder: str = "") -> str:
    """Hash a folder and all below it as git does."""
    entries = find_entries(files, folder)
    entries.sort(key=_order)
    lines = [_render_entry(*entry) for entry in entries]
    return hash_object("tree", b"".join(lines))


def find_entries(files: Files, folder: str) -> list[Entry]:
    """Find what lies right inside a folder: name, mode and id of each file and folder."""
    found: dict[str, Entry] = {}
    for path, blob in files.items():
        if not path.startswith(folder):
            continue
        name, slash, _ = path[len(folder) :].partition("/")
        if not slash:
            found[name] = (name, blob.mode, blob.oid)
        elif name not in found:
            tree = hash_tree(files, f"{folder}{name}/")
            found[name] = (name, FOLDER, tree)
    return list(found.values())


def _order(entry: Entry) -> str:
    """Return what git sorts an entry by: a folder's name counts with a slash."""
    name, mode, _ = entry
    if mode == FOLDER:
        return f"{name}/"
    return name


def _render_entry(name: str, mode: str, oid: str) -> bytes:
    head = f"{mode} {name}".encode()
    return head + b"\0" + bytes.fromhex(oid)


def make_commit(
    files: Files, message: str, author: Author, date: dt.datetime, parents: tuple[str, ...] = ()
) -> Commit:
    """Make a commit; the same content by the same author in the same second is the same commit."""
    tree = hash_tree(files)
    seconds = int(date.timestamp())
    who = f"{author.name} <{author.email}> {seconds} +0000"
    lines = [f"tree {tree}"]
    lines += [f"parent {sha}" for sha in parents]
    lines += [f"author {who}", f"committer {who}", "", message]
    text = "\n".join(lines)
    sha = hash_object("commit", text.encode())
    return Commit(sha, tree, message, author, date, parents, dict(files))


def find_history(commits: Commits, sha: str) -> list[Commit]:
    """List a commit and all before it, the newest first; a merge stands before what it brought."""
    chain = _find_chain(commits, sha)
    known = {commit.sha for commit in chain}
    found: list[Commit] = []
    for commit in chain:
        found.append(commit)
        for side in commit.parents[1:]:
            history = find_history(commits, side)
            brought = [other for other in history if other.sha not in known]
            known |= {other.sha for other in brought}
            found += brought
    return found


def _find_chain(commits: Commits, sha: str) -> list[Commit]:
    """List a commit and its first parents up to the root."""
    commit = commits[sha]
    chain = [commit]
    while commit.parents:
        commit = commits[commit.parents[0]]
        chain.append(commit)
    return chain


def find_between(commits: Commits, base: str, head: str) -> list[Commit]:
    """List the commits of `head` that `base` lacks, the oldest first."""
    known = {commit.sha for commit in find_history(commits, base)}
    history = find_history(commits, head)
    return [commit for commit in reversed(history) if commit.sha not in known]


def find_merge_base(commits: Commits, base: str, head: str) -> Commit | None:
    """Find the newest commit that both have."""
    known = {commit.sha for commit in find_history(commits, base)}
    for commit in find_history(commits, head):
        if commit.sha in known:
            return commit
    return None


def find_prefix(commits: Commits, name: str) -> Commit | None:
    """Find a commit by its id or the beginning of it, seven digits at least."""
    if name in commits:
        return commits[name]
    if len(name) < SHORTEST_PREFIX:
        return None
    found = [commit for sha, commit in commits.items() if sha.startswith(name)]
    if len(found) != 1:
        return None
    return found[0]
