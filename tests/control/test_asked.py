"""The boxes of the control issue: which are ticked, and how they are empty again."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from roadmap_bot.control.asked import (
    DEEDS,
    clear_asked,
    find_asked,
    find_askers,
    make_asking_box,
)
from roadmap_bot.issues.body import make_body
from tests.kit.small_roadmap import make_repository

OWN = "- [x] my own box\n- [x] <!-- W01.1 -->\n"


def make(*ticked: str) -> str:
    boxes = [make_asking_box(deed, f"Do {deed}") for deed in DEEDS]
    lines = [
        box.replace("[ ]", "[x]") if deed in ticked else box
        for deed, box in zip(DEEDS, boxes, strict=True)
    ]
    return make_body("small", "control", "\n".join(lines)) + OWN


@given(st.sets(st.sampled_from(DEEDS)))
def test_what_is_ticked_is_asked_in_one_order_and_then_no_more(ticked: set[str]) -> None:
    body = make(*ticked)
    assert find_asked(body) == tuple(deed for deed in DEEDS if deed in ticked)
    assert clear_asked(body) == make()
    assert find_asked(clear_asked(body)) == ()


def node(body: str, editor: str | None = "helper", kind: str = "User") -> dict[str, Any]:
    return {"body": body, "editor": editor and {"__typename": kind, "login": editor}}


def test_only_unknown_people_who_ticked_such_a_box_are_asked_about() -> None:
    nodes = [
        node(make("pause")),
        node(make(), "reader"),
        node(make("pause"), "ada"),  # the owner
        node(make("pause"), None),
        node(make("pause"), "dependabot", "Bot"),
        node(make("pause").replace(" control ", " W01 "), "other"),
    ]
    assert list(find_askers(nodes, make_repository())) == ["helper"]
