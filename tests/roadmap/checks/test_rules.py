"""What no schema can say of a roadmap is reported at its node, too."""

from __future__ import annotations

import pytest

from tests.kit.roadmap_text import BASE, find_problems, judge, load

# what: (what stands in BASE, what stands there instead, each problem marked where it belongs)
MISTAKES = {
    "the weeks of a unit reversed": ("weeks: [1, 2]", "weeks: ⟦roadmap.weeks-reversed⟧[2, 1]"),
    "the weeks of a phase reversed": (
        "weeks: [5, 8], label",
        "weeks: ⟦roadmap.weeks-reversed⟧[8, 5], label",
    ),
    "weeks that leave their phase": ("weeks: [1, 2]", "weeks: ⟦roadmap.weeks-outside⟧[4, 5]"),
    "phases that overlap": ("weeks: [5, 8], label", "weeks: ⟦roadmap.phases-overlap⟧[4, 8], label"),
    "more to choose than there is": ("choose: 1", "choose: ⟦roadmap.choose⟧3"),
    "a unit of two electives": (
        "[P1, P2]}",
        "[P1, P2]}\n  - {id: E2, title: x, choose: 1, units: [⟦roadmap.elective-twice⟧P2]}",
    ),
    "a unit twice in an elective": (
        "choose: 1, units: [P1, P2]",
        "choose: 1, units: [P1, ⟦roadmap.elective-twice⟧P1]",
    ),
    "a title too long with its id": ("title: Read", f"title: ⟦roadmap.title⟧{'字' * 249}"),
    "a title that just fits": ("title: Read", f"title: {'字' * 248}"),
    "a title of two lines": ("title: Read", 'title: ⟦roadmap.one-line⟧"a\\nb"'),
    "a box of two lines": ("text: Page", 'text: ⟦roadmap.one-line⟧"a\\nb"'),
    "a body too long": (
        "  - id: W01\n",
        f"  - ⟦roadmap.body⟧id: W01\n    summary: {'x' * 66_000}\n",
    ),
    "a task's body too long": ("{id: W01-2,", f"⟦roadmap.body⟧{{id: W01-2, note: {'字' * 66_000},"),
    "a label of two kinds": (
        "name: kind-build",
        "name: ⟦roadmap.label-twice⟧Kind-Study, color: '000000'",
    ),
    "a label of a phase and a kind": ("name: kind-build", "name: ⟦roadmap.label-twice⟧phase-one"),
    "one label for two kinds": ("name: kind-build", "name: kind-study"),
    "the label of all issues again": ("name: kind-build", "name: ⟦roadmap.label-twice⟧Roadmap"),
    "two milestones in a week": ("week: 8", "week: ⟦roadmap.week-twice⟧4"),
    "two milestones of one title": ("title: Whole", "title: ⟦roadmap.title-twice⟧half"),
    "fewer hours at most than at least": (
        "{least: 10, most: 20}",
        "⟦roadmap.hours-reversed⟧{least: 20, most: 10}",
    ),
    "an unknown zone": ("id: demo", "id: demo\nzone: ⟦roadmap.zone⟧Asia/Shanghia"),
    "a folder of zones": ("id: demo", "id: demo\nzone: ⟦roadmap.zone⟧America"),
    "a zone that is a path": ("id: demo", "id: demo\nzone: ⟦roadmap.zone⟧../etc"),
    "a start long ago": ("id: demo", "id: demo\nstart: ⟦roadmap.year⟧1926-03-02"),
    "a built-in verb": ("id: demo", "id: demo\nverbs: {done: [⟦roadmap.verb-taken⟧Finish]}"),
    "a verb with a sign": ("id: demo", 'id: demo\nverbs: {done: [⟦roadmap.verb-ends⟧"fertig:"]}'),
    "a verb with a space": ("id: demo", 'id: demo\nverbs: {skip: [⟦roadmap.verb-ends⟧" fertig"]}'),
    "verbs that are no text": (
        "id: demo",
        'id: demo\nverbs: {done: [⟦yaml.text⟧3, ⟦yaml.empty-text⟧"", ⟦yaml.nothing⟧~]}',
    ),
    "a verb twice": (
        "id: demo",
        "id: demo\nverbs: {done: [fertig], skip: [⟦roadmap.verb-twice⟧Fertig]}",
    ),
}


@pytest.mark.parametrize(("old", "new"), MISTAKES.values(), ids=MISTAKES)
def test_each_kind_of_mistake_is_reported_at_its_node(old: str, new: str) -> None:
    found, expected = judge(old, new)
    assert found == expected


def test_no_share_at_all_is_an_even_split() -> None:
    assert load(BASE.replace("share: 60, ", "").replace("share: 40", "share: 0")).problems == ()


def test_the_hundred_and_first_task_is_too_much() -> None:
    tasks = [f"      - {{id: W01-{number}, title: x, kind: study}}\n" for number in range(3, 101)]
    whole, anchor = "".join(tasks), "    boxes:\n"
    assert load(BASE.replace(anchor, whole + anchor)).problems == ()
    more = whole + "      - {id: W01-101, title: x, kind: study}\n"
    assert find_problems(load(BASE.replace(anchor, more + anchor))) == [("roadmap.tasks", 123, 9)]
