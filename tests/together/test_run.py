"""A cohort from day to day: no news no write, one row's trouble is its own, who leaves is gone."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from github_twin.crowd import add_crowd, rename, rewrite, vanish
from roadmap_bot.errors import UserError
from roadmap_bot.roadmap.paths import FIGURES, SETTINGS
from tests.kit.cohort_scene import (
    CohortScene,
    crowd_of,
    make_figures,
    write_cohort,
    write_figures,
)
from tests.kit.scene import NAME

FIRST, SECOND, THIRD = (f"learner-{number}/roadmap" for number in (1, 2, 3))


@pytest.fixture
def scene() -> CohortScene:
    made = CohortScene(crowd_of(3, [1, 2, 3]))
    made.run()
    return made


def find_row(scene: CohortScene, name: str) -> str:
    text = scene.file("README.md") or ""
    return next((line for line in text.splitlines() if f"`{name}`" in line), "")


def test_the_table_names_all_in_the_order_of_joining(scene: CohortScene) -> None:
    readme = scene.file("README.md") or ""
    assert readme.index(FIRST) < readme.index(SECOND) < readme.index(THIRD)
    assert "25 %" in find_row(scene, FIRST)
    assert "W01-2" in find_row(scene, FIRST)
    assert readme.startswith("# We learn\n\nMine.\n")
    assert readme.endswith("\n\nMine, too.\n")


def test_no_news_is_no_write(scene: CohortScene) -> None:
    before = scene.commits
    for _ in range(3):
        assert scene.tick().made == ()
    assert scene.commits == before


def test_news_is_one_commit_of_all_files(scene: CohortScene) -> None:
    before = scene.commits
    scene.change(rewrite(scene.twin.world, FIRST, write_figures(done=3)))
    assert {change.key for change in scene.tick().made} == {"file/README.md", "file/cohort.json"}
    assert scene.commits == before + 1
    assert "75 %" in find_row(scene, FIRST)
    assert scene.tick().made == ()


def test_requests_are_counted(scene: CohortScene) -> None:
    before = scene.twin.requests
    scene.tick()
    assert scene.twin.requests - before == 2
    scene.change(rewrite(scene.twin.world, FIRST, write_figures(done=3)))
    before = scene.twin.requests
    scene.tick()
    assert scene.twin.requests - before == 4


BROKEN: dict[str, Any] = {
    "gone": lambda world: vanish(world, FIRST),
    "empty": lambda world: rewrite(world, FIRST, {"README.md": "nothing yet"}),
    "no JSON": lambda world: rewrite(world, FIRST, {FIGURES: "{"}),
    "version 2": lambda world: rewrite(world, FIRST, write_figures(version=2)),
    "a megabyte": lambda world: rewrite(world, FIRST, write_figures(about="x" * 1_000_000)),
    "binary": lambda world: rewrite(world, FIRST, {FIGURES: b"\xff\x00\xfe"}),
    "lying": lambda world: rewrite(world, FIRST, write_figures(share=17)),
    "another roadmap": lambda world: rewrite(
        world, FIRST, write_figures(roadmap={"id": "cake", "title": "Cake", "version": "1"})
    ),
    "not shared": lambda world: rewrite(world, FIRST, write_figures(shared=False)),
    "replaced": lambda world: add_crowd(vanish(world, FIRST), {FIRST: write_figures(done=3)}),
    "private": lambda world: add_crowd(
        vanish(world, FIRST), {FIRST: write_figures(done=3)}, is_private=True
    ),
}


@pytest.mark.parametrize("how", BROKEN)
def test_one_broken_row_changes_that_row_alone(scene: CohortScene, how: str) -> None:
    others = [find_row(scene, name) for name in (SECOND, THIRD)]
    scene.change(BROKEN[how](scene.twin.world))
    scene.tick()
    assert [find_row(scene, name) for name in (SECOND, THIRD)] == others
    assert "%" not in find_row(scene, FIRST)
    assert find_row(scene, FIRST) != ""
    assert "work" not in scene.record[0]
    assert scene.tick().made == ()


def test_what_is_no_longer_shared_is_forgotten(scene: CohortScene) -> None:
    scene.change(rewrite(scene.twin.world, FIRST, write_figures(shared=False)))
    scene.tick()
    assert "W01-2" not in json.dumps(scene.record[0])


def test_a_renamed_repository_stays_the_same_member(scene: CohortScene) -> None:
    scene.change(rename(scene.twin.world, FIRST, "learner-1/moved"))
    scene.tick()
    assert "25 %" in find_row(scene, "learner-1/moved")
    assert scene.names == [FIRST, SECOND, THIRD]
    assert scene.tick().made == ()


def test_hostile_words_stay_words(scene: CohortScene) -> None:
    title = "</td>|@eve #12 <img src=x onerror=alert(1)> `x` [a](javascript:b) <!-- x -->"
    todo = [{"id": "W01-1", "title": title}]
    scene.change(rewrite(scene.twin.world, FIRST, write_figures(next=todo)))
    scene.tick()
    row = find_row(scene, FIRST)
    assert row.count(" | ") == 3
    (inline,) = (one for one in MarkdownIt().parse(row.split(" | ")[3]) if one.type == "inline")
    kinds = [one.type for one in inline.children or () if one.content.strip(" |")]
    assert kinds == ["code_inline"]
    assert "<img" not in scene.page()


# Joining and leaving


def test_whoever_joins_is_answered_at_once_and_entered_by_the_daily_run() -> None:
    scene = CohortScene(crowd_of(3), cohort=write_cohort(SECOND))
    scene.run()
    number = scene.ask("[join] me", FIRST, "learner-1")
    assert len(scene.said(number)) == 1
    assert "Welcome" in scene.said(number)[0]
    assert scene.is_open(number)
    assert scene.names == [SECOND]
    scene.tick()
    assert scene.names == [SECOND, FIRST]
    assert not scene.is_open(number)
    assert len(scene.said(number)) == 1
    assert scene.file("cohort.yml") == write_cohort(SECOND)
    assert scene.tick().made == ()


def test_a_lost_event_is_made_up_by_the_daily_run() -> None:
    scene = CohortScene(crowd_of(2), cohort=write_cohort(SECOND))
    scene.twin.act("open_issue", "learner-1", title="[join]", body=FIRST)
    scene.tick()
    assert scene.names == [SECOND, FIRST]
    (number,) = scene.home.issues
    assert not scene.is_open(number)
    assert len(scene.said(number)) == 1


def test_nobody_joins_with_somebody_elses_repository(scene: CohortScene) -> None:
    number = scene.ask("[join] mine", "learner-1/roadmap", "stranger")
    scene.change(add_crowd(scene.twin.world, {"ada/plan": write_figures()}))
    other = scene.ask("[join] mine", "ada/plan", "learner-1")
    assert "owner" in scene.said(number)[0]
    assert "owner" in scene.said(other)[0]
    assert not scene.is_open(other)
    scene.tick()
    assert scene.names == [FIRST, SECOND, THIRD]


def test_an_organisations_copy_proves_itself_by_its_settings(scene: CohortScene) -> None:
    files = {**write_figures(), SETTINGS: f"zone: UTC\ncohort: {NAME}\n"}
    scene.change(add_crowd(scene.twin.world, {"school/plan": files}))
    number = scene.ask("[join]", "school/plan", "learner-1")
    assert scene.is_open(number)
    scene.tick()
    assert "school/plan" in scene.names


def test_settings_that_name_another_cohort_prove_nothing(scene: CohortScene) -> None:
    files = {**write_figures(), SETTINGS: "cohort: eve/cohort\n"}
    scene.change(add_crowd(scene.twin.world, {"school/plan": files}))
    assert not scene.is_open(scene.ask("[join]", "school/plan", "learner-1"))


def test_whoever_leaves_leaves_no_trace() -> None:
    scene = CohortScene(crowd_of(2), cohort=write_cohort(SECOND))
    scene.run()
    before = {path: scene.file(path) for path in ("README.md", "cohort.json")}
    scene.ask("[join]", FIRST, "learner-1")
    scene.tick()
    number = scene.ask("[leave]", FIRST, "learner-1")
    scene.tick()
    assert {path: scene.file(path) for path in before} == before
    assert not scene.is_open(number)


def test_an_issue_that_asks_for_nothing_is_nobodys_business(scene: CohortScene) -> None:
    number = scene.ask("How do I join?", FIRST, "learner-1")
    assert scene.said(number) == []
    assert scene.tick().made == ()
    assert scene.is_open(number)


def test_a_pull_request_or_a_label_is_no_event_for_a_cohort(scene: CohortScene) -> None:
    assert scene.run("issues", event={"action": "labeled", "issue": {"number": 1}}) is None
    assert scene.run("pull_request_target", event={}) is None


# What stands in the way


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("title: x\n", "yaml.missing"),
        ("title: [", "yaml.syntax"),
        (write_cohort(FIRST, FIRST), "cohort.twice"),
        (write_cohort("no repository"), "yaml.repository"),
        (write_cohort(FIRST, zone="Mars"), "roadmap.zone"),
    ],
)
def test_a_broken_file_is_said_at_its_place_and_nothing_is_written(text: str, code: str) -> None:
    scene = CohortScene(crowd_of(1), cohort=text)
    with pytest.raises(UserError) as raised:
        scene.run()
    assert code in {problem.code for problem in raised.value.problems}
    assert scene.commits == 1


@pytest.mark.parametrize(
    "text", ["<<<<<<< HEAD\n", "", "[]", '{"version": 2}'], ids=["merge", "empty", "list", "newer"]
)
def test_a_record_that_cannot_be_read_is_said_and_never_written_anew(text: str) -> None:
    scene = CohortScene(crowd_of(2), cohort=write_cohort(SECOND))
    scene.run()
    scene.ask("[join]", FIRST, "learner-1")
    scene.tick()
    kept = {path: scene.file(path) or "" for path in ("cohort.yml", "README.md", "cohort.json")}
    scene.change(rewrite(scene.twin.world, NAME, {**kept, "cohort.json": text}))
    with pytest.raises(UserError) as raised:
        scene.tick()
    assert [problem.code for problem in raised.value.problems] == ["cohort.unreadable"]
    assert scene.file("cohort.json") == text
    scene.change(rewrite(scene.twin.world, NAME, kept))
    assert scene.tick().made == ()
    assert FIRST in scene.names


def test_a_readme_without_a_place_for_the_table_is_named() -> None:
    scene = CohortScene(crowd_of(1), readme="# Mine\n")
    done = scene.run()
    assert done is not None
    assert [problem.code for problem in done.problems] == ["report.no-region"]
    assert scene.file("README.md") == "# Mine\n"
    assert scene.names == [FIRST]


def test_where_there_is_no_readme_one_is_made() -> None:
    scene = CohortScene(crowd_of(1, [1]), readme=None)
    scene.run()
    assert FIRST in (scene.file("README.md") or "")
    assert scene.tick().made == ()


def test_a_public_cohort_refuses_a_token_that_sees_private_copies(scene: CohortScene) -> None:
    with pytest.raises(UserError) as raised:
        scene.run(cohort_token="secret")
    assert [problem.code for problem in raised.value.problems] == ["cohort.public-token"]


# Laws


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_a_second_run_changes_nothing_whatever_happened(data: st.DataObject) -> None:
    scene = CohortScene(crowd_of(3), cohort=write_cohort(FIRST, SECOND))
    scene.run()
    for _ in range(data.draw(st.integers(1, 4))):
        _meddle(scene, data)
        scene.tick()
        assert scene.tick().made == ()


def _meddle(scene: CohortScene, data: st.DataObject) -> None:
    what = data.draw(st.sampled_from(["work", "hide", "join", "leave", "break"]))
    name = data.draw(st.sampled_from([FIRST, SECOND, THIRD]))
    owner, _, _ = name.partition("/")
    world = scene.twin.world
    if what == "work":
        done = data.draw(st.integers(0, 4))
        scene.change(rewrite(world, name, write_figures(done=done)))
    elif what == "hide":
        scene.change(rewrite(world, name, write_figures(shared=False)))
    elif what == "break":
        text = data.draw(st.sampled_from(["", "{}", json.dumps(make_figures(week=-1))]))
        scene.change(rewrite(world, name, {FIGURES: text}))
    else:
        scene.ask(f"[{what}]", name, owner)


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=6,
)


@settings(max_examples=40, deadline=None)
@given(key=st.sampled_from(sorted(make_figures())), value=JUNK)
def test_whatever_one_member_writes_no_other_row_changes(key: str, value: Any) -> None:
    scene = CohortScene(crowd_of(3, [1, 2, 3]))
    scene.run()
    others = [find_row(scene, name) for name in (SECOND, THIRD)]
    scene.change(rewrite(scene.twin.world, FIRST, write_figures(**{key: value})))
    scene.tick()
    assert [find_row(scene, name) for name in (SECOND, THIRD)] == others
    assert scene.tick().made == ()
