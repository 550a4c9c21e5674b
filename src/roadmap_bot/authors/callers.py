"""What the workflows of a thin copy lack of today's: no job may mend them (F1.33), it is said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from roadmap_bot.authors.thin_template import render_workflow
from roadmap_bot.errors import Place, Problem
from roadmap_bot.roadmap.paths import FLOWS, WORKFLOWS

CALL = re.compile(r"[\w.-]+/[\w.-]+/\.github/workflows/(\w+\.yml)@\S+", re.ASCII)
EXAMPLE = "examples/minimal"  # today's text, where the bot is at home
MAJOR = "v1"
LEVELS = ("none", "read", "write")
EVERY = "*"
BY_HAND = "workflow_dispatch"  # has inputs, and no kinds
MOST = 3  # of what is lacking is named


def find_old_callers(files: Mapping[str, str], bot: str, address: str) -> Iterator[Problem]:
    """Name each workflow here, by its path, that calls the bot and lacks what today's has.

    `bot` is the bot's repository, `address` its page.
    """
    for name in FLOWS:
        path = f"{WORKFLOWS}{name}"
        have = _parse(files.get(path, ""))
        if not _find_calls(have):
            continue
        lacking = list(_find_lacking(_parse(render_workflow(name, bot)), have))
        if lacking:
            values = {"file": path, "lacking": ", ".join(lacking[:MOST]), "bot": bot}
            link = f"{address}/blob/{MAJOR}/{EXAMPLE}/{path}"
            yield Problem("update.old-caller", values, Place(path), link)


def _parse(text: str) -> Mapping[str, Any]:
    """Parse a workflow; what cannot be parsed says nothing."""
    import yaml

    try:
        value = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes nothing but text
    except (yaml.YAMLError, RecursionError):
        return {}
    return _as_mapping(value)


def _find_lacking(want: Mapping[str, Any], have: Mapping[str, Any]) -> Iterator[str]:
    """Find the triggers, inputs, rights and secrets that are wanted and not there."""
    known = _find_triggers(have)
    yield from (one for one in _find_triggers(want) if not _is_known(one, known))
    theirs = _find_calls(have)
    for called, job in _find_calls(want).items():
        if called not in theirs:
            yield called
        else:
            yield from _find_lacking_of_job(job, theirs[called])


def _find_triggers(flow: Mapping[str, Any]) -> list[str]:
    """Find what starts a workflow: events, their kinds, and the inputs of who starts it by hand."""
    events = flow.get("on", {})
    if not isinstance(events, Mapping):
        events = dict.fromkeys(map(str, _as_list(events)))
    found: list[str] = []
    for event, details in events.items():
        found.append(str(event))
        more = _as_mapping(details)
        found += [f"{event}: {kind}" for kind in _as_list(more.get("types", EVERY))]
        found += [f"{event}: {name}" for name in _as_mapping(more.get("inputs"))]
    return found


def _is_known(trigger: str, known: list[str]) -> bool:
    """Whether a trigger is there; an event that names no kinds comes with every kind."""
    event, _, _ = trigger.partition(":")
    has_every = f"{event}: {EVERY}" in known and event != BY_HAND
    return trigger in known or has_every


def _find_calls(flow: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Find the jobs that call the bot's workflows, each by the file that it calls."""
    found: dict[str, Mapping[str, Any]] = {}
    for job in _as_mapping(flow.get("jobs")).values():
        called = CALL.fullmatch(str(_as_mapping(job).get("uses", "")))
        if called:
            found[called[1]] = _as_mapping(job)
    return found


def _find_lacking_of_job(want: Mapping[str, Any], have: Mapping[str, Any]) -> Iterator[str]:
    granted = have.get("permissions")
    for scope, level in _as_mapping(want.get("permissions")).items():
        if not _is_granted(scope, level, granted):
            yield f"{scope}: {level}"
    for part in ("secrets", "with"):
        there = have.get(part)
        if there != "inherit":
            yield from (str(one) for one in want.get(part, {}) if one not in _as_mapping(there))


def _is_granted(scope: str, level: str, granted: Any) -> bool:
    """Whether a right is among those that a job grants, one by one or all at once."""
    if isinstance(granted, str):
        return granted == "write-all" or (granted == "read-all" and level == "read")
    given = _as_mapping(granted).get(scope, "none")
    return given in LEVELS and LEVELS.index(given) >= LEVELS.index(level)


def _as_mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _as_list(value: Any) -> list[Any]:
    if isinstance(value, str):
        return [value]
    return value if isinstance(value, list) else []
