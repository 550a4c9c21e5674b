"""What each field of a commit answers in GraphQL, its files with it."""

from __future__ import annotations

from typing import Any

from github_twin import git
from github_twin.nodes import Item
from github_twin.objects import make_page_url
from github_twin.pages import Page, make_page
from github_twin.repositories import Repository
from github_twin.resolvers import Info, Resolver, find_world, show, show_id, show_time
from github_twin.revisions import find_object
from github_twin.tokens import check_read

LARGEST_TEXT = 512 * 1024


# A commit


def _file(item: Item, info: Info, path: str) -> Item | None:
    check_read(info.context.token, item.repository, "contents")
    found = find_object(item.repository, f"{item.it.sha}:{path}")
    if found is None:
        return None
    mode = git.FOLDER if found.type == "Tree" else found.it.mode
    entry = (path.rpartition("/")[2], mode, found.it.oid)
    return Item("TreeEntry", item.repository, entry)


def _history(item: Item, info: Info, path: str | None = None, **arguments: Any) -> Page:
    repository = item.repository
    check_read(info.context.token, repository, "contents")
    found = git.find_history(repository.commits, item.it.sha)
    if path is not None:
        found = [commit for commit in found if _touches(repository, commit, path)]
    items = [Item("Commit", repository, commit) for commit in found]
    return make_page(items, lambda one: one.it.sha, arguments)


def _touches(repository: Repository, commit: git.Commit, path: str) -> bool:
    """Tell whether a commit changed a file, or something in a folder."""
    before: git.Files = {}
    if commit.parents:
        before = repository.commits[commit.parents[0]].files
    after = commit.files
    for one in {*before, *after}:
        is_meant = one == path or one.startswith(f"{path}/")
        if is_meant and before.get(one) != after.get(one):
            return True
    return False


def _url(item: Item, info: Info) -> str:
    page = make_page_url(find_world(info), item.repository)
    return f"{page}/commit/{item.it.sha}"


def _user(item: Item, info: Info) -> Item | None:
    """Return the account as a User, a bot's too, as `gh pr view --json commits` shows it."""
    user = find_world(info).users.get(item.it.login)
    if user is None:
        return None
    return Item("User", None, user)


# A file


def _text(item: Item, info: Info) -> str | None:
    text: str | None = item.it.text
    if text is None or len(item.it.data) <= LARGEST_TEXT:
        return text
    return text[:LARGEST_TEXT]


def _entries(item: Item, info: Info) -> list[Item]:
    check_read(info.context.token, item.repository, "contents")
    return [Item("TreeEntry", item.repository, entry) for entry in item.it.entries]


def _entry_type(item: Item, info: Info) -> str:
    _, mode, _ = item.it
    return "tree" if mode == git.FOLDER else "blob"


TREE: dict[str, Resolver] = {"id": show_id, "oid": lambda item, info: item.it}
COMMIT_FIELDS: dict[str, dict[str, Resolver]] = {
    "Commit": {
        "id": show_id,
        "oid": show("sha"),
        "abbreviatedOid": lambda item, info: item.it.sha[:7],
        "message": show("message"),
        "authoredDate": show_time("date"),
        "committedDate": show_time("date"),
        "author": lambda item, info: item,
        "file": _file,
        "history": _history,
        "url": _url,
    },
    "GitActor": {
        "name": lambda item, info: item.it.author.name,
        "email": lambda item, info: item.it.author.email,
        "date": show_time("date"),
        "user": _user,
    },
    "Blob": {
        "id": show_id,
        "oid": show("oid"),
        "byteSize": lambda item, info: len(item.it.data),
        "isBinary": lambda item, info: item.it.text is None,
        "isTruncated": lambda item, info: len(item.it.data) > LARGEST_TEXT,
        "text": _text,
    },
    "Tree": {"id": show_id, "oid": show("oid"), "entries": _entries},
    "TreeEntry": {
        "name": lambda item, info: item.it[0],
        "mode": lambda item, info: int(item.it[1], 8),
        "oid": lambda item, info: item.it[2],
        "type": _entry_type,
    },
    "Tag": TREE,
}
