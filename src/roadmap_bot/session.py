"""One run from end to end: look, decide, make the target, make it so; and what there is to tell of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from roadmap_bot.answers import STALE, read_answer
from roadmap_bot.apply import Converged, converge, see
from roadmap_bot.board_look import BoardReader, look_board
from roadmap_bot.calendar import make_calendar, pause, restart, resume
from roadmap_bot.checkup import find_lacking_right, find_protection
from roadmap_bot.desired import make_desired
from roadmap_bot.doctor import explain, find_hints, find_obstacles
from roadmap_bot.errors import BoardUnfinishedError, Place, Problem, UnfinishedError, UserError
from roadmap_bot.events import (
    Act,
    Decision,
    Facts,
    decide,
    find_commits,
    find_labels,
    make_target,
)
from roadmap_bot.follow import find_left
from roadmap_bot.gather import Reader, ReadFailed, find_unlisted, gather, read_files
from roadmap_bot.goal import Goal
from roadmap_bot.history import find_trusted, read_pushed
from roadmap_bot.job import Job
from roadmap_bot.model import Pause, Roadmap, Settings
from roadmap_bot.obey import MANY, Orders, find_authors, line_up, make_orders
from roadmap_bot.patience import LAG, Clock
from roadmap_bot.plan import Plan, make_plan
from roadmap_bot.progress import make_progress
from roadmap_bot.report import FIGURES, SETTINGS, check_report, render_settings, wanted_files
from roadmap_bot.seam import Request, Send
from roadmap_bot.settings import parse_settings, replace_pauses
from roadmap_bot.state import File, Look, State
from roadmap_bot.switches import enable_schedule, find_sleepers, stop_workflows
from roadmap_bot.traffic import Traffic
from roadmap_bot.uninstall import find_remains
from roadmap_bot.update import find_workflow_news
from roadmap_bot.upstream import look_release
from roadmap_bot.words import load_words

BY_HAND = ("workflow_dispatch", "")


@dataclass(frozen=True)
class Setup:
    """What a run is given: the job, the roadmap, how to send, and what time it is."""

    job: Job
    roadmap: Roadmap
    send: Send
    traffic: Traffic
    today: dt.date | None = None

    @property
    def clock(self) -> Clock:
        """The clock of the run."""
        return self.traffic.clock

    @property
    def url(self) -> str:
        """The repository's page."""
        return f"{self.job.server_url}/{self.job.repository}"

    @property
    def reader(self) -> Reader:
        """What reads the job's repository."""
        return Reader(self.send, self.clock.now, self.job.repository)


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
    refused = tuple(explain(problem, setup.url) for problem in last.refused if problem not in of_board)
    hints = _hints(setup, last.seen, goal, aim.decision.acts)
    if Act.UNINSTALL in aim.decision.acts:
        hints = (*stop_workflows(setup.reader, setup.url), *hints)
    return Done(aim.decision, goal, last.seen, last.target, made, (*problems, *of_board), hints, refused)


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


def look(setup: Setup) -> Look:
    """Look at GitHub: things, files, and the commits that may ask for something."""
    paths = wanted_files(Settings())
    seen = gather(setup.reader, setup.roadmap, paths, setup.traffic.page)
    setup.traffic.patience.is_private = seen.repository.is_private
    settings, _ = _read_settings(setup, seen.things)
    more = tuple(path for path in wanted_files(settings) if path not in paths)
    if more:
        seen = replace(seen, things={**seen.things, **read_files(setup.reader, more)})
    if setup.job.board_token:
        reader = BoardReader(setup.send, setup.clock.now, seen.repository, setup.traffic.page)
        seen = look_board(reader, seen, setup.roadmap, by_hand=setup.job.event_name in BY_HAND)
    event = setup.job.event if setup.job.event_name == "push" and _is_default(setup, seen) else {}
    commits = line_up(seen.commits, read_pushed(setup.reader, seen.commits, event))
    names = (seen.repository.owner, setup.job.actor, *settings.allow)
    trusted = find_trusted(setup.reader, names, find_authors(commits, setup.roadmap))
    seen = replace(seen, commits=commits, trusted=trusted)
    is_copy = not seen.repository.is_template
    return look_release(setup.reader, seen) if setup.job.command == "update" and is_copy else seen


def make_goal(setup: Setup, seen: Look) -> Goal:
    """Make the goal of this moment from the roadmap and the settings that GitHub holds."""
    settings, problems = _read_settings(setup, seen.things)
    if problems:
        raise UserError(*problems)
    now = dt.datetime.fromtimestamp(setup.clock.now(), dt.UTC)
    if setup.today:
        now = dt.datetime.combine(setup.today, dt.time(12), ZoneInfo(settings.zone or setup.roadmap.zone))
    words = load_words(settings.language or setup.roadmap.language)
    calendar = make_calendar(setup.roadmap, settings, seen.repository.made_at, now)
    return Goal(
        setup.roadmap,
        settings,
        calendar,
        words,
        seen.repository,
        has_board=seen.shelf is not None,
        release=seen.release,
        is_board_gone=any(problem.code == "board.deleted" for problem in seen.problems),
    )


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
    if any(change.sort == "create_issue" for change in plan) and find_unlisted(setup.reader, seen.newest):
        raise ReadFailed(STALE)
    problems, hints = _problems(seen, target, goal, acts), _hints(setup, seen, goal, acts)
    return Done(Decision(acts, "manual"), goal, seen, target, plan, problems, hints)


def _perform_all(setup: Setup, acts: frozenset[Act] | None, aim: _Aim, *, force: bool) -> tuple[Plan, Converged]:
    """Perform it; where only the board is left and cannot be waited for, do the rest without it before that is said."""
    try:
        return _perform(setup, acts, aim, force=force)
    except BoardUnfinishedError:
        setup.traffic.patience.renew()
        _perform(replace(setup, job=replace(setup.job, board_token="")), acts, aim, force=force)
        raise


def _perform(setup: Setup, acts: frozenset[Act] | None, aim: _Aim, *, force: bool) -> tuple[Plan, Converged]:
    try:
        last = _converge(setup, acts, aim, force=force)
    except UserError as error:
        if not aim.is_admin or not _switch_issues_on(setup, error):
            raise
        last = _converge(setup, acts, aim, force=force)
    made = last.made
    if aim.is_held:  # the report links to what has only just been made, and lists do not show at once
        setup.clock.sleep(LAG)
        aim.may_hold = False
        last = _converge(setup, acts, aim, force=force)
        made += last.made
    return made, last


def _switch_issues_on(setup: Setup, error: UserError) -> bool:
    """Switch Issues on where only they are missing and the token may: the job's own never may (F1.14)."""
    if [problem.code for problem in error.problems] != ["doctor.issues-off"]:
        return False
    answer = setup.send(Request("PATCH", f"/repos/{setup.job.repository}", {"has_issues": True}, writes=1))
    return read_answer(answer, setup.clock.now()).meaning.kind == "fine"


def _converge(setup: Setup, acts: frozenset[Act] | None, aim: _Aim, *, force: bool) -> Converged:
    def make(seen: Look) -> State:
        obstacles, aim.is_admin = find_obstacles(seen.repository), seen.repository.permission == "ADMIN"
        aim.goal = goal = make_goal(setup, seen)
        aim.decision = Decision(acts, "manual") if acts is not None else decide(_facts(setup, seen, goal))
        if obstacles and aim.decision.acts:
            raise UserError(*obstacles)
        state, goal = _change_pauses(setup, seen.things, goal, aim.decision)
        aim.orders, aim.goal = _orders(setup, seen, goal, aim.decision.acts), goal
        aim.is_held = aim.may_hold and {Act.FOLLOW, Act.REPORT} <= aim.decision.acts and _is_new(state, goal)
        now = aim.decision.acts - {Act.REPORT} if aim.is_held else aim.decision.acts
        return make_target(state, now, goal, aim.orders.orders, force=force)

    def find_late(seen: Look) -> float | None:
        return seen.late if Act.FOLLOW in aim.decision.acts else None

    return converge(lambda: look(setup), make, setup.traffic, find_late)


def _is_new(state: State, goal: Goal) -> bool:
    """Whether the run will make things that a report wants to link to."""
    if goal.has_board and "board" not in state:
        return True
    return any(key not in state for key in make_desired(goal).things if not key.startswith("label/"))


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
    figures = state.get(f"file/{FIGURES}")
    text = figures.text if isinstance(figures, File) else None
    return f'"iso_week": "{goal.calendar.iso_week}"' not in (text or "")


def _change_pauses(setup: Setup, state: State, goal: Goal, decision: Decision) -> tuple[State, Goal]:
    """Write what `pause`, `resume` and `restart` ask for into the settings, and go on with those."""
    if setup.job.command not in ("pause", "resume", "restart") or decision.why != "manual" or not decision.acts:
        return state, goal
    pauses = _new_pauses(setup.job.command, state, goal)
    if pauses == goal.settings.pauses:
        return state, goal
    file = state.get(f"file/{SETTINGS}")
    text = (file.text if isinstance(file, File) else None) or render_settings(state, goal)
    changed = File(replace_pauses(text, pauses), note=goal.words(f"report.{setup.job.command}"))
    settings = goal.settings.model_copy(update={"pauses": pauses})
    calendar = replace(goal.calendar, pauses=pauses)
    return {**state, f"file/{SETTINGS}": changed}, replace(goal, settings=settings, calendar=calendar)


def _new_pauses(command: str, state: State, goal: Goal) -> tuple[Pause, ...]:
    pauses, today = goal.settings.pauses, goal.calendar.today
    if command == "pause":
        return pause(pauses, today)
    if command == "resume":
        return resume(pauses, today)
    week = make_progress(goal.roadmap, goal.settings, goal.calendar, state).first_open_week
    return pauses if week is None else restart(goal.calendar, week)


def _orders(setup: Setup, seen: Look, goal: Goal, acts: frozenset[Act]) -> Orders:
    if Act.OBEY not in acts:
        return Orders()
    by_hand = setup.job.event_name in ("workflow_dispatch", "")
    news = None if by_hand else {commit.sha for commit in find_commits(setup.job.event)}
    return make_orders(seen, goal, limit=None if by_hand else MANY, news=news)


def _read_settings(setup: Setup, state: State) -> tuple[Settings, tuple[Problem, ...]]:
    file = state.get(f"file/{SETTINGS}")
    if isinstance(file, File) and file.text is None:
        return Settings(), (Problem(f"report.{file.trouble}", {}, Place(SETTINGS, 1, 1)),)
    text = file.text if isinstance(file, File) and file.text is not None else None
    return parse_settings(text.encode() if text is not None else None, SETTINGS, setup.roadmap)


def _is_default(setup: Setup, seen: Look) -> bool:
    return setup.job.ref == f"refs/heads/{seen.repository.branch}"


def _problems(seen: Look, target: State, goal: Goal, acts: frozenset[Act]) -> tuple[Problem, ...]:
    if Act.UNINSTALL in acts:
        return seen.problems
    left = find_left(target, make_desired(goal))
    gone = [Problem("issue.left", {"id": key.removeprefix("issue/")}) for key in left]
    late = [Problem("board.unread")] if seen.late is not None else []
    return (*seen.problems, *late, *gone, *check_report(target, goal))


def _hints(setup: Setup, seen: Look, goal: Goal, acts: frozenset[Act]) -> tuple[Problem, ...]:
    if Act.UNINSTALL in acts:
        return find_remains(seen.things, goal)
    hints = find_hints(seen.repository, setup.job.server_url, has_board_token=bool(setup.job.board_token))
    return (*setup.job.problems, *hints, *find_workflow_news(seen.release))
