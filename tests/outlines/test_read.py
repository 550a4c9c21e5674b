"""Plans of every shape, in three languages, become the units and tasks that their authors meant.

Each file of `plans/` has a line for each of its units: title, weeks, tasks, steps of the tasks,
topics, conditions, resources.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from roadmap_bot.markdown.document import parse_document
from roadmap_bot.outlines.outline import Outline, Unit
from roadmap_bot.outlines.read import read_outline

PLANS = Path(__file__).parent / "plans"
MEANT = (PLANS / "meant.txt").read_text(encoding="utf-8").strip().split("\n\n")


def read_plan(name: str) -> Outline:
    text = (PLANS / name).read_text(encoding="utf-8")
    outline = read_outline(parse_document(text), name)
    assert outline
    return outline


def describe(outline: Outline) -> str:
    return "\n".join([outline.title, *map(describe_unit, outline.units)])


def describe_unit(unit: Unit) -> str:
    weeks = f"{unit.weeks.first}–{unit.weeks.last}" if unit.weeks else "–"
    steps = sum(len(task.steps) for task in unit.tasks)
    conditions = sum(len(group.steps) for group in unit.groups)
    counts = (len(unit.tasks), steps, len(unit.topics), conditions, len(unit.links))
    return " ".join([unit.title or "–", weeks, *map(str, counts)])


@pytest.mark.parametrize("meant", MEANT, ids=lambda meant: meant.partition("\n")[0])
def test_a_plan_is_read_as_it_was_meant(meant: str) -> None:
    name, _, units = meant.partition("\n")
    assert describe(read_plan(name)) == units


def test_every_plan_is_tried() -> None:
    named = {meant.partition("\n")[0] for meant in MEANT}
    assert named == {path.name for path in PLANS.glob("*.md")}


@pytest.mark.parametrize("name", ["twice-bilingual-en.md", "weeks-boxes-zh.md"])
def test_what_is_left_out_is_told_with_its_line(name: str) -> None:
    outline = read_plan(name)
    text = (PLANS / name).read_text(encoding="utf-8").splitlines()
    assert {left.why for left in outline.left} >= {"twice"} or "contents" in {
        left.why for left in outline.left
    }
    assert all(text[left.line - 1].strip() for left in outline.left)


def test_the_phases_of_a_plan_are_what_its_parts_stand_in() -> None:
    outline = read_plan("phases-weeks-days-en.md")
    assert [unit.phase for unit in outline.units] == [
        "Phase 1: Foundations",
        "Phase 1: Foundations",
        "Phase 2: Pipelines",
        "Phase 2: Pipelines",
    ]


def test_a_choice_among_projects_is_one() -> None:
    outline = read_plan("projects-zh.md")
    assert [(choice.title, choice.choose) for choice in outline.choices] == [
        ("毕业项目（三选一）", 1)
    ]
    assert [unit.title for unit in outline.units if unit.is_chosen] == [
        "项目A：博客",
        "项目B：商城",
        "项目C：聊天室",
    ]
    assert [(one.title, one.week) for one in outline.milestones] == [
        ("接口上线", 2),
        ("项目上线", 4),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "# A library\n\n## Features\n\n- fast\n- small\n\n## Usage\n\n- call it\n",
        "# Notes\n\nOnly prose, and more of it.\n",
        "- one thing\n- another\n",
        "| Option | Default |\n|---|---|\n| a | 1 |\n| b | 2 |\n| c | 3 |\n",
        "# Roadmap\n\n## Contents\n\n- [One](#one)\n- [Two](#two)\n\n## License\n\n- [ ] MIT\n",
    ],
)
def test_what_is_no_plan_is_none(text: str) -> None:
    assert read_outline(parse_document(text), "x") is None
