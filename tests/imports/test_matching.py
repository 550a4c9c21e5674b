"""On a newer version what was not touched keeps its id, and no id goes to something else."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_bot.imports.files.head_yaml import Facts
from roadmap_bot.imports.files.record import EMPTY, NAME, Record, parse_record
from roadmap_bot.imports.language import USUAL_HOURS
from roadmap_bot.imports.make import Import, make_import
from roadmap_bot.imports.things import TASK
from roadmap_bot.markdown.document import parse_document
from roadmap_bot.outlines.read import read_outline
from roadmap_bot.text.words import load_words

SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so")
FACTS = Facts("plan", "en", USUAL_HOURS)


@dataclass(frozen=True)
class Thing:
    """A task of a plan: `name` is what it is, however its text changes."""

    name: int
    text: str
    address: str = ""

    @property
    def line(self) -> str:
        return f"- [ ] [{self.text}]({self.address})" if self.address else f"- [ ] {self.text}"


@dataclass
class Plan:
    """A document that can be edited, and tells which task stands on which line."""

    parts: list[tuple[str, list[Thing]]] = field(default_factory=list)

    def write(self) -> tuple[str, dict[int, Thing]]:
        lines, places = ["# Plan to learn", ""], {}
        for title, things in self.parts:
            lines += [f"## {title}", ""]
            for thing in things:
                lines.append(thing.line)
                places[len(lines)] = thing
            lines.append("")
        return "\n".join(lines), places

    @property
    def all(self) -> list[Thing]:
        return [thing for _, things in self.parts for thing in things]


def draw_plan(rng: random.Random, names: count[int]) -> Plan:
    """Draw a plan of which some texts, and some addresses, stand several times."""
    plan = Plan()
    for part in range(rng.randint(2, 6)):
        things = [draw_thing(rng, next(names)) for _ in range(rng.randint(2, 12))]
        plan.parts.append((f"{draw_word(rng).title()} {part}", things))
    return plan


def draw_thing(rng: random.Random, name: int) -> Thing:
    """Draw a task: of its own, of a text that others have, too, or of a pattern with a number."""
    address = f"https://example.org/{name}" if rng.random() < 0.6 else ""
    sort = rng.random()
    if sort < 0.2:
        return Thing(name, "Practice", f"https://example.org/{name}")
    if sort < 0.4:
        return Thing(name, f"Read chapter {name + 1} of the book", address)
    words = [draw_word(rng) for _ in range(rng.randint(3, 6))]
    return Thing(name, " ".join(words), address)


def draw_word(rng: random.Random) -> str:
    return "".join(rng.choices(SYLLABLES, k=rng.randint(2, 4)))


def edit(plan: Plan, rng: random.Random, names: count[int]) -> tuple[Plan, set[int]]:
    """Rename, move, insert and delete a tenth to a third of the tasks; return what was touched."""
    parts = [(title, list(things)) for title, things in plan.parts]
    touched: set[int] = set()
    for _ in range(max(1, int(len(plan.all) * rng.uniform(0.1, 0.3)))):
        filled = [things for _, things in parts if things]
        things = rng.choice(filled)
        place = rng.randrange(len(things))
        what = rng.choice(["rename", "move", "insert", "delete"])
        if what == "insert":
            things.insert(place, draw_thing(rng, next(names)))
            continue
        thing = things.pop(place)
        touched.add(thing.name)
        if what == "rename":
            things.insert(place, replace(thing, text=f"{thing.text} {draw_word(rng)}"))
        elif what == "move":
            other = rng.choice(parts)[1]
            other.insert(rng.randint(0, len(other)), thing)
    return Plan(parts), touched


def bring_in(text: str, record: Record = EMPTY, files: dict[str, str] | None = None) -> Import:
    outline = read_outline(parse_document(text), "plan")
    assert outline
    return make_import(outline, FACTS, record, files or {}, load_words("en"))


def bring_in_again(text: str, made: Import) -> Import:
    record = parse_record(made.files[NAME])
    assert record
    files = {name: text for name, text in made.files.items() if name != NAME}
    return bring_in(text, record, files)


def find_ids(made: Import, places: dict[int, Thing]) -> dict[int, str]:
    """Find the id of each task by what it is."""
    return {
        places[thing.line].name: id
        for thing, id in zip(made.things, made.ids, strict=True)
        if thing.kind == TASK and thing.line in places
    }


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
