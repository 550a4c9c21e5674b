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
    signed = [commit for commit in commits if commit.login]
    asking = [one for one in signed if parse_message(one.message, names).directives]
    return frozenset(commit.login or "" for commit in asking)


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
    late = [_make_void(order) for order in sorted_out.void if _is_of_push(order)]
    hints = [*_find_inherited(look), *late, *meant]
    told = tuple(problems[:WARNINGS]), tuple(hints[:HINTS])
    return Orders(sorted_out.open, *told, void=sorted_out.void)


def _put_in(commits: list[Said], spoken: Iterable[Said]) -> list[Said]:
    """Put each comment behind the last commit that is not younger."""
    said = list(commits)
    for one in spoken:
        date = one.commit.date
        ends = [place + 1 for place, other in enumerate(said) if other.commit.date <= date]
        said.insert(max(ends, default=0), one)
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
    said = [_read_commit(commit, look, roadmap) for commit in look.commits]
    return [order for one in said for order in one.orders]


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
            strange = [Problem("order.stranger", _tell(order)) for order in said.orders]
            yield Said(commit, problems=tuple(strange[:1]))
        else:
            yield said


def _read_commit(commit: Commit, look: Look, roadmap: Roadmap) -> Said:
    return read_parsed(commit, parse_message(commit.message, make_names(roadmap)), look, roadmap)


def read_parsed(commit: Commit | Remark, parsed: Parsed, look: Look, roadmap: Roadmap) -> Said:
    """Read what a commit or a comment asks for, once for each thing, the last word on it."""
    owners, numbers = _find_owners(roadmap), _find_numbers(look.things)
    sha = commit.sha[:7]
    problems = [replace(one, values={**one.values, "sha": sha}) for one in parsed.problems]
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
    sha = commit.sha[:7]
    for one in parsed.ignored:
        if one.is_hint:
            values = {"sha": sha, "id": one.id, "why": one.why, "form": one.form}
            yield Problem("order.hint", values)


def _tell(order: Order) -> dict[str, object]:
    return {"sha": order.sha, "login": order.commit.login or "", "id": order.id}


def _make_order(
    commit: Commit | Remark,
    directive: Directive,
    owners: Mapping[str, str],
    numbers: Mapping[int, Key],
) -> Order | Problem:
    verb, id, sha = directive.verb, directive.id, commit.sha[:7]
    if id is None:
        key = numbers.get(directive.number or 0)
        if key is None:
            return Problem("order.not-ours", {"sha": sha, "number": directive.number})
        return Order(commit, verb, issue_id(key), key)
    owner = owners.get(id)
    if owner is None:
        return Order(commit, verb, id, issue_key(id))
    if verb == "skip":
        return Problem("order.step-skip", {"sha": sha, "id": id})
    return Order(commit, verb, id, issue_key(owner), step=id)


def _find_owners(roadmap: Roadmap) -> dict[str, str]:
    of_units = {step.id: unit.id for unit in roadmap.units for step in unit.steps}
    of_tasks = {step.id: task.id for _, task in roadmap.tasks for step in task.steps}
    return of_units | of_tasks


def _find_numbers(state: State) -> dict[int, Key]:
    own = {key: thing for key, thing in state.items() if not is_twin(key)}
    return {thing.number: key for key, thing in own.items() if isinstance(thing, Issue)}
