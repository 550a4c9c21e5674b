"""A plan holds every change that is needed, in an order that can be sent, and nothing else."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_bot.changes import Plan, Sort
from roadmap_bot.keys import Key
from roadmap_bot.plan import after, make_plan
from roadmap_bot.state import (
    Board,
    Comment,
    Field,
    File,
    Issue,
    Item,
    Label,
    Milestone,
    State,
    Thing,
    View,
)

TASK = Issue("[W01-1] Mix", "body", frozenset({"roadmap"}), "milestone/M1", "issue/W01")
UNIT = Issue("[W01] Loaf", "body", frozenset({"roadmap"}), "milestone/M1")
POINT = Milestone("First loaf", "text", dt.date(2026, 11, 29))
NOW = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)


def sorts(plan: Plan) -> list[str]:
    return [change.sort.value for change in plan]


def changed(have: Thing | None, want: Thing, key: Key = "issue/W01-1") -> list[str]:
    """The sorts of write that turn one thing into another."""
    return sorts(make_plan({} if have is None else {key: have}, {key: want}))


def test_what_is_as_wanted_needs_nothing() -> None:
    assert changed(TASK, TASK) == []


def test_what_was_only_observed_is_no_difference() -> None:
    seen = replace(
        TASK,
        number=7,
        url="https://github.test",
        made_at=NOW,
        touched=True,
        reopened=True,
        disputed=True,
    )
    assert changed(seen, TASK) == []
    assert changed(Label("roadmap", "ffffff"), Label("roadmap"), "label/roadmap") == []


def test_a_label_with_another_name_is_renamed() -> None:
    assert changed(Label("phase 1"), Label("阶段一"), "label/阶段一") == ["update_label"]


def test_what_the_target_does_not_name_is_left_alone() -> None:
    assert make_plan({"issue/X1": TASK, "label/bug": Label("bug")}, {}) == ()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"title": "other"}, ["update_issue"]),
        ({"title": "other", "body": "other", "milestone": None}, ["update_issue"]),
        ({"labels": frozenset({"roadmap", "bake"})}, ["add_labels"]),
        ({"labels": frozenset()}, ["remove_labels"]),
        ({"labels": frozenset({"bake"})}, ["add_labels", "remove_labels"]),
        ({"parent": None}, ["remove_parent"]),
        ({"parent": "issue/W03"}, ["add_parent"]),
        ({"closed": "completed"}, ["close_issue"]),
        ({"title": "other", "closed": "not_planned"}, ["update_issue", "close_issue"]),
    ],
)
def test_each_difference_of_an_issue_is_one_write(
    change: dict[str, object], expected: list[str]
) -> None:
    assert changed(TASK, replace(TASK, **change)) == expected  # type: ignore[arg-type]


def test_an_issue_is_made_and_nested_in_one_write() -> None:
    assert changed(None, TASK) == ["create_issue"]


def test_what_shall_be_closed_is_made_open_first() -> None:
    plan = make_plan(
        {},
        {
            "issue/W01-1": replace(TASK, closed="not_planned"),
            "milestone/M1": replace(POINT, closed=True),
        },
    )
    assert sorts(plan) == ["create_milestone", "create_issue", "close_issue", "close_milestone"]


def test_an_issue_is_opened_again_by_one_write_and_a_new_reason_takes_two() -> None:
    closed = replace(TASK, closed="not_planned")
    assert changed(closed, TASK) == ["reopen_issue"]
    assert changed(closed, replace(TASK, closed="completed")) == ["reopen_issue", "close_issue"]


@pytest.mark.parametrize(
    ("have", "want", "expected"),
    [
        (None, POINT, ["create_milestone"]),
        (POINT, replace(POINT, due=dt.date(2026, 12, 6)), ["update_milestone"]),
        (POINT, replace(POINT, closed=True), ["close_milestone"]),
        (replace(POINT, closed=True), POINT, ["reopen_milestone"]),
        (POINT, replace(POINT, title="Loaf", closed=True), ["update_milestone", "close_milestone"]),
        (
            replace(POINT, closed=True),
            replace(POINT, title="Loaf"),
            ["update_milestone", "reopen_milestone"],
        ),
    ],
)
def test_a_milestone_changes_by_rest(
    have: Milestone | None, want: Milestone, expected: list[str]
) -> None:
    assert changed(have, want, "milestone/M1") == expected


def test_labels_and_comments_are_made_and_never_changed() -> None:
    assert changed(None, Label("bake"), "label/bake") == ["create_label"]
    assert changed(None, Comment("issue/W01-1", "a"), "comment/W01-1@1") == ["add_comment"]
    assert (
        changed(Comment("issue/W01-1", "a"), Comment("issue/W01-1", "b"), "comment/W01-1@1") == []
    )


def test_a_file_is_made_or_replaced_by_a_commit() -> None:
    new, old = make_plan({"file/b": File("x")}, {"file/a": File("x"), "file/b": File("y")})
    assert (new.sort, new.verb) == (Sort.COMMIT, "create")
    assert (old.sort, old.verb) == (Sort.COMMIT, "update")


def test_what_others_name_comes_first_and_what_says_done_last() -> None:
    target: State = {
        "file/README.md": File("x"),
        "comment/W01-1@1": Comment("issue/W01-1", "a"),
        "issue/W01-1": replace(TASK, closed="completed"),
        "issue/W01": UNIT,
        "milestone/M1": replace(POINT, closed=True),
        "label/roadmap": Label("roadmap"),
    }
    assert sorts(make_plan({}, target)) == [
        "create_label",
        "create_milestone",
        *["create_issue", "create_issue"],
        "add_comment",
        "close_issue",
        "close_milestone",
        "commit",
    ]


def test_a_board_that_lost_its_link_its_options_or_its_items_gets_them_back() -> None:
    have: State = {
        "board": Board("Loaf", "about", "readme", public=False, linked=False),
        "field/Phase": Field("SINGLE_SELECT", ("Loaf",)),
        "item/W01-1": Item("issue/W01-1"),
    }
    want: State = {
        "board": Board("Loaf", "about", "readme", public=False),
        "field/Phase": Field("SINGLE_SELECT", ("Loaf", "Crust")),
        "item/W01-1": Item("issue/W01-1", archived=True),
    }
    assert sorts(make_plan(have, want)) == ["link_board", "update_field", "archive_item"]


# Laws

WORDS = st.sampled_from(["a", "b", "c"])
REASONS = st.sampled_from([None, None, "completed", "not_planned", "duplicate"])
THINGS: dict[str, st.SearchStrategy[Thing]] = {
    "label": st.builds(Label, WORDS),
    "milestone": st.builds(Milestone, WORDS, WORDS, st.none() | st.dates(), st.booleans()),
    "issue": st.builds(
        Issue,
        WORDS,
        WORDS,
        st.frozensets(WORDS),
        st.sampled_from([None, "milestone/1", "milestone/2"]),
        st.sampled_from([None, "issue/1", "issue/2"]),
        REASONS,
    ),
    "comment": st.builds(Comment, st.just("issue/1"), st.just("text")),
    "file": st.builds(File, WORDS),
    "field": st.builds(Field, st.just("SINGLE_SELECT"), st.lists(WORDS, unique=True).map(tuple)),
    "view": st.builds(View, st.just("table")),
    "item": st.builds(
        Item, st.just("issue/1"), st.frozensets(st.tuples(WORDS, WORDS), max_size=2), st.booleans()
    ),
}
BOARDS = st.builds(Board, WORDS, WORDS, WORDS, st.booleans(), st.booleans())


@st.composite
def states(draw: st.DrawFn) -> State:
    keys = st.sampled_from([f"{kind}/{number}" for kind in THINGS for number in (1, 2)])
    state = {key: draw(THINGS[key.partition("/")[0]]) for key in draw(st.sets(keys))}
    return {**state, "board": draw(BOARDS)} if draw(st.booleans()) else state


@given(states(), states())
def test_after_a_plan_there_is_nothing_left_to_plan(actual: State, target: State) -> None:
    plan = make_plan(actual, target)
    assert make_plan(after(actual, plan), target) == ()


@given(states(), states())
def test_a_plan_touches_only_what_differs_and_keeps_all_else(actual: State, target: State) -> None:
    plan = make_plan(actual, target)
    made = after(actual, plan)
    assert made.keys() == actual.keys() | target.keys()
    for key, thing in made.items():
        assert thing == (target[key] if key in target else actual[key])
    assert {change.key for change in plan} == {
        key for key, thing in target.items() if actual.get(key) != thing
    }


@given(states(), states())
def test_every_change_begins_where_the_one_before_it_ended(actual: State, target: State) -> None:
    state = dict(actual)
    order = list(Sort)
    places = []
    for change in make_plan(actual, target):
        assert change.have == state.get(change.key)
        assert change.have != change.want
        state[change.key] = change.want
        places.append(order.index(change.sort))
    assert places == sorted(places)
