"""Issues, comments, labels and milestones as the objects of GitHub's REST answers."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from github_twin.nodes import find_issue_type, make_id
from github_twin.objects import (
    Object,
    make_api_url,
    make_issue_url,
    make_page_url,
    render_time,
    render_user,
)
from github_twin.repositories import Comment, Issue, Label, Milestone, Reaction, Repository
from github_twin.world import World, find_association

REACTIONS = {  # GraphQL's name for each, and REST's, in GitHub's order
    "THUMBS_UP": "+1",
    "THUMBS_DOWN": "-1",
    "LAUGH": "laugh",
    "HOORAY": "hooray",
    "CONFUSED": "confused",
    "HEART": "heart",
    "ROCKET": "rocket",
    "EYES": "eyes",
}
DEPENDENCIES = ("blocked_by", "total_blocked_by", "blocking", "total_blocking")


def render_label(world: World, repository: Repository, label: Label) -> Object:
    """Render a label."""
    api = make_api_url(world, repository)
    path = quote(label.name, safe="")
    return {
        "id": label.id,
        "node_id": make_id("Label", repository.id, label.id),
        "url": f"{api}/labels/{path}",
        "name": label.name,
        "color": label.color,
        "default": label.default,
        "description": label.description,
    }


def render_milestone(world: World, repository: Repository, milestone: Milestone) -> Object:
    """Render a milestone; its counts include pull requests (F3.12)."""
    number = milestone.number
    api = f"{make_api_url(world, repository)}/milestones/{number}"
    page = make_page_url(world, repository)
    states = [issue.state for issue in repository.issues.values() if issue.milestone == number]
    return {
        "url": api,
        "html_url": f"{page}/milestone/{number}",
        "labels_url": f"{api}/labels",
        "id": milestone.id,
        "node_id": make_id("Milestone", repository.id, number),
        "number": number,
        "title": milestone.title,
        "description": milestone.description,
        "creator": render_user(world, milestone.creator),
        "open_issues": states.count("open"),
        "closed_issues": states.count("closed"),
        "state": milestone.state,
        "created_at": render_time(milestone.made_at),
        "updated_at": render_time(milestone.updated_at),
        "due_on": render_time(milestone.due_on),
        "closed_at": render_time(milestone.closed_at),
    }


def render_issue(world: World, repository: Repository, issue: Issue) -> Object:
    """Render an issue or, marked by `pull_request`, a pull request."""
    home = make_api_url(world, repository)
    api = f"{home}/issues/{issue.number}"
    kind = find_issue_type(issue)
    labels = [repository.labels[one] for one in issue.labels]
    assignees = [render_user(world, login) for login in issue.assignees]
    return {
        "url": api,
        "repository_url": home,
        "labels_url": f"{api}/labels{{/name}}",
        "comments_url": f"{api}/comments",
        "events_url": f"{api}/events",
        "html_url": make_issue_url(world, repository, issue),
        "id": issue.id,
        "node_id": make_id(kind, repository.id, issue.number),
        "number": issue.number,
        "title": issue.title,
        "user": render_user(world, issue.author),
        "labels": [render_label(world, repository, one) for one in labels],
        "state": issue.state,
        "state_reason": issue.reason,
        "locked": issue.locked,
        "assignee": next(iter(assignees), None),
        "assignees": assignees,
        "milestone": _render_its_milestone(world, repository, issue),
        "comments": len(issue.comments),
        "created_at": render_time(issue.made_at),
        "updated_at": render_time(issue.updated_at),
        "closed_at": render_time(issue.closed_at),
        "closed_by": _render_closer(world, issue),
        "author_association": find_association(world, repository, issue.author),
        "active_lock_reason": None,
        "body": issue.body or None,
        "reactions": _render_reactions(api, ()),
        "timeline_url": f"{api}/timeline",
        **_render_rest(world, repository, issue),
    }


def _render_its_milestone(world: World, repository: Repository, issue: Issue) -> Object | None:
    milestone = repository.milestones.get(issue.milestone or 0)
    if milestone is None:
        return None
    return render_milestone(world, repository, milestone)


def _render_closer(world: World, issue: Issue) -> Object | None:
    if not issue.closed_by:
        return None
    return render_user(world, issue.closed_by)


def _render_rest(world: World, repository: Repository, issue: Issue) -> Object:
    """Render what only an issue has, or only a pull request."""
    if issue.is_pull:
        return _render_pull(world, repository, issue)
    return _render_kin(world, repository, issue)


def _render_pull(world: World, repository: Repository, issue: Issue) -> Object:
    page = make_issue_url(world, repository, issue)
    api = make_api_url(world, repository)
    links = {
        "url": f"{api}/pulls/{issue.number}",
        "html_url": page,
        "diff_url": f"{page}.diff",
        "patch_url": f"{page}.patch",
        "merged_at": None,
    }
    return {"draft": False, "pull_request": links}


def _render_kin(world: World, repository: Repository, issue: Issue) -> Object:
    kin: Object = {
        "sub_issues_summary": _count_children(repository, issue),
        "issue_dependencies_summary": dict.fromkeys(DEPENDENCIES, 0),
    }
    if issue.parent is not None:
        api = make_api_url(world, repository)
        kin["parent_issue_url"] = f"{api}/issues/{issue.parent}"
    return kin


def _count_children(repository: Repository, issue: Issue) -> dict[str, int]:
    total = len(issue.children)
    states = [repository.issues[number].state for number in issue.children]
    done = states.count("closed")
    percent = 0
    if total:
        percent = done * 100 // total
    return {"total": total, "completed": done, "percent_completed": percent}


def _render_reactions(api: str, reactions: Sequence[Reaction]) -> Object:
    given = [REACTIONS[one.content] for one in reactions]
    counts = {name: given.count(name) for name in REACTIONS.values()}
    return {"url": f"{api}/reactions", "total_count": len(given), **counts}


def render_comment(world: World, repository: Repository, issue: Issue, comment: Comment) -> Object:
    """Render a comment."""
    home = make_api_url(world, repository)
    api = f"{home}/issues/comments/{comment.id}"
    page = make_issue_url(world, repository, issue)
    return {
        "url": api,
        "html_url": f"{page}#issuecomment-{comment.id}",
        "issue_url": f"{home}/issues/{issue.number}",
        "id": comment.id,
        "node_id": make_id("IssueComment", repository.id, comment.id),
        "user": render_user(world, comment.author),
        "created_at": render_time(comment.made_at),
        "updated_at": render_time(comment.edited_at or comment.made_at),
        "author_association": find_association(world, repository, comment.author),
        "body": comment.body,
        "reactions": _render_reactions(api, comment.reactions),
        "performed_via_github_app": None,
    }
