"""The control of a running twin, below `/_twin/`: it reads and changes the world past all limits.

GET  /_twin/state?repository=OWNER/NAME
                         all it holds (`dump.dump_state`)
GET  /_twin/counters     {"requests", "writes", "log": [[method, name, writes, status], …]}
POST /_twin/reset        forget the counters
POST /_twin/seed         {"kind": "fork", …}
                         begin anew; the other keys are those of `seed.Seed`
POST /_twin/crowd        {"ada/roadmap": {"README.md": "text"}, …}
                         add people, each with a repository of these files
POST /_twin/describe     {"repository": "ada/roadmap", "description": "…", "languages": ["Go"]}
                         change what a repository says of itself
POST /_twin/outside      {"hosts": ["ada.github.io"]}
                         play pages elsewhere on the net: whoever asks for these hosts gets one
POST /_twin/act          {"act": "push", "user": "learner", "repository": "learner/roadmap", …}
                         let somebody act (`people.ACTS`);
                         answers {"event", "actor", "ref", "payload"}
POST /_twin/clock        {"now": "2026-01-05T08:00:00Z"} or {"now": null} or {"advance": 3600}
POST /_twin/fault        {"faults": ["7:502:after"]}
                         counted from the next request; [] calls them off
POST /_twin/limits       {"minute": 80, …, "lag": 5, "latency": 0.1}
                         keys of `limits.Limits`, lag and latency in seconds
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

from github_twin.crowd import add_crowd, describe
from github_twin.faults import parse_fault
from github_twin.seed import make_world
from github_twin.twin import HOME, Twin

Given = dict[str, Any]
Control = Callable[[Twin, Given], Given]


def show_state(twin: Twin, given: Given) -> Given:
    """Show all that a repository holds."""
    repository = given.get("repository", HOME)
    return twin.dump(repository)


def show_counters(twin: Twin, _: Given) -> Given:
    """Show how many requests and writes came, and which."""
    log = [[entry.method, entry.name, entry.writes, entry.status] for entry in twin.world.log]
    return {"requests": twin.requests, "writes": twin.writes, "log": log}


def reset_counters(twin: Twin, _: Given) -> Given:
    """Forget the counters."""
    twin.reset_counters()
    return {}


def seed_world(twin: Twin, given: Given) -> Given:
    """Begin anew, at the same address."""
    now = _parse_time(given.get("now"))
    settings = {**given, "now": now}
    made = make_world(**settings)
    twin.world = replace(made, url=twin.world.url)
    names = [repository.full_name for repository in made.repositories.values()]
    return {"repositories": names}


def add_people(twin: Twin, given: Given) -> Given:
    """Add people, each with a repository."""
    twin.world = add_crowd(twin.world, given)
    return {"repositories": list(given)}


def describe_repository(twin: Twin, given: Given) -> Given:
    """Change what a repository says of itself."""
    name, languages = given["repository"], given.get("languages", ())
    description = given.get("description")
    twin.world = describe(twin.world, name, description=description, languages=tuple(languages))
    return {"repository": name}


def play_hosts(twin: Twin, given: Given) -> Given:
    """Play pages elsewhere on the net."""
    twin.hosts = frozenset(given["hosts"])
    return {"hosts": sorted(twin.hosts)}


def perform_act(twin: Twin, given: Given) -> Given:
    """Let somebody act."""
    event = twin.act(**given)
    if event is None:
        return {"event": None}
    return {
        "event": event.name,
        "actor": event.actor,
        "ref": event.ref,
        "payload": event.payload,
    }


def set_clock(twin: Twin, given: Given) -> Given:
    """Let time pass, stop the clock, or let it follow the real one."""
    if "advance" in given:
        twin.advance(float(given["advance"]))
    else:
        twin.set_clock(_parse_time(given["now"]))
    return {"now": twin.world.now.isoformat()}


def _parse_time(text: str | None) -> dt.datetime | None:
    if not text:
        return None
    return dt.datetime.fromisoformat(text)


def arm_faults(twin: Twin, given: Given) -> Given:
    """Order faults."""
    faults = [parse_fault(text) for text in given["faults"]]
    twin.arm(*faults)
    return {"armed": len(faults)}


def set_limits(twin: Twin, given: Given) -> Given:
    """Switch limits on or off; let lists lag and answers take their time."""
    bounds = dict(given)
    lag = float(bounds.pop("lag", twin.world.lag))
    latency = float(bounds.pop("latency", twin.world.latency))
    twin.limit(**bounds)
    twin.world = replace(twin.world, lag=lag, latency=latency)
    return {**asdict(twin.world.limits), "lag": lag, "latency": latency}


CONTROLS: dict[tuple[str, str], Control] = {
    ("GET", "state"): show_state,
    ("GET", "counters"): show_counters,
    ("POST", "reset"): reset_counters,
    ("POST", "seed"): seed_world,
    ("POST", "crowd"): add_people,
    ("POST", "describe"): describe_repository,
    ("POST", "outside"): play_hosts,
    ("POST", "act"): perform_act,
    ("POST", "clock"): set_clock,
    ("POST", "fault"): arm_faults,
    ("POST", "limits"): set_limits,
}
