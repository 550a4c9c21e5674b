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
from github_twin.world import World

LARGEST_TEXT = 512 * 1024


def _file(item: Item, info: Info, path: str) -> Item | None:
    check_read(info.context.token, item.repository, "contents")
    found = find_object(item.repository, f"{item.it.sha}:{path}")
    return Item("TreeEntry", item.repository, found) if found else None


def _history(item: Item, info: Info, path: str | None = None, **arguments: Any) -> Page:
    check_read(info.context.token, item.repository, "contents")
    found = git.find_history(item.repository.commits, item.it.sha)
    if path is not None:
        found = [one for one in found if _touches(item.repository, one, path)]
    return make_page([Item("Commit", item.repository, one) for one in found], lambda one: one.it.sha, arguments)


def _touches(repository: Repository, commit: git.Commit, path: str) -> bool:
    before = repository.commits[commit.parents[0]].files if commit.parents else {}
    paths = [one for one in {*before, *commit.files} if one == path or one.startswith(f"{path}/")]
    return any(before.get(one) != commit.files.get(one) for one in paths)


def _text(item: Item, info: Info) -> str | None:
    text: str | None = item.it.text
    return text[:LARGEST_TEXT] if text is not None and len(item.it.data) > LARGEST_TEXT else text


def _find_account(world: World, login: str | None) -> Item | None:
    """Return the account behind a commit as a User, with a bot's whole login, as `gh pr view --json commits` shows."""
    user = world.users.get(login) if login else None
    return Item("User", None, user) if user else None


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
        "url": lambda item, info: f"{make_page_url(find_world(info), item.repository)}/commit/{item.it.sha}",
    },
    "GitActor": {
        "name": lambda item, info: item.it.author.name,
        "email": lambda item, info: item.it.author.email,
        "date": show_time("date"),
        "user": lambda item, info: _find_account(find_world(info), item.it.login),
    },
    "Blob": {
        "id": show_id,
        "oid": show("oid"),
        "byteSize": lambda item, info: len(item.it.data),
        "isBinary": lambda item, info: item.it.text is None,
        "isTruncated": lambda item, info: len(item.it.data) > LARGEST_TEXT,
        "text": _text,
    },
    "Tree": TREE,
    "TreeEntry": {"oid": lambda item, info: item.it.it if item.it.type == "Tree" else item.it.it.oid},
    "Tag": TREE,
}
