"""What is word for word the same keeps its id where its place says which one it is."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kit.edited_plan import (
    Draw,
    Plan,
    bring_in,
    bring_in_again,
    draw_plan,
    draw_thing,
    draw_twins,
    edit,
    find_ids,
    make_draw,
)

Place = tuple[str, Sequence[str | int], Sequence[str | int]]


def find_places(plan: Plan, old: Plan) -> Mapping[int, Place]:
    """Find the part of each task, and how its neighbours look to a reader."""
    times = Counter(thing.line for thing in old.all) | Counter(thing.line for thing in plan.all)
    places: dict[int, Place] = {}
    for title, things in plan.parts:
        row = [thing.line if times[thing.line] > 1 else thing.name for thing in things]
        for index, thing in enumerate(things):
            before, after = row[:index], row[index + 1 :]
            places[thing.name] = title, before[-1:], after[:1]
    return places


def is_in_place_of(one: Place, other: Place) -> bool:
    """Whether one stands where the other stood: no reader can tell them apart then."""
    return one[0] == other[0] and (one[1] == other[1] or one[2] == other[2])


def draw_with_twins(rng: random.Random, names: count[int]) -> tuple[Plan, Draw]:
    """Draw a plan, and how to draw more for it: twins are of what it has several of."""
    twins = draw_twins(rng)
    plan = draw_plan(rng, names, make_draw(twins))
    times = Counter((thing.text, thing.address) for thing in plan.all)
    several = tuple(twin for twin in twins if times[twin] > 1)
    return plan, make_draw(several) if several else draw_thing


@settings(deadline=None, max_examples=150)
@given(st.integers(0, 10**9))
def test_no_id_goes_to_a_twin_that_stands_elsewhere(seed: int) -> None:
    rng, names = random.Random(seed), count()
    plan, draw = draw_with_twins(rng, names)
    text, lines = plan.write()
    made = bring_in(text)
    before = find_ids(made, lines)
    newer, _ = edit(plan, rng, names, draw)
    text, lines = newer.write()
    if len(newer.all) < 2:
        return
    after = find_ids(bring_in_again(text, made), lines)
    owners = {id: name for name, id in before.items()}
    before_lines = {thing.name: thing.line for thing in plan.all}
    after_lines = {thing.name: thing.line for thing in newer.all}
    given_on = {(owners[id], name) for name, id in after.items() if owners.get(id, name) != name}
    twins = {(old, new) for old, new in given_on if before_lines[old] == after_lines[new]}
    then, now = find_places(plan, plan), find_places(newer, plan)
    elsewhere = {(old, new) for old, new in twins if not is_in_place_of(now[new], then[old])}
    assert elsewhere == set()


def test_nine_of_ten_untouched_ids_stay_where_a_third_of_a_plan_are_twins() -> None:
    untouched = kept = 0
    for seed in range(60):
        rng, names = random.Random(seed), count()
        plan, draw = draw_with_twins(rng, names)
        text, lines = plan.write()
        made = bring_in(text)
        before = find_ids(made, lines)
        newer, touched = edit(plan, rng, names, draw)
        text, lines = newer.write()
        after = find_ids(bring_in_again(text, made), lines)
        same = [name for name in after if name in before and name not in touched]
        untouched += len(same)
        kept += sum(after[name] == before[name] for name in same)
    assert kept >= 0.9 * untouched


def write_plan(*weeks: str) -> str:
    """Write a plan of weeks, each of them a word of letters: a letter is a task."""
    tasks = {"R": "Rest a day", "T": "Take a test", "x": "Xylophones", "y": "Yoga", "z": "Zoology"}
    parts = [
        f"## Week {number}\n" + "".join(f"- [ ] {tasks[letter]}\n" for letter in week)
        for number, week in enumerate(weeks, 1)
    ]
    return "# Plan to learn\n" + "\n".join(parts)


@pytest.mark.parametrize(
    ("old", "new", "ids"),
    [
        (["xRyRz"], ["xyRz"], "1 3 4 5"),  # both neighbours say that it is the second
        (["xRyRz"], ["xRyz"], "1 2 3 5"),
        (["xRyRz"], ["xRz"], "1 6 5"),  # one neighbour says the first, the other the second
        (["xRRy"], ["xRy"], "1 5 4"),
        (["xRRy"], ["xRRRy"], "1 5 6 7 4"),
        (["xRRy"], ["RRxy"], "5 6 1 4"),
        (["xRRRyz"], ["xRRTRz"], "1 7 8 9 10 6"),
        (["xRyRz"], ["xRTyRz"], "1 2 6 3 4 5"),
        (["xRTRy"], ["xRTRy"], "1 2 3 4 5"),
        (["RRR"], ["RRR"], "1 2 3"),
    ],
)
def test_a_twin_keeps_its_id_where_its_place_says_so(
    old: list[str], new: list[str], ids: str
) -> None:
    again = bring_in_again(write_plan(*new), bring_in(write_plan(*old)))
    assert [id for id in again.ids if "-" in id] == [f"W01-{number}" for number in ids.split()]


def test_twins_that_change_their_weeks_are_listed_and_get_new_ids() -> None:
    made = bring_in(write_plan("xRy", "zTR"))
    again = bring_in_again(write_plan("xyR", "RzT"), made)
    assert [id for id in again.ids if "-" in id][2:4] == ["W01-4", "W02-4"]
    assert set(again.unsure) == {"W01-4", "W02-4"}
    assert all(set(ids) == {"W01-2", "W02-3"} for ids in again.unsure.values())
