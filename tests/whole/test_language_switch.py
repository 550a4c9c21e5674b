"""A learner who changes the language keeps ticks, notes and labels; nothing is made twice."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from github_twin import seed
from roadmap_bot.changes import Sort
from roadmap_bot.decide import Act
from roadmap_bot.roadmap.checks.languages import WORDS
from roadmap_bot.roadmap.model import Roadmap
from tests.kit.learner import MINUTE, Learner
from tests.kit.remote import Remote
from tests.kit.scene import load

GERMAN = " (auf Deutsch)"


def translate(value: Any, *, is_word: bool = False) -> Any:
    """Say every word of a roadmap in another language."""
    if isinstance(value, dict):
        return {key: translate(part, is_word=key in WORDS) for key, part in value.items()}
    if isinstance(value, list):
        return [translate(part, is_word=is_word) for part in value]
    return f"{value}{GERMAN}" if is_word and isinstance(value, str) else value


def make_bilingual() -> Roadmap:
    base = load("tiny")
    said = base.model_dump(mode="json")
    words = {**translate(said), "language": "de", "label": said["label"]}
    return base.beside([Roadmap.model_validate(words)])


ROADMAP = make_bilingual()
IDS = [owner.id for owner in ROADMAP.owners]


def make_learner(board: bool = False) -> Learner:
    learner = Learner(ROADMAP, applied=False, settings="start: 2026-11-16\n")
    if board:
        learner.use_board()
    learner.apply()
    return learner


def speak(learner: Learner, language: str) -> Any:
    learner.write_settings(f"start: 2026-11-16\nlanguage: {language}\n")
    return learner.apply(Act.FOLLOW, Act.OBEY)


def find_issues(learner: Learner) -> dict[str, Any]:
    return {id: learner.issue(id) for id in IDS}


def test_switching_renames_issues_labels_and_milestones_in_place() -> None:
    learner = make_learner()
    before = find_issues(learner)
    labels = dict(learner.home.labels)
    done = speak(learner, "de")
    sorts = {change.sort for change in done.plan}
    assert sorts <= {Sort.UPDATE_LABEL, Sort.UPDATE_ISSUE, Sort.UPDATE_MILESTONE}
    assert learner.home.labels.keys() == labels.keys()
    assert {issue.number for issue in find_issues(learner).values()} == {
        issue.number for issue in before.values()
    }
    assert all(issue.title.endswith(GERMAN) for issue in find_issues(learner).values())
    names = [label.name for label in learner.home.labels.values()]
    assert f"bake{GERMAN}" in names
    assert "bake" not in names
    assert all(one.title.endswith(GERMAN) for one in learner.home.milestones.values())
    assert learner.plan().plan == ()


def find_options(learner: Learner) -> dict[str, dict[str, str]]:
    """Find the options of the board by field: what each id is called."""
    (board,) = learner.twin.world.projects.values()
    fields = board.fields.values() if hasattr(board.fields, "values") else board.fields
    return {
        field.name: {option.id: option.name for option in field.options}
        for field in fields
        if field.name in ("Phase", "Kind")
    }


def test_switching_renames_the_options_of_the_board_in_place() -> None:
    learner = make_learner(board=True)
    before = find_options(learner)
    done = speak(learner, "de")
    assert Sort.UPDATE_ITEM not in {change.sort for change in done.plan}
    after = find_options(learner)
    assert {name: set(ids) for name, ids in after.items()} == {
        name: set(ids) for name, ids in before.items()
    }
    assert all(name.endswith(GERMAN) for name in after["Phase"].values())
    assert learner.plan().plan == ()
    speak(learner, "en")
    assert find_options(learner) == before
    assert learner.plan().plan == ()


def test_back_again_all_is_as_it_was() -> None:
    learner = make_learner()
    learner.tick_all("W01-1")
    speak(learner, "en")
    before = find_issues(learner), learner.home.labels, learner.home.milestones
    speak(learner, "de")
    speak(learner, "en")
    issues, labels, milestones = before
    for id, issue in find_issues(learner).items():
        assert (issue.title, issue.body, issue.labels) == (
            issues[id].title,
            issues[id].body,
            issues[id].labels,
        )
    assert {id: label.name for id, label in learner.home.labels.items()} == {
        id: label.name for id, label in labels.items()
    }
    assert [one.title for one in learner.home.milestones.values()] == [
        one.title for one in milestones.values()
    ]


TITLES = [edition.units[0].title for edition in ROADMAP.editions]


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("title", TITLES)
def test_a_title_counts_in_every_language(language: str, title: str) -> None:
    learner = make_learner()
    speak(learner, language)
    learner.push(f"done W01 {title}")
    learner.apply(Act.OBEY)
    assert not learner.is_open("W01")


@pytest.mark.parametrize("language", ["en", "de"])
def test_no_other_words_count_as_a_title(language: str) -> None:
    learner = make_learner()
    speak(learner, language)
    learner.push(f"done W01 {TITLES[0]} and more of it")
    learner.apply(Act.OBEY)
    assert learner.is_open("W01")


def test_labels_that_the_learner_gave_stay() -> None:
    learner = make_learner()
    learner.do("label", "W01-1", name="question")
    speak(learner, "de")
    labels = {learner.home.labels[id].name for id in learner.issue("W01-1").labels}
    assert "question" in labels
    assert f"bake{GERMAN}" in labels


ACTS = st.sampled_from(["tick", "close", "note", "label", "reopen"])
STEPS = st.lists(st.tuples(ACTS, st.sampled_from(IDS), st.sampled_from(["en", "de"])), max_size=5)


@settings(max_examples=25, deadline=None)
@given(steps=STEPS)
def test_whatever_the_learner_does_between_nothing_is_lost_or_made_twice(steps: Any) -> None:
    learner = make_learner()
    notes: dict[str, str] = {}
    for number, (act, id, language) in enumerate(steps):
        _do(learner, act, id, f"note {number}", notes)
        ticked = {one: learner.body(one).count("[x]") for one in IDS}
        closed = {one for one in IDS if not learner.is_open(one)}
        speak(learner, language)
        assert all(len(learner.issues(one)) == 1 for one in IDS)
        assert all(learner.body(one).count("[x]") >= ticked[one] for one in IDS)
        assert closed <= {one for one in IDS if not learner.is_open(one)}
        assert all(note in learner.body(one) for one, note in notes.items())
        assert learner.plan().plan == ()


def _do(learner: Learner, act: str, id: str, note: str, notes: dict[str, str]) -> None:
    if act == "tick" and "[ ]" in learner.body(id):
        learner.do("tick", id, text="")
    elif act == "close" and learner.is_open(id):
        learner.do("close", id)
    elif act == "reopen" and not learner.is_open(id):
        learner.do("reopen", id)
    elif act == "note":
        learner.edit(id, lambda body: f"{body}\n\n{note}\n", seed.LEARNER)
        notes[id] = note
    elif act == "label":
        learner.do("label", id, name="question")


# The control issue


CONTROL = {"en": "🎛️ Remote control", "zh": "🎛️ 遥控器"}
PINNED = [CONTROL["zh"], "[W01] A first loaf"]


def take_up_chinese(remote: Remote) -> None:
    remote.write_settings("start: 2026-11-16\nlanguage: zh\n")
    remote.twin.advance(MINUTE)


def test_the_control_issue_speaks_it_too_and_keeps_its_place() -> None:
    remote = Remote(settings="start: 2026-11-16\n")
    number, note = remote.control.number, "My own line.\n- [x] My own box"
    body = f"{remote.control.body}\n{note}\n"
    remote.twin.act("edit", seed.LEARNER, number=number, body=body)
    take_up_chinese(remote)
    remote.run("schedule")
    assert (remote.control.number, remote.control.title) == (number, CONTROL["zh"])
    assert (remote.pinned, note in remote.control.body) == (PINNED, True)
    assert "暂停一周" in remote.control.body
    assert "Pause" not in remote.control.body
    assert remote.run("schedule").plan == ()


@pytest.mark.parametrize("event", ["schedule", "push", "issues"])
def test_a_box_ticked_in_the_old_language_is_obeyed_once_and_told_in_the_new_one(
    event: str,
) -> None:
    remote = Remote(settings="start: 2026-11-16\n")
    ticked = remote.tick("pause")
    take_up_chinese(remote)
    if event == "issues":
        remote.hear(ticked)
    else:
        remote.run(event, ref="refs/heads/main")
    (pause,) = remote.settings.pauses
    assert (pause.since, pause.to) == (dt.date(2026, 11, 23), dt.date(2026, 11, 29))
    assert remote.said == ("✅ 11 月 23 日：暂停到 11 月 29 日。",)
    remote.hear(ticked)
    assert remote.settings.pauses == (pause,)
    assert (remote.control.title, remote.pinned) == (CONTROL["zh"], PINNED)
    assert remote.run("schedule").plan == ()


def test_what_a_person_unpinned_stays_so_in_any_language() -> None:
    remote = Remote(settings="start: 2026-11-16\n")
    remote.twin.act("pin", seed.LEARNER, number=remote.control.number, on=False)
    take_up_chinese(remote)
    remote.run("schedule")
    assert (remote.control.title, remote.pinned) == (CONTROL["zh"], PINNED[1:])
