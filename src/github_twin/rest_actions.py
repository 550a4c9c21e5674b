"""REST: workflows, and switching them on and off."""

from __future__ import annotations

from dataclasses import replace

from github_twin.refusals import RefusedError
from github_twin.repositories import Repository
from github_twin.repository_objects import render_workflow
from github_twin.rest_call import Body, Call, cut_page
from github_twin.tokens import check_write
from github_twin.world import put_repository


def list_workflows(call: Call, owner: str, name: str) -> tuple[int, Body]:
    """List the workflows."""
    repository = call.repository(owner, name)
    shown = [render_workflow(call.world, repository, one) for one in cut_page(call, list(repository.workflows))]
    return 200, {"total_count": len(repository.workflows), "workflows": shown}


def enable_workflow(call: Call, owner: str, name: str, workflow: str) -> tuple[int, Body]:
    """Enable a workflow; that it clears `disabled_fork` too is a guess (F1.15)."""
    return _set_workflow(call, call.repository(owner, name), workflow, "active")


def disable_workflow(call: Call, owner: str, name: str, workflow: str) -> tuple[int, Body]:
    """Disable a workflow by hand."""
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
