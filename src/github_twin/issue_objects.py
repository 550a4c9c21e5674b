"""Issues, comments, labels and milestones as the objects of GitHub's REST answers, every required field filled."""

from __future__ import annotations

from urllib.parse import quote

from github_twin.nodes import make_id
from github_twin.objects import Object, make_api_url, make_issue_url, make_page_url, render_time, render_user
from github_twin.repositories import Comment, Issue, Label, Milestone, Repository
from github_twin.world import World, find_association


def render_label(world: World, repository: Repository, label: Label) -> Object:
    """Render a label."""
    return {
        "id": label.id,
        "node_id": make_id("Label", repository.id, label.id),
        "url": f"{make_api_url(world, repository)}/labels/{quote(label.name, safe='')}",
        "name": label.name,
        "color": label.color,
        "default": label.default,
        "description": label.description,
    }


def render_milestone(world: World, repository: Repository, milestone: Milestone) -> Object:
    """Render a milestone; its counts include pull requests (F3.12)."""
    api = f"{make_api_url(world, repository)}/milestones/{milestone.number}"
    inside = [issue for issue in repository.issues.values() if issue.milestone == milestone.number]
    return {
        "url": api,
        "html_url": f"{make_page_url(world, repository)}/milestone/{milestone.number}",
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
    api = f"{make_api_url(world, repository)}/issues/{issue.number}"
    kind = "PullRequest" if issue.is_pull else "Issue"
    milestone = repository.milestones.get(issue.milestone or 0)
    assignees = [render_user(world, login) for login in issue.assignees]
    return {
        "url": api,
        "repository_url": make_api_url(world, repository),
        "labels_url": f"{api}/labels{{/name}}",
        "comments_url": f"{api}/comments",
        "events_url": f"{api}/events",
        "html_url": make_issue_url(world, repository, issue),
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
        kin["parent_issue_url"] = f"{make_api_url(world, repository)}/issues/{issue.parent}"
    return kin


def _render_pull(world: World, repository: Repository, issue: Issue) -> Object:
    page = make_issue_url(world, repository, issue)
    api = f"{make_api_url(world, repository)}/pulls/{issue.number}"
    links = {"url": api, "html_url": page, "diff_url": f"{page}.diff", "patch_url": f"{page}.patch", "merged_at": None}
    return {"draft": False, "pull_request": links}


def _render_reactions(api: str) -> Object:
    kinds = ("total_count", "+1", "-1", "laugh", "hooray", "confused", "heart", "rocket", "eyes")
    return {"url": f"{api}/reactions", **dict.fromkeys(kinds, 0)}


def render_comment(world: World, repository: Repository, issue: Issue, comment: Comment) -> Object:
    """Render a comment."""
    api = make_api_url(world, repository)
    return {
        "url": f"{api}/issues/comments/{comment.id}",
        "html_url": f"{make_issue_url(world, repository, issue)}#issuecomment-{comment.id}",
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
