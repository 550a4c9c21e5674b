"""What a roadmap would do to learners: to a new one, and to one who follows an older version."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from roadmap_bot.acts.follow import replace_ids
from roadmap_bot.acts.prune import find_left
from roadmap_bot.changes import Plan
from roadmap_bot.decide import Act
from roadmap_bot.errors import Problem
from roadmap_bot.issues.desired import make_desired
from roadmap_bot.keys import issue_id
from roadmap_bot.plan import make_plan
from roadmap_bot.repository import Repository, Tree
from roadmap_bot.roadmap.calendar import make_calendar
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.load import Loaded
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.settings import Settings
from roadmap_bot.state import State
from roadmap_bot.target import make_target
from roadmap_bot.text.words import load_words

ID = ("id",)  # where a roadmap says it
FOLLOWING = frozenset({Act.FOLLOW})
IMAGINED = Repository(
    id="",
    name="learner/roadmap",
    url="https://github.com/learner/roadmap",
    owner="learner",
    owner_is_user=True,
    made_at=dt.datetime.min,
    branch="main",
    head="",
    viewer="",
    permission=None,
    is_archived=False,
    is_fork=False,
    is_private=False,
    is_template=False,
    has_issues=True,
    upstream=None,
)


def check_succession(loaded: Loaded, released: Roadmap) -> Iterator[Problem]:
    """Check that what learners made under the last release's id will still be known."""
    roadmap = loaded.roadmap
    if roadmap and released.id not in roadmap.names:
        places = [source.nodes[ID].place for source in loaded.sources if ID in source.nodes]
        values = {"old": released.id, "id": roadmap.id, "count": len(list(roadmap.owners))}
        yield Problem("roadmap.id-changed", values, min(places))


@dataclass(frozen=True)
class Rehearsal:
    """The plan, and what learners would keep though it left the roadmap."""

    plan: Plan
    problems: tuple[Problem, ...] = ()


def rehearse(roadmap: Roadmap, now: dt.datetime, released: Roadmap | None = None) -> Rehearsal:
    """Plan the roadmap for a repository that has followed the `released` one, or none yet."""
    actual: State = {}
    if released:
        followed = make_target(actual, FOLLOWING, imagine(released, now))
        actual = replace_ids(followed, roadmap.successors)
    goal = imagine(roadmap, now)
    target = make_target(actual, FOLLOWING, goal)
    left = find_left(target, make_desired(goal))
    problems = [Problem("issue.left", {"id": issue_id(key)}) for key in left]
    return Rehearsal(make_plan(actual, target), tuple(problems))


def imagine(roadmap: Roadmap, now: dt.datetime) -> Goal:
    """Imagine a learner who begins today, with the roadmap's own settings."""
    settings = Settings()
    calendar = make_calendar(roadmap, settings, now, now)
    words = load_words(roadmap.language)
    return Goal(roadmap, settings, calendar, words, replace(IMAGINED, made_at=now), tree=Tree())
