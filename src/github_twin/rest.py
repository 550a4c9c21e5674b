"""REST: a table of the routes the bot calls, and what each answers; any other route is a loud 501."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode

from github_twin import git, issues, labels, limits, milestones, objects, project_rest
from github_twin.fields import find_object
from github_twin.refusals import RefusedError
from github_twin.tokens import check_issue_write, check_read, check_write, find_viewer, may_label, need_repository
from github_twin.world import (
    Issue,
    Repository,
    Token,
    World,
    find_listed,
    find_role,
    put_repository,
    stamp,
)

Body = Any
LARGEST_PAGE = 100


@dataclass
class Call:
    """One REST request at work: the world changes as it is served."""

    world: World
    token: Token
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    def repository(self, owner: str, name: str) -> Repository:
        """Return the repository of the path, as it is now."""
        return need_repository(self.world, self.token, f"{owner}/{name}")


def parse_call(world: World, token: Token, target: str, body: str) -> Call:
    """Parse path, query and body of a request."""
    path, _, query = target.partition("?")
    try:
        given = json.loads(body) if body else {}
    except ValueError:
        raise RefusedError("bad-json") from None
    pairs = {name: values[-1] for name, values in parse_qs(query).items()}
    return Call(world, token, path, pairs, given if isinstance(given, dict) else {})


def serve(call: Call, method: str) -> tuple[int, Body]:
    """Answer a call by the table of routes."""
    for verb, pattern, handler in ROUTES:
        match = pattern.fullmatch(call.path) if verb == method else None
        if match:
            return handler(call, **{name: unquote(value) for name, value in match.groupdict().items()})
    raise RefusedError("not-implemented", method=method, path=call.path)


def _page(call: Call, items: list[Any]) -> list[Any]:
    """Cut the asked page out of a list and link to its neighbours."""
    size = min(max(int(call.query.get("per_page", "30")), 1), LARGEST_PAGE)
    number = max(int(call.query.get("page", "1")), 1)
    last = max((len(items) + size - 1) // size, 1)
    links = {"prev": number - 1, "next": number + 1, "last": last, "first": 1}
    shown = {
        name: to
        for name, to in links.items()
        if (number > 1 if name in ("prev", "first") else number < last) and 1 <= to <= last
    }
    if shown:
        call.headers["link"] = ", ".join(
            f'<{call.world.url}{call.path}?{urlencode({**call.query, "page": to})}>; rel="{name}"'
            for name, to in shown.items()
        )
    return items[(number - 1) * size : number * size]


def _newest(call: Call, repository: Repository) -> Repository:
    return issues.refresh(call.world, repository)


# Repositories


def _show_repository(call: Call, owner: str, name: str) -> tuple[int, Body]:
    repository = call.repository(owner, name)
    role = find_role(call.world, repository, call.token.user)
    return 200, objects.render_repository(call.world, repository, role)


def _change_repository(call: Call, owner: str, name: str) -> tuple[int, Body]:
    repository = call.repository(owner, name)
    if call.token.kind == "actions":
        raise RefusedError("forbidden-integration", permissions="administration=write")
    check_write(call.world, call.token, repository, "UpdateRepository")
    if set(call.given) - {"has_issues", "name"}:
        raise RefusedError("not-implemented", method="PATCH", path=f"{call.path} {sorted(call.given)}")
    if "has_issues" in call.given:
        repository = replace(repository, has_issues=bool(call.given["has_issues"]), updated_at=stamp(call.world))
        call.world = put_repository(call.world, repository)
    return _show_repository(call, owner, name)


def _show_permission(call: Call, owner: str, name: str, user: str) -> tuple[int, Body]:
    repository = call.repository(owner, name)
    check_write_access(call, repository)
    if user not in call.world.users:
        raise RefusedError("not-found")
    role = find_role(call.world, repository, user)
    plain = {"maintain": "write", "triage": "read"}.get(role, role)
    person = {**objects.render_user(call.world, user), "role_name": role}
    return 200, {"permission": plain, "role_name": role, "user": person}


def check_write_access(call: Call, repository: Repository) -> None:
    """Refuse whoever may not push: only they may look up others' permissions."""
    if call.token.kind != "actions" and find_role(call.world, repository, call.token.user) in ("none", "read"):
        raise RefusedError("not-found")


# Milestones and labels


def _list_milestones(call: Call, owner: str, name: str) -> tuple[int, Body]:
    repository = call.repository(owner, name)
    check_read(call.token, repository, "issues")
    seen = find_listed(call.world, repository)
    state = call.query.get("state", "open")
    found = [one for one in seen.milestones.values() if state in (one.state, "all")]
    found.sort(key=lambda one: (one.due_on is None, one.due_on or one.made_at, one.number))
    return 200, [objects.render_milestone(call.world, seen, one) for one in _page(call, found)]


def _create_milestone(call: Call, owner: str, name: str) -> tuple[int, Body]:
    repository = call.repository(owner, name)
    check_write(call.world, call.token, repository, "CreateMilestone")
    _check_issues_on(repository)
    call.world, made = milestones.create_milestone(call.world, repository, call.token.user, call.given)
    return 201, objects.render_milestone(call.world, _newest(call, repository), made)


def _edit_milestone(call: Call, owner: str, name: str, number: str) -> tuple[int, Body]:
    repository = call.repository(owner, name)
    check_write(call.world, call.token, repository, "UpdateMilestone")
    milestone = repository.milestones.get(int(number))
    if milestone is None:
        raise RefusedError("not-found")
    call.world, changed = milestones.edit_milestone(call.world, repository, milestone, call.given)
    return 200, objects.render_milestone(call.world, _newest(call, repository), changed)


def _list_labels(call: Call, owner: str, name: str) -> tuple[int, Body]:
    seen = find_listed(call.world, call.repository(owner, name))
    return 200, [objects.render_label(call.world, seen, one) for one in _page(call, list(seen.labels.values()))]


def _create_label(call: Call, owner: str, name: str) -> tuple[int, Body]:
    repository = call.repository(owner, name)
    check_write(call.world, call.token, repository, "CreateLabel")
    call.world, made = labels.create_label(
        call.world,
        repository,
        labels.Draft(
            str(call.given.get("name", "")), str(call.given.get("color", "ededed")), call.given.get("description")
        ),
    )
    return 201, objects.render_label(call.world, repository, made)


# Issues


def _check_issues_on(repository: Repository) -> None:
    if not repository.has_issues:
        raise RefusedError("issues-off")


def _find_issue(call: Call, owner: str, name: str, number: str) -> tuple[Repository, Issue]:
    repository = call.repository(owner, name)
    check_read(call.token, repository, "issues")
    _check_issues_on(repository)
    issue = repository.issues.get(int(number))
    if issue is None:
        raise RefusedError("not-found")
    return repository, issue


def _list_issues(call: Call, owner: str, name: str) -> tuple[int, Body]:
    repository = call.repository(owner, name)
    check_read(call.token, repository, "issues")
    _check_issues_on(repository)
    seen = find_listed(call.world, repository)
    state = call.query.get("state", "open")
    found = [one for one in seen.issues.values() if state in (one.state, "all")]
    if "labels" in call.query:
        wanted = {label.id for one in call.query["labels"].split(",") if (label := labels.find_label(seen, one))}
        found = [one for one in found if wanted <= set(one.labels)]
    key = {"updated": "updated_at"}.get(call.query.get("sort", "created"), "made_at")
    found.sort(key=lambda one: (getattr(one, key), one.number), reverse=call.query.get("direction", "desc") == "desc")
    return 200, [objects.render_issue(call.world, seen, one) for one in _page(call, found)]


def _show_issue(call: Call, owner: str, name: str, number: str) -> tuple[int, Body]:
    repository, issue = _find_issue(call, owner, name, number)
    return 200, objects.render_issue(call.world, repository, issue)


def _create_issue(call: Call, owner: str, name: str) -> tuple[int, Body]:
    repository = call.repository(owner, name)
    check_issue_write(call.world, call.token, repository, "CreateIssue")
    draft = issues.Draft(str(call.given.get("title", "")), call.given.get("body") or "")
    if may_label(call.world, call.token, repository):
        chosen = _need_labels(call, repository, call.given.get("labels") or [])
        repository = _newest(call, repository)
        milestone = _need_milestone(repository, call.given.get("milestone"))
        draft = replace(draft, labels=chosen, milestone=milestone, assignees=tuple(call.given.get("assignees") or ()))
    call.world, made = issues.create_issue(call.world, repository, call.token.user, draft)
    return 201, objects.render_issue(call.world, _newest(call, repository), made)


def _need_labels(call: Call, repository: Repository, names: list[Any]) -> tuple[int, ...]:
    """Return the ids of labels by name; REST makes those that are missing."""
    chosen: list[int] = []
    for one in names:
        text = str(one["name"] if isinstance(one, dict) else one)
        label = labels.find_label(_newest(call, repository), text)
        if label is None:
            call.world, label = labels.create_label(call.world, _newest(call, repository), labels.Draft(text))
        chosen.append(label.id)
    return tuple(chosen)


def _need_milestone(repository: Repository, number: Any) -> int | None:
    if number is None:
        return None
    if not isinstance(number, int) or number not in repository.milestones:
        raise RefusedError("milestone-invalid", value=number)
    return number


def _edit_issue(call: Call, owner: str, name: str, number: str) -> tuple[int, Body]:
    repository, issue = _find_issue(call, owner, name, number)
    check_issue_write(call.world, call.token, repository, "UpdateIssue", issue)
    editor, given = call.token.user, call.given
    body = (given["body"] or "") if "body" in given else None
    call.world = issues.edit_issue(
        call.world, repository, issue.number, editor, {"title": given.get("title"), "body": body}
    )
    _edit_state(call, repository, issue.number)
    if may_label(call.world, call.token, repository):
        _edit_links(call, repository, issue.number)
    newest = _newest(call, repository)
    return 200, objects.render_issue(call.world, newest, newest.issues[issue.number])


def _edit_state(call: Call, repository: Repository, number: int) -> None:
    newest, actor = _newest(call, repository), call.token.user
    if call.given.get("state") == "closed":
        reason = call.given.get("state_reason") or "completed"
        call.world = issues.close_issue(call.world, newest, number, issues.Closing(actor, reason))
    elif call.given.get("state") == "open":
        call.world = issues.reopen_issue(call.world, newest, number, actor)


def _edit_links(call: Call, repository: Repository, number: int) -> None:
    given = call.given
    if "labels" in given:
        chosen = _need_labels(call, repository, given["labels"] or [])
        call.world = issues.set_labels(call.world, _newest(call, repository), number, chosen)
    if "milestone" in given:
        milestone = _need_milestone(_newest(call, repository), given["milestone"])
        call.world = issues.set_milestone(call.world, _newest(call, repository), number, milestone)
    if "assignees" in given:
        call.world = issues.set_assignees(call.world, _newest(call, repository), number, given["assignees"] or ())


def _list_comments(call: Call, owner: str, name: str, number: str) -> tuple[int, Body]:
    repository, issue = _find_issue(call, owner, name, number)
    seen = find_listed(call.world, repository)
    listed = seen.issues.get(issue.number, replace(issue, comments=()))
    return 200, [objects.render_comment(call.world, seen, listed, one) for one in _page(call, list(listed.comments))]


def _add_comment(call: Call, owner: str, name: str, number: str) -> tuple[int, Body]:
    repository, issue = _find_issue(call, owner, name, number)
    check_issue_write(call.world, call.token, repository, "AddComment")
    call.world, made = issues.add_comment(
        call.world, repository, issue.number, call.token.user, str(call.given.get("body", ""))
    )
    return 201, objects.render_comment(call.world, repository, issue, made)


def _add_child(call: Call, owner: str, name: str, number: str) -> tuple[int, Body]:
    """Nest an issue named by its database id, not its number (F3.22)."""
    repository, parent = _find_issue(call, owner, name, number)
    check_write(call.world, call.token, repository, "AddSubIssue")
    wanted = call.given.get("sub_issue_id")
    child = next((one for one in repository.issues.values() if one.id == wanted), None)
    if child is None:
        raise RefusedError("not-found")
    call.world = issues.add_child(
        call.world, repository, parent.number, child.number, replace_parent=bool(call.given.get("replace_parent"))
    )
    newest = _newest(call, repository)
    return 201, objects.render_issue(call.world, newest, newest.issues[parent.number])


# Code


def _list_commits(call: Call, owner: str, name: str) -> tuple[int, Body]:
    repository = call.repository(owner, name)
    check_read(call.token, repository, "contents")
    start = find_object(repository, call.query.get("sha", "HEAD"))
    if start is None or start.type != "Commit":
        raise RefusedError("empty-repository" if repository.head is None else "not-found")
    found = git.find_history(repository.commits, start.it.sha)
    return 200, [objects.render_commit(call.world, repository, one) for one in _page(call, found)]


def _compare(call: Call, owner: str, name: str, base: str, head: str) -> tuple[int, Body]:
    """Compare two commits: at most 250, or a page of them, the oldest first (F3.32)."""
    repository = call.repository(owner, name)
    check_read(call.token, repository, "contents")
    ends = [find_object(repository, one) for one in (base, head)]
    if any(one is None or one.type != "Commit" for one in ends):
        raise RefusedError("not-found")
    first, last = (one.it for one in ends if one)
    merge = git.find_merge_base(repository.commits, first.sha, last.sha)
    if merge is None:
        raise RefusedError("not-found")
    ahead = git.find_between(repository.commits, first.sha, last.sha)
    behind = len(git.find_between(repository.commits, last.sha, first.sha))
    shown = _page(call, ahead) if {"page", "per_page"} & set(call.query) else ahead[-250:]
    status = ("diverged" if ahead else "behind") if behind else ("ahead" if ahead else "identical")
    page = f"{objects.make_page(call.world, repository)}/compare/{base}...{head}"
    return 200, {
        "url": call.world.url + call.path,
        "html_url": page,
        "permalink_url": page,
        "diff_url": f"{page}.diff",
        "patch_url": f"{page}.patch",
        "base_commit": objects.render_commit(call.world, repository, first),
        "merge_base_commit": objects.render_commit(call.world, repository, merge),
        "status": status,
        "ahead_by": len(ahead),
        "behind_by": behind,
        "total_commits": len(ahead),
        "commits": [objects.render_commit(call.world, repository, one) for one in shown],
    }


def _show_contents(call: Call, owner: str, name: str, path: str = "") -> tuple[int, Body]:
    repository = call.repository(owner, name)
    check_read(call.token, repository, "contents")
    path = path.strip("/")
    start = find_object(repository, call.query.get("ref", "HEAD"))
    if start is None or start.type != "Commit":
        raise RefusedError("not-found")
    files = start.it.files
    if path in files:
        return 200, objects.render_file(call.world, repository, path, files[path])
    folder = f"{path}/" if path else ""
    inside = {one for one in files if one.startswith(folder)}
    if not inside:
        raise RefusedError("not-found")
    names = {folder + one[len(folder) :].partition("/")[0] for one in inside}
    trees = {one: git.hash_tree(files, f"{one}/") for one in names if one not in files}
    return 200, objects.render_folder(call.world, repository, {one: files.get(one) for one in names}, trees)


def _show_branch(call: Call, owner: str, name: str, branch: str) -> tuple[int, Body]:
    repository = call.repository(owner, name)
    check_read(call.token, repository, "contents")
    if branch not in repository.branches:
        raise RefusedError("not-found")
    return 200, objects.render_branch(call.world, repository, branch)


def _show_tree(call: Call, owner: str, name: str, sha: str) -> tuple[int, Body]:
    """Show the whole tree of a commit or branch; `recursive` is on whatever its value."""
    repository = call.repository(owner, name)
    check_read(call.token, repository, "contents")
    start = find_object(repository, sha)
    if start is None or start.type != "Commit":
        raise RefusedError("not-found")
    if "recursive" not in call.query:
        raise RefusedError("not-implemented", method="GET", path=f"{call.path} without recursive")
    return 200, objects.render_tree(call.world, repository, start.it)


# Actions, the viewer, limits


def _list_workflows(call: Call, owner: str, name: str) -> tuple[int, Body]:
    repository = call.repository(owner, name)
    shown = [objects.render_workflow(call.world, repository, one) for one in _page(call, list(repository.workflows))]
    return 200, {"total_count": len(repository.workflows), "workflows": shown}


def _enable_workflow(call: Call, owner: str, name: str, workflow: str) -> tuple[int, Body]:
    """Enable a workflow; that it clears `disabled_fork` too is a guess (F1.15)."""
    return _set_workflow(call, call.repository(owner, name), workflow, "active")


def _disable_workflow(call: Call, owner: str, name: str, workflow: str) -> tuple[int, Body]:
    return _set_workflow(call, call.repository(owner, name), workflow, "disabled_manually")


def _set_workflow(call: Call, repository: Repository, workflow: str, state: str) -> tuple[int, Body]:
    """Give a workflow, named by id or by file, another state."""
    check_write(call.world, call.token, repository, "EnableWorkflow")
    found = [one for one in repository.workflows if workflow in (str(one.id), one.path.rpartition("/")[2])]
    if not found:
        raise RefusedError("not-found")
    changed = tuple(replace(one, state=state) if one in found else one for one in repository.workflows)
    call.world = put_repository(call.world, replace(repository, workflows=changed))
    return 204, None


def _show_viewer(call: Call) -> tuple[int, Body]:
    if call.token.kind == "actions":
        raise RefusedError("forbidden-integration", permissions="")
    return 200, objects.render_viewer(call.world, find_viewer(call.world, call.token))


def _show_limits(call: Call) -> tuple[int, Body]:
    spent = call.world.spent.get(call.token.text, limits.Spent())
    budget = limits.find_budget(call.world.limits, call.token.kind)
    shown = {name: _render_bucket(budget, spent.bucket(name)) for name in ("core", "graphql")}
    shown["search"] = {**shown["core"], "limit": 30, "remaining": 30, "used": 0}
    return 200, {"resources": shown, "rate": shown["core"]}


def _render_bucket(budget: int, bucket: limits.Bucket) -> dict[str, int]:
    reset = int((bucket.since + limits.HOUR).timestamp())
    return {"limit": budget, "used": bucket.used, "remaining": max(budget - bucket.used, 0), "reset": reset}


Handler = Callable[..., tuple[int, Body]]


def _route(verb: str, path: str, handler: Handler) -> tuple[str, re.Pattern[str], Handler]:
    whole = path.replace("REPO", "/repos/{owner}/{name}").replace("{path}", "(?P<path>.*)")
    whole = whole.replace("{number}", r"(?P<number>\d+)").replace(
        "{base}...{head}", r"(?P<base>[^/]+)\.\.\.(?P<head>[^/]+)"
    )
    return verb, re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", whole)), handler


ROUTES = [
    _route("GET", "REPO", _show_repository),
    _route("PATCH", "REPO", _change_repository),
    _route("GET", "REPO/milestones", _list_milestones),
    _route("POST", "REPO/milestones", _create_milestone),
    _route("PATCH", "REPO/milestones/{number}", _edit_milestone),
    _route("GET", "REPO/labels", _list_labels),
    _route("POST", "REPO/labels", _create_label),
    _route("GET", "REPO/issues", _list_issues),
    _route("POST", "REPO/issues", _create_issue),
    _route("GET", "REPO/issues/{number}", _show_issue),
    _route("PATCH", "REPO/issues/{number}", _edit_issue),
    _route("GET", "REPO/issues/{number}/comments", _list_comments),
    _route("POST", "REPO/issues/{number}/comments", _add_comment),
    _route("POST", "REPO/issues/{number}/sub_issues", _add_child),
    _route("GET", "REPO/compare/{base}...{head}", _compare),
    _route("GET", "REPO/commits", _list_commits),
    _route("GET", "REPO/collaborators/{user}/permission", _show_permission),
    _route("GET", "REPO/actions/workflows", _list_workflows),
    _route("PUT", "REPO/actions/workflows/{workflow}/enable", _enable_workflow),
    _route("PUT", "REPO/actions/workflows/{workflow}/disable", _disable_workflow),
    _route("GET", "REPO/branches/{branch}", _show_branch),
    _route("GET", "REPO/git/trees/{sha}", _show_tree),
    _route("GET", "REPO/contents/?", _show_contents),
    _route("GET", "REPO/contents/{path}", _show_contents),
    _route("GET", "/user", _show_viewer),
    _route("GET", "/rate_limit", _show_limits),
    *(_route(*one) for one in project_rest.ROUTES),
]
