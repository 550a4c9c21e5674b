"""A plan is sent in batches of one sort, each once its needs are known, and summed up by verbs."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from roadmap_bot.changes import SIGNS, Change, Plan, Sort, count_verbs, find_batch, needs
from roadmap_bot.keys import Key
from roadmap_bot.plan import make_plan
from roadmap_bot.repository import Id
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
    View,
)

TASK = Issue("[W01-1] Mix", "body", frozenset({"roadmap"}), "milestone/M1", "issue/W01")
UNIT = Issue("[W01] Loaf", "body", frozenset({"roadmap"}), "milestone/M1")
POINT = Milestone("First loaf", "text", dt.date(2026, 11, 29))


def send_all(plan: Plan, known: set[Key], size: int = 10) -> list[Plan]:
    """Send batch after batch, as long as there is one."""
    left, batches = list(plan), []
    while batch := find_batch(left, dict.fromkeys(known), size):
        batches.append(batch)
        known |= {change.key for change in batch}
        left = [change for change in left if change not in batch]
    assert not left
    return batches


def test_a_task_waits_for_its_unit_its_labels_and_its_milestone() -> None:
    target: State = {
        "issue/W01-1": TASK,
        "issue/W01": UNIT,
        "milestone/M1": POINT,
        "label/roadmap": Label("roadmap"),
    }
    batches = send_all(make_plan({}, target), set())
    assert [[change.key for change in batch] for batch in batches] == [
        ["label/roadmap"],
        ["milestone/M1"],
        ["issue/W01"],
        ["issue/W01-1"],
    ]


def test_a_batch_is_of_one_sort_and_no_longer_than_allowed() -> None:
    labels: State = {f"label/{number}": Label(str(number)) for number in range(25)}
    assert [len(batch) for batch in send_all(make_plan({}, labels), set())] == [10, 10, 5]


def test_milestones_go_one_by_one_and_all_files_at_once() -> None:
    target: State = {f"milestone/M{number}": POINT for number in range(3)}
    target = {**target, **{f"file/{number}": File("x") for number in range(30)}}
    assert [len(batch) for batch in send_all(make_plan({}, target), set())] == [1, 1, 1, 30]


def test_what_waits_for_the_unknown_is_not_sent() -> None:
    plan = make_plan({}, {"issue/W01-1": TASK})
    assert find_batch(plan, {"label/roadmap": Id("L"), "milestone/M1": Id("M")}, 10) == ()
    assert find_batch((), {}, 10) == ()


@pytest.mark.parametrize(
    ("have", "want", "expected"),
    [
        (TASK, replace(TASK, title="a"), {"issue/W01-1", "milestone/M1"}),
        (TASK, replace(TASK, parent="issue/W03"), {"issue/W01-1", "issue/W03"}),
        (
            TASK,
            replace(TASK, labels=TASK.labels | {"new"}),
            {"issue/W01-1", "label/roadmap", "label/new"},
        ),
        (TASK, replace(TASK, closed="completed"), {"issue/W01-1"}),
    ],
)
def test_a_change_names_what_it_needs(have: Issue, want: Issue, expected: set[Key]) -> None:
    (change,) = make_plan({"issue/W01-1": have}, {"issue/W01-1": want})
    assert set(needs(change)) == expected


def test_a_comment_needs_its_issue_only() -> None:
    comment = Comment("issue/W01-1", "a")
    assert set(needs(Change(Sort.ADD_COMMENT, "comment/W01-1@1", None, comment))) == {"issue/W01-1"}


def test_the_board_comes_before_its_fields_views_and_items() -> None:
    target: State = {
        "issue/W01-1": TASK,
        "item/W01-1": Item("issue/W01-1", frozenset({("Hours", "3")})),
        "view/Board": View("board"),
        "field/Phase": Field("SINGLE_SELECT", ("Loaf",)),
        "field/Hours": Field("NUMBER"),
        "board": Board("Loaf", "about", "readme", public=False),
    }
    known = {"label/roadmap", "milestone/M1", "issue/W01"}
    assert [batch[0].sort.value for batch in send_all(make_plan({}, target), known)] == [
        *[
            "create_issue",
            "create_board",
            "create_field",
            "create_view",
            "update_board",
            "add_item",
            "update_item",
        ]
    ]


def test_a_thing_counts_once_for_each_verb() -> None:
    closed = replace(TASK, closed="not_planned")
    want = replace(TASK, title="a", labels=frozenset({"b"}), closed="completed")
    plan = make_plan({"issue/W01-1": closed}, {"issue/W01-1": want, "label/b": Label("b")})
    assert count_verbs(plan) == {"create": 1, "update": 1, "close": 1, "reopen": 1}
    assert count_verbs(()) == dict.fromkeys(SIGNS, 0)
