"""What commits ask for: read from their messages, for whom it counts, and what is still open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from roadmap_bot.commits.directives import Directive, Parsed, parse_message
from roadmap_bot.commits.handled import find_unclear, sort_orders
from roadmap_bot.commits.names import make_names
from roadmap_bot.commits.order import Order, Orders
from roadmap_bot.errors import Problem
from roadmap_bot.keys import Key, is_twin, issue_id, issue_key
from roadmap_bot.repository import Commit, Look, Remark
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.state import Issue, State

WARNINGS = 10
HINTS = 3


@dataclass(frozen=True, slots=True)
class Said:
    """What one commit says, or one comment."""

    commit: Commit | Remark
    orders: tuple[Order, ...] = ()
    problems: tuple[Problem, ...] = ()
    hints: tuple[Problem, ...] = ()


def line_up(history: Iterable[Commit], pushed: Iterable[Commit]) -> tuple[Commit, ...]:
    """Line up commits oldest first; the history is newest first and may not reach back so far.

    What the push brought arrived with it, whatever its author's clock said.
    """
    news = {commit.sha: commit for commit in pushed}
    recent: list[Commit] = []
    for commit in reversed(list(history)):
        new = news.pop(commit.sha, None)
        recent.append(replace(commit, date=new.date, is_news=True) if new else commit)
    return (*news.values(), *recent)


def find_authors(commits: Iterable[Commit], roadmap: Roadmap) -> frozenset[str]:
    """Find whom GitHub names as the authors of commits that ask for something."""
    names = make_names(roadmap)
    return frozenset(
        commit.login
        for commit in commits
        if commit.login and parse_message(commit.message, names).directives
    )


def make_orders(
    look: Look, goal: Goal, spoken: Sequence[Said] = (), *, only_news: bool = False
) -> Orders:
    """Make the orders of the commits whose authors are trusted or unknown to GitHub.

    What was `spoken` in comments is put in where it belongs by its date. With `only_news` what is
    wrong is told of this push's commits alone, lest every run tells it.
    """
    orders: list[Order] = []
    problems: list[Problem] = []
    meant: list[Problem] = []
    for said in _put_in(list(_read_commits(look, goal.roadmap)), spoken):
        orders += said.orders
        if isinstance(said.commit, Remark):
            continue
        if said.commit.is_news or not only_news:
            problems += said.problems
            meant += said.hints
    sorted_out = sort_orders(orders, look.things, goal.roadmap.successors, look.closely)
    hints = [*_find_inherited(look)]
    hints += [_make_void(order) for order in sorted_out.void if _is_of_push(order)]
    hints += meant
    told = tuple(problems[:WARNINGS]), tuple(hints[:HINTS])
    return Orders(sorted_out.open, *told, void=sorted_out.void)


def _put_in(commits: list[Said], spoken: Iterable[Said]) -> list[Said]:
    """Put each comment behind the last commit that is not younger."""
    said = list(commits)
    for one in spoken:
        older = [place for place, other in enumerate(said) if other.commit.date <= one.commit.date]
        said.insert(older[-1] + 1 if older else 0, one)
    return said


def _is_of_push(order: Order) -> bool:
    return isinstance(order.commit, Commit) and order.commit.is_news


def find_asking(look: Look, roadmap: Roadmap) -> frozenset[str]:
    """Find the SHAs of the commits that ask for something which is still open, whoever wrote
    them."""
    orders = _find_all(look, roadmap)
    still = sort_orders(orders, look.things, roadmap.successors, look.closely).open
    return frozenset(order.commit.sha for order in still)


def find_unclear_orders(wide: Look, goal: Goal) -> tuple[Order, ...]:
    """Find the orders, whoever gave them, that cannot be judged by a wide look alone."""
    orders = _find_all(wide, goal.roadmap)
    return tuple(find_unclear(orders, wide.things, goal.calendar.now))


def _find_all(look: Look, roadmap: Roadmap) -> list[Order]:
    orders: list[Order] = []
    for commit in look.commits:
        orders += _read_commit(commit, look, roadmap).orders
    return orders


def _find_inherited(look: Look) -> Iterator[Problem]:
    for commit in look.commits:
        if commit.is_news and commit.sha in look.inherited:
            yield Problem("order.inherited", {"sha": commit.sha[:7]})


def _make_void(order: Order) -> Problem:
    return Problem(f"order.void-{order.verb}", {"sha": order.sha, "id": order.id})


def _read_commits(look: Look, roadmap: Roadmap) -> Iterator[Said]:
    """Read what each of the learner's commits asks for, and what is wrong with it."""
    for commit in look.commits:
        if commit.sha in look.inherited:
            continue
        said = _read_commit(commit, look, roadmap)
        if commit.login and commit.login.casefold() not in look.trusted:
            strange = tuple(Problem("order.stranger", _tell(order)) for order in said.orders[:1])
            yield Said(commit, problems=strange)
        else:
            yield said


def _read_commit(commit: Commit, look: Look, roadmap: Roadmap) -> Said:
    return read_parsed(commit, parse_message(commit.message, make_names(roadmap)), look, roadmap)


def read_parsed(commit: Commit | Remark, parsed: Parsed, look: Look, roadmap: Roadmap) -> Said:
    """Read what a commit or a comment asks for, once for each thing, the last word on it."""
    owners, numbers = _find_owners(roadmap), _find_numbers(look.things)
    problems = [
        replace(problem, values={**problem.values, "sha": commit.sha[:7]})
        for problem in parsed.problems
    ]
    orders: dict[str, Order] = {}
    for directive in parsed.directives:
        made = _make_order(commit, directive, owners, numbers)
        if isinstance(made, Order):
            orders[made.id] = made
        else:
            problems.append(made)
    hints = tuple(_find_hints(commit, parsed))
    return Said(commit, tuple(orders.values()), tuple(problems), hints)


def _find_hints(commit: Commit | Remark, parsed: Parsed) -> Iterator[Problem]:
    """Find what the author may believe that the commit does."""
    for one in parsed.ignored:
        if one.is_hint:
            values = {"id": one.id, "why": one.why, "form": one.form}
            yield Problem("order.hint", {"sha": commit.sha[:7], **values})


def _tell(order: Order) -> dict[str, object]:
    return {"sha": order.sha, "login": order.commit.login or "", "id": order.id}


def _make_order(
    commit: Commit | Remark,
    directive: Directive,
    owners: Mapping[str, str],
    numbers: Mapping[int, Key],
) -> Order | Problem:
    if directive.id is None:
        key = numbers.get(directive.number or 0)
        if key is None:
            return Problem("order.not-ours", {"sha": commit.sha[:7], "number": directive.number})
        return Order(commit, directive.verb, issue_id(key), key)
    owner = owners.get(directive.id)
    if owner and directive.verb == "skip":
        return Problem("order.step-skip", {"sha": commit.sha[:7], "id": directive.id})
    step = directive.id if owner else None
    return Order(commit, directive.verb, directive.id, issue_key(owner or directive.id), step)


def _find_owners(roadmap: Roadmap) -> dict[str, str]:
    owners = {step.id: unit.id for unit in roadmap.units for step in unit.steps}
    return owners | {step.id: task.id for _, task in roadmap.tasks for step in task.steps}


def _find_numbers(state: State) -> dict[int, Key]:
    return {
        thing.number: key
        for key, thing in state.items()
        if isinstance(thing, Issue) and not is_twin(key)
    }
