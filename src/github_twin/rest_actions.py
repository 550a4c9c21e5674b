"""REST: workflows, and switching them on and off."""

from __future__ import annotations

from dataclasses import replace

from github_twin.refusals import RefusedError
from github_twin.repositories import Repository, Workflow
from github_twin.repository_objects import render_workflow
from github_twin.rest_call import Body, Call, cut_page
from github_twin.tokens import check_write
from github_twin.world import put_repository


def list_workflows(call: Call, owner: str, name: str) -> tuple[int, Body]:
    """List the workflows."""
    repository = call.repository(owner, name)
    page = cut_page(call, repository.workflows)
    shown = [render_workflow(call.world, repository, workflow) for workflow in page]
    return 200, {"total_count": len(repository.workflows), "workflows": shown}


def enable_workflow(call: Call, owner: str, name: str, workflow: str) -> tuple[int, Body]:
    """Enable a workflow; that it clears `disabled_fork` too is a guess (F1.15)."""
    repository = call.repository(owner, name)
    _set_state(call, repository, workflow, "active")
    return 204, None


def disable_workflow(call: Call, owner: str, name: str, workflow: str) -> tuple[int, Body]:
    """Disable a workflow by hand."""
    repository = call.repository(owner, name)
    _set_state(call, repository, workflow, "disabled_manually")
    return 204, None


def _set_state(call: Call, repository: Repository, name: str, state: str) -> None:
    """Give a workflow, named by id or by file, another state."""
    check_write(call.world, call.token, repository, "EnableWorkflow")
    workflows = list(repository.workflows)
    places = [place for place, one in enumerate(workflows) if _is_named(one, name)]
    if not places:
        raise RefusedError("not-found")
    for place in places:
        workflows[place] = replace(workflows[place], state=state)
    changed = replace(repository, workflows=tuple(workflows))
    call.world = put_repository(call.world, changed)


def _is_named(workflow: Workflow, name: str) -> bool:
    file = workflow.path.rpartition("/")[2]
    return name in (str(workflow.id), file)
