"""The weekly review tells of a new version once a release, and costs one request for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from github_twin import seed
from github_twin.faults import Fault
from roadmap_bot.issues.body import is_review
from roadmap_bot.session import Done
from roadmap_bot.state import find_issues
from tests.kit.learners_copy import NEWS, UPSTREAM, Copy
from tests.kit.scene import NAME, Scene
from tests.kit.thin_copy import HOME, ThinCopy, bake

DAY = 86_400.0
PAGE = "https://github.com/{}/releases/tag/{}"


def wait(scene: Scene, days: float) -> Done:
    """Let days go by, then let the tick come; the world begins on a Monday."""
    scene.clock.sleep(days * DAY)
    return scene.run("schedule")


def find_lines(done: Done) -> list[str]:
    """Find the lines that the newest review tells a release with."""
    reviews = [issue for key, issue in find_issues(done.target) if is_review(key)]
    newest = max(reviews, key=lambda issue: issue.number or 1_000_000)
    return [line for line in newest.body.splitlines() if "/releases/tag/" in line]


def count_asks(scene: Scene) -> int:
    return sum(entry.name == "FindReleases" for entry in scene.twin.world.log)


def test_a_release_is_told_of_once_with_what_is_new_and_the_command() -> None:
    copy = Copy()
    copy.release("v2", NEWS)
    (line,) = find_lines(wait(copy, 6))
    assert f"[what is new]({PAGE.format(UPSTREAM, 'v2')})" in line
    assert "`update`" in line
    assert find_lines(wait(copy, 7)) == []
    copy.release("v2.1", {"action.yml": "name: three\n"})
    (line,) = find_lines(wait(copy, 7))
    assert f"({PAGE.format(UPSTREAM, 'v2.1')})" in line


def test_only_a_run_that_opens_a_review_asks_and_with_one_request() -> None:
    copy = Copy()
    copy.release("v2", NEWS)
    asked = []
    for _ in range(14):
        before = count_asks(copy)
        wait(copy, 1)
        asked.append(count_asks(copy) - before)
    assert sum(asked) == 2
    assert max(asked) == 1


@pytest.mark.parametrize("tag", ["v2", "release/2.0-closes-#1"])
def test_who_has_taken_it_over_is_not_told(tag: str) -> None:
    copy = Copy()
    copy.release(tag, NEWS)
    copy.update()
    assert find_lines(wait(copy, 6)) == []


def test_a_copy_made_after_the_release_and_a_fork_that_has_synced_are_not_told() -> None:
    late = Copy()
    late.twin.act("publish", seed.AUTHOR, UPSTREAM, tag="v1")
    assert find_lines(wait(late, 6)) == []
    fork = Copy("fork")
    fork.release("v2", NEWS)
    fork.twin.act("sync", seed.LEARNER, NAME)
    assert find_lines(wait(fork, 6)) == []


def test_a_longer_version_is_another_one() -> None:
    copy = Copy()
    copy.release("v2", NEWS)
    copy.update()
    copy.release("v2.1", {"action.yml": "name: three\n"})
    assert len(find_lines(wait(copy, 6))) == 1


def test_a_tag_can_neither_ping_anybody_nor_lead_astray() -> None:
    copy = Copy()
    copy.release("v2)](https://evil.example) @mallory #1", NEWS)
    (line,) = find_lines(wait(copy, 6))
    assert line.startswith("**v2 of the roadmap")
    assert not {"@", "#", "evil.example)"} & set(line.split())
    assert "@mallory" not in line
    assert line.count("](https://") == 2
    assert find_lines(wait(copy, 7)) == []


def test_a_thin_copy_is_told_of_the_bots_own_release() -> None:
    copy = ThinCopy()
    copy.run()
    copy.release("v3", bake("Bake it well"))
    (line,) = find_lines(wait(copy, 6))
    assert PAGE.format(HOME.name, "v3") in line


def test_an_author_with_a_roadmap_of_another_id_is_told_nothing() -> None:
    copy = ThinCopy(kind="own")
    copy.roadmap = copy.roadmap.model_copy(update={"id": "cake"})
    copy.run()
    copy.release("v3", bake("Bake it well"))
    assert find_lines(wait(copy, 6)) == []
    assert any(is_review(key) for key, _ in find_issues(copy.plan().target))
    assert count_asks(copy) == 0


@pytest.mark.parametrize("kind", ["502", "403", "reset"])
def test_where_it_cannot_be_asked_the_review_opens_all_the_same(kind: str) -> None:
    copy = Copy()
    copy.release("v2", NEWS)
    start = copy.twin.world
    wait(copy, 6)
    names = [entry.name for entry in copy.twin.world.log[len(start.log) :]]
    at = start.served + names.index("FindReleases") + 1
    copy.twin.world = replace(start, faults=(Fault(at, kind),))
    done = wait(copy, 6)
    assert find_lines(done) == []
    assert any(is_review(key) for key, _ in find_issues(done.target))
    assert len(find_lines(wait(copy, 7))) == 1
