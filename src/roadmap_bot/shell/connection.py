"""The connection to GitHub that a command gets from its job: the wire, its pace, its patience."""

from __future__ import annotations

import datetime as dt
from functools import partial

from roadmap_bot import __version__
from roadmap_bot.foreign.demos import Demos, ask_demos, dial_stand_in
from roadmap_bot.github.traffic import Traffic
from roadmap_bot.http.pace import Pace
from roadmap_bot.http.pygithub import make_wire
from roadmap_bot.http.waiting import Patience, SystemClock
from roadmap_bot.job import Job, require_access
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.setup import Setup
from roadmap_bot.shell.bot_address import find_bot_home
from roadmap_bot.shell.console import Console


def make_setup(console: Console, roadmap: Roadmap, today: dt.date | None) -> Setup:
    """Make the setup of a run that tells the console of all it does.

    Raises UserError where the job lets nobody in.
    """
    require_access(console.job)
    traffic = make_traffic(console.job, console)
    home, demos = find_bot_home(), make_demos(console.job)
    return Setup(console.job, roadmap, traffic.send, traffic, today, home=home, demos=demos)


def make_demos(job: Job) -> Demos:
    """Make what asks the demos of projects: on the net, or in what plays it."""
    if not job.outside_url:
        return Demos()
    return Demos(partial(ask_demos, dial=dial_stand_in(job.outside_url)))


def make_traffic(job: Job, console: Console) -> Traffic:
    """Make what carries the requests of a job, and tells the console of its waits."""
    tokens = {
        "repository": job.token,
        "board": job.board_token,
        "cohort": job.cohort_token,
    }
    send = make_wire(job.api_url, tokens, f"roadmap-bot/{__version__}")
    patience = Patience(SystemClock(), job.patience, tell=console.wait)
    pace = Pace(per_minute=job.writes_per_minute, per_hour=job.writes_per_hour)
    if job.board_token == job.token:
        return Traffic(send, patience, pace, console.tell, board_pace=None)
    return Traffic(send, patience, pace, console.tell, board_pace=pace)
