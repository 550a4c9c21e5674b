"""One round of a run: what one look leads to, decided as a value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from roadmap_bot.acts.control.deeds import find_tick, is_asked, obey_control
from roadmap_bot.acts.obey import MANY, hold_back
from roadmap_bot.acts.pauses import change_pauses
from roadmap_bot.acts.report import is_report_due, lacks_links
from roadmap_bot.comments.calls import find_calls, obey_calls, part_calls
from roadmap_bot.comments.orders import make_answers, read_remarks
from roadmap_bot.commits.order import NO_ORDERS, Order, Orders
from roadmap_bot.commits.orders import make_orders
from roadmap_bot.control.edits import find_edit
from roadmap_bot.decide import BY_HAND, CATCH_UP, Act, Acts, Decision, Facts, decide
from roadmap_bot.errors import Problem
from roadmap_bot.foreign.companions import read_companions
from roadmap_bot.foreign.projects import read_exhibits
from roadmap_bot.github.apply import see
from roadmap_bot.github.doctor import find_obstacles
from roadmap_bot.issues.body import OPENING, is_review
from roadmap_bot.keys import CONTROL, Key, file_key
from roadmap_bot.look import find_home, make_goal
from roadmap_bot.reading.payload import find_body, find_comment, find_labels, find_number, is_pull
from roadmap_bot.reading.releases import find_sources, try_newest
from roadmap_bot.report.files import is_own
from roadmap_bot.report.lines.news import is_news
from roadmap_bot.report.progress_json import find_visits
from roadmap_bot.repository import Exhibit, Look
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.paths import FIGURES
from roadmap_bot.setup import Setup
from roadmap_bot.state import State
from roadmap_bot.target import Terms, leave_locked, make_target


@dataclass(frozen=True)
class Asked:
    """What a run was asked for: its acts, None where the event decides.

    `force` lets it prune much; `may_hold` lets it keep the report back until what it links to shows
    in lists.
    """

    acts: Acts | None = None
    force: bool = False
    may_hold: bool = True


@dataclass(frozen=True)
class Round:
    """What one look leads to: what is done and why, for which goal, and the state to reach.

    Where `obstacles` keep the bot from its work, the target is what there is.
    """

    seen: Look
    goal: Goal
    decision: Decision
    target: State
    orders: Orders = NO_ORDERS
    obstacles: tuple[Problem, ...] = ()
    is_held: bool = False

    @property
    def late(self) -> float | None:
        """Seconds until the board may be read, None where nothing waits for it."""
        if Act.FOLLOW in self.decision.acts:
            return self.seen.late
        return None


def make_round(setup: Setup, asked: Asked, seen: Look) -> Round:
    """Make the round that a look leads to."""
    goal = replace(make_goal(setup, seen), has_runs=asked.acts is None)
    decision = _decide(setup, asked, seen, goal)
    acts = decision.acts
    obstacles = _find_obstacles(seen, acts)
    if acts and obstacles:
        return Round(seen, goal, decision, seen.things, obstacles=obstacles)
    heard = _hear(setup, seen, goal, decision)
    is_whole = heard.acts >= {Act.FOLLOW, Act.REPORT}
    is_held = asked.may_hold and is_whole and lacks_links(heard.state, heard.goal)
    if is_held:
        heard = replace(heard, acts=heard.acts - {Act.REPORT})
    terms = Terms(asked.force, setup.traffic.refusals.reasons)
    target = heard.make_target(terms)
    is_held |= asked.may_hold and CONTROL in target and CONTROL not in heard.state  # to be pinned
    friends, goal = _look_elsewhere(setup, seen, heard.goal, target)
    if friends or goal is not heard.goal:
        heard = replace(heard, state={**heard.state, **friends}, goal=goal)
        target = heard.make_target(terms)
        seen = replace(seen, things={**seen.things, **friends})
    if not decision.asks_again:
        named = find_named(setup.job.event, heard.orders.orders)
        target = leave_locked(seen.things, target, named)
    return Round(seen, goal, decision, target, heard.orders, is_held=is_held)


@dataclass(frozen=True)
class _Heard:
    """What people ask for: the state and goal that follow, what is to be done, the orders."""

    state: State
    goal: Goal
    acts: Acts
    orders: Orders

    def make_target(self, terms: Terms) -> State:
        """Make the target that all this leads to."""
        return make_target(self.state, self.acts, self.goal, self.orders, terms)


def _hear(setup: Setup, seen: Look, goal: Goal, decision: Decision) -> _Heard:
    """Hear what people ask for, in its order: comments, a command, the remote control, commits."""
    acts = decision.acts
    calls = find_calls(seen) if Act.FOLLOW in acts else ()
    before, after = part_calls(calls, find_tick(seen.things))
    state, goal, answers = obey_calls(seen.things, goal, before)
    if decision.is_asked_for:
        state, goal = change_pauses(state, goal, setup.job.command)
    is_controlled = bool(acts) and goal.has_runs and is_asked(state)
    if is_controlled:
        state, goal = obey_control(state, goal, setup.traffic.refusals.reasons)
    state, goal, later = obey_calls(state, goal, after)
    if calls or is_controlled:
        acts |= CATCH_UP
    orders = find_orders(setup, seen, goal, acts)
    orders = replace(orders, answers=(*answers, *later, *orders.answers))
    return _Heard(state, goal, acts, orders)


def _find_obstacles(seen: Look, acts: Acts) -> tuple[Problem, ...]:
    """Find what is in the way of these acts; a template needs no issues."""
    found = find_obstacles(seen.repository)
    if seen.repository.is_template:
        found = tuple(one for one in found if one.code != "doctor.issues-off")
    return found or find_rivals(seen, acts)


def _look_elsewhere(setup: Setup, seen: Look, goal: Goal, target: State) -> tuple[State, Goal]:
    """Look at friends' copies, at projects and for a new version where something shows them.

    For them alone no report and no review is written.
    """
    friends: State = {}
    is_report = _writes_report(seen.things, target, goal)
    is_review = _opens_review(seen.things, target)
    if goal.settings.companions and (is_report or is_review):
        friends = see_companions(setup, goal)
    if goal.settings.projects and is_report:
        goal = replace(goal, exhibits=see_exhibits(setup, seen.things, goal))
    if is_review:
        goal = _see_news(setup, seen, goal)
    return friends, goal


def see_exhibits(setup: Setup, state: State, goal: Goal) -> Mapping[str, Exhibit]:
    """Look at the learner's projects: their repositories, and whether their demos answer."""
    projects, traffic = goal.settings.projects, setup.traffic
    exhibits = see(lambda: read_exhibits(setup.reader, projects, traffic.page), traffic)
    if not is_own(state, FIGURES):  # nothing would remember that a demo was asked
        return exhibits
    return setup.demos.try_out(exhibits, projects, find_visits(state), goal.calendar.today)


def see_companions(setup: Setup, goal: Goal) -> State:
    """Look at the friends' copies until everything was read."""
    names, traffic = goal.settings.companions, setup.traffic
    return see(lambda: read_companions(setup.reader, names, traffic.page), traffic)


def _see_news(setup: Setup, seen: Look, goal: Goal) -> Goal:
    """Look for a new version; a look that fails may."""
    home = find_home(setup, setup.roadmap.language)
    newest = try_newest(setup.reader, find_sources(seen.repository, home))
    if newest and is_news(newest, seen):
        return replace(goal, newest=newest)
    return goal


def _opens_review(state: State, target: State) -> bool:
    return any(key not in state and is_review(key) for key in target)


def _writes_report(state: State, target: State, goal: Goal) -> bool:
    keys = file_key(FIGURES), file_key(goal.settings.portfolio)
    return any(state.get(key) != target.get(key) for key in keys)


def find_rivals(seen: Look, acts: Acts) -> tuple[Problem, ...]:
    """Find what of other roadmaps is in the way of these acts; to take all back is a way out."""
    if Act.UNINSTALL in acts:
        return ()
    return seen.obstacles


def find_orders(setup: Setup, seen: Look, goal: Goal, acts: Acts) -> Orders:
    """Find what commits ask for; a run that nobody started by hand holds too many back."""
    if Act.OBEY not in acts:
        return NO_ORDERS
    spoken = read_remarks(seen, goal.roadmap)
    by_hand = setup.job.event_name in BY_HAND
    orders = make_orders(seen, goal, spoken, only_news=not by_hand)
    orders = replace(orders, answers=make_answers(spoken, orders, seen.things))
    if by_hand:
        return orders
    return hold_back(orders, seen.things, goal, MANY)


def find_named(event: Mapping[str, Any], orders: Iterable[Order]) -> frozenset[int | Key]:
    """Find the issues that an event is about: by number that of a click, by key those of a push."""
    named: set[int | Key] = {order.issue for order in orders if order.commit.is_news}
    number = find_number(event)
    if number is not None:
        named.add(number)
    return frozenset(named)


def _decide(setup: Setup, asked: Asked, seen: Look, goal: Goal) -> Decision:
    if asked.acts is not None:
        return Decision(asked.acts, "manual")
    return decide(_find_facts(setup, seen, goal))


def _find_facts(setup: Setup, seen: Look, goal: Goal) -> Facts:
    job = setup.job
    return Facts(
        event=job.event_name,
        command=job.command,
        ref=job.ref,
        branch=seen.repository.branch or "",
        deleted=bool(job.event.get("deleted")),
        labels=find_labels(job.event),
        is_pull=is_pull(job.event),
        is_spoken=find_comment(job.event) in {remark.url for remark in seen.remarks},
        is_marked=OPENING in find_body(job.event),
        edit=find_edit(job.event),
        roadmap_label=setup.roadmap.label.name.casefold(),
        is_template=seen.repository.is_template,
        takes_over=seen.release is not None,
        refresh=goal.settings.refresh,
        is_report_due=is_report_due(seen.things, goal),
    )
