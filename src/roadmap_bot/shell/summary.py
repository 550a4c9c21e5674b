"""How a plan, a run and its problems are told: lines for the terminal, Markdown for the job's summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from itertools import islice

from roadmap_bot.changes import SIGNS, Change, Plan, count_verbs
from roadmap_bot.errors import Problem
from roadmap_bot.state import Board, Comment, Field, File, Issue, Item, Milestone, Thing
from roadmap_bot.text.escape import cell, code_span, inert, plain
from roadmap_bot.text.problems import render_problem
from roadmap_bot.text.render import render
from roadmap_bot.text.words import Words

ROWS = 60
THINGS = (
    "issue",
    "comment",
    "label",
    "milestone",
    "board",
    "field",
    "view",
    "item",
)  # files go by their commits
BAR = 30
NOTHING = "No changes. GitHub matches the roadmap."


def plan_lines(plan: Iterable[Change]) -> Iterator[str]:
    """Render a plan, one line for each thing and verb."""
    for sign, key, title in _rows(plan):
        yield f"{sign} {SIGN_WORDS[sign]:<7} {key}  {title}".rstrip()


def bar_line(done: int, total: int) -> str:
    """Render how far a run has come."""
    width = BAR * done // max(1, total)
    return f"[{'█' * width}{'·' * (BAR - width)}] {done}/{total}"


def plan_sentence(plan: Plan) -> str:
    """Sum a plan up in one sentence."""
    counts = count_verbs(plan)
    if not plan:
        return NOTHING
    reopened = f", {counts['reopen']} to reopen" if counts["reopen"] else ""
    return f"Plan: {counts['create']} to create, {counts['update']} to update, {counts['close']} to close{reopened}."


def made_sentence(plan: Plan, words: Words) -> str:
    """Sum up what was made, in the reader's own words: all files of a commit are one thing, named by its headline."""
    if not plan:
        return words("told.nothing")
    parts = [
        words(f"told.did.{verb}", things=things)
        for verb in SIGNS
        if (things := _name_things(plan, verb, words))
    ]
    notes = dict.fromkeys(
        plain(change.want.note, 80) for change in plan if isinstance(change.want, File)
    )
    parts += [words("told.did.commit", notes=words("told.did.and").join(notes))] if notes else []
    sentence = words("told.did.joint").join(parts)
    return f"{sentence[:1].upper()}{sentence[1:]}{words('told.did.end')}"


def _name_things(plan: Plan, verb: str, words: Words) -> str:
    """Name how many things of each sort a verb was about; what is made is not told again as updated."""
    made = {change.key for change in plan if change.verb == "create"} if verb == "update" else set()
    keys = {change.key for change in plan if change.verb == verb} - made
    counts = Counter(key.partition("/")[0] for key in keys)
    named = [words(f"told.things.{sort}", n=counts[sort]) for sort in THINGS if counts[sort]]
    return words("told.did.and").join(named)


def problem_line(problem: Problem, words: Words) -> str:
    """Render a problem in one line, with its link."""
    return plain(" ".join(filter(None, (render_problem(problem, words), problem.link))), 2000)


def render_summary(
    sentence: str, plan: Plan, problems: Iterable[Problem], hints: Iterable[Problem], words: Words
) -> str:
    """Render the page that GitHub shows for the run."""
    rows = [(sign, cell(code_span(key)), cell(inert(title))) for sign, key, title in _rows(plan)]
    return render(
        "summary.md.j2",
        title=words("told.title"),
        sentence=inert(sentence),
        rows=rows[:ROWS],
        more=words("told.more", count=len(rows) - ROWS) if len(rows) > ROWS else "",
        problems=[inert(problem_line(problem, words)) for problem in islice(problems, ROWS)],
        hints=[inert(problem_line(hint, words)) for hint in hints],
    )


SIGN_WORDS = {sign: verb for verb, sign in SIGNS.items()}


def _rows(plan: Iterable[Change]) -> list[tuple[str, str, str]]:
    rows: dict[tuple[str, str], list[Change]] = {}
    for change in plan:
        rows.setdefault((SIGNS[change.verb], plain(change.key, 200)), []).append(change)
    return [(sign, key, _describe(changes)) for (sign, key), changes in rows.items()]


def _describe(changes: Sequence[Change]) -> str:
    """Describe what happens to a thing: its title, and what of it differs."""
    differing = dict.fromkeys(name for change in changes for name in _find_differing(change))
    named = f"({', '.join(differing)})" if differing else ""
    return f"{_title(_find_shown(changes[-1]))} {named}".strip()


def _find_differing(change: Change) -> Iterator[str]:
    """Find the fields of an issue, milestone or board that an update changes."""
    have, want = change.have, change.want
    if (
        change.verb == "update"
        and isinstance(want, Issue | Milestone | Board | Field)
        and type(have) is type(want)
    ):
        for one in fields(want):
            if one.compare and getattr(have, one.name) != getattr(want, one.name):
                yield (
                    f"due {want.due}"
                    if isinstance(want, Milestone) and one.name == "due"
                    else one.name
                )


def _find_shown(change: Change) -> Thing:
    """Return what there is to show of a change: of an item only the values that differ."""
    if isinstance(change.want, Item) and isinstance(change.have, Item):
        return replace(change.want, values=change.want.values - change.have.values)
    return change.want


def _title(thing: Thing) -> str:
    match thing:
        case Comment():
            return plain(thing.body.partition("\n")[2], 80)
        case File():
            return plain(thing.note, 80)
        case Item():
            return plain(", ".join(f"{name} {value}" for name, value in sorted(thing.values)), 80)
    return plain(str(getattr(thing, "title", "") or getattr(thing, "name", "")), 80)
