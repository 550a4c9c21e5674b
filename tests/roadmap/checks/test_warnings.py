"""What is sound and yet worth a look is named at its place; what is meant as it stands is not."""

from __future__ import annotations

import pytest

from roadmap_bot.issues.size import check_bodies
from roadmap_bot.roadmap.load import load_roadmap
from tests.kit.roadmap_text import BASE, load
from tests.kit.scene import find_folder
from tests.yaml.test_yaml_file import expect

SOUND = BASE.replace("phase: one\n    weeks: [1, 2]", "phase: one\n    weeks: [1, 4]")
for _id in ("P1", "P2"):
    _end = "phase: two, weeks: [5, 8], kind: build"
    _title = {"P1": "Shop", "P2": "Game"}[_id]
    SOUND = SOUND.replace(
        f"title: {_title}, {_end}",
        f"title: {_title}, {_end}, topics: [{{id: {_id}.1, title: Plan}}]",
    )

MEANT = {
    "shares that make a hundred in one unit": ("share: 40, label", "share: 40, label"),
    "a kind more, whose share stands beside": (
        "phases:\n",
        "  - {id: rest, title: Rest, share: 30, label: {name: rest}}\nphases:\n",
    ),
    "an old id that begins otherwise": ("aliases: [W99]", "aliases: [X99]"),
    "a step of a task with a new id": ("id: W01-1, title", "id: W01-5, aliases: [W01-1], title"),
    "no milestones at all": (
        "milestones:\n  - {id: M4, title: Half, week: 4}\n  - {id: M8, title: Whole, week: 8}\n",
        "",
    ),
}
WORTH_A_LOOK = {
    "a milestone after the last week": ("week: 8}", "week: ⟦roadmap.milestone-late⟧9}"),
    "shares that make a hundred nowhere": (
        "kinds:\n  - {id: study, title: Study, share: 60",
        "kinds:\n  ⟦roadmap.shares⟧- {id: study, title: Study, share: 70",
    ),
    "the id of a task": ("id: W01-2, title: W", "id: ⟦roadmap.strange-parent⟧W02-2, title: W"),
    "the id of a task's step": (
        "id: W01-1.1, text: P",
        "id: ⟦roadmap.strange-parent⟧W01-2.1, text: P",
    ),
    "the id of a unit's box": (
        "id: W01.1, text: A",
        "id: ⟦roadmap.strange-parent⟧W01-1.9, text: A",
    ),
    "the id of a topic": ("id: P1.1, title: P", "id: ⟦roadmap.strange-parent⟧P2.7, title: P"),
    "a counter of what every copy has": (
        "units:\n",
        "counters:\n  - {id: A, title: x, goal: 9, files: ⟦roadmap.glob-all⟧'**/*.md'}\nunits:\n",
    ),
    "a counter of what no repository has": (
        "units:\n",
        "counters:\n  - {id: A, title: x, goal: 9, files: ⟦roadmap.glob-never⟧/x/*.py}\nunits:\n",
    ),
    "a group into which no file can fall": (
        "units:\n",
        "counters:\n  - {id: A, title: x, goal: 9, files: 'x/*.py', groups: [{title: a, goal: 1, "
        "folder: ⟦roadmap.group-idle⟧a}]}\nunits:\n",
    ),
    "a unit with nothing to do": (
        "{id: P2, title: Game, phase: two, weeks: [5, 8], kind: build, "
        "topics: [{id: P2.1, title: Plan}]}",
        "{id: ⟦roadmap.unit-empty⟧P2, title: Game, phase: two, weeks: [5, 8], kind: build, "
        "topics: [{title: Plan}]}",
    ),
}


def find_warnings(text: str) -> list[tuple[str, int, int]]:
    loaded = load(text)
    assert loaded.problems == ()
    return [
        (warning.code, warning.place.line, warning.place.column)
        for warning in loaded.warnings
        if warning.place
    ]


def test_a_sound_roadmap_is_told_nothing() -> None:
    assert find_warnings(SOUND) == []


@pytest.mark.parametrize("name", ["seed", "tiny", "big-en"])
def test_roadmaps_of_ours_are_told_nothing(name: str) -> None:
    assert load_roadmap(find_folder(name), check_bodies).warnings == ()


@pytest.mark.parametrize("name", MEANT)
def test_what_may_be_meant_is_left_alone(name: str) -> None:
    old, new = MEANT[name]
    assert SOUND.count(old) == 1
    assert find_warnings(SOUND.replace(old, new)) == []


@pytest.mark.parametrize("name", WORTH_A_LOOK)
def test_what_is_worth_a_look_is_named_at_its_place(name: str) -> None:
    old, new = WORTH_A_LOOK[name]
    assert SOUND.count(old) == 1
    text, expected = expect(SOUND.replace(old, new))
    assert find_warnings(text) == expected


def test_every_unit_behind_the_last_milestone_is_named() -> None:
    late = SOUND.replace("  - {id: M8, title: Whole, week: 8}\n", "")
    marked = late.replace("weeks: [5, 8], kind", "weeks: ⟦roadmap.unit-late⟧[5, 8], kind")
    text, expected = expect(marked)
    assert find_warnings(text) == expected
    assert len(expected) == 2
