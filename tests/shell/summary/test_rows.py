"""A plan is shown in one line for each thing and verb, with what of it differs."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from roadmap_bot.shell.summary.rows import plan_lines
from roadmap_bot.state import Milestone
from roadmap_bot.text.words import load_words
from tests.kit.told_plan import ISSUE, PLAN, change

EN = load_words("en")


def test_a_plan_has_one_line_for_each_thing_and_verb() -> None:
    assert list(plan_lines(PLAN, EN)) == [
        "+ create  label “Bake”",
        "+ create  milestone “First loaf”",
        "+ create  [W01] A loaf",
        "~ update  [W01] A loaf",
        "o reopen  [W01] A loaf",
        "- close   [W01] A loaf",
        "+ create  comment on W04: Closed by `1a2b3c4`.",
        "~ update  file README.md",
        "+ create  file new.md",
    ]


def test_an_update_names_what_differs_once() -> None:
    moved = replace(ISSUE, title="[W01] Bread", parent="issue/W02")
    point = Milestone("First loaf", "", dt.date(2026, 11, 29))
    plan = (
        change("update_milestone", "milestone/M1", replace(point, due=dt.date(2026, 12, 6)), point),
        change("update_issue", "issue/W01", replace(moved, parent=None), ISSUE),
        change(
            "add_labels",
            "issue/W01",
            replace(moved, parent=None, labels=frozenset({"bake"})),
            moved,
        ),
        change("add_parent", "issue/W01", moved, replace(moved, parent=None)),
        change("close_issue", "issue/W03", replace(ISSUE, closed="completed"), ISSUE),
    )
    assert list(plan_lines(plan, EN)) == [
        "~ update  milestone “First loaf” (due 2026-12-06)",
        "~ update  [W01] Bread (title, labels, parent)",
        "- close   [W01] A loaf",
    ]
