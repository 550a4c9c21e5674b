"""Whatever fails at whichever request, the end is that of a clean run; nothing is green before."""

from __future__ import annotations

import pytest

from tests.conftest import Count
from tests.kit.drawn_world import draw_world
from tests.kit.mishaps import find_failures, find_mishaps
from tests.kit.stories import STORIES, record

CHUNKS = 8
WAYS = [(0.0, 10), (5.0, 1)]  # lag of lists, most writes a request


@pytest.mark.exhaustive
@pytest.mark.parametrize("chunk", range(CHUNKS))
@pytest.mark.parametrize(("lag", "size"), WAYS)
@pytest.mark.parametrize("story", STORIES)
def test_a_story_ends_the_same_whatever_fails(
    story: str, lag: float, size: int, chunk: int, count: Count
) -> None:
    mishaps = list(find_mishaps(story, lag, size))[chunk::CHUNKS]
    failures = find_failures(mishaps)
    count("fault matrix", "scenarios", len(mishaps), len(failures))
    assert failures == []


def test_the_stories_end_the_same_in_large_steps_and_in_small_ones() -> None:
    for name in STORIES:
        large, small = (draw_world(record(name, lag, size).end) for lag, size in WAYS)
        assert large == small, name
