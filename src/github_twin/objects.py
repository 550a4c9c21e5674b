"""People, times and addresses as they stand in the objects of GitHub's REST answers."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import quote

from github_twin.nodes import make_user_id
from github_twin.repositories import Issue, Repository
from github_twin.world import User, World

Object = dict[str, Any]
USER_LINKS = {
    "followers_url": "/followers",
    "following_url": "/following{/other_user}",
    "gists_url": "/gists{/gist_id}",
    "starred_url": "/starred{/owner}{/repo}",
    "subscriptions_url": "/subscriptions",
    "organizations_url": "/orgs",
    "repos_url": "/repos",
    "events_url": "/events{/privacy}",
    "received_events_url": "/received_events",
}
UNTOLD = ("name", "company", "location", "email", "hireable", "bio")
COUNTED = ("public_repos", "public_gists", "followers", "following")
GHOST = User("ghost", 10137)
BORN = "2020-01-01T00:00:00Z"


def render_time(moment: dt.datetime | None) -> str | None:
    """Render a moment as GitHub does: UTC, no fractions, `Z`."""
    if moment is None:
        return None
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def render_user(world: World, login: str) -> Object:
    """Render somebody as a simple user; whose account is gone is a ghost (F3.52)."""
    user = world.users.get(login, GHOST)
    home = f"{world.url}/users/{quote(user.login)}"
    links = {name: home + path for name, path in USER_LINKS.items()}
    return {
        "login": user.login,
        "id": user.id,
        "node_id": make_user_id(user),
        "avatar_url": f"https://avatars.githubusercontent.com/u/{user.id}?v=4",
        "gravatar_id": "",
        "url": home,
        "html_url": make_user_url(world, user),
        **links,
        "type": user.kind,
        "site_admin": False,
    }


def make_user_url(world: World, user: User) -> str:
    """Make the address of somebody's page; a bot's is that of its app."""
    if user.kind != "Bot":
        return f"{world.site}/{user.login}"
    app = user.login.removesuffix("[bot]")
    return f"{world.site}/apps/{app}"


def render_viewer(world: World, user: User) -> Object:
    """Render the user whom a token speaks for."""
    return {
        **render_user(world, user.login),
        **dict.fromkeys(UNTOLD),
        "blog": "",
        **dict.fromkeys(COUNTED, 0),
        "created_at": BORN,
        "updated_at": BORN,
        "user_view_type": "public",
    }


def make_api_url(world: World, repository: Repository) -> str:
    """Make a repository's address in the API."""
    return f"{world.url}/repos/{repository.full_name}"


def make_page_url(world: World, repository: Repository) -> str:
    """Make the address of a repository's page."""
    return f"{world.site}/{repository.full_name}"


def make_issue_url(world: World, repository: Repository, issue: Issue) -> str:
    """Make the address of the page of an issue or pull request."""
    page = make_page_url(world, repository)
    if issue.is_pull:
        return f"{page}/pull/{issue.number}"
    return f"{page}/issues/{issue.number}"
