"""The whole bot, on one page: what GitHub should hold once everything asked for is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field

from roadmap_bot.acts.along import find_companions, take_along
from roadmap_bot.acts.close import close_finished, find_late_openings
from roadmap_bot.acts.control.deeds import find_told
from roadmap_bot.acts.control.issue import keep_control
from roadmap_bot.acts.evidence import tick_evident
from roadmap_bot.acts.follow import follow, move_in
from roadmap_bot.acts.obey import obey
from roadmap_bot.acts.prune import prune
from roadmap_bot.acts.report import write_report
from roadmap_bot.acts.review import find_quiet, open_review
from roadmap_bot.acts.uninstall import uninstall
from roadmap_bot.acts.update import take_release
from roadmap_bot.board.desired import archive_left, lay_board
from roadmap_bot.board.ownership import find_contradicted
from roadmap_bot.comments.answers import answer_comments, tell_refused
from roadmap_bot.commits.order import NO_ORDERS, Orders
from roadmap_bot.commits.orders import find_unclear_orders
from roadmap_bot.decide import Act, Acts
from roadmap_bot.errors import Problem
from roadmap_bot.issues.desired import make_desired
from roadmap_bot.issues.duplicates import find_rivals
from roadmap_bot.keys import Key
from roadmap_bot.repository import Look
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.state import Issue, Milestone, State, find_issues


@dataclass(frozen=True)
class Terms:
    """How far a target may go: `force` lets it prune much; what was `refused`, and why."""

    force: bool = False
    refused: Mapping[Key, Problem] = field(default_factory=dict)


USUAL = Terms()


@dataclass(frozen=True)
class Given:
    """What steps need beside the state: the goal, and `actual`, the state as GitHub holds it."""

    actual: State
    goal: Goal
    orders: Orders = NO_ORDERS
    terms: Terms = USUAL


def find_wanted(wide: Look, goal: Goal) -> frozenset[Key]:
    """Find the issues on which a decision hangs that a wide look does not tell.

    Commits that this run's push brought stand among those of the look.
    """
    state, orders = wide.things, find_unclear_orders(wide, goal)
    wanted = {
        *(order.issue for order in orders),
        *find_rivals(state),
        *find_companions(state, goal, orders),
        *find_late_openings(state),
        *find_contradicted(state),
        *find_quiet(state, goal),
        *find_told(state),
    }
    return frozenset(wanted & wide.ids.keys())


Step = Callable[[State, Given], State]


def make_target(
    state: State, acts: Acts, goal: Goal, orders: Orders = NO_ORDERS, terms: Terms = USUAL
) -> State:
    """Make the state that GitHub should hold: the roadmap first, then orders, the report last."""
    given = Given(state, goal, orders, terms)
    for due, step in STEPS:
        if due & acts:
            state = step(state, given)
    return state


def leave_locked(state: State, target: State, named: Set[int | Key]) -> State:
    """Leave locked issues as they are, but for those that are named and what stands under them.

    GitHub may refuse to change them, and nobody wants to hear so of every run.
    """
    things = dict(target)
    for key, issue in find_issues(state):
        names = {key, issue.number, issue.parent}
        if issue.locked and names.isdisjoint(named):
            things[key] = issue
    return things


def _follow(state: State, given: Given) -> State:
    return follow(take_along(state, given.goal), make_desired(given.goal))


def _prune(state: State, given: Given) -> State:
    return prune(state, make_desired(given.goal), force=given.terms.force)


def _obey(state: State, given: Given) -> State:
    return obey(state, given.orders.orders, given.goal, given.actual)


def _answer(state: State, given: Given) -> State:
    told = answer_comments(state, given.orders.answers, given.goal)
    refused = given.terms.refused
    return tell_refused(told, given.actual, given.orders.answers, refused, given.goal)


def _move_in(state: State, given: Given) -> State:
    return move_in(state, make_desired(given.goal))


def _keep_control(state: State, given: Given) -> State:
    if given.goal.has_runs:
        return keep_control(state, given.goal, given.actual)
    return state


def _lay_board(state: State, given: Given) -> State:
    if given.goal.has_board:
        return lay_board(given.actual, state, given.goal)
    return state


def _archive_left(state: State, given: Given) -> State:
    if given.goal.has_board:
        return archive_left(state, given.goal)
    return state


def _write_report(state: State, given: Given) -> State:
    """Write the report of what is and will be: what was refused is as it was."""
    refused = given.terms.refused
    kept = {
        key: thing
        for key, thing in given.actual.items()
        if key in refused and isinstance(thing, Issue | Milestone)
    }
    told = write_report({**state, **kept}, given.goal)
    wanted = {key: state[key] for key in kept if key in state}
    return {**told, **wanted}


def _with_goal(act: Callable[[State, Goal], State]) -> Step:
    """Make a step of an act that needs no more than the goal."""
    return lambda state, given: act(state, given.goal)


STEPS: tuple[tuple[Set[Act], Step], ...] = (  # in this order, each where one of its acts is due
    ({Act.FOLLOW}, _follow),
    ({Act.PRUNE}, _prune),
    ({Act.OBEY}, _obey),
    ({Act.FOLLOW}, _with_goal(tick_evident)),
    ({Act.FOLLOW, Act.OBEY}, _with_goal(close_finished)),
    ({Act.FOLLOW}, _move_in),
    ({Act.FOLLOW}, _lay_board),
    ({Act.PRUNE}, _archive_left),
    ({Act.FOLLOW}, _keep_control),
    ({Act.REVIEW}, _with_goal(open_review)),
    ({Act.REPORT}, _write_report),
    ({Act.UPDATE}, _with_goal(take_release)),
    ({Act.OBEY, Act.FOLLOW}, _answer),
    ({Act.UNINSTALL}, _with_goal(uninstall)),
)
