"""Two hundred random rounds of learner, author and network: nothing is lost, nothing is twice."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from github_twin import seed
from github_twin.faults import Fault
from github_twin.repositories import Issue
from github_twin.world import World
from roadmap_bot.decide import Act
from roadmap_bot.errors import UnfinishedError
from roadmap_bot.http.request import Answer, Request
from roadmap_bot.http.waiting import LAG
from roadmap_bot.issues.body import find_mark
from roadmap_bot.issues.boxes import find_ticks
from roadmap_bot.report.portfolio import BEGIN as PORTFOLIO
from roadmap_bot.report.region import BEGIN, END
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.paths import SETTINGS
from tests.conftest import Count
from tests.kit.mishaps import MISHAPS, Killed
from tests.kit.scene import MONDAY, NAME
from tests.kit.stories import FIRST, SECOND, THIRD, Story, Trial

SEED = 20261123
ROUNDS = 200
LIVES = 4  # one after the other, each of as many rounds, so that workers can share them
TASKS = ("W01-1", "W01-2", "W01-3", "W03-1")
STEPS = ("W01-1.1", "W01-1.2", "W01-2.1", "W01.1")


@dataclass
class Life:
    """A learner's repository through the rounds, and what must not be lost of it."""

    rng: random.Random
    world: World
    roadmap: Roadmap = FIRST
    event: Any = None
    notes: set[str] = field(default_factory=set)
    ticks: set[str] = field(default_factory=set)
    comments: set[str] = field(default_factory=set)
    closed: set[int] = field(default_factory=set)
    named: frozenset[str] = frozenset({"README.md"})  # files that may bear a region
    serial: int = 0

    def do(self, act: str, **values: Any) -> Any:
        scene = self.make_trial()
        event = scene.twin.act(act, seed.LEARNER, **values)
        self.world = scene.twin.world
        return event

    def make_trial(self) -> Trial:
        return Trial(
            replace(self.world, served=0, faults=(), log=()),
            Story("life", self.world, run, self.roadmap),
        )

    @property
    def issues(self) -> dict[int, Issue]:
        return dict(self.world.repositories[NAME].issues)

    def pick(self) -> Issue | None:
        """Pick one of the bot's live issues."""
        live = [
            issue
            for issue in self.issues.values()
            if issue.reason != "duplicate" and find_mark(issue.body)
        ]
        return self.rng.choice(live) if live else None

    def new(self, what: str) -> str:
        self.serial += 1
        return f"{what} number {self.serial} of mine."


def run(scene: Any) -> None:
    life_event = scene.event
    job = {"ref": life_event.ref, "actor": life_event.actor} if life_event else {}
    scene.run(
        life_event.name if life_event else "workflow_dispatch",
        life_event.payload if life_event else {},
        **job,
    )


# What the learner does


def write_note(life: Life) -> None:
    issue = life.pick()
    if issue:
        note = life.new("Note")
        life.do("edit", number=issue.number, body=f"{issue.body}\n{note}\n")
        life.notes.add(note)


def type_inside(life: Life) -> None:
    issue = life.pick()
    if issue and "\n- [" in issue.body:
        note = life.new("Line")
        life.do(
            "edit", number=issue.number, body=issue.body.replace("\n- [", f"\n{note}\n\n- [", 1)
        )
        life.notes.add(note)


def tick_box(life: Life) -> None:
    issue = life.pick()
    free = [id for id, on in find_ticks(issue.body).items() if not on] if issue else []
    if issue and free:
        box = next(line for line in issue.body.split("\n") if f"<!-- {free[0]}" in line)
        body = issue.body.replace(box, box.replace("[ ]", "[x]"))
        life.do("edit", number=issue.number, body=body)
        life.ticks.add(free[0])


def write_comment(life: Life) -> None:
    issue = life.pick()
    if issue:
        text = life.new("Comment")
        life.do("comment", number=issue.number, body=text)
        life.comments.add(text)


def close_task(life: Life) -> None:
    issue = life.pick()
    if issue and issue.state == "open":
        life.do("close", number=issue.number, reason=life.rng.choice(["completed", "not_planned"]))
        life.closed.add(issue.number)


def reopen_task(life: Life) -> None:
    issue = life.pick()
    if issue and issue.state == "closed":
        life.do("reopen", number=issue.number)
        life.closed.discard(issue.number)


def add_label(life: Life) -> None:
    issue = life.pick()
    if issue:
        life.do("label", number=issue.number, name="question")


def lose_marker(life: Life) -> None:
    issue = life.pick()
    if issue and issue.title.startswith("["):
        life.do("delete_marker", number=issue.number)


def edit_readme(life: Life) -> None:
    files = life.world.repositories[NAME].head.files  # type: ignore[union-attr]
    text = files["README.md"].data.decode() + life.new("Line") + "\n"
    life.event = life.do("push", commits=[{"message": "Write", "files": {"README.md": text}}])


def name_files(life: Life) -> None:
    """Give README and portfolio other names, or no projects any more, in the settings."""
    readmes = life.rng.choice([["README.md"], ["README.md", "docs/a.md"], ["README.md", "b.md"]])
    portfolio = life.rng.choice([None, "PORTFOLIO.md", "docs/work.md"])
    settings = f"start: 2026-11-23\nreadme: [{', '.join(readmes)}]\n"
    if portfolio:
        settings += f"portfolio: {portfolio}\nprojects: {{W01: {{repository: ada/loaf}}}}\n"
    life.named = frozenset({*readmes, portfolio or ""})
    life.event = life.do("push", commits=[{"message": "Name", "files": {SETTINGS: settings}}])


def push_directive(life: Life) -> None:
    verb = life.rng.choice(["done", "done", "skip", "finish", "完成"])
    id = life.rng.choice((*TASKS, *(STEPS if verb != "skip" else ())))
    life.event = life.do("push", commits=[{"message": f"{verb} {id}"}])


def change_roadmap(life: Life) -> None:
    life.roadmap = THIRD if life.roadmap is SECOND else SECOND
    forget_gone(life)


def forget_gone(life: Life) -> None:
    """Expect no tick of a step that left the roadmap: with the step it is gone."""
    life.ticks &= find_steps(life.roadmap).keys()


def let_time_pass(life: Life) -> None:
    wait(life, life.rng.choice([60, 3600, 86_400, 8 * 86_400]))


def wait(life: Life, seconds: float) -> None:
    trial = life.make_trial()
    trial.twin.advance(seconds)
    life.world = trial.twin.world


DOINGS: tuple[Callable[[Life], None], ...] = (
    *(
        write_note,
        type_inside,
        tick_box,
        write_comment,
        close_task,
        reopen_task,
        add_label,
        lose_marker,
    ),
    *(edit_readme, push_directive, push_directive, push_directive, change_roadmap, let_time_pass),
    name_files,
)


# What the bot does, and what befalls it


def suffer_run(life: Life) -> None:
    """Run once, with a fault, a kill, lists that lag or another run in the middle."""
    life.world = replace(
        life.world, lag=life.rng.choice([0.0, 5.0]), latency=life.rng.choice([0.2, 1.0])
    )
    trial = life.make_trial()
    trial.event = life.event  # type: ignore[attr-defined]
    trial.patience = life.rng.choice([3600.0, 0.5])
    at, what = life.rng.randint(1, 8), life.rng.choice([*MISHAPS, "kill", "twice", "none"])
    if what in MISHAPS:
        trial.twin.arm(Fault(at, what, after=life.rng.random() < 0.5))
    elif what != "none":
        _interrupt(trial, at, life, what)
    with suppress(UnfinishedError, Killed):
        trial.play()
    life.world = trial.twin.world


def _interrupt(trial: Trial, at: int, life: Life, what: str) -> None:
    send, count = trial.send, 0

    def interrupted(request: Request) -> Answer:
        nonlocal count
        count += 1
        if count == at and what == "kill":
            raise Killed
        if count == at:
            life.world = trial.twin.world
            settle(life, Act.FOLLOW)
            trial.twin.world = life.world
        return send(request)

    trial.send = interrupted


def settle(life: Life, *acts: Act) -> None:
    """Run to the end, undisturbed."""
    trial = life.make_trial()
    trial.apply(*acts)
    life.world = trial.twin.world


def find_steps(roadmap: Roadmap) -> dict[str, str]:
    """Find the ids of all steps, old ones too: each with its id of today."""
    owners: list[Any] = [*roadmap.units, *(task for _, task in roadmap.tasks)]
    return {
        id: step.id for owner in owners for step in owner.steps for id in (step.id, *step.aliases)
    }


def find_losses(life: Life) -> list[str]:
    """Find what was lost or made twice."""
    live = [issue for issue in life.issues.values() if issue.reason != "duplicate"]
    bodies = "\n".join(issue.body for issue in live)
    said = {comment.body for issue in live for comment in issue.comments}
    ids = Counter(mark.id for issue in live if (mark := find_mark(issue.body)))
    steps = find_steps(life.roadmap)
    wanted = {steps[id] for id in life.ticks if id in steps}
    ticked = {id for issue in live for id, on in find_ticks(issue.body).items() if on}
    home = life.world.repositories[NAME]
    titles = Counter(one.title for one in home.milestones.values())
    traces = Counter(
        comment.body
        for issue in live
        for comment in issue.comments
        if "roadmap-bot" in comment.body
    )
    problems = [f"twice: {id}" for id, number in (ids + titles).items() if number > 1]
    problems += [f"said twice: {text}" for text, number in traces.items() if number > 1]
    problems += [f"lost note: {note}" for note in life.notes if note not in bodies]
    problems += [f"lost comment: {text}" for text in life.comments - said]
    problems += [f"lost tick: {id}" for id in wanted - ticked]
    problems += [
        f"opened again: {number}" for number in life.closed if life.issues[number].state == "open"
    ]
    return problems


def find_outside(world: World) -> str:
    """Return the README without the region."""
    text = world.repositories[NAME].head.files["README.md"].data.decode()  # type: ignore[union-attr]
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    return before + begin + end + after


def find_bearing(world: World) -> set[str]:
    """Find the files that bear a region."""
    files = world.repositories[NAME].head.files  # type: ignore[union-attr]
    marks = (BEGIN.encode(), PORTFOLIO.encode())
    return {path for path, blob in files.items() if any(mark in blob.data for mark in marks)}


def play_round(life: Life) -> list[str]:
    life.event = None
    for doing in life.rng.choices(DOINGS, k=life.rng.randint(1, 4)):
        doing(life)
    outside = find_outside(life.world)
    suffer_run(life)
    wait(life, LAG)
    settle(life, Act.FOLLOW, Act.OBEY, Act.REPORT)
    wait(life, LAG)
    problems = find_losses(life)
    forget_gone(life)
    problems += (
        []
        if find_outside(life.world) == outside
        else ["the README was changed outside of the region"]
    )
    problems += [f"strayed: {path}" for path in find_bearing(life.world) - life.named]
    left = life.make_trial().plan().plan
    return problems + [f"left: {change.sort.value} {change.key}" for change in left]


def play_life(number: int) -> Iterator[list[str]]:
    """Play one life; yield what is wrong after each round."""
    files = {"README.md": f"# Mine\n\nMy words.\n\n{BEGIN}\n{END}\n\nMore words.\n"}
    here = Life(random.Random(SEED + number), seed.make_world("own", now=MONDAY, files=files))
    settle(here, Act.FOLLOW)
    for _ in range(ROUNDS // LIVES):
        yield play_round(here)


@pytest.mark.exhaustive
@pytest.mark.parametrize("life", range(LIVES))
def test_a_life_of_random_rounds_loses_nothing(life: int, count: Count) -> None:
    for number, problems in enumerate(play_life(life)):
        count("soak", "rounds", 1, len(problems), f"seed {SEED}")
        assert problems == [], (SEED + life, number)
