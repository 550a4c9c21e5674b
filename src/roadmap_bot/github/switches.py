"""Switches that are no things of the state: the learner's workflows, and the repository's Issues."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from roadmap_bot.errors import Problem
from roadmap_bot.github.doctor import SWITCHES, find_switches
from roadmap_bot.http.answers import Kind, read_answer
from roadmap_bot.http.reader import Reader, ReadFailed
from roadmap_bot.http.request import Request

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
        if _switch(reader, name, "disable") not in (
            "fine",
            "stale",
        ):  # stale: there is no such file
            yield Problem(
                "uninstall.running", {"file": name}, link=f"{url}/actions/workflows/{name}"
            )


def switch_issues_on(reader: Reader) -> bool:
    """Switch Issues on where the token may: the job's own never may (F1.14)."""
    return _send(reader, "PATCH", "", {"has_issues": True}) == "fine"


def _switch(reader: Reader, name: str, way: str) -> Kind:
    return _send(reader, "PUT", f"/actions/workflows/{name}/{way}")


def _send(reader: Reader, method: str, path: str, body: Mapping[str, Any] | None = None) -> Kind:
    request = Request(method, f"/repos/{reader.name}{path}", body, writes=1)
    return read_answer(reader.send(request), reader.now()).meaning.kind
