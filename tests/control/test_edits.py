"""An edit in the page: what it ticked, and by whom it counts."""

from __future__ import annotations

from typing import Any

import pytest

from roadmap_bot.control.asked import DEEDS, make_asking_box
from roadmap_bot.control.edits import find_edit
from roadmap_bot.decide import Edit
from roadmap_bot.issues.boxes import make_box

BOX = make_box("W01-1.1", "Mix")
TICKED = BOX.replace("[ ]", "[x]")
ASKING = "\n".join(make_asking_box(deed, f"Do {deed}") for deed in DEEDS)


def make(body: str, **changes: Any) -> dict[str, Any]:
    event = {
        "action": "edited",
        "issue": {"body": body, "state": "open"},
        "changes": {"body": {"from": "before"}},
        "sender": {"type": "User", "login": "ada"},
    }
    return {**event, **changes}


@pytest.mark.parametrize(
    ("body", "edit"),
    [
        ("", "nothing"),
        ("no box", "nothing"),
        (BOX, "nothing"),
        (TICKED, "last"),
        (f"{TICKED}\n{BOX.replace('1.1', '1.2')}", "nothing"),
        ("- [x] a box of the learner's own", "nothing"),
        (ASKING, "nothing"),
        (ASKING.replace("[ ]", "[x]", 1), "asked"),
        (ASKING.replace("[ ]", "[x]"), "asked"),
    ],
)
def test_an_edit_ticks_the_last_box_or_asks_for_something_or_neither(body: str, edit: Edit) -> None:
    assert find_edit(make(body)) == edit


@pytest.mark.parametrize(
    "changes",
    [
        {"changes": {"title": {"from": "before"}}},
        {"changes": {}},
        {"changes": None},
        {"sender": {"type": "Bot", "login": "github-actions[bot]"}},
        {"sender": None},
        {"issue": {"body": TICKED, "state": "closed"}},
        {"issue": {"body": None, "state": "open"}},
        {"issue": None},
    ],
)
def test_what_no_person_changed_in_an_open_body_is_nothing(changes: dict[str, Any]) -> None:
    assert find_edit(make(TICKED, **changes)) == "nothing"


@pytest.mark.parametrize("changes", [{"action": "closed"}, {"comment": {"body": TICKED}}])
def test_what_is_no_edit_of_an_issue_is_none(changes: dict[str, Any]) -> None:
    assert find_edit(make(TICKED, **changes)) is None
    assert find_edit({}) is None
