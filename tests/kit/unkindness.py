"""Stories in which GitHub refuses one thing for good, in every shape that is plausible."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from github_twin.shapes import SHAPES, STATUSES, Stubborn
from github_twin.world import World, put_repository
from roadmap_bot.changes import Change, needs
from roadmap_bot.http.request import GRAPHQL, Request
from roadmap_bot.issues.boxes import clear_boxes
from roadmap_bot.session import Done
from roadmap_bot.state import Comment, Reaction
from tests.kit.drawn_world import draw_world
from tests.kit.scene import NAME
from tests.kit.stories import Trial, make_stories, record

WORDS = "Not this one, said GitHub"
LONGEST = 60.0  # seconds that a run may wait because of one refusal
# What an input names first of all: that is refused.
TARGETS = (
    *("id", "issueId", "subjectId", "labelableId", "itemId", "contentId", "fieldId"),
    *("title", "name", "projectId", "branch"),
)
SILENT = ("pinIssue", "unpinIssue")  # nobody hears of it, and it is not tried again
NESTS = ("addSubIssue", "removeSubIssue")  # their `issueId` is the parent's
MEMORY = re.compile(r"<!-- roadmap-bot: fields [^>]*-->")
FACTS = re.compile(r"\b[0-9a-f]{16}\b")
Deed = tuple[str, str]


@dataclass(frozen=True)
class Unkindness:
    """One thing that GitHub refuses in a story."""

    story: str
    stubborn: Stubborn


@dataclass
class Told:
    """What a story left behind."""

    done: Done
    world: World
    waited: float

    @property
    def deeds(self) -> dict[Deed, Change]:
        return {(change.sort.value, change.key): change for change in self.done.plan}


def find_unkindnesses(story: str) -> Iterator[Unkindness]:
    """Find what GitHub may refuse in a story: the first and the last write of each kind."""
    targets: dict[str, list[str]] = {}
    for request, _, _ in record(story, 0.0, 10).track:
        for operation, target in _find_writes(request):
            targets.setdefault(operation, []).append(target)
    for operation, named in targets.items():
        shapes = SHAPES if operation[0].islower() else STATUSES
        for target in dict.fromkeys((named[0], named[-1])):
            for shape in shapes:
                yield Unkindness(story, Stubborn(operation, target, shape, WORDS))


def _find_writes(request: Request) -> Iterator[tuple[str, str]]:
    body = request.body or {}
    if request.path != GRAPHQL:
        if request.writes:
            yield request.method, str(body.get("title") or body.get("name") or request.path)
        return
    if request.writes:
        _, _, rest = str(body["query"]).partition("change0: ")
        operation = rest.partition("(")[0]
        for given in body["variables"].values():
            yield operation, _find_target(operation, given)


def _find_target(operation: str, given: Mapping[str, Any]) -> str:
    if operation in NESTS:
        return str(given["subIssueId"])
    name = next(name for name in TARGETS if name in given)
    if name == "branch":
        return str(given["branch"]["branchName"])
    return str(given[name])


def play(story: str, world: World, *stubborn: Stubborn) -> Told:
    """Play a story in a world that refuses what is stubborn."""
    told = make_stories()[story]
    trial = Trial(replace(world, stubborn=stubborn), told)
    done = told.act(trial)
    assert isinstance(done, Done)
    return Told(done, trial.twin.world, sum(trial.clock.slept))


@cache
def play_kindly(story: str) -> Told:
    """Play a story in which nothing is refused."""
    return play(story, make_stories()[story].start())


def find_faults(unkind: Unkindness) -> list[str]:
    """Play a story in which something is refused, then once more where it no longer is."""
    kind = play_kindly(unkind.story)
    told = play(unkind.story, make_stories()[unkind.story].start(), unkind.stubborn)
    again = play(unkind.story, told.world)
    said = [problem for problem in (*told.done.refused, *told.done.problems) if _is_it(problem)]
    left = set(kind.deeds) - set(told.deeds)
    refused = left - _find_needy(kind, left)
    is_silent = unkind.stubborn.operation in SILENT
    faults = {
        f"it is said {len(said)} times": len(said) != (not is_silent),
        f"it waited {told.waited:.0f} s": told.waited - kind.waited > LONGEST,
        f"more was left than what needs it: {sorted(refused)}": len(refused)
        > _find_size(kind, unkind),
        "it is red though something was made": bool(told.done.refused and told.done.plan),
        "it is green though nothing was made": not (
            told.done.refused or told.done.plan or _is_board(said)
        ),
        "the end is another once nothing is refused": not _is_like(again.world, kind.world, unkind),
    }
    return [fault for fault, holds in faults.items() if holds]


def _is_like(world: World, wanted: World, unkind: Unkindness) -> bool:
    """Whether two worlds look alike, but for a word that is said before its deed or never.

    What evidence would have ticked stays unticked once its task is closed.
    """
    drawn, other = _draw(world), _draw(wanted)
    if (unkind.story, unkind.stubborn.operation) == ("evidence", "updateIssue"):
        drawn["issues"], other["issues"] = _clear(drawn["issues"]), _clear(other["issues"])
    if unkind.stubborn.operation == "addComment":
        drawn["issues"] = {title: one[:6] for title, one in drawn["issues"].items()}
        other["issues"] = {title: one[:6] for title, one in other["issues"].items()}
    if unkind.stubborn.operation in SILENT:
        del drawn["pins"], other["pins"]
    return bool(drawn == other)


def _clear(issues: Mapping[Any, tuple[Any, ...]]) -> dict[Any, tuple[Any, ...]]:
    """Clear the boxes of issues, by title, whose bodies come first."""
    return {title: (clear_boxes(body), *rest) for title, (body, *rest) in issues.items()}


def _is_it(problem: Any) -> bool:
    return WORDS in str(problem.values.get("what"))


def _is_board(said: list[Any]) -> bool:
    return any(problem.code.startswith("board.") for problem in said)


def _find_size(kind: Told, unkind: Unkindness) -> int:
    """How many changes one refusal is about: a commit holds many files, an issue many words."""
    if unkind.stubborn.operation == "createCommitOnBranch":
        return 100
    wanted = (change.want for change in kind.deeds.values())
    words = Counter(one.issue for one in wanted if isinstance(one, Comment))
    return max(words.values()) if unkind.stubborn.operation == "addComment" else 1


def _find_needy(kind: Told, left: set[Deed]) -> set[Deed]:
    """Find which of the deeds that were left need something that was not made."""
    lost = {key for sort, key in left if kind.deeds[sort, key].have is None}
    named = {key for _, key in left}
    early = {deed for deed in left if named & _find_about(kind.deeds[deed])}
    return early | {deed for deed in left if lost.intersection(needs(kind.deeds[deed]))}


def _find_about(change: Change) -> frozenset[str]:
    """Find what a reaction would say is done."""
    return change.want.about if isinstance(change.want, Reaction) else frozenset()


def _draw(world: World) -> Any:
    """Draw a world without what has to differ: commits, ids, the order of what is on boards.

    Nor with what was said of a refusal to who had asked for the thing.
    """
    home = world.repositories[NAME]
    issues = {number: _forget(issue) for number, issue in home.issues.items()}
    drawn = draw_world(put_repository(world, replace(home, issues=issues)))
    files = {path: FACTS.sub("", text) for path, text in drawn["files"].items()}
    boards = [
        (MEMORY.sub("", str(texts)), sorted(fields), sorted(views), *rest)
        for texts, fields, views, *rest in drawn["boards"]
    ]
    return {**drawn, "commits": None, "files": files, "boards": boards}


def _forget(issue: Any) -> Any:
    return replace(issue, comments=tuple(one for one in issue.comments if WORDS not in one.body))


def show(unkind: Unkindness) -> str:
    return json.dumps([unkind.story, unkind.stubborn.operation, unkind.stubborn.shape])
