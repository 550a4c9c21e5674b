"""A world as a learner sees it, to compare how two of them look in the end."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Any

from github_twin.projects import Project
from github_twin.repositories import Comment
from github_twin.world import World
from tests.kit.scene import NAME, Scene

LINK = re.compile(r"/issues/(\d+)")


def draw_world(world: World, *, twins: bool = True, ordered: bool = False) -> dict[str, Any]:
    """Draw all that a learner can see, but numbers and times.

    `twins` are issues closed as such; where it is `ordered`, the order of sub-issues counts.
    """
    home = world.repositories[NAME]
    seen = {
        number: one for number, one in home.issues.items() if twins or one.reason != "duplicate"
    }
    titles = {None: None} | {number: issue.title for number, issue in home.issues.items()}
    names = Counter(issue.title for issue in seen.values())
    points = {None: None} | {
        number: milestone.title for number, milestone in home.milestones.items()
    }

    def name(text: str) -> str:
        return LINK.sub(lambda link: f"/issues/{titles.get(int(link[1]))}", text)

    def sort(children: tuple[int, ...]) -> list[int]:
        return list(children) if ordered else sorted(children, key=lambda one: titles[one] or "")

    files = home.head.files if home.head else {}
    return {
        "labels": sorted(
            (label.name, label.color, label.description) for label in home.labels.values()
        ),
        "milestones": sorted(
            (one.title, one.description, one.due_on, one.state) for one in home.milestones.values()
        ),
        "issues": {
            (issue.title, number if names[issue.title] > 1 else 0): (
                issue.body,
                issue.reason or issue.state,
                sorted(home.labels[label].name for label in issue.labels),
                points[issue.milestone],
                titles[issue.parent],
                [titles[child] or "" for child in sort(issue.children) if child in seen],
                [_draw_comment(comment) for comment in issue.comments],
                issue.assignees,
            )
            for number, issue in seen.items()
        },
        "files": {path: name(blob.data.decode()) for path, blob in files.items()},
        "commits": sorted(commit.message for commit in home.commits.values()),
        "pins": sorted(titles[pin.number] or "" for pin in home.pins),
        "workflows": home.workflows,
        "boards": [_draw_board(world, project) for project in world.projects.values()],
    }


def _draw_comment(comment: Comment) -> Any:
    left = sorted((one.user, one.content) for one in comment.reactions)
    return (comment.body, left) if left else comment.body


@cache
def draw_applied() -> dict[str, Any]:
    """Draw a new repository after an undisturbed apply of the tiny roadmap."""
    scene = Scene()
    scene.apply()
    return draw_world(scene.twin.world, ordered=True)


def _draw_board(world: World, project: Project) -> Any:
    home = world.repositories[NAME]
    fields = {one.id: one for one in project.fields}

    def show(id: int, held: str | float) -> Any:
        return next((option.name for option in fields[id].options if option.id == held), held)

    cards = {
        home.issues[card.number].title: (
            sorted((fields[id].name, show(id, value.held)) for id, value in card.values.items()),
            card.archived_at is None,
        )
        for card in project.cards.values()
    }
    options = [
        (one.name, one.sort, [option.name for option in one.options]) for one in project.fields
    ]
    views = [(view.name, view.layout) for view in project.views]
    texts = (
        project.title,
        project.about,
        project.readme,
        project.public,
        project.repositories == (home.id,),
    )
    return texts, options, views, len(project.cards), cards
