"""One step of the twin: `answer` returns the next world and the answer; nothing else changes."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

from github_twin import graph, limits, rest
from github_twin.clock import tick
from github_twin.faults import BREAKS, DROPS, Fault
from github_twin.limits import Spent
from github_twin.messages import (
    JSON,
    Answer,
    Asked,
    Request,
    read_asked,
    render_refusal,
)
from github_twin.refusals import RefusedError
from github_twin.rest_call import Call, lead_on, parse_call
from github_twin.session import Session
from github_twin.shapes import find_stubborn
from github_twin.tokens import find_token
from github_twin.world import Entry, Token, World

RETRY_AFTER = "retry-after"
REQUEST_ID = "x-github-request-id"  # what GitHub's support asks for
FAULT_RETRY_AFTER = "60"
FAULT_WHO = "installation ID 1"
UNSERVED = Answer(200, JSON, '{"data": {}}')  # what breaks of what was never served


def answer(world: World, request: Request) -> tuple[World, Answer]:
    """Serve a request: the world after it, and the answer."""
    world = tick(world)
    world = replace(world, served=world.served + 1)
    asked = read_asked(request)
    fault = _find_fault(world)
    given = UNSERVED
    if not fault or fault.after:
        world, given = _serve(world, request, asked)
    if fault:
        given = _fail(fault, asked, given)
    if given.status:
        given = given.with_headers({REQUEST_ID: f"TWIN:{world.served:04X}"})
    entry = Entry(request.method, asked.name, asked.writes, given.status)
    world = replace(world, log=(*world.log, entry))
    return world, given


# Faults on order


def _find_fault(world: World) -> Fault | None:
    for fault in world.faults:
        if fault.at == world.served:
            return fault
    return None


def _fail(fault: Fault, asked: Asked, given: Answer) -> Answer:
    if fault.kind in BREAKS:
        return replace(given, dropped=fault.kind)
    if fault.kind in DROPS:
        return Answer(0, {}, "", dropped=fault.kind)
    if fault.kind.startswith("rate-"):
        code = _find_rate_code(fault, asked)
        return render_refusal(code, {"who": FAULT_WHO})
    status, _, retry = fault.kind.partition("-")
    code = f"fault-{status}"
    if status in ("403", "429"):
        code = f"secondary-{status}"
    made = render_refusal(code, {})
    if retry:
        made = made.with_headers({RETRY_AFTER: FAULT_RETRY_AFTER})
    return made


def _find_rate_code(fault: Fault, asked: Asked) -> str:
    if not asked.query:
        return "primary-rest"
    if fault.kind == "rate-limited":
        return "primary-RATE_LIMITED"
    return "primary-RATE_LIMIT"


# Limits


def _serve(world: World, request: Request, asked: Asked) -> tuple[World, Answer]:
    """Serve a request within the limits, and write down what it spent."""
    try:
        token = find_token(world, request.headers)
    except RefusedError as refused:
        return world, render_refusal(refused.code, refused.values)
    before = world.spent.get(token.text, Spent())
    spent = limits.renew(before, world.now)
    room = limits.find_room(world.limits, spent, world.now)
    given = _find_primary(world, token, asked, spent)
    if given is None and asked.writes > room:
        spent = _lock(world, spent)
        given = _find_secondary(world, asked)
    if given is None:
        world, points, given = _dispatch(world, token, request, asked, room)
        spent = limits.spend(spent, asked.resource, points, asked.writes, world.now)
    world = replace(world, spent={**world.spent, token.text: spent})
    return world, _add_headers(world, token, asked, given)


def _find_primary(world: World, token: Token, asked: Asked, spent: Spent) -> Answer | None:
    """Refuse where the hour's budget is used up; asking for the limits is free."""
    bounds = world.limits
    bucket = spent.bucket(asked.resource)
    if asked.name == "/rate_limit" or not limits.is_spent(bounds, token.kind, bucket):
        return None
    code = "primary-rest"
    if asked.query:
        code = f"primary-{bounds.word}"
    elif bounds.status == 429:
        code = "primary-rest-429"
    user = world.users[token.user]
    return render_refusal(code, {"who": f"installation ID {user.id}"})


def _lock(world: World, spent: Spent) -> Spent:
    """Lock writes out for a while; a lock that holds is not made longer."""
    if world.now < spent.locked_until:
        return spent
    lockout = dt.timedelta(seconds=world.limits.lockout)
    until = max(spent.locked_until, world.now + lockout)
    return replace(spent, locked_until=until)


def _find_secondary(world: World, asked: Asked) -> Answer | None:
    """Refuse a write too many; in one of the shapes each mutation is refused by itself instead."""
    bounds = world.limits
    if bounds.shape == "too-quickly" and asked.query:
        return None
    made = render_refusal(_find_shape(bounds.shape, asked), {})
    if bounds.retry_after is None:
        return made
    return made.with_headers({RETRY_AFTER: str(bounds.retry_after)})


def _find_shape(shape: str, asked: Asked) -> str:
    if shape == "too-quickly":
        return shape
    if shape == "200" and asked.query is None:
        return "secondary-403"
    return f"secondary-{shape}"


def _add_headers(world: World, token: Token, asked: Asked, given: Answer) -> Answer:
    bucket = world.spent[token.text].bucket(asked.resource)
    headers = {**JSON}
    headers |= limits.make_headers(world.limits, token.kind, asked.resource, bucket)
    # Only classic tokens have scopes, and GitHub tells them on every answer.
    if token.kind == "classic":
        headers["x-oauth-scopes"] = ", ".join(sorted(token.scopes))
    return replace(given, headers={**headers, **given.headers})


# REST and GraphQL


def _dispatch(
    world: World, token: Token, request: Request, asked: Asked, room: int
) -> tuple[World, int, Answer]:
    """Let REST or GraphQL serve a request: the world after it, its points, the answer."""
    if asked.query is not None:
        return _serve_graph(world, token, asked, asked.query, room)
    return _serve_rest(world, token, request, asked)


def _serve_rest(
    world: World, token: Token, request: Request, asked: Asked
) -> tuple[World, int, Answer]:
    points = 1
    if asked.name == "/rate_limit":
        points = 0
    try:
        call = parse_call(world, token, request.path, asked.body)
        lead_on(call, request.method)
        _check_stubborn(call, request.method)
        status, body = rest.serve(call, request.method)
    except RefusedError as refused:
        return world, points, render_refusal(refused.code, refused.values)
    text = ""
    if body is not None:
        text = json.dumps(body, ensure_ascii=False)
    return call.world, points, Answer(status, call.headers, text)


def _check_stubborn(call: Call, method: str) -> None:
    """Refuse what is refused on order."""
    one = find_stubborn(call.world.stubborn, method, dict(call.given), call.path)
    if one:
        raise RefusedError(f"stubborn-{one.shape}", words=one.words)


def _refuse_size(world: World, query: graph.Prepared) -> Answer:
    if world.limits.too_large == "502":
        return render_refusal("fault-502", {})
    return Answer(200, {}, json.dumps(graph.refuse_size(query)))


def _serve_graph(
    world: World, token: Token, asked: Asked, query: graph.Prepared, room: int
) -> tuple[World, int, Answer]:
    if query == graph.Prepared():
        return world, 1, render_refusal("no-query", {})
    session = Session(world, token, room)
    points = 1
    try:
        cost = graph.find_cost(query, asked.variables)
        points = cost.points
        if not query.writes and limits.is_too_large(world.limits, cost.nodes):
            return world, points, _refuse_size(world, query)
        body = graph.execute(query, asked.variables, session)
    except RefusedError as refused:
        body = graph.refuse(refused)
    text = json.dumps(body, ensure_ascii=False)
    return session.world, points, Answer(200, {}, text)
