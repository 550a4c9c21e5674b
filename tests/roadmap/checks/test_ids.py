"""Ids are given once, old ones stay free, and what is referred to is there."""

from __future__ import annotations

import pytest

from tests.kit.roadmap_text import judge

# what: (what stands in BASE, what stands there instead, each problem marked where it belongs)
MISTAKES = {
    "a task id twice": ("id: W01-2", "id: ⟦roadmap.id-twice⟧W01-1"),
    "an id of two namespaces, in another case": ("id: M4", "id: ⟦roadmap.id-twice⟧ONE"),
    "an alias that is alive": ("[W99]", "[⟦roadmap.alias-live⟧P1]"),
    "an alias of oneself": ("[W99]", "[⟦roadmap.alias-live⟧W01]"),
    "an alias of two": (
        "kind: build}\n  - {id: P2",
        "kind: build, aliases: [⟦roadmap.alias-twice⟧W99]}\n  - {id: P2",
    ),
    "an old id of the roadmap that is its own": (
        "id: demo",
        "id: demo\naliases: [old, ⟦roadmap.alias-live⟧demo]",
    ),
    "an old id of the roadmap twice": (
        "id: demo",
        "id: demo\naliases: [old, ⟦roadmap.alias-twice⟧old]",
    ),
    "an old id of the roadmap that is no id": (
        "id: demo",
        "id: demo\naliases: [⟦yaml.slug⟧Old One]",
    ),
    "an unknown phase": ("phase: one", "phase: ⟦roadmap.unknown-phase⟧oen"),
    "an unknown kind of a task": (
        "kind: study, steps",
        "kind: ⟦roadmap.unknown-kind⟧studdy, steps",
    ),
    "an unknown kind of a unit": (
        "kind: build}\n  - {id: P2",
        "kind: ⟦roadmap.unknown-kind⟧x}\n  - {id: P2",
    ),
    "an unknown kind of a column": (
        "id: demo",
        "id: demo\nself_check: [{title: x, kinds: [⟦roadmap.unknown-kind⟧y]}]",
    ),
    "an unknown unit in an elective": ("[P1, P2]", "[P1, ⟦roadmap.unknown-unit⟧P3]"),
}


@pytest.mark.parametrize(("old", "new"), MISTAKES.values(), ids=MISTAKES)
def test_each_kind_of_mistake_is_reported_at_its_node(old: str, new: str) -> None:
    found, expected = judge(old, new)
    assert found == expected
