"""The world's records as the objects of GitHub's REST answers: people, times, addresses."""

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


def render_time(moment: dt.datetime | None) -> str | None:
    """Render a moment as GitHub does: UTC, no fractions, `Z`."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None


def render_user(world: World, login: str) -> Object:
    """Render somebody as a simple user."""
    user = world.users[login]
    home = f"{world.url}/users/{quote(login)}"
    return {
        "login": login,
        "id": user.id,
        "node_id": make_user_id(user),
        "avatar_url": f"https://avatars.githubusercontent.com/u/{user.id}?v=4",
        "gravatar_id": "",
        "url": home,
        "html_url": make_user_url(world, user),
        **{name: home + path for name, path in USER_LINKS.items()},
        "type": user.kind,
        "site_admin": False,
    }


def make_user_url(world: World, user: User) -> str:
    """Make the address of somebody's page; a bot's is that of its app."""
    if user.kind == "Bot":
        return f"{world.site}/apps/{user.login.removesuffix('[bot]')}"
    return f"{world.site}/{user.login}"


def render_viewer(world: World, user: User) -> Object:
    """Render the user whom a token speaks for."""
    blank = dict.fromkeys(("name", "company", "location", "email", "hireable", "bio"))
    born = {"created_at": "2020-01-01T00:00:00Z", "updated_at": "2020-01-01T00:00:00Z"}
    counts = dict.fromkeys(("public_repos", "public_gists", "followers", "following"), 0)
    return {**render_user(world, user.login), **blank, "blog": "", **counts, **born, "user_view_type": "public"}


def make_api_url(world: World, repository: Repository) -> str:
    """Make a repository's address in the API."""
    return f"{world.url}/repos/{repository.full_name}"


def make_page_url(world: World, repository: Repository) -> str:
    """Make the address of a repository's page."""
    return f"{world.site}/{repository.full_name}"


def make_issue_url(world: World, repository: Repository, issue: Issue) -> str:
    """Make the address of the page of an issue or pull request."""
    return f"{make_page_url(world, repository)}/{'pull' if issue.is_pull else 'issues'}/{issue.number}"
