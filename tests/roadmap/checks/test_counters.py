"""What a counter counts is one thing, is there, and can be reached."""

from __future__ import annotations

import pytest

from roadmap_bot.roadmap.load import Loaded, check_roadmap
from roadmap_bot.yaml.yaml_file import parse_source
from tests.kit.roadmap_text import BASE, find_problems, judge, load

FILES = "id: demo\ncounters:\n  - {id: EX, title: x, goal: 9, files: 'x/*/*.py', "
BOXES = "id: demo\ncounters:\n  - {id: EX, title: x, "

# what: what stands behind the roadmap's id, each problem marked where it belongs
MISTAKES = {
    "files": f"{FILES}week: 3}}",
    "neither files nor boxes": (
        "id: demo\ncounters: [⟦roadmap.counter-source⟧{id: A, title: x, goal: 9}]"
    ),
    "files and boxes": (
        "id: demo\ncounters: [⟦roadmap.counter-source⟧"
        "{id: A, title: x, goal: 1, files: 'x/*', boxes: [W01.1]}]"
    ),
    "boxes of a unit and of a task": f"{BOXES}goal: 2, boxes: [W01.1, W01-1.1]}}",
    "an unknown box": f"{BOXES}goal: 1, boxes: [⟦roadmap.unknown-box⟧W01.2]}}",
    "a task as a box": f"{BOXES}goal: 1, boxes: [⟦roadmap.unknown-box⟧⟦yaml.step-id⟧W01-1]}}",
    "a box twice": f"{BOXES}goal: 2, boxes: [W01.1, ⟦roadmap.box-twice⟧W01.1]}}",
    "a goal beyond the boxes": f"{BOXES}goal: ⟦roadmap.counter-goal⟧2, boxes: [W01.1]}}",
    "groups that make up the whole goal": (
        f"{FILES}groups: [{{title: a, goal: 4, folder: a}}, {{title: b, goal: 5, folder: b}}]}}"
    ),
    "groups beyond the goal": (
        f"{FILES}groups: ⟦roadmap.counter-groups⟧[{{title: a, goal: 10, folder: a}}]}}"
    ),
    "groups of boxes": (
        f"{BOXES}goal: 1, boxes: [W01.1], "
        "groups: ⟦roadmap.counter-folders⟧[{title: a, goal: 1, folder: a}]}"
    ),
    "a folder twice": (
        f"{FILES}groups: [{{title: a, goal: 4, folder: a}},"
        " {title: b, goal: 4, folder: ⟦roadmap.folder-twice⟧a}]}"
    ),
    "a folder in a folder": f"{FILES}groups: [{{title: a, goal: 4, folder: ⟦yaml.folder⟧a/b}}]}}",
    "a goal of nothing": f"{BOXES}goal: ⟦yaml.at-least⟧0, files: 'x/*'}}",
    "an id that something else has": (
        "id: demo\ncounters: [{id: ⟦roadmap.id-twice⟧M4, title: x, goal: 9, files: 'x/*'}]"
    ),
}


@pytest.mark.parametrize("new", MISTAKES.values(), ids=MISTAKES)
def test_each_kind_of_mistake_is_reported_at_its_node(new: str) -> None:
    found, expected = judge("id: demo", new)
    assert sorted(found) == sorted(expected)


def test_the_nearest_boxes_are_named() -> None:
    loaded = load(BASE + "counters: [{id: A, title: x, goal: 1, boxes: [W01-1.2]}]\n")
    (problem,) = loaded.problems
    assert "W01-1.1" in str(problem.values["near"])


COUNTER = """\
counters:
  - {id: A, title: x, goal: 9, files: 'x/*/*', groups: [{title: a, goal: 4, folder: a}]}
"""


def mirror(changed: str) -> Loaded:
    texts = {"roadmap/r.yml": BASE + COUNTER, "roadmap/de/r.yml": f"{BASE}{changed}language: de\n"}
    sources = [parse_source(text.encode(), path) for path, text in texts.items()]
    return check_roadmap(sources, lambda *_: [])


def test_languages_have_words_of_their_own_for_counters() -> None:
    assert find_problems(mirror(COUNTER.replace("title: x", "title: y"))) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("goal: 9", "goal: 8"),
        ("goal: 4", "goal: 3"),
        ("x/*/*", "y/*/*"),
        ("folder: a", "folder: b"),
        ("id: A", "id: B"),
    ],
)
def test_all_else_is_the_same_in_every_language(old: str, new: str) -> None:
    (problem,) = mirror(COUNTER.replace(old, new)).problems
    assert problem.code == "roadmap.mirror-value"


def test_every_language_has_as_many_groups() -> None:
    more = COUNTER.replace("folder: a}", "folder: a}, {title: b, goal: 1, folder: b}")
    (problem,) = mirror(more).problems
    assert problem.code == "roadmap.mirror-count"
