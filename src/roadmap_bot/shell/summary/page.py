"""How a plan, a run and its problems are summed up: sentences, and the page of the job."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from roadmap_bot.changes import SIGNS, Plan, Verb, count_verbs
from roadmap_bot.errors import Problem
from roadmap_bot.shell.summary.rows import Row, make_rows
from roadmap_bot.state import File
from roadmap_bot.text.escape import cell, inert, plain
from roadmap_bot.text.problems import render_problem, render_steps, unfold_links
from roadmap_bot.text.render import render
from roadmap_bot.text.words import Words

ROWS = 60
BAR = 30
# The sorts of things that sentences count; files go by their commits.
THINGS = ("issue", "comment", "label", "milestone", "board", "field", "view", "item")


def bar_line(done: int, total: int) -> str:
    """Render how far a run has come."""
    width = BAR * done // max(1, total)
    rest = BAR - width
    return f"[{'█' * width}{'·' * rest}] {done}/{total}"


def problem_line(problem: Problem, words: Words) -> str:
    """Render a problem in one line, with its link, or with what to do in steps."""
    sentence = unfold_links(render_problem(problem, words))
    parts = [sentence, _find_link(problem, sentence)]
    steps = render_steps(problem, words)
    if steps:
        parts[1:] = [f"{number}. {unfold_links(step)}" for number, step in enumerate(steps, 1)]
    return plain(" ".join(filter(None, parts)), 2000)


def render_problem_lines(problem: Problem, words: Words) -> list[str]:
    """Render a problem as Markdown: a sentence with its link, or a list of steps below it."""
    sentence = plain(render_problem(problem, words), 2000)
    steps = render_steps(problem, words)
    if steps:
        return [sentence, "", *(f"{number}. {step}" for number, step in enumerate(steps, 1))]
    link = _find_link(problem, sentence)
    if link:
        sentence = f"{sentence} {words('told.link.open', url=link)}"
    return [sentence]


def _find_link(problem: Problem, sentence: str) -> str:
    """Find the link that a sentence does not hold itself."""
    link = problem.link or ""
    return "" if link in sentence else link


def plan_sentence(plan: Plan, words: Words, troubles: Iterable[Problem] = ()) -> str:
    """Sum a plan up in one sentence."""
    if not plan:
        return nothing_sentence(words, troubles)
    counts = count_verbs(plan)
    if counts["reopen"]:
        return words("told.plan-reopen", **counts)
    return words("told.plan", **counts)


def nothing_sentence(words: Words, troubles: Iterable[Problem] = ()) -> str:
    """Say that nothing changes, and that all is well only where no trouble says otherwise."""
    if any(says_otherwise(problem) for problem in troubles):
        return words("told.nothing-why")
    return words("told.no-changes")


def says_otherwise(problem: Problem) -> bool:
    """Whether GitHub is not what roadmap and commits ask for; a README is no matter of theirs."""
    return not problem.code.startswith(("report.", "doctor."))


def made_sentence(plan: Plan, words: Words, troubles: Iterable[Problem] = ()) -> str:
    """Sum up what was made, in the reader's own words.

    All files of a commit are one thing, named by its headline.
    """
    if not plan:
        is_well = nothing_sentence(words, troubles) == words("told.no-changes")
        return words("told.nothing" if is_well else "told.nothing-why")
    parts = [*_name_deeds(plan, words), *_name_commits(plan, words)]
    sentence = words("told.did.joint").join(parts)
    return sentence[:1].upper() + sentence[1:] + words("told.did.end")


def _name_deeds(plan: Plan, words: Words) -> Iterator[str]:
    for verb in SIGNS:
        things = _name_things(plan, verb, words)
        if things:
            yield words(f"told.did.{verb}", things=things)


def _name_things(plan: Plan, verb: Verb, words: Words) -> str:
    """Name how many things of each sort a verb was about."""
    keys = {change.key for change in plan if change.verb == verb}
    if verb == "update":  # what is made is not told again as updated
        keys -= {change.key for change in plan if change.verb == "create"}
    counts = Counter(key.partition("/")[0] for key in keys)
    named = [words(f"told.things.{sort}", n=counts[sort]) for sort in THINGS if counts[sort]]
    return words("told.did.and").join(named)


def _name_commits(plan: Plan, words: Words) -> Iterator[str]:
    files = [change.want for change in plan if isinstance(change.want, File)]
    notes = dict.fromkeys(plain(file.note, 80) for file in files)
    if notes:
        yield words("told.did.commit", notes=words("told.did.and").join(notes))


def render_summary(
    headline: str,
    plan: Plan,
    problems: Iterable[Problem],
    hints: Iterable[Problem],
    words: Words,
) -> str:
    """Render the page that GitHub shows for the run; what was done to each thing is folded."""
    rows = make_rows(plan, words)
    return render(
        "summary.md.j2",
        headline=headline,
        folded=words("told.rows", count=len(rows)),
        rows=[_render_cells(row) for row in rows[:ROWS]],
        more=_count_more(len(rows) - ROWS, words),
        problems=[_render_inert(problem, words) for problem in islice(problems, ROWS)],
        hints=[_render_inert(hint, words) for hint in hints],
    )


def _render_inert(problem: Problem, words: Words) -> list[str]:
    return [inert(line) for line in render_problem_lines(problem, words)]


def _render_cells(row: Row) -> tuple[str, str]:
    return row.sign, cell(inert(row.title))


def _count_more(count: int, words: Words) -> str:
    if count <= 0:
        return ""
    return words("told.more", count=count)
