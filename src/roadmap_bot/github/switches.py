"""Switches that are no things of the state: the learner's workflows, the repository's Issues."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from roadmap_bot.errors import Problem
from roadmap_bot.http.answers import Kind, read_answer
from roadmap_bot.http.reader import Reader, ReadFailed
from roadmap_bot.http.request import Request
from roadmap_bot.roadmap.paths import FLOWS

ROADMAP, SCHEDULE = FLOWS
SWITCHES = {  # the learner's workflows, and what it is called that one is switched off
    ROADMAP: "doctor.actions-off",
    SCHEDULE: "doctor.schedule-off",
}
STOPPED = ("fine", "stale")  # stale: there is no such file


def workflow_page(url: str, name: str) -> str:
    """Return the address of the page of a workflow."""
    return f"{url}/actions/workflows/{name}"


def find_sleepers(reader: Reader, url: str, *, is_finished: bool) -> tuple[Problem, ...]:
    """Find the workflows that are switched off; none where the token may not ask.

    Once the roadmap is finished the tick is meant to be.
    """
    try:
        listed = reader.get("/actions/workflows?per_page=100")
    except ReadFailed:  # a token may do without this right
        return ()
    sleepers = check_workflows(listed.get("workflows") or (), url)
    return tuple(each for each in sleepers if not (is_finished and each.code == SWITCHES[SCHEDULE]))


def check_workflows(workflows: Iterable[Mapping[str, Any]], url: str) -> Iterator[Problem]:
    """Find which of the learner's workflows are switched off, as in a new fork (F1.7, F1.8)."""
    states: dict[str, str] = {}
    for flow in workflows:
        _, _, name = str(flow.get("path", "")).rpartition("/")
        states[name] = str(flow.get("state", ""))
    for name, code in SWITCHES.items():
        state = states.get(name, "active")
        if state != "active":
            yield Problem(code, {"state": state}, link=workflow_page(url, name))


def enable_schedule(reader: Reader) -> bool:
    """Switch the daily tick on, which forks and quiet repositories lose.

    Where that fails, all else still works.
    """
    return _switch(reader, SCHEDULE, "enable") == "fine"


def disable_schedule(reader: Reader) -> bool:
    """Switch the tick off, where there is nothing left that it could do."""
    return _switch(reader, SCHEDULE, "disable") == "fine"


def stop_workflows(reader: Reader, url: str) -> Iterator[Problem]:
    """Switch the learner's workflows off, lest the next run make all again.

    Name those that GitHub leaves on.
    """
    for name in SWITCHES:
        if _switch(reader, name, "disable") not in STOPPED:
            page = workflow_page(url, name)
            yield Problem("uninstall.running", {"file": name}, link=page)


def switch_issues_on(reader: Reader) -> bool:
    """Switch Issues on where the token may: the job's own never may (F1.14)."""
    return _send(reader, "PATCH", "", {"has_issues": True}) == "fine"


def _switch(reader: Reader, name: str, way: str) -> Kind:
    return _send(reader, "PUT", f"/actions/workflows/{name}/{way}")


def _send(reader: Reader, method: str, path: str, body: Mapping[str, Any] | None = None) -> Kind:
    request = Request(method, f"/repos/{reader.name}{path}", body, writes=1)
    answer = reader.send(request)
    return read_answer(answer, reader.now()).meaning.kind
