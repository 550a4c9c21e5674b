"""REST: the table of the routes that the bot calls; any other route is a loud 501."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import unquote

from github_twin import project_rest
from github_twin.refusals import RefusedError
from github_twin.rest_actions import disable_workflow, enable_workflow, list_workflows
from github_twin.rest_call import Body, Call
from github_twin.rest_code import (
    compare,
    list_commits,
    list_rules,
    show_branch,
    show_contents,
    show_tree,
)
from github_twin.rest_issues import (
    add_child,
    add_comment,
    add_labels,
    create_issue,
    edit_issue,
    list_comments,
    list_issues,
    show_issue,
)
from github_twin.rest_labels import (
    create_label,
    create_milestone,
    edit_milestone,
    list_labels,
    list_milestones,
)
from github_twin.rest_repository import change_repository, show_permission, show_repository
from github_twin.rest_viewer import show_limits, show_viewer

Handler = Callable[..., tuple[int, Body]]
Route = tuple[str, re.Pattern[str], Handler]
# What may stand in a path where it is not one name without a slash.
SHAPES = {
    "REPO": "/repos/{owner}/{name}",
    "{path}": "(?P<path>.*)",
    "{number}": r"(?P<number>\d+)",
    "...": r"\.\.\.",
}


def serve(call: Call, method: str) -> tuple[int, Body]:
    """Answer a call by the table of routes."""
    for verb, pattern, handler in ROUTES:
        if verb != method:
            continue
        match = pattern.fullmatch(call.path)
        if match:
            parts = {name: unquote(value) for name, value in match.groupdict().items()}
            return handler(call, **parts)
    raise RefusedError("not-implemented", method=method, path=call.path)


def _route(verb: str, path: str, handler: Handler) -> Route:
    for word, shape in SHAPES.items():
        path = path.replace(word, shape)
    pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path)
    return verb, re.compile(pattern), handler


ROUTES = [
    _route("GET", "REPO", show_repository),
    _route("PATCH", "REPO", change_repository),
    _route("GET", "REPO/milestones", list_milestones),
    _route("POST", "REPO/milestones", create_milestone),
    _route("PATCH", "REPO/milestones/{number}", edit_milestone),
    _route("GET", "REPO/labels", list_labels),
    _route("POST", "REPO/labels", create_label),
    _route("GET", "REPO/issues", list_issues),
    _route("POST", "REPO/issues", create_issue),
    _route("GET", "REPO/issues/{number}", show_issue),
    _route("PATCH", "REPO/issues/{number}", edit_issue),
    _route("POST", "REPO/issues/{number}/labels", add_labels),
    _route("GET", "REPO/issues/{number}/comments", list_comments),
    _route("POST", "REPO/issues/{number}/comments", add_comment),
    _route("POST", "REPO/issues/{number}/sub_issues", add_child),
    _route("GET", "REPO/compare/{base}...{head}", compare),
    _route("GET", "REPO/commits", list_commits),
    _route("GET", "REPO/collaborators/{user}/permission", show_permission),
    _route("GET", "REPO/actions/workflows", list_workflows),
    _route("PUT", "REPO/actions/workflows/{workflow}/enable", enable_workflow),
    _route("PUT", "REPO/actions/workflows/{workflow}/disable", disable_workflow),
    _route("GET", "REPO/branches/{branch}", show_branch),
    _route("GET", "REPO/rules/branches/{branch}", list_rules),
    _route("GET", "REPO/git/trees/{sha}", show_tree),
    _route("GET", "REPO/contents/?", show_contents),
    _route("GET", "REPO/contents/{path}", show_contents),
    _route("GET", "/user", show_viewer),
    _route("GET", "/rate_limit", show_limits),
    *(_route(*one) for one in project_rest.ROUTES),
]
