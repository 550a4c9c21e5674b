"""What can go wrong in a story: faults, kills, lag. None may change how the story ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from github_twin.faults import BREAKS, KINDS, Fault
from github_twin.twin import Twin
from github_twin.world import World
from roadmap_bot.errors import UnfinishedError
from roadmap_bot.http.request import Answer, Request, Send
from tests.kit.drawn_world import draw_world
from tests.kit.stories import Trial, make_stories, record

HEARD = ("cut-head", "cut-length", "cut-text")  # as which one process hears all broken answers
MISHAPS = (*(kind for kind in KINDS if kind not in BREAKS), *HEARD)
IMPATIENT = ("502", "timeout", "429-retry-after", "rate-limited")  # for a run that does not wait


@dataclass(frozen=True)
class Mishap:
    """One thing that goes wrong, once, at request `at`.

    Kind `kill` ends the process; who is `patient` outlasts a limit.
    """

    story: str
    at: int
    kind: str
    after: bool
    lag: float
    size: int
    patient: bool = True


def find_mishaps(name: str, lag: float, size: int) -> Iterator[Mishap]:
    """Find all that can go wrong in a story."""
    for at in range(1, len(record(name, lag, size).track) + 1):
        for after in (False, True):
            yield Mishap(name, at, "kill", after, lag, size)
            yield from (Mishap(name, at, kind, after, lag, size) for kind in MISHAPS)
            yield from (
                Mishap(name, at, kind, after, lag, size, patient=False) for kind in IMPATIENT
            )


class Killed(BaseException):
    """The process is no more."""


def play_disturbed(mishap: Mishap, *, replay: bool = True) -> World:
    """Play a story in which something goes wrong, again if it did not end well; return the world.

    What comes before the fault is the same every time: with `replay` it is taken from the tape.
    """
    story = make_stories()[mishap.story]
    patience = 3600.0 if mishap.patient else 0.5
    trial = Trial(story.start(mishap.lag), story, mishap.size, patience)
    track = record(mishap.story, mishap.lag, mishap.size).track
    _break(trial, mishap, track[: mishap.at - 1] if replay else ())
    try:
        trial.play()
    except (Killed, UnfinishedError):
        again = Trial(trial.twin.world, story, mishap.size)
        again.play()
        return again.twin.world
    return trial.twin.world


def _break(trial: Trial, mishap: Mishap, track: Sequence[tuple[Request, Answer, World]]) -> None:
    """Let the request fail at which the mishap is; those on the track are answered from it."""
    send, count = trial.send, 0

    def broken(request: Request) -> Answer:
        nonlocal count
        count += 1
        if count <= len(track):
            asked, answer, trial.twin.world = track[count - 1]
            assert request == asked
            return answer
        if count != mishap.at:
            return send(request)
        return spoil(trial.twin, send, request, mishap.kind, after=mishap.after)

    trial.send = broken


def spoil(twin: Twin, send: Send, request: Request, kind: str, *, after: bool) -> Answer:
    """Answer a request with a fault, or end the process: before it is served, or `after` that."""
    if kind != "kill":
        twin.arm(Fault(1, kind, after))
        return send(request)
    if after:
        send(request)
    raise Killed


def find_failures(mishaps: Sequence[Mishap], *, replay: bool = True) -> list[tuple[Mishap, object]]:
    """Play the stories of these mishaps, and find those that end otherwise than undisturbed."""
    failures: list[tuple[Mishap, object]] = []
    for mishap in mishaps:
        wanted = draw_world(record(mishap.story, mishap.lag, mishap.size).end)
        try:
            found = draw_world(play_disturbed(mishap, replay=replay))
        except Exception as error:  # whatever a story dies of, it is a failure like any other
            failures.append((mishap, error))
            continue
        if found != wanted:
            failures.append((mishap, [part for part in wanted if found[part] != wanted[part]]))
    return failures
