"""A value that is not what its model says is reported at its node."""

from __future__ import annotations

import pytest

from tests.kit.roadmap_text import BASE, find_problems, judge, load
from tests.yaml.test_yaml_file import expect

# what: (what stands in BASE, what stands there instead, each problem marked where it belongs)
MISTAKES = {
    "an unknown field": ("phase: one\n", "phase: one\n    ⟦yaml.unknown-field⟧sumary: x\n"),
    "an unknown field in a list of a list": (
        "kind: study, steps",
        "kind: study, ⟦yaml.unknown-field⟧knd: x, steps",
    ),
    "an unknown field of the file": ("id: demo", "id: demo\n⟦yaml.unknown-field⟧unit: []"),
    "a missing field": ("  - id: W01\n    title: First steps\n", "  - ⟦yaml.missing⟧id: W01\n"),
    "a missing field of the file": ("id: demo\n", "⟦yaml.missing⟧"),
    "a field of the file with nothing in it": ("title: 示例 📚", "title:⟦yaml.nothing⟧"),
    "a list of the file with nothing in it": (
        "milestones:\n",
        "library:⟦yaml.nothing⟧\nmilestones:\n",
    ),
    "a list of the file that is none": (
        "milestones:\n",
        "library: ⟦yaml.list⟧{a: b}\nmilestones:\n",
    ),
    "a list that is none": ("steps: [{id: W01-1.1, text: Page}]", "steps: ⟦yaml.list⟧3"),
    "a list with nothing in it": ("    tasks:\n", "    sections:⟦yaml.nothing⟧\n    tasks:\n"),
    "an empty list where one is needed": (
        "steps: [{id: W01.1, text: All read}]",
        "steps: ⟦yaml.too-few⟧[]",
    ),
    "a number as text": ("title: Read", "title: ⟦yaml.text⟧2024"),
    "a date as text": ("title: Read", "title: 2024-01-01"),
    "a switch as text": ("id: demo", "id: demo\nlanguage: ⟦yaml.text⟧no"),
    "a version as number": ("id: demo", "id: demo\nversion: ⟦yaml.text⟧1.0"),
    "text with a colon in a list": (
        "id: demo",
        "id: demo\ngoals:\n  - ⟦yaml.text-shape⟧W03: Docker",
    ),
    "a list as text": ("title: Read", "title: ⟦yaml.text-shape⟧[Read]"),
    "no text": ("title: Read", "title:⟦yaml.nothing⟧"),
    "empty text": ("title: Read", 'title: ⟦yaml.empty-text⟧" "'),
    "a malformed unit id": ("id: W01\n", "id: ⟦yaml.unit-id⟧W-1\n"),
    "a malformed task id": ("id: W01-2", "id: ⟦yaml.task-id⟧W01.2"),
    "a malformed step id": ("id: W01-1.1", "id: ⟦yaml.step-id⟧W01-1-1"),
    "a malformed alias": ("[W99]", "[⟦yaml.unit-id⟧w99]"),
    "a malformed short name": ("id: demo", "id: ⟦yaml.slug⟧Demo"),
    "a malformed language": ("id: demo", "id: demo\nlanguage: ⟦yaml.language⟧中文"),
    "a malformed colour": ("name: kind-study", 'name: kind-study, color: ⟦yaml.color⟧"#ffffff"'),
    "a label too long": ("name: kind-study", f"name: ⟦yaml.too-long⟧{'x' * 51}"),
    "an address that is not http": ("https://example.org", "⟦yaml.url⟧ftp://example.org"),
    "an address without a host": ("https://example.org", "⟦yaml.url⟧https://"),
    "an address with three slashes": ("https://example.org", "⟦yaml.url-sign⟧https:///example.org"),
    "an address with a space": ("https://example.org", "⟦yaml.url-sign⟧https://example.org/a b"),
    "a script for an address": ("https://example.org", "⟦yaml.url⟧javascript:alert"),
    "a number for an address": ("https://example.org", "⟦yaml.url⟧3"),
    "a word for a whole number": ("week: 8", "week: ⟦yaml.whole-number⟧eight"),
    "a fraction for a whole number": ("week: 8", "week: ⟦yaml.whole-number⟧8.5"),
    "a switch for a whole number": ("week: 8", "week: ⟦yaml.whole-number⟧yes"),
    "a word for a number": ("share: 60", "share: ⟦yaml.number⟧most"),
    "a share over a hundred": ("share: 60", "share: ⟦yaml.at-most⟧600"),
    "no number at all": ("share: 60", "share: ⟦yaml.at-most⟧.nan"),
    "no hours": ("least: 10", "least: ⟦yaml.more-than⟧0"),
    "week 0": ("week: 8", "week: ⟦yaml.at-least⟧0"),
    "week 51": ("week: 8", "week: ⟦yaml.at-most⟧51"),
    "one week where two are wanted": ("weeks: [1, 2]", "weeks: ⟦yaml.pair⟧[1]"),
    "a range where two weeks are wanted": ("weeks: [1, 2]", "weeks: ⟦yaml.weeks⟧1-2"),
    "three weeks where two are wanted": ("weeks: [1, 2]", "weeks: ⟦yaml.too-many-items⟧[1, 2, 3]"),
    "a word for a switch": ("id: demo", "id: demo\nreview: {month_end: ⟦yaml.yes-or-no⟧maybe}"),
    "an unknown weekday": ("id: demo", "id: demo\nreview: {weekday: ⟦yaml.choice⟧sundey}"),
    "a number for a weekday": ("id: demo", "id: demo\nreview: {weekday: ⟦yaml.choice⟧7}"),
    "neither a date nor the word": ("id: demo", "id: demo\nstart: ⟦yaml.date-or-word⟧soon"),
    "a start with nothing in it": ("id: demo", "id: demo\nstart:⟦yaml.nothing⟧"),
    "a date that is none": ("id: demo", "id: demo\nstart: ⟦yaml.date-or-word⟧2026-02-30"),
    "text where keys are wanted": ("{least: 10, most: 20}", "⟦yaml.mapping-as⟧10-20"),
    "a full-width colon where keys are wanted": (
        "{least: 10, most: 20}",
        "⟦yaml.wide-colon⟧least：10",
    ),
    "a full-width colon in brackets": (
        "{least: 10, most: 20}",
        "{least: 10, most: 20, ⟦yaml.wide-colon⟧most：20}",
    ),
    "an elective of none": ("choose: 1", "choose: ⟦yaml.at-least⟧0"),
}


@pytest.mark.parametrize(("old", "new"), MISTAKES.values(), ids=MISTAKES)
def test_each_kind_of_mistake_is_reported_at_its_node(old: str, new: str) -> None:
    found, expected = judge(old, new)
    assert found == expected


def test_a_list_whose_every_item_is_broken_is_not_called_empty() -> None:
    text, expected = expect(
        BASE.replace("share: 60", "share: ⟦yaml.at-least⟧-1").replace(
            "share: 40", "share: ⟦yaml.at-most⟧101"
        )
    )
    assert find_problems(load(text)) == expected


def test_a_spelling_that_needs_quotes_is_shown_as_it_was_written() -> None:
    [problem] = load(BASE.replace("id: demo", "id: demo\nlanguage: no")).problems
    assert problem.values["value"] == "no"
