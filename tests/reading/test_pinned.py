"""What is pinned, by whom; what GitHub does not show counts as taken."""

from __future__ import annotations

from typing import Any

from roadmap_bot.keys import pin_key
from roadmap_bot.reading.pinned import find_pinned, read_pins
from roadmap_bot.repository import Id
from roadmap_bot.state import PLACES, Pin
from tests.kit.learner import Learner
from tests.kit.remote import Remote
from tests.kit.small_roadmap import make_repository

IDS = {"issue/W01": Id("I_1", 1)}


def node(id: str, login: str | None, kind: str = "User") -> dict[str, Any]:
    actor = login and {"__typename": kind, "login": login}
    return {"issue": {"id": id, "number": 7}, "pinnedBy": actor}


def test_a_pin_names_its_issue_and_who_set_it() -> None:
    nodes = [node("I_1", "github-actions", "Bot"), node("I_7", "ada")]
    pins = read_pins(nodes, IDS, make_repository())
    assert pins == {
        pin_key("issue/W01"): Pin("issue/W01"),
        pin_key("number/7"): Pin("number/7"),
    }
    assert [(pin.is_bots, pin.is_viewers) for pin in pins.values()] == [
        (True, True),
        (False, False),
    ]


def test_what_is_not_shown_is_as_taken() -> None:
    assert len(read_pins(None, IDS, make_repository())) == PLACES
    assert len(read_pins([None, node("I_1", None)], IDS, make_repository())) == 2
    assert find_pinned({"repository": {"pinnedIssues": None}}) is None
    assert find_pinned({"repository": {"pinnedIssues": {"nodes": []}}}) == ()


def test_a_look_brings_the_pins_in_its_one_request(learner: Learner) -> None:
    seen, _ = Remote().look()
    found = [thing for thing in seen.things.values() if isinstance(thing, Pin)]
    assert [(pin.issue, pin.is_bots) for pin in found] == [
        ("issue/control", True),
        ("issue/W01", True),
    ]
    seen, _ = learner.look()
    assert not any(isinstance(thing, Pin) for thing in seen.things.values())
