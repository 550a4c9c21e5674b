"""What the cards say: options in the roadmap's order, values as the settings have them."""

from __future__ import annotations

import datetime as dt
import itertools

from roadmap_bot.board.cards import DATA_TYPES, STATUS
from roadmap_bot.board.inputs import COLORS
from roadmap_bot.changes import CHOICES
from tests.kit.board_scene import SMALL, BoardScene, option_names
from tests.kit.scene import MONDAY
from tests.kit.small_roadmap import make_roadmap, make_unit


def test_the_options_stand_in_the_roadmaps_order_each_with_its_colour() -> None:
    scene = BoardScene.applied(SMALL)
    kind = scene.project.named("Kind")
    assert kind
    assert [(one.name, one.color) for one in kind.options] == list(
        zip(["Theory", "Practice", "Drill", "Project", "Not chosen"], COLORS, strict=False)
    )
    assert option_names(scene, "Week") == ["Weeks 1–2", "Weeks 3–4", "Weeks 5–6"]
    fields = [scene.project.named(name) for name in ("Hours", "Start", "Target")]
    assert [field and field.sort for field in fields] == ["NUMBER", "DATE", "DATE"]


def test_electives_that_were_not_chosen_are_shown_as_such() -> None:
    scene = BoardScene.applied(SMALL)
    assert scene.values("P2A")["Kind"] == scene.values("P2B")["Kind"] == "Project"
    scene.act(
        "push",
        commits=[{"message": "x", "files": {".github/roadmap-bot.yml": "electives: {E: [P2B]}\n"}}],
    )
    scene.apply()
    assert scene.values("P2A")["Kind"] == "Not chosen"
    assert scene.values("P2B")["Kind"] == "Project"


def test_hours_stand_on_the_cards_that_count_and_add_up_to_the_plan() -> None:
    scene = BoardScene.applied(SMALL)
    assert hours(scene) == {
        "W01-1": 12,
        "W01-2": 4,
        "W01-3": 4,
        "W03-1": 10,
        "W03-2": 10,
        "P1": 20,
        "P2A": 20,
    }
    settings = {".github/roadmap-bot.yml": "electives: {E: [P2B]}\n"}
    scene.act("push", commits=[{"message": "x", "files": settings}])
    scene.apply()
    assert (hours(scene).get("P2A"), hours(scene)["P2B"]) == (None, 20)
    assert sum(hours(scene).values()) == 80


def hours(scene: BoardScene) -> dict[str, float]:
    """The hours of the cards that have any."""
    ids = [owner.id for owner in SMALL.owners]
    found = {id: scene.values(id).get("Hours") for id in ids}
    return {id: each for id, each in found.items() if each is not None}


def test_what_the_settings_leave_out_gets_no_card() -> None:
    settings = {"README.md": "", ".github/roadmap-bot.yml": "without: [W01-2]\n"}
    scene = BoardScene(SMALL, files=settings)
    scene.apply()
    assert len(scene.board["items"]) == 9


def test_the_board_speaks_the_learners_language() -> None:
    scene = BoardScene(SMALL, files={"README.md": "", ".github/roadmap-bot.yml": "language: zh\n"})
    scene.apply()
    assert option_names(scene, "Week") == ["第 1–2 周", "第 3–4 周", "第 5–6 周"]
    assert option_names(scene, "Kind")[-1] == "未选"


def test_more_weeks_than_a_field_takes_are_told_by_their_first_alone() -> None:
    units = [
        make_unit(f"W{first:02}{'AB'[last - first]}", (first, last), "theory", 1)
        for first, last in itertools.islice(
            ((one, one + more) for one in range(1, 30) for more in (0, 1)), 56
        )
    ]
    phases = [{"id": "F1", "title": "All", "weeks": [1, 50], "label": {"name": "all"}}]
    scene = BoardScene(make_roadmap(start="first-monday", units=units, phases=phases, electives=[]))
    scene.apply()
    assert option_names(scene, "Week")[:3] == ["Week 1", "Week 2", "Week 3"]
    assert scene.values("W03B")["Week"] == "Week 3"


def test_dates_move_with_the_plan() -> None:
    scene = BoardScene.applied(SMALL)
    text = "pauses:\n  - {from: 2026-12-05, to: 2026-12-18}\n"
    scene.act("push", commits=[{"message": "x", "files": {".github/roadmap-bot.yml": text}}])
    scene.apply()
    assert scene.values("W03-2")["Start"] == "2026-12-21"
    assert scene.values("W01-1")["Start"] == "2026-11-23"


def test_the_days_are_those_of_the_scene() -> None:
    assert MONDAY.date() == dt.date(2026, 11, 23)


def test_the_fields_of_options_are_those_that_the_plan_looks_up_by_option() -> None:
    selects = {name for name, data_type in DATA_TYPES.items() if data_type == "SINGLE_SELECT"}
    assert selects | {STATUS} == CHOICES
