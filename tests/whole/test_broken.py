"""Matrix and soak would notice: without a safeguard, stories end otherwise, lives lose things."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from types import ModuleType

import pytest

from roadmap_bot.acts import follow
from roadmap_bot.github import fresh, results
from roadmap_bot.http.answers import FINE, Meaning, find_gravest
from roadmap_bot.issues import identity, merge, milestones
from roadmap_bot.state import Thing
from tests.kit.drawn_world import draw_world
from tests.kit.mishaps import Mishap, find_failures
from tests.kit.stories import make_stories, record
from tests.whole.test_soak import play_life
from tests.whole.test_two_at_once import interrupt, play


def find_wrong_ends(*names: str) -> list[str]:
    """Play a sample of the matrix; the clean ends were recorded before anything broke."""
    mishaps = [
        Mishap(name, at, kind, after=True, lag=lag, size=size)
        for name in names
        for lag, size in ((0.0, 10), (5.0, 1))
        for at in range(1, len(record(name, lag, size).track) + 1)
        for kind in ("502", "kill")
    ]
    return [mishap.story for mishap, _ in find_failures(mishaps, replay=False)]


def find_wrong_pairs(name: str) -> list[int]:
    story, tape = make_stories()[name], record(name, 0.0, 10)
    wanted = draw_world(tape.end, twins=False)
    ats = range(1, len(tape.track) + 1)
    return [
        at
        for at in ats
        if draw_world(interrupt(story, at, 0.0, 10, play(story)), twins=False) != wanted
    ]


@pytest.fixture(autouse=True)
def _whole() -> None:
    """Record the clean ends while nothing is broken."""
    for name in ("apply", "update"):
        for lag, size in ((0.0, 10), (5.0, 1)):
            record(name, lag, size)


def test_what_is_whole_fails_nowhere() -> None:
    assert find_wrong_ends("apply", "update") == []
    assert find_wrong_pairs("apply") == []


def test_without_the_marker_matrix_and_soak_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (identity, milestones):
        monkeypatch.setattr(module, "find_mark", lambda body: None)
    assert "update" in find_wrong_ends("update")
    assert any(play_life(0))


def test_without_a_look_after_an_unsure_write_the_matrix_fails(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def hope(meanings: Iterable[Meaning]) -> Meaning:
        gravest = find_gravest(meanings)
        return FINE if gravest.kind == "unsure" else gravest  # so the same is simply sent again

    monkeypatch.setattr(results, "find_gravest", hope)
    assert "apply" in find_wrong_ends("apply")


def test_without_asking_for_issues_that_are_not_listed_yet_the_matrix_fails(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fresh, "find_unlisted", lambda reader, newest: False)
    assert "apply" in find_wrong_ends("apply")


def test_without_the_healing_of_twins_two_at_once_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    def leave(key: str, thing: Thing) -> Thing:
        return thing

    monkeypatch.setattr(follow, "_heal", leave)
    assert find_wrong_pairs("apply") != []


@pytest.mark.parametrize(
    ("module", "name", "broken"),
    [
        (merge, "merge_body", lambda want, have, aliases: want),
        (merge, "find_notes", lambda have, want: ""),
        (merge, "_carry_ticks", lambda want, have, aliases: want),
    ],
)
def test_without_the_care_for_the_managed_span_matrix_and_soak_fail(
    module: ModuleType, name: str, broken: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, name, broken)
    assert "update" in find_wrong_ends("update")
    assert any(play_life(0))
