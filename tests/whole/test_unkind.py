"""Whatever GitHub refuses, in whatever shape: it is said once, and all else is as without it."""

from __future__ import annotations

import pytest

from tests.conftest import Count
from tests.kit import manners
from tests.kit.stories import make_stories
from tests.kit.unkindness import find_faults, find_unkindnesses, show

STORIES = ("apply", "run", "update", "close", "report", "board", "board update")


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
