"""A roadmap as text, for mistakes to be written into, and what is found of them."""

from __future__ import annotations

from roadmap_bot.issues.size import check_bodies
from roadmap_bot.roadmap.load import Loaded, check_roadmap
from roadmap_bot.yaml.yaml_file import parse_source
from tests.yaml.test_yaml_file import expect

BASE = """\
id: demo
title: 示例 📚
hours: {least: 10, most: 20}
kinds:
  - {id: study, title: Study, share: 60, label: {name: kind-study}}
  - {id: build, title: Build, share: 40, label: {name: kind-build}}
phases:
  - {id: one, title: One, weeks: [1, 4], label: {name: phase-one}}
  - {id: two, title: Two, weeks: [5, 8], label: {name: phase-two}}
milestones:
  - {id: M4, title: Half, week: 4}
  - {id: M8, title: Whole, week: 8}
electives:
  - {id: E1, title: One of two, choose: 1, units: [P1, P2]}
units:
  - id: W01
    title: First steps
    phase: one
    weeks: [1, 2]
    aliases: [W99]
    resources: [{title: Site, url: https://example.org}]
    tasks:
      - {id: W01-1, title: Read, kind: study, steps: [{id: W01-1.1, text: Page}]}
      - {id: W01-2, title: Write, kind: build, aliases: [W99-2]}
    boxes:
      - {title: Done when, steps: [{id: W01.1, text: All read}]}
  - {id: P1, title: Shop, phase: two, weeks: [5, 8], kind: build}
  - {id: P2, title: Game, phase: two, weeks: [5, 8], kind: build}
"""


def load(text: str) -> Loaded:
    return check_roadmap([parse_source(text.encode(), "r.yml")], check_bodies)


def find_problems(loaded: Loaded) -> list[tuple[str, int, int]]:
    assert (loaded.roadmap is None) == bool(loaded.problems)
    return [
        (problem.code, problem.place.line, problem.place.column)
        for problem in loaded.problems
        if problem.place
    ]


def judge(old: str, new: str) -> tuple[list[tuple[str, int, int]], list[tuple[str, int, int]]]:
    """Put a mistake in the place of something; return the problems found and those marked."""
    assert BASE.count(old) == 1
    text, expected = expect(BASE.replace(old, new))
    return find_problems(load(text)), expected
