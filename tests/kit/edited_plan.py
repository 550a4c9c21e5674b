"""Plans that are drawn and edited, and what an import and an update make of them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import count

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
Draw = Callable[[random.Random, int], "Thing"]


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


def draw_plan(rng: random.Random, names: count[int], draw: Draw | None = None) -> Plan:
    """Draw a plan of which some texts stand several times; `draw` draws a task."""
    plan = Plan()
    draw = draw or draw_thing
    for part in range(rng.randint(2, 6)):
        things = [draw(rng, next(names)) for _ in range(rng.randint(2, 12))]
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


def edit(
    plan: Plan, rng: random.Random, names: count[int], draw: Draw | None = None
) -> tuple[Plan, set[int]]:
    """Rename, move, insert and delete a tenth to a third of the tasks; return what was touched."""
    draw = draw or draw_thing
    parts = [(title, list(things)) for title, things in plan.parts]
    touched: set[int] = set()
    for _ in range(max(1, int(len(plan.all) * rng.uniform(0.1, 0.3)))):
        filled = [things for _, things in parts if things]
        things = rng.choice(filled)
        place = rng.randrange(len(things))
        what = rng.choice(["rename", "move", "insert", "delete"])
        if what == "insert":
            things.insert(place, draw(rng, next(names)))
            continue
        thing = things.pop(place)
        touched.add(thing.name)
        if what == "rename":
            things.insert(place, replace(thing, text=f"{thing.text} {draw_word(rng)}"))
        elif what == "move":
            other = rng.choice(parts)[1]
            other.insert(rng.randint(0, len(other)), thing)
    return Plan(parts), touched


def draw_twins(rng: random.Random) -> tuple[tuple[str, str], ...]:
    """Draw the texts and addresses of tasks that stand several times in a plan."""
    texts = [f"{draw_word(rng)} {draw_word(rng)} {sign}" for sign in "abcd"[: rng.randint(1, 4)]]
    return tuple((text, rng.choice(["", f"https://example.org/{text[-1]}"])) for text in texts)


def make_draw(twins: tuple[tuple[str, str], ...]) -> Draw:
    """Let a third of the tasks be word for word the same as others."""

    def draw(rng: random.Random, name: int) -> Thing:
        if rng.random() < 0.35:
            return Thing(name, *rng.choice(twins))
        return draw_thing(rng, name)

    return draw


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
