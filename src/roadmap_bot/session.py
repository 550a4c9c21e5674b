"""One run from end to end: look, decide, make the target, make it so; and what there is to tell of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from roadmap_bot.acts.obey import MANY, hold_back
from roadmap_bot.acts.pauses import change_pauses
from roadmap_bot.acts.prune import find_left
from roadmap_bot.acts.report import check_report
from roadmap_bot.acts.uninstall import find_remains
from roadmap_bot.acts.update import find_workflow_news
from roadmap_bot.changes import Plan, Sort
from roadmap_bot.commits.orders import Orders, make_orders
from roadmap_bot.decide import Act, Decision, Facts, decide
from roadmap_bot.errors import BoardUnfinishedError, Problem, UnfinishedError, UserError
from roadmap_bot.github.apply import Converged, converge, see
from roadmap_bot.github.doctor import explain, find_hints, find_obstacles
from roadmap_bot.github.gather import find_unlisted
from roadmap_bot.github.payload import find_commits, find_labels
from roadmap_bot.github.rights import find_lacking_right, find_protection
from roadmap_bot.github.switches import (
    enable_schedule,
    find_sleepers,
    stop_workflows,
    switch_issues_on,
)
from roadmap_bot.http.answers import STALE
from roadmap_bot.http.reader import ReadFailed
from roadmap_bot.http.waiting import LAG
from roadmap_bot.issues.desired import make_desired
from roadmap_bot.keys import file_key, issue_id
from roadmap_bot.look import look, make_goal
from roadmap_bot.plan import make_plan
from roadmap_bot.report.files import FIGURES
from roadmap_bot.repository import Look
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.setup import BY_HAND, Setup
from roadmap_bot.state import File, State
from roadmap_bot.target import make_target


@dataclass(frozen=True)
class Done:
    """What a run did, or would do, and what there is to say; `refused` names what GitHub would not take."""

    decision: Decision
    goal: Goal
    seen: Look
    target: State
    plan: Plan
    problems: tuple[Problem, ...] = ()
    hints: tuple[Problem, ...] = ()
    refused: tuple[Problem, ...] = ()


@dataclass
class _Aim:
    """What one look leads to; kept so that it can be told when nothing is left to do."""

    decision: Decision = Decision(frozenset(), "manual")  # noqa: RUF009
    goal: Goal | None = None
    orders: Orders = field(default_factory=Orders)
    may_hold: bool = True
    is_held: bool = False
    is_admin: bool = False


def preview(setup: Setup, acts: frozenset[Act] = frozenset({Act.FOLLOW})) -> Done:
    """Look and say what would change; nothing is written."""
    with _explained(setup):
        return see(lambda: _foresee(setup, acts), setup.traffic)


def perform(setup: Setup, acts: frozenset[Act] | None = None, *, force: bool = False) -> Done:
    """Do `acts`, or what the job's event calls for, until GitHub holds the target."""
    aim = _Aim()
    try:
        with _explained(setup):
            made, last = _perform_all(setup, acts, aim, force=force)
    except UnfinishedError:  # the daily tick goes on from here
        _keep_ticking(setup, acts, aim)
        raise
    _keep_ticking(setup, acts, aim)
    goal = aim.goal
    assert goal is not None
    problems = (*aim.orders.problems, *_problems(last.seen, last.target, goal, aim.decision.acts))
    # What only the board suffers from is no reason to be red.
    of_board = tuple(problem for problem in last.refused if problem.code.startswith("board."))
    refused = tuple(
        explain(problem, setup.url) for problem in last.refused if problem not in of_board
    )
    hints = _hints(setup, last.seen, goal, aim.decision.acts)
    if Act.UNINSTALL in aim.decision.acts:
        hints = (*stop_workflows(setup.reader, setup.url), *hints)
    return Done(
        aim.decision, goal, last.seen, last.target, made, (*problems, *of_board), hints, refused
    )


def examine(setup: Setup) -> Done:
    """Look, and raise UserError where the bot cannot work; what it could do better stands in the hints."""
    done = preview(setup)
    reader, repository = setup.reader, done.seen.repository
    obstacles = find_obstacles(repository) or find_lacking_right(reader, repository)
    if obstacles:
        raise UserError(*obstacles)
    findings = (*find_sleepers(reader, setup.url), *find_protection(reader, repository))
    return replace(done, plan=(), hints=(*findings, *done.hints))


def _keep_ticking(setup: Setup, acts: frozenset[Act] | None, aim: _Aim) -> None:
    is_asked = acts is None and aim.decision.acts and Act.UNINSTALL not in aim.decision.acts
    if is_asked and setup.job.in_actions and setup.job.event_name != "schedule":
        enable_schedule(setup.reader)


@contextmanager
def _explained(setup: Setup) -> Iterator[None]:
    """Give what GitHub refuses the link where it is mended."""
    try:
        yield
    except UserError as error:
        raise UserError(*(explain(problem, setup.url) for problem in error.problems)) from error


def _foresee(setup: Setup, acts: frozenset[Act]) -> Done:
    seen = look(setup)
    goal = make_goal(setup, seen)
    target = make_target(seen.things, acts, goal, _orders(setup, seen, goal, acts).orders)
    plan = make_plan(seen.things, target)
    if any(change.sort is Sort.CREATE_ISSUE for change in plan) and find_unlisted(
        setup.reader, seen.newest
    ):
        raise ReadFailed(STALE)
    problems, hints = _problems(seen, target, goal, acts), _hints(setup, seen, goal, acts)
    return Done(Decision(acts, "manual"), goal, seen, target, plan, problems, hints)


def _perform_all(
    setup: Setup, acts: frozenset[Act] | None, aim: _Aim, *, force: bool
) -> tuple[Plan, Converged]:
    """Perform it; where only the board is left and cannot be waited for, do the rest without it before that is said."""
    try:
        return _perform(setup, acts, aim, force=force)
    except BoardUnfinishedError:
        setup.traffic.patience.renew()
        _perform(replace(setup, job=replace(setup.job, board_token="")), acts, aim, force=force)
        raise


def _perform(
    setup: Setup, acts: frozenset[Act] | None, aim: _Aim, *, force: bool
) -> tuple[Plan, Converged]:
    try:
        last = _converge(setup, acts, aim, force=force)
    except UserError as error:
        if not aim.is_admin or not switch_issues_on(setup.reader, error):
            raise
        last = _converge(setup, acts, aim, force=force)
    made = last.made
    if (
        aim.is_held
    ):  # the report links to what has only just been made, and lists do not show at once
        setup.clock.sleep(LAG)
        aim.may_hold = False
        last = _converge(setup, acts, aim, force=force)
        made += last.made
    return made, last


def _converge(setup: Setup, acts: frozenset[Act] | None, aim: _Aim, *, force: bool) -> Converged:
    def make(seen: Look) -> State:
        obstacles, aim.is_admin = (
            find_obstacles(seen.repository),
            seen.repository.permission == "ADMIN",
        )
        aim.goal = goal = make_goal(setup, seen)
        aim.decision = (
            Decision(acts, "manual") if acts is not None else decide(_facts(setup, seen, goal))
        )
        if obstacles and aim.decision.acts:
            raise UserError(*obstacles)
        is_asked = aim.decision.acts and aim.decision.why == "manual"
        state, goal = change_pauses(seen.things, goal, setup.job.command if is_asked else "")
        aim.orders, aim.goal = _orders(setup, seen, goal, aim.decision.acts), goal
        aim.is_held = (
            aim.may_hold and {Act.FOLLOW, Act.REPORT} <= aim.decision.acts and _is_new(state, goal)
        )
        now = aim.decision.acts - {Act.REPORT} if aim.is_held else aim.decision.acts
        return make_target(state, now, goal, aim.orders.orders, force=force)

    def find_late(seen: Look) -> float | None:
        return seen.late if Act.FOLLOW in aim.decision.acts else None

    return converge(lambda: look(setup), make, setup.traffic, find_late)


def _is_new(state: State, goal: Goal) -> bool:
    """Whether the run will make things that a report wants to link to."""
    if goal.has_board and "board" not in state:
        return True
    return any(
        key not in state for key in make_desired(goal).things if not key.startswith("label/")
    )


def _facts(setup: Setup, seen: Look, goal: Goal) -> Facts:
    job = setup.job
    return Facts(
        event=job.event_name,
        command=job.command,
        ref=job.ref,
        branch=seen.repository.branch or "",
        deleted=bool(job.event.get("deleted")),
        labels=find_labels(job.event),
        roadmap_label=setup.roadmap.label.name.casefold(),
        is_template=seen.repository.is_template,
        refresh=goal.settings.refresh,
        is_report_due=_is_report_due(seen.things, goal),
    )


def _is_report_due(state: State, goal: Goal) -> bool:
    """Whether the last report is of another week, or there is none."""
    figures = state.get(file_key(FIGURES))
    text = figures.text if isinstance(figures, File) else None
    return f'"iso_week": "{goal.calendar.iso_week}"' not in (text or "")


def _orders(setup: Setup, seen: Look, goal: Goal, acts: frozenset[Act]) -> Orders:
    if Act.OBEY not in acts:
        return Orders()
    if setup.job.event_name in BY_HAND:
        return make_orders(seen, goal)
    news = {commit.sha for commit in find_commits(setup.job.event)}
    return hold_back(make_orders(seen, goal, news), seen.things, goal, MANY)


def _problems(seen: Look, target: State, goal: Goal, acts: frozenset[Act]) -> tuple[Problem, ...]:
    if Act.UNINSTALL in acts:
        return seen.problems
    left = find_left(target, make_desired(goal))
    gone = [Problem("issue.left", {"id": issue_id(key)}) for key in left]
    late = [Problem("board.unread")] if seen.late is not None else []
    return (*seen.problems, *late, *gone, *check_report(target, goal))


def _hints(setup: Setup, seen: Look, goal: Goal, acts: frozenset[Act]) -> tuple[Problem, ...]:
    if Act.UNINSTALL in acts:
        return find_remains(seen.things, goal)
    hints = find_hints(
        seen.repository, setup.job.server_url, has_board_token=bool(setup.job.board_token)
    )
    return (*setup.job.problems, *hints, *find_workflow_news(seen.release))
