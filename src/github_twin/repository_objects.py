"""Repositories and workflows as the objects of GitHub's REST answers, no required field missing."""

from __future__ import annotations

from urllib.parse import quote

from github_twin.nodes import make_id
from github_twin.objects import Object, make_api_url, make_page_url, render_time, render_user
from github_twin.repositories import Repository, Workflow
from github_twin.world import World, find_repository

REPOSITORY_LINKS = {
    "archive_url": "/{archive_format}{/ref}",
    "assignees_url": "/assignees{/user}",
    "blobs_url": "/git/blobs{/sha}",
    "branches_url": "/branches{/branch}",
    "collaborators_url": "/collaborators{/collaborator}",
    "comments_url": "/comments{/number}",
    "commits_url": "/commits{/sha}",
    "compare_url": "/compare/{base}...{head}",
    "contents_url": "/contents/{+path}",
    "contributors_url": "/contributors",
    "deployments_url": "/deployments",
    "downloads_url": "/downloads",
    "events_url": "/events",
    "forks_url": "/forks",
    "git_commits_url": "/git/commits{/sha}",
    "git_refs_url": "/git/refs{/sha}",
    "git_tags_url": "/git/tags{/sha}",
    "hooks_url": "/hooks",
    "issue_comment_url": "/issues/comments{/number}",
    "issue_events_url": "/issues/events{/number}",
    "issues_url": "/issues{/number}",
    "keys_url": "/keys{/key_id}",
    "labels_url": "/labels{/name}",
    "languages_url": "/languages",
    "merges_url": "/merges",
    "milestones_url": "/milestones{/number}",
    "notifications_url": "/notifications{?since,all,participating}",
    "pulls_url": "/pulls{/number}",
    "releases_url": "/releases{/id}",
    "stargazers_url": "/stargazers",
    "statuses_url": "/statuses/{sha}",
    "subscribers_url": "/subscribers",
    "subscription_url": "/subscription",
    "tags_url": "/tags",
    "teams_url": "/teams",
    "trees_url": "/git/trees{/sha}",
}
COUNTS = (
    "forks",
    "forks_count",
    "stargazers_count",
    "watchers",
    "watchers_count",
    "size",
    "network_count",
    "subscribers_count",
)
UNTOLD = ("mirror_url", "homepage", "language", "license")
FEATURES = {
    "has_projects": True,
    "has_wiki": True,
    "has_pages": False,
    "has_downloads": True,
    "has_discussions": False,
    "allow_forking": True,
}
PERMISSIONS = {"admin": 5, "maintain": 4, "push": 3, "triage": 2, "pull": 1}
GRANTS = {"admin": 5, "maintain": 4, "write": 3, "triage": 2, "read": 1, "none": 0}


def render_repository(
    world: World, repository: Repository, role: str = "read", *, deep: bool = True
) -> Object:
    """Render a repository in full; `deep` adds what it was forked or made from."""
    api = make_api_url(world, repository)
    page = make_page_url(world, repository)
    links = {name: api + path for name, path in REPOSITORY_LINKS.items()}
    host = world.site.partition("://")[2]
    opened = sum(issue.state == "open" for issue in repository.issues.values())
    granted = GRANTS[role]
    origin = {}
    if deep:
        origin = _render_origin(world, repository)
    return {
        "id": repository.id,
        "node_id": make_id("Repository", repository.id),
        "name": repository.name,
        "full_name": repository.full_name,
        "owner": render_user(world, repository.owner),
        "private": repository.is_private,
        "html_url": page,
        "description": repository.description,
        "fork": repository.upstream is not None,
        "url": api,
        **links,
        "git_url": f"git://{host}/{repository.full_name}.git",
        "ssh_url": f"git@{host}:{repository.full_name}.git",
        "clone_url": f"{page}.git",
        "svn_url": page,
        **dict.fromkeys(UNTOLD),
        **dict.fromkeys(COUNTS, 0),
        "default_branch": repository.default_branch,
        "open_issues": opened,
        "open_issues_count": opened,
        "is_template": repository.is_template,
        "topics": [],
        "has_issues": repository.has_issues,
        **FEATURES,
        "archived": repository.is_archived,
        "disabled": False,
        "visibility": _name_visibility(repository),
        "pushed_at": render_time(repository.pushed_at),
        "created_at": render_time(repository.made_at),
        "updated_at": render_time(repository.updated_at),
        "permissions": {name: granted >= least for name, least in PERMISSIONS.items()},
        **origin,
    }


def _name_visibility(repository: Repository) -> str:
    if repository.is_private:
        return "private"
    return "public"


def _render_origin(world: World, repository: Repository) -> Object:
    found: Object = {}
    upstream = find_repository(world, repository.upstream or "")
    if upstream:
        shown = render_repository(world, upstream, deep=False)
        found["parent"] = shown
        found["source"] = shown
    template = find_repository(world, repository.template or "")
    if template:
        found["template_repository"] = render_repository(world, template, deep=False)
    return found


def render_workflow(world: World, repository: Repository, workflow: Workflow) -> Object:
    """Render a workflow and its state."""
    api = make_api_url(world, repository)
    page = make_page_url(world, repository)
    file = workflow.path.rpartition("/")[2]
    return {
        "id": workflow.id,
        "node_id": f"W_kwDO{workflow.id:08X}",
        "name": workflow.name,
        "path": workflow.path,
        "state": workflow.state,
        "created_at": render_time(repository.made_at),
        "updated_at": render_time(repository.updated_at),
        "url": f"{api}/actions/workflows/{workflow.id}",
        "html_url": f"{page}/blob/{repository.default_branch}/{workflow.path}",
        "badge_url": f"{page}/workflows/{quote(file)}/badge.svg",
    }
