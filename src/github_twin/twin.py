"""One step of the twin, and the twin itself: a world that answers requests.

`answer(world, request)` returns the next world and the answer; nothing else changes. `Twin` holds the present world,
for tests in the same process and behind the server alike.
"""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from github_twin import graph, limits, rest
from github_twin.dump import dump_state
from github_twin.events import Event
from github_twin.faults import DROPS, Fault
from github_twin.limits import Spent
from github_twin.people import perform
from github_twin.refusals import RefusedError, make_answer
from github_twin.tokens import find_token
from github_twin.world import Entry, Token, World, advance, set_clock, tick

HOME = "learner/roadmap"
JSON = {"content-type": "application/json; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Request:
    """A request: `path` with its query, `body` as sent."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: str | bytes = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer; `dropped` says that none came: `timeout` or `reset`."""

    status: int
    headers: Mapping[str, str]
    text: str
    dropped: str = ""


class DroppedError(Exception):
    """No answer came: the connection timed out or was reset."""


@dataclass
class _Asked:
    """What a request asks, before anything is done about it."""

    name: str
    writes: int
    body: str
    query: graph.Prepared | None = None
    variables: dict[str, Any] = field(default_factory=dict)

    @property
    def resource(self) -> str:
        return "core" if self.query is None else "graphql"


def answer(world: World, request: Request) -> tuple[World, Answer]:
    """Serve a request: the world after it, and the answer."""
    world = tick(world)
    world = replace(world, served=world.served + 1)
    asked, fault = _read(request), _find_fault(world)
    if fault and not fault.after:
        given = _fail(fault, asked)
    else:
        world, given = _serve(world, request, asked)
        given = _fail(fault, asked) if fault else given
    entry = Entry(request.method, asked.name, asked.writes, given.status)
    return replace(world, log=(*world.log, entry)), given


def _read(request: Request) -> _Asked:
    body = request.body.decode() if isinstance(request.body, bytes) else request.body
    path = request.path.partition("?")[0]
    if path != "/graphql" or request.method != "POST":
        return _Asked(path, int(request.method not in ("GET", "HEAD")), body)
    try:
        given = json.loads(body)
    except ValueError:
        given = {}
    text = given.get("query") if isinstance(given, dict) else None
    if not isinstance(text, str):
        return _Asked(path, 0, body, graph.Prepared())
    query = graph.prepare(text, given.get("operationName"))
    return _Asked(query.name, query.writes, body, query, given.get("variables") or {})


def _find_fault(world: World) -> Fault | None:
    return next((fault for fault in world.faults if fault.at == world.served), None)


def _fail(fault: Fault, asked: _Asked) -> Answer:
    if fault.kind in DROPS:
        return Answer(0, {}, "", dropped=fault.kind)
    values: dict[str, object] = {"who": "installation ID 1"}
    if fault.kind.startswith("rate-"):
        word = "primary-RATE_LIMITED" if fault.kind == "rate-limited" else "primary-RATE_LIMIT"
        return _render(word if asked.query else "primary-rest", values)
    status, _, retry = fault.kind.partition("-")
    made = _render(f"secondary-{status}" if status in ("403", "429") else f"fault-{status}", {})
    return replace(made, headers={**made.headers, "retry-after": "60"}) if retry else made


def _render(code: str, values: dict[str, object]) -> Answer:
    status, headers, text = make_answer(code, values)
    return Answer(status, {**JSON, **headers}, text)


def _serve(world: World, request: Request, asked: _Asked) -> tuple[World, Answer]:
    try:
        token = find_token(world, request.headers)
    except RefusedError as refused:
        return world, _render(refused.code, refused.values)
    spent = limits.renew(world.spent.get(token.text, Spent()), world.now)
    room = limits.find_room(world.limits, spent, world.now)
    refusal, spent = _find_refusal(world, token, spent, asked, room)
    if refusal:
        world = replace(world, spent={**world.spent, token.text: spent})
        return world, _add_headers(world, token, asked, spent, refusal)
    world, points, given = _dispatch(world, token, request, asked, room)
    spent = limits.spend(spent, asked.resource, points, asked.writes, world.now)
    world = replace(world, spent={**world.spent, token.text: spent})
    return world, _add_headers(world, token, asked, spent, given)


def _find_refusal(world: World, token: Token, spent: Spent, asked: _Asked, room: int) -> tuple[Answer | None, Spent]:
    """Refuse what the limits forbid, in the shape they are set to."""
    bounds = world.limits
    if asked.name != "/rate_limit" and limits.is_spent(bounds, token.kind, spent.bucket(asked.resource)):
        code = f"primary-{bounds.word}" if asked.query else f"primary-rest{'-429' if bounds.status == 429 else ''}"
        return _render(code, {"who": f"installation ID {world.users[token.user].id}"}), spent
    if asked.writes <= room:
        return None, spent
    until = max(spent.locked_until, world.now + dt.timedelta(seconds=bounds.lockout))
    spent = spent if world.now < spent.locked_until else replace(spent, locked_until=until)
    if bounds.shape == "too-quickly" and asked.query:
        return None, spent
    made = _render(_find_shape(bounds.shape, asked), {})
    if bounds.retry_after is not None:
        made = replace(made, headers={**made.headers, "retry-after": str(bounds.retry_after)})
    return made, spent


def _find_shape(shape: str, asked: _Asked) -> str:
    if shape == "too-quickly":
        return shape
    return "secondary-403" if shape == "200" and asked.query is None else f"secondary-{shape}"


def _add_headers(world: World, token: Token, asked: _Asked, spent: Spent, given: Answer) -> Answer:
    told = limits.make_headers(world.limits, token.kind, asked.resource, spent.bucket(asked.resource))
    # Only classic tokens have scopes, and GitHub tells them on every answer.
    scopes = {"x-oauth-scopes": ", ".join(sorted(token.scopes))} if token.kind == "classic" else {}
    return replace(given, headers={**JSON, **told, **scopes, **given.headers})


def _dispatch(world: World, token: Token, request: Request, asked: _Asked, room: int) -> tuple[World, int, Answer]:
    if asked.query is not None:
        return _serve_graph(world, token, asked, room)
    points = 0 if asked.name == "/rate_limit" else 1
    try:
        call = rest.parse_call(world, token, request.path, asked.body)
        status, body = rest.serve(call, request.method)
    except RefusedError as refused:
        return world, points, _render(refused.code, refused.values)
    shown = "" if body is None else json.dumps(body, ensure_ascii=False)
    return call.world, points, Answer(status, call.headers, shown)


def _serve_graph(world: World, token: Token, asked: _Asked, room: int) -> tuple[World, int, Answer]:
    query = asked.query or graph.Prepared()
    if query == graph.Prepared():
        return world, 1, _render("no-query", {})
    session = graph.Session(world, token, room)
    points = 1
    try:
        points = graph.find_points(query, asked.variables)
        body = graph.execute(query, asked.variables, session)
    except RefusedError as refused:
        body = graph.refuse(refused)
    return session.world, points, Answer(200, {}, json.dumps(body, ensure_ascii=False))


class Twin:
    """A world that answers requests; `world` may be read, kept and put back at will."""

    def __init__(self, world: World) -> None:
        self.world = world

    def send(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, body: str | bytes | None = None
    ) -> tuple[int, dict[str, str], str]:
        """Answer a request: status, headers, text. Where a fault drops the connection, DroppedError."""
        self._delay()
        self.world, given = answer(self.world, Request(method, path, headers or {}, body or ""))
        if given.dropped:
            raise DroppedError(given.dropped)
        return given.status, dict(given.headers), given.text

    def _delay(self) -> None:
        """Let the latency pass: in truth where the clock ticks, else on the clock alone."""
        if self.world.latency and self.world.ticking:
            time.sleep(self.world.latency)
        elif self.world.latency:
            self.advance(self.world.latency)

    def arm(self, *faults: Fault) -> None:
        """Order faults, counted from the next request on; without any, call off those that were ordered."""
        served = self.world.served
        armed = tuple(replace(fault, at=fault.at + served) for fault in faults)
        self.world = replace(self.world, faults=armed)

    def advance(self, seconds: float) -> None:
        """Let time pass at once."""
        self.world = advance(tick(self.world), seconds)

    def set_clock(self, now: dt.datetime | None) -> None:
        """Stop the clock at a moment; None lets it follow the real one."""
        self.world = set_clock(self.world, now)

    def limit(self, **bounds: Any) -> None:
        """Switch limits on or off, as `limits.Limits` names them."""
        self.world = replace(self.world, limits=replace(self.world.limits, **bounds))

    def act(self, act: str, user: str, repository: str = HOME, **values: Any) -> Event | None:
        """Let somebody do something, by the act's name in `people.ACTS`; return the event it sets off."""
        self.world, event = perform(tick(self.world), act, repository, user, **values)
        return event

    def dump(self, repository: str = HOME) -> dict[str, Any]:
        """Return all that a repository holds, as plain data."""
        return dump_state(self.world, repository)

    def reset_counters(self) -> None:
        """Forget the log."""
        self.world = replace(self.world, log=())

    @property
    def requests(self) -> int:
        """Return how many requests came since the counters were reset."""
        return len(self.world.log)

    @property
    def writes(self) -> int:
        """Return how many writes they carried: each aliased mutation, each REST POST, PATCH, PUT or DELETE."""
        return sum(entry.writes for entry in self.world.log)
