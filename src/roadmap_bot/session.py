"""One run from end to end: look, decide, make it so; and what there is to tell of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from roadmap_bot.acts.prune import find_left
from roadmap_bot.acts.report import check_report
from roadmap_bot.acts.review import is_all_done
from roadmap_bot.acts.uninstall import find_remains
from roadmap_bot.acts.update import find_handwork
from roadmap_bot.changes import Plan, Sort
from roadmap_bot.decide import BY_HAND, Act, Acts, Decision
from roadmap_bot.errors import Problem, UnfinishedError, UserError
from roadmap_bot.github.apply import Converged, converge, see
from roadmap_bot.github.doctor import (
    explain,
    find_lacking_right,
    find_obstacles,
    find_protection,
    make_offer,
)
from roadmap_bot.github.fresh import find_unlisted
from roadmap_bot.github.naming import OF_BRANCH
from roadmap_bot.github.switches import (
    disable_schedule,
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
from roadmap_bot.report.lines.companions import find_invitation
from roadmap_bot.repository import Look
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.paths import FIGURES
from roadmap_bot.round import Asked, Round, find_orders, find_rivals, make_round
from roadmap_bot.setup import Setup, without_board
from roadmap_bot.state import State
from roadmap_bot.target import make_target

Last = Converged[Round]
LAST_WORDS = frozenset({Act.REVIEW, Act.REPORT})  # what still comes once the roadmap is finished


@dataclass(frozen=True)
class Done:
    """What a run did, or would do, and what to say; `refused` names what GitHub would not take."""

    decision: Decision
    goal: Goal
    seen: Look
    target: State
    plan: Plan
    problems: tuple[Problem, ...] = ()
    hints: tuple[Problem, ...] = ()
    refused: tuple[Problem, ...] = ()


def preview(setup: Setup, acts: Acts = frozenset({Act.FOLLOW})) -> Done:
    """Look and say what would change; nothing is written."""
    with _explained(setup):
        return see(lambda: _foresee(setup, acts), setup.traffic)


def perform(setup: Setup, acts: Acts | None = None, *, force: bool = False) -> Done:
    """Do `acts`, or what the job's event calls for, until GitHub holds the target."""
    asked = Asked(acts, force)
    with _explained(setup):
        last = _perform(setup, asked)
        if last.stopped and _is_of_board(last.stopped[0]):
            last = _do_the_rest(setup, asked, last)
        if setup.job.in_actions and asked.acts is None:
            _switch_tick(setup, last)
        if last.stopped:
            raise UnfinishedError(*last.stopped, *last.refused)
    return _conclude(setup, last)


def examine(setup: Setup) -> Done:
    """Look, and raise UserError where the bot cannot work; hints say what it could do better."""
    done = preview(setup)
    reader, repository = setup.reader, done.seen.repository
    obstacles = find_obstacles(repository) or find_lacking_right(reader, repository)
    if obstacles:
        raise UserError(*obstacles)
    is_finished = is_all_done(done.seen.things, done.goal)
    sleepers = find_sleepers(reader, setup.url, is_finished=is_finished)
    findings = (*sleepers, *find_protection(reader, repository))
    return replace(done, plan=(), hints=(*findings, *done.hints))


@contextmanager
def _explained(setup: Setup) -> Iterator[None]:
    """Give what GitHub refuses the link where it is mended, what is left undone where to go on."""
    try:
        yield
    except (UserError, UnfinishedError) as error:
        explained = [explain(problem, setup.url) for problem in error.problems]
        raise type(error)(*explained) from error


def _foresee(setup: Setup, acts: Acts) -> Done:
    seen = look(setup)
    goal = make_goal(setup, seen)
    rivals = find_rivals(seen, acts)
    if rivals:
        raise UserError(*rivals)
    orders = find_orders(setup, seen, goal, acts)
    target = make_target(seen.things, acts, goal, orders)
    plan = make_plan(seen.things, target)
    _check_lists(setup, seen, plan)
    problems = _find_problems(seen, target, goal, acts)
    hints = (*_find_hints(setup, seen, goal, acts), *_make_offers(setup, goal))
    return Done(Decision(acts, "manual"), goal, seen, target, plan, problems, hints)


def _check_lists(setup: Setup, seen: Look, plan: Plan) -> None:
    """Raise ReadFailed where a plan would make issues though lists lag behind."""
    makes_issues = any(change.sort is Sort.CREATE_ISSUE for change in plan)
    if makes_issues and find_unlisted(setup.reader, seen.newest):
        raise ReadFailed(STALE)


def _perform(setup: Setup, asked: Asked) -> Last:
    last = _converge(setup, asked)
    if last.round.obstacles and _clear(setup, last.round):
        last = _converge(setup, asked)
    if last.round.obstacles:
        raise UserError(*last.round.obstacles)
    if not last.round.is_held or last.stopped:
        return last
    # The report links to what has only just been made, and lists do not show it at once.
    setup.clock.sleep(LAG)
    rest = _converge(setup, replace(asked, may_hold=False))
    return replace(rest, made=last.made + rest.made)


def _do_the_rest(setup: Setup, asked: Asked, last: Last) -> Last:
    """Do without the board what can be done; it is still what is left undone."""
    setup.traffic.patience.renew()
    rest = _perform(without_board(setup), asked)
    if rest.stopped:
        return rest
    return last


def _converge(setup: Setup, asked: Asked) -> Last:
    return converge(lambda: look(setup), lambda seen: make_round(setup, asked, seen), setup.traffic)


def _clear(setup: Setup, round: Round) -> bool:
    """Whether nothing but Issues was in the way, and could be switched on."""
    is_admin = round.seen.repository.permission == "ADMIN"
    only_issues = [problem.code for problem in round.obstacles] == ["doctor.issues-off"]
    return is_admin and only_issues and switch_issues_on(setup.reader)


def _switch_tick(setup: Setup, last: Last) -> None:
    """Keep the tick on, which goes on from where a run ends, until there is nothing left to do."""
    round, acts = last.round, last.round.decision.acts
    if not acts or Act.UNINSTALL in acts:
        return
    is_open = bool(last.stopped) or Act.UPDATE in acts or not is_all_done(round.target, round.goal)
    if not is_open and acts >= LAST_WORDS:
        disable_schedule(setup.reader)
    elif is_open and (setup.job.event_name != "schedule" or Act.UPDATE in acts):
        enable_schedule(setup.reader)  # by its own tick, too, in a template where all else is quiet


def _conclude(setup: Setup, last: Last) -> Done:
    round, acts = last.round, last.round.decision.acts
    seen, goal, target = round.seen, round.goal, round.target
    hints = (*round.orders.hints, *_find_hints(setup, seen, goal, acts))
    if _is_asked(setup, acts) or _is_first(last.made):
        hints = (*hints, *_make_offers(setup, goal))
    if Act.UNINSTALL in acts:
        hints = (*stop_workflows(setup.reader, setup.url), *hints)
    named = [explain(problem, setup.url) for problem in last.refused]
    refused = tuple(problem for problem in named if _is_red(problem, last))
    others = tuple(problem for problem in named if problem not in refused)
    problems = round.orders.problems + _find_problems(seen, target, goal, acts) + others
    return Done(round.decision, goal, seen, target, last.made, problems, hints, refused)


def _is_red(problem: Problem, last: Last) -> bool:
    """Whether a refusal makes a run fail: nothing useful could be done that was asked for.

    What one thing suffers from is red for who asks by hand, a rule of the branch for the tick, too:
    no push and no click is red for what it is not about. The board is no reason ever.
    """
    if last.made or _is_of_board(problem) or problem.code == "run.locked":
        return False
    why = last.round.decision.why
    if problem.code == "run.refused":
        return why == "manual"
    return problem.code not in OF_BRANCH or why in ("manual", "schedule")


def _is_of_board(problem: Problem) -> bool:
    return problem.code.startswith("board.")


def _find_problems(seen: Look, target: State, goal: Goal, acts: Acts) -> tuple[Problem, ...]:
    if Act.UNINSTALL in acts:
        return seen.problems
    problems = list(seen.problems)
    if seen.late is not None:
        problems.append(Problem("board.unread"))
    for key in find_left(target, make_desired(goal)):
        problems.append(Problem("issue.left", {"id": issue_id(key)}))
    return (*problems, *check_report(target, goal))


def _find_hints(setup: Setup, seen: Look, goal: Goal, acts: Acts) -> tuple[Problem, ...]:
    if Act.UNINSTALL in acts:
        return find_remains(seen.things, goal)
    return (*setup.job.problems, *find_handwork(seen.release))


def _make_offers(setup: Setup, goal: Goal) -> tuple[Problem, ...]:
    """Offer the cohort's form, and a board to whoever has none and did not decline it."""
    invitation = find_invitation(goal, setup.job.server_url)
    if setup.job.board_token or not goal.settings.board:
        return invitation
    return (*invitation, make_offer(goal.repository, setup.job.server_url))


def _is_asked(setup: Setup, acts: Acts) -> bool:
    """Whether a person asked for the run, who does not want all taken back."""
    return setup.job.event_name in BY_HAND and Act.UNINSTALL not in acts


def _is_first(made: Plan) -> bool:
    """Whether this run was the first to leave a report."""
    return any(change.key == file_key(FIGURES) and change.have is None for change in made)
