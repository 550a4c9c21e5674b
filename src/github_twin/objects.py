"""The world's records as the objects of GitHub's REST answers, every required field filled."""

from __future__ import annotations

import base64
import datetime as dt
from typing import Any
from urllib.parse import quote

from github_twin.git import Blob, Commit, hash_tree
from github_twin.nodes import make_id, make_user_id
from github_twin.world import (
    Comment,
    Issue,
    Label,
    Milestone,
    Repository,
    User,
    Workflow,
    World,
    find_association,
    find_repository,
)

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
PERMISSIONS = ("admin", "maintain", "push", "triage", "pull")
GRANTS = {"admin": 5, "maintain": 4, "write": 3, "triage": 2, "read": 1, "none": 0}


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


def render_label(world: World, repository: Repository, label: Label) -> Object:
    """Render a label."""
    return {
        "id": label.id,
        "node_id": make_id("Label", repository.id, label.id),
        "url": f"{make_url(world, repository)}/labels/{quote(label.name, safe='')}",
        "name": label.name,
        "color": label.color,
        "default": label.default,
        "description": label.description,
    }


def render_milestone(world: World, repository: Repository, milestone: Milestone) -> Object:
    """Render a milestone; its counts include pull requests (F3.12)."""
    api = f"{make_url(world, repository)}/milestones/{milestone.number}"
    inside = [issue for issue in repository.issues.values() if issue.milestone == milestone.number]
    return {
        "url": api,
        "html_url": f"{make_page(world, repository)}/milestone/{milestone.number}",
        "labels_url": f"{api}/labels",
        "id": milestone.id,
        "node_id": make_id("Milestone", repository.id, milestone.number),
        "number": milestone.number,
        "title": milestone.title,
        "description": milestone.description,
        "creator": render_user(world, milestone.creator),
        "open_issues": sum(issue.state == "open" for issue in inside),
        "closed_issues": sum(issue.state == "closed" for issue in inside),
        "state": milestone.state,
        "created_at": render_time(milestone.made_at),
        "updated_at": render_time(milestone.updated_at),
        "due_on": render_time(milestone.due_on),
        "closed_at": render_time(milestone.closed_at),
    }


def render_issue(world: World, repository: Repository, issue: Issue) -> Object:
    """Render an issue or, marked by `pull_request`, a pull request."""
    api = f"{make_url(world, repository)}/issues/{issue.number}"
    kind = "PullRequest" if issue.is_pull else "Issue"
    milestone = repository.milestones.get(issue.milestone or 0)
    assignees = [render_user(world, login) for login in issue.assignees]
    return {
        "url": api,
        "repository_url": make_url(world, repository),
        "labels_url": f"{api}/labels{{/name}}",
        "comments_url": f"{api}/comments",
        "events_url": f"{api}/events",
        "html_url": make_issue_page(world, repository, issue),
        "id": issue.id,
        "node_id": make_id(kind, repository.id, issue.number),
        "number": issue.number,
        "title": issue.title,
        "user": render_user(world, issue.author),
        "labels": [render_label(world, repository, repository.labels[key]) for key in issue.labels],
        "state": issue.state,
        "state_reason": issue.reason,
        "locked": False,
        "assignee": assignees[0] if assignees else None,
        "assignees": assignees,
        "milestone": render_milestone(world, repository, milestone) if milestone else None,
        "comments": len(issue.comments),
        "created_at": render_time(issue.made_at),
        "updated_at": render_time(issue.updated_at),
        "closed_at": render_time(issue.closed_at),
        "closed_by": render_user(world, issue.closed_by) if issue.closed_by else None,
        "author_association": find_association(world, repository, issue.author),
        "active_lock_reason": None,
        "body": issue.body or None,
        "reactions": _render_reactions(api),
        "timeline_url": f"{api}/timeline",
        **(_render_pull(world, repository, issue) if issue.is_pull else _render_kin(world, repository, issue)),
    }


def _render_kin(world: World, repository: Repository, issue: Issue) -> Object:
    done = sum(repository.issues[number].state == "closed" for number in issue.children)
    total = len(issue.children)
    kin: Object = {
        "sub_issues_summary": {
            "total": total,
            "completed": done,
            "percent_completed": done * 100 // total if total else 0,
        },
        "issue_dependencies_summary": dict.fromkeys(
            ("blocked_by", "total_blocked_by", "blocking", "total_blocking"), 0
        ),
    }
    if issue.parent is not None:
        kin["parent_issue_url"] = f"{make_url(world, repository)}/issues/{issue.parent}"
    return kin


def _render_pull(world: World, repository: Repository, issue: Issue) -> Object:
    page = make_issue_page(world, repository, issue)
    api = f"{make_url(world, repository)}/pulls/{issue.number}"
    links = {"url": api, "html_url": page, "diff_url": f"{page}.diff", "patch_url": f"{page}.patch", "merged_at": None}
    return {"draft": False, "pull_request": links}


def _render_reactions(api: str) -> Object:
    kinds = ("total_count", "+1", "-1", "laugh", "hooray", "confused", "heart", "rocket", "eyes")
    return {"url": f"{api}/reactions", **dict.fromkeys(kinds, 0)}


def render_comment(world: World, repository: Repository, issue: Issue, comment: Comment) -> Object:
    """Render a comment."""
    api = make_url(world, repository)
    return {
        "url": f"{api}/issues/comments/{comment.id}",
        "html_url": f"{make_issue_page(world, repository, issue)}#issuecomment-{comment.id}",
        "issue_url": f"{api}/issues/{issue.number}",
        "id": comment.id,
        "node_id": make_id("IssueComment", repository.id, comment.id),
        "user": render_user(world, comment.author),
        "created_at": render_time(comment.made_at),
        "updated_at": render_time(comment.edited_at or comment.made_at),
        "author_association": find_association(world, repository, comment.author),
        "body": comment.body,
        "reactions": _render_reactions(f"{api}/issues/comments/{comment.id}"),
        "performed_via_github_app": None,
    }


def render_repository(world: World, repository: Repository, role: str = "read", *, deep: bool = True) -> Object:
    """Render a repository in full; `deep` adds what it was forked or made from."""
    api, page = make_url(world, repository), make_page(world, repository)
    host = world.site.partition("://")[2]
    opened = sum(issue.state == "open" for issue in repository.issues.values())
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
        **{name: api + path for name, path in REPOSITORY_LINKS.items()},
        "git_url": f"git://{host}/{repository.full_name}.git",
        "ssh_url": f"git@{host}:{repository.full_name}.git",
        "clone_url": f"{page}.git",
        "svn_url": page,
        "mirror_url": None,
        "homepage": None,
        "language": None,
        "license": None,
        **dict.fromkeys(COUNTS, 0),
        "default_branch": repository.default_branch,
        "open_issues": opened,
        "open_issues_count": opened,
        "is_template": repository.is_template,
        "topics": [],
        "has_issues": repository.has_issues,
        "has_projects": True,
        "has_wiki": True,
        "has_pages": False,
        "has_downloads": True,
        "has_discussions": False,
        "allow_forking": True,
        "archived": repository.is_archived,
        "disabled": False,
        "visibility": "private" if repository.is_private else "public",
        "pushed_at": render_time(repository.pushed_at),
        "created_at": render_time(repository.made_at),
        "updated_at": render_time(repository.updated_at),
        "permissions": {name: GRANTS[role] >= 5 - rank for rank, name in enumerate(PERMISSIONS)},
        **(_render_origin(world, repository) if deep else {}),
    }


def _render_origin(world: World, repository: Repository) -> Object:
    found: Object = {}
    if repository.upstream and (upstream := find_repository(world, repository.upstream)):
        found["parent"] = found["source"] = render_repository(world, upstream, deep=False)
    template = find_repository(world, repository.template) if repository.template else None
    if template:
        found["template_repository"] = render_repository(world, template, deep=False)
    return found


def render_commit(world: World, repository: Repository, commit: Commit) -> Object:
    """Render a commit; author and committer are None where GitHub attributes it to nobody."""
    api = make_url(world, repository)
    who = {"name": commit.author.name, "email": commit.author.email, "date": render_time(commit.date)}
    user = render_user(world, commit.login) if commit.login else None
    url, page = f"{api}/commits/{commit.sha}", f"{make_page(world, repository)}/commit/"
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


def render_workflow(world: World, repository: Repository, workflow: Workflow) -> Object:
    """Render a workflow and its state."""
    page = make_page(world, repository)
    file = workflow.path.rpartition("/")[2]
    return {
        "id": workflow.id,
        "node_id": f"W_kwDO{workflow.id:08X}",
        "name": workflow.name,
        "path": workflow.path,
        "state": workflow.state,
        "created_at": render_time(repository.made_at),
        "updated_at": render_time(repository.updated_at),
        "url": f"{make_url(world, repository)}/actions/workflows/{workflow.id}",
        "html_url": f"{page}/blob/{repository.default_branch}/{workflow.path}",
        "badge_url": f"{page}/workflows/{quote(file)}/badge.svg",
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
    url = f"{make_url(world, repository)}/branches/{quote(branch)}"
    page = f"{make_page(world, repository)}/tree/{quote(branch)}"
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
    git = f"{make_url(world, repository)}/git"
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
    api, sha = make_url(world, repository), blob.oid if blob else tree
    url = f"{api}/contents/{quote(path)}?ref={branch}"
    page = f"{make_page(world, repository)}/{'blob' if blob else 'tree'}/{branch}/{quote(path)}"
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


def make_url(world: World, repository: Repository) -> str:
    """Make a repository's address in the API."""
    return f"{world.url}/repos/{repository.full_name}"


def make_page(world: World, repository: Repository) -> str:
    """Make the address of a repository's page."""
    return f"{world.site}/{repository.full_name}"


def make_issue_page(world: World, repository: Repository, issue: Issue) -> str:
    """Make the address of the page of an issue or pull request."""
    return f"{make_page(world, repository)}/{'pull' if issue.is_pull else 'issues'}/{issue.number}"
