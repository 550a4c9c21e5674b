"""The learner's workflows as GitHub runs them: which are switched off, and the switches."""

from __future__ import annotations

from collections.abc import Iterator

from roadmap_bot.answers import read_answer
from roadmap_bot.doctor import SWITCHES, find_switches
from roadmap_bot.errors import Problem
from roadmap_bot.gather import Reader, ReadFailed
from roadmap_bot.seam import Request

SCHEDULE = "schedule.yml"


def find_sleepers(reader: Reader, url: str) -> tuple[Problem, ...]:
    """Find the workflows that are switched off; none where the token may not ask."""
    try:
        listed = reader.get("/actions/workflows?per_page=100").get("workflows") or ()
    except ReadFailed:  # a token may do without this right
        return ()
    return find_switches(listed, url)


def enable_schedule(reader: Reader) -> bool:
    """Switch the daily tick on, which forks and quiet repositories lose; where that fails, all else still works."""
    return _switch(reader, SCHEDULE, "enable") == "fine"


def stop_workflows(reader: Reader, url: str) -> Iterator[Problem]:
    """Switch the learner's workflows off, lest the next run make all again; name those that GitHub leaves on."""
    for name in SWITCHES:
        if _switch(reader, name, "disable") not in ("fine", "stale"):  # stale: there is no such file
            yield Problem("uninstall.running", {"file": name}, link=f"{url}/actions/workflows/{name}")


def _switch(reader: Reader, name: str, way: str) -> str:
    request = Request("PUT", f"/repos/{reader.name}/actions/workflows/{name}/{way}", writes=1)
    return read_answer(reader.send(request), reader.now()).meaning.kind
