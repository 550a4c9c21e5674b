"""Whatever GitHub refuses, in whatever shape: it is said once, and all else is as without it."""

from __future__ import annotations

import pytest

from roadmap_bot.board import desired, fields
from roadmap_bot.comments import remarks
from roadmap_bot.commits import handled
from roadmap_bot.errors import BotError
from roadmap_bot.github import apply, results
from roadmap_bot.github.refusals import Refusals
from roadmap_bot.github.results import Result
from roadmap_bot.reading import files
from tests.conftest import Count
from tests.kit import manners
from tests.kit.stories import STORIES, make_stories
from tests.kit.unkindness import find_faults, find_unkindnesses, show


@pytest.mark.exhaustive
@pytest.mark.parametrize("story", STORIES)
def test_what_is_refused_is_said_once_and_stops_nothing_else(story: str, count: Count) -> None:
    unkind = list(find_unkindnesses(story))
    faults = {show(one): found for one in unkind if (found := find_faults(one))}
    count("unkind GitHub", "scenarios", len(unkind), len(faults))
    assert faults == {}


@pytest.mark.exhaustive
@pytest.mark.parametrize("manner", manners.MANNERS, ids=lambda manner: str(manner.name))
def test_whatever_people_and_github_do_the_rest_ends_as_without(
    manner: manners.Manner, count: Count
) -> None:
    met = list(manners.find_meetings(manner))
    faults = {str(one): found for one in met if (found := manners.find_faults(one))}
    count("unkind GitHub", "scenarios", len(met), len(faults))
    assert faults == {}


def test_every_story_meets_an_unkind_github() -> None:
    assert set(STORIES) == set(make_stories())


# The matrix would notice: without a safeguard, something else is stopped


def find_wrong_ends(story: str, operation: str, shape: str) -> list[str]:
    """Name the targets for which a refusal ends wrongly."""
    ended: list[str] = []
    for one in find_unkindnesses(story):
        if (one.stubborn.operation, one.stubborn.shape) == (operation, shape):
            try:
                faults = find_faults(one)
            except BotError as error:
                faults = [str(error)]
            ended += [one.stubborn.target] if faults else []
    return ended


def weigh_nothing(refusals: Refusals, result: Result) -> Result:
    return result


@pytest.mark.parametrize(
    ("owner", "name", "broken", "case"),
    [
        (Refusals, "weigh", weigh_nothing, ("close", "closeIssue", "NOT_FOUND")),
        (Refusals, "weigh", weigh_nothing, ("close", "closeIssue", "untyped")),
        (results, "narrow", lambda meaning: meaning, ("update", "PATCH", "403")),
        (apply, "_is_of_some", lambda batch, reading: False, ("update", "updateIssue", "dataless")),
    ],
)
def test_without_a_safeguard_a_refusal_stops_more_than_itself(
    owner: object,
    name: str,
    broken: object,
    case: tuple[str, str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert find_wrong_ends(*case) == []
    monkeypatch.setattr(owner, name, broken)
    assert find_wrong_ends(*case) != []


def find_wrong_meetings(name: str) -> list[str]:
    """Name the commands that end wrongly where they meet a manner, when it shows before them."""
    (manner,) = (one for one in manners.MANNERS if one.name == name)
    met = [one for one in manners.find_meetings(manner) if not one.midway]
    return [one.command for one in met if manners.find_faults(one)]


@pytest.mark.parametrize(
    ("owner", "name", "broken", "manner"),
    [
        (handled, "_is_done_since", lambda order, issue: False, "unsaid"),
        (remarks, "ANSWERS", (), "reworded"),
        (files, "LINK", 0, "linked"),
        (fields, "hash_key", lambda key: "", "fields"),
        (desired, "hash_key", lambda key: "", "options"),
    ],
)
def test_without_a_safeguard_what_a_person_did_is_not_left_alone(
    owner: object, name: str, broken: object, manner: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert find_wrong_meetings(manner) == []
    monkeypatch.setattr(owner, name, broken)
    assert find_wrong_meetings(manner) != []
