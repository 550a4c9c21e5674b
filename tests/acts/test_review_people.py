"""A weekly review is made once on GitHub and assigned to whoever studies."""

from __future__ import annotations

import pytest

from github_twin import seed
from roadmap_bot.roadmap.paths import SETTINGS
from tests.kit.reviews import Diary


def test_on_github_it_is_made_once_assigned_to_the_owner_and_the_next_closes_it() -> None:
    diary = Diary()
    diary.go_on(6)
    diary.scene.run("schedule")
    owner = diary.scene.home.owner
    assert [(title, people) for title, _, people in diary.reviews()] == [
        ("Week 1 review", (owner,))
    ]
    assert diary.scene.run("schedule").plan == ()
    diary.go_on(9)
    diary.scene.run("schedule")
    assert [title for title, _, _ in diary.reviews()] == ["Week 1 review", "Week 2 review"]
    assert diary.scene.run("schedule").plan == ()
    assert diary.scene.plan().plan == ()


def review_in_an_organization(pusher: str, settings: str = "") -> tuple[Diary, int]:
    """Let a week pass in an organization's repository; count who was asked for."""
    diary = Diary(owner_kind="Organization")
    files = {SETTINGS: settings}
    diary.scene.twin.act("push", pusher, commits=[{"message": "Notes", "files": files}])
    diary.go_on(6)
    diary.scene.twin.reset_counters()
    diary.scene.run("schedule")
    return diary, diary.count_asked()


@pytest.mark.parametrize(
    ("pusher", "settings", "people"),
    [
        (seed.HELPER, "", (seed.HELPER,)),
        (seed.STRANGER, f"learner: {seed.HELPER}\n", (seed.HELPER,)),
        (seed.STRANGER, "", ()),
        (seed.HELPER, f"learner: {seed.STRANGER}\n", ()),
        (seed.HELPER, "learner: nobody-knows\n", ()),
        (seed.JOB, "", ()),
    ],
)
def test_in_an_organization_it_is_assigned_to_who_studies_and_may_write(
    pusher: str, settings: str, people: tuple[str, ...]
) -> None:
    diary, asked = review_in_an_organization(pusher, settings)
    assert diary.reviews() == [("Week 1 review", "open", people)]
    assert asked <= 1


def test_whom_the_settings_name_counts_in_a_repository_of_ones_own_too() -> None:
    diary = Diary(files={SETTINGS: f"learner: {seed.HELPER}\n"})
    diary.go_on(6)
    diary.scene.run("schedule")
    assert [people for _, _, people in diary.reviews()] == [(seed.HELPER,)]


def test_who_is_the_owner_is_not_asked_for() -> None:
    diary = Diary()
    diary.go_on(6)
    diary.scene.twin.reset_counters()
    diary.scene.run("schedule")
    assert diary.count_asked() == 0


def test_nothing_else_is_ever_assigned() -> None:
    diary = Diary()
    assert {issue.assignees for issue in diary.scene.home.issues.values()} == {()}
