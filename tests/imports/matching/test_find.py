"""On a newer version what was not touched keeps its id, and no id goes to something else."""

from __future__ import annotations

import random
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_bot.imports.things import TASK
from tests.kit.edited_plan import bring_in, bring_in_again, draw_plan, edit, find_ids


@settings(deadline=None, max_examples=150)
@given(st.integers(0, 10**9))
def test_what_is_untouched_keeps_its_id_and_nothing_gets_one_of_something_else(seed: int) -> None:
    rng, names = random.Random(seed), count()
    plan = draw_plan(rng, names)
    text, places = plan.write()
    made = bring_in(text)
    before = find_ids(made, places)
    newer, touched = edit(plan, rng, names)
    text, places = newer.write()
    if len(newer.all) < 2:
        return
    after = find_ids(bring_in_again(text, made), places)
    owners = {id: name for name, id in before.items()}
    assert {owners[id] for name, id in after.items() if owners.get(id, name) != name} == set()
    untouched = [name for name in after if name in before and name not in touched]
    kept = [name for name in untouched if after[name] == before[name]]
    assert len(kept) >= 0.9 * len(untouched)


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 10**9))
def test_shuffled_parts_keep_every_id(seed: int) -> None:
    rng, names = random.Random(seed), count()
    plan = draw_plan(rng, names)
    text, places = plan.write()
    made = bring_in(text)
    before = find_ids(made, places)
    rng.shuffle(plan.parts)
    text, places = plan.write()
    again = bring_in_again(text, made)
    assert find_ids(again, places) == before
    assert again.new == again.gone == []


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 10**9))
def test_the_same_again_changes_nothing(seed: int) -> None:
    text, _ = draw_plan(random.Random(seed), count()).write()
    made = bring_in(text)
    assert bring_in_again(text, made).files == made.files


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 10**9))
def test_an_id_that_is_gone_is_never_given_again(seed: int) -> None:
    rng, names = random.Random(seed), count()
    plan = draw_plan(rng, names)
    made = bring_in(plan.write()[0])
    seen = set(made.ids)
    for _ in range(3):
        plan, _ = edit(plan, rng, names)
        if len(plan.all) < 2:
            return
        made = bring_in_again(plan.write()[0], made)
        assert not seen & set(made.new)
        seen |= set(made.ids)


BEFORE = """# Plan to learn
## Week 1
- [ ] Read the first chapter of the book
- [ ] [Watch the talk](https://example.org/talk)
- [ ] Write it down
## Week 2
- [ ] Rest
- [ ] Solve five problems
"""


@pytest.mark.parametrize(
    ("old", "new", "ids"),
    [
        ("Write it down", "Write it all down", ["W01-1", "W01-2", "W01-3", "W02-1", "W02-2"]),
        ("Watch the talk", "Listen", ["W01-1", "W01-2", "W01-3", "W02-1", "W02-2"]),
        ("five problems", "six problems", ["W01-1", "W01-2", "W01-3", "W02-1", "W02-2"]),
        ("- [ ] Rest\n", "", ["W01-1", "W01-2", "W01-3", "W02-2"]),
        ("Write it down", "Swim", ["W01-1", "W01-2", "W01-4", "W02-1", "W02-2"]),
        ("## Week 2", "## Week 3", ["W01-1", "W01-2", "W01-3", "W02-1", "W02-2"]),
    ],
)
def test_an_edit_keeps_the_ids_of_what_is_the_same(old: str, new: str, ids: list[str]) -> None:
    made = bring_in(BEFORE)
    again = bring_in_again(BEFORE.replace(old, new), made)
    tasks = [id for thing, id in zip(again.things, again.ids, strict=True) if thing.kind == TASK]
    assert tasks == ids


def test_of_several_candidates_none_is_taken() -> None:
    made = bring_in(
        "# Learn\n## Week 1\n- [ ] Draw a small red house\n- [ ] Draw a small red horse\n"
    )
    again = bring_in_again("# Learn\n## Week 1\n- [ ] Draw a small red hose\n- [ ] Sing\n", made)
    assert "W01-3" in again.unsure
    assert set(again.unsure["W01-3"]) == {"W01-1", "W01-2"}
