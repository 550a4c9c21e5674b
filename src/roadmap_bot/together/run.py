"""One run of a cohort: look, decide, make it so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from roadmap_bot.changes import Plan
from roadmap_bot.errors import Problem, UnfinishedError, UserError
from roadmap_bot.github.apply import Converged, converge, see
from roadmap_bot.github.doctor import find_obstacles
from roadmap_bot.github.traffic import Traffic
from roadmap_bot.http.reader import Reader
from roadmap_bot.job import Job
from roadmap_bot.repository import Look
from roadmap_bot.state import State
from roadmap_bot.text.words import load_words
from roadmap_bot.together.page import render_page
from roadmap_bot.together.reading import (
    CohortLook,
    Readers,
    look_around,
    look_at_home,
    look_at_members,
)
from roadmap_bot.together.requests import Request
from roadmap_bot.together.target import Meeting, answer, check_readme, close_met, enter

DAILY = ("schedule", "workflow_dispatch", "push", "")
ANSWERED = ("opened", "edited", "reopened")  # what of an issue is answered at once


@dataclass(frozen=True)
class Cohorting:
    """What a run is given."""

    job: Job
    traffic: Traffic
    today: dt.date | None = None

    @property
    def readers(self) -> Readers:
        """Who asks; a private cohort may have a token of its own for its members' copies."""
        send, now = self.traffic.send, self.traffic.clock.now
        home = Reader(send, now, self.job.repository)
        away = home
        if self.job.cohort_token:
            away = Reader(send, now, self.job.repository, token="cohort")  # noqa: S106
        return Readers(home, away, self.traffic.page)


@dataclass(frozen=True)
class Round:
    """What one look leads to."""

    seen: CohortLook
    target: State
    meeting: Meeting
    late: float | None = None


@dataclass(frozen=True)
class Done:
    """What a run did, and what to say."""

    meeting: Meeting
    made: Plan
    problems: tuple[Problem, ...]


Step = Callable[[Meeting], State]


def perform(cohorting: Cohorting) -> Done | None:
    """Do what the event calls for; None where that is nothing. Raises UserError."""
    job = cohorting.job
    if job.event_name == "issues":
        if job.event.get("action") not in ANSWERED:
            return None
        return _answer(cohorting, _find_number(job.event))
    if job.event_name in DAILY:
        return _do_daily(cohorting)
    return None


def read_page(cohorting: Cohorting) -> str:
    """Render the page of what the last daily run wrote down."""
    seen = see(lambda: _look_at_home(cohorting), cohorting.traffic)
    meeting = _meet(cohorting, seen)
    site = seen.repository.url.removesuffix(f"/{seen.repository.name}")
    return render_page(meeting.cohort, seen.entries, meeting.words, site, meeting.today)


def _find_number(event: Any) -> int:
    issue = event.get("issue")
    number = issue.get("number") if isinstance(issue, dict) else 0
    return number if isinstance(number, int) else 0


def _answer(cohorting: Cohorting, number: int) -> Done:
    """Answer the one issue that the event is about."""

    def pick(seen: CohortLook) -> tuple[Request, ...]:
        return tuple(request for request in seen.requests if request.number == number)

    def look() -> CohortLook:
        seen = _look_at_home(cohorting)
        return look_around(cohorting.readers, seen, pick(seen))

    return _conclude(
        _converge(cohorting, look, lambda meeting: answer(meeting, pick(meeting.seen)))
    )


def _do_daily(cohorting: Cohorting) -> Done:
    """Write down what is new, then close what that grants."""

    def look() -> CohortLook:
        seen = _look_at_home(cohorting)
        seen = look_around(cohorting.readers, seen, seen.requests)
        return look_at_members(cohorting.readers, seen)

    done = _conclude(_converge(cohorting, look, enter))
    if not done.meeting.seen.requests:
        return done
    closed = _conclude(_converge(cohorting, lambda: _look_at_home(cohorting), close_met))
    return Done(closed.meeting, done.made + closed.made, done.problems)


def _look_at_home(cohorting: Cohorting) -> CohortLook:
    """Look at the cohort's repository. Raises UserError where it is none, or cannot be kept."""
    seen = look_at_home(cohorting.readers)
    problems = (*find_obstacles(seen.repository), *seen.problems)
    if cohorting.job.cohort_token and not seen.repository.is_private:
        problems = (*problems, Problem("cohort.public-token", link=_link_secrets(seen)))
    if problems:
        raise UserError(*problems)
    return seen


def _link_secrets(seen: Look) -> str:
    return f"{seen.repository.url}/settings/secrets/actions"


def _meet(cohorting: Cohorting, seen: CohortLook) -> Meeting:
    cohort = seen.cohort
    assert cohort is not None
    now = dt.datetime.fromtimestamp(cohorting.traffic.clock.now(), ZoneInfo(cohort.zone))
    today = cohorting.today or now.date()
    return Meeting(seen, cohort, load_words(cohort.language), today)


def _converge(cohorting: Cohorting, look: Callable[[], CohortLook], step: Step) -> Converged[Round]:
    def make(seen: Look) -> Round:
        assert isinstance(seen, CohortLook)
        meeting = _meet(cohorting, seen)
        return Round(seen, step(meeting), meeting)

    return converge(look, make, cohorting.traffic)


def _conclude(last: Converged[Round]) -> Done:
    if last.stopped:
        raise UnfinishedError(*last.stopped)
    problems: Sequence[Problem] = (*last.refused, *check_readme(last.round.target))
    return Done(last.round.meeting, last.made, tuple(problems))
