"""What to do about an event: one pure decision from the facts, and the target that follows from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from roadmap_bot.acts.along import take_along
from roadmap_bot.acts.close import close_finished
from roadmap_bot.acts.follow import follow, move_in
from roadmap_bot.acts.obey import obey
from roadmap_bot.acts.prune import prune
from roadmap_bot.acts.report import write_report
from roadmap_bot.acts.review import open_review
from roadmap_bot.acts.uninstall import uninstall
from roadmap_bot.acts.update import take_release
from roadmap_bot.board.desired import archive_left, lay_board
from roadmap_bot.commits.order import Order
from roadmap_bot.decide import Act
from roadmap_bot.issues.desired import make_desired
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.state import State

LAST: Mapping[Act, Callable[[State, Goal], State]] = {  # what comes after all else, in this order
    Act.REVIEW: open_review,
    Act.REPORT: write_report,
    Act.UPDATE: take_release,
    Act.UNINSTALL: uninstall,
}


def make_target(
    state: State,
    acts: frozenset[Act],
    goal: Goal,
    orders: tuple[Order, ...] = (),
    *,
    force: bool = False,
) -> State:
    """Make the state that GitHub should hold: the whole bot, on one page."""
    actual = state
    if Act.FOLLOW in acts:
        desired = make_desired(goal)
        state = follow(take_along(state, goal), desired)
        if Act.PRUNE in acts:
            state = prune(state, desired, force=force)
    if Act.OBEY in acts:
        state = obey(state, orders, goal, actual)
    if acts & {Act.OBEY, Act.FOLLOW}:
        state = close_finished(state, goal)
    if Act.FOLLOW in acts:
        state = move_in(state, desired)
    if Act.FOLLOW in acts and goal.has_board:
        state = lay_board(actual, state, goal)
        if Act.PRUNE in acts:
            state = archive_left(state, goal)
    for act, step in LAST.items():
        if act in acts:
            state = step(state, goal)
    return state
