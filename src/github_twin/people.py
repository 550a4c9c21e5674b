"""What people do in the page, each as one act: the world after it, and the event it sets off.

Acts go past tokens, limits and faults: they are not requests. `perform` finds an act by name;
`ACTS` lists them all.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from github_twin import card_people as cards
from github_twin import comment_people as comments
from github_twin import issue_people as issues
from github_twin import project_people as projects
from github_twin import pushes
from github_twin import repository_people as repositories
from github_twin.actor import Actor, Done
from github_twin.world import World, find_repository

Act = Callable[..., Done]
OF_ISSUES: tuple[Act, ...] = (
    *(issues.open_issue, issues.open_pull, issues.close, issues.reopen, issues.delete),
    *(issues.edit, issues.tick, issues.delete_marker),
    *(issues.label, issues.unlabel, issues.assign, issues.set_milestone, issues.move),
    *(issues.lock, issues.pin, issues.merge, issues.transfer, issues.convert),
)
OF_COMMENTS: tuple[Act, ...] = (
    *(comments.comment, comments.edit_comment, comments.delete_comment, comments.react),
)
OF_REPOSITORIES: tuple[Act, ...] = (
    *(repositories.make_label, repositories.edit_label, repositories.delete_label),
    *(repositories.edit_milestone, repositories.delete_milestone),
    *(repositories.change_settings, repositories.enable_workflows),
    *(repositories.rename, repositories.delete_person, repositories.enable_workflow),
    *(repositories.schedule, repositories.dispatch),
)
OF_GIT: tuple[Act, ...] = (pushes.push, pushes.sync, pushes.publish, pushes.first_push)
OF_PROJECTS: tuple[Act, ...] = (
    *(projects.create_project, projects.change_project, projects.close_project),
    *(projects.delete_project, projects.copy_project, projects.unlink_project),
    *(projects.grant, projects.switch_rule, projects.add_field, projects.add_option),
    *(projects.rename_field, projects.rename_option),
    *(cards.add_card, cards.add_foreign_card, cards.set_field),
    *(cards.move_card, cards.archive_card, cards.remove_card),
    *(projects.add_view, projects.change_view, projects.delete_view),
)
ACTS: dict[str, Act] = {
    act.__name__: act for act in (*OF_ISSUES, *OF_COMMENTS, *OF_REPOSITORIES, *OF_GIT, *OF_PROJECTS)
}


def perform(world: World, act: str, repository: str, user: str, **values: Any) -> Done:
    """Let somebody do something in a repository, by the act's name."""
    home = find_repository(world, repository)
    if home is None or act not in ACTS or user not in world.users:
        acts = ", ".join(ACTS)
        raise ValueError(f"nobody can do that: {user} {act} {repository}; acts are {acts}")
    actor = Actor(world, home, user)
    return ACTS[act](actor, **values)
