"""One step of the twin: `answer(world, request)` returns the next world and the answer; nothing else changes."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

from github_twin import graph, limits, rest
from github_twin.clock import tick
from github_twin.faults import DROPS, Fault
from github_twin.limits import Spent
from github_twin.messages import JSON, Answer, Asked, Request, read_asked, render_refusal
from github_twin.refusals import RefusedError
from github_twin.rest_call import parse_call
from github_twin.session import Session
from github_twin.tokens import find_token
from github_twin.world import Entry, Token, World


def answer(world: World, request: Request) -> tuple[World, Answer]:
    """Serve a request: the world after it, and the answer."""
    world = tick(world)
    world = replace(world, served=world.served + 1)
    asked, fault = read_asked(request), _find_fault(world)
    if fault and not fault.after:
        given = _fail(fault, asked)
    else:
        world, given = _serve(world, request, asked)
        given = _fail(fault, asked) if fault else given
    entry = Entry(request.method, asked.name, asked.writes, given.status)
    return replace(world, log=(*world.log, entry)), given


def _find_fault(world: World) -> Fault | None:
    return next((fault for fault in world.faults if fault.at == world.served), None)


def _fail(fault: Fault, asked: Asked) -> Answer:
    if fault.kind in DROPS:
        return Answer(0, {}, "", dropped=fault.kind)
    values: dict[str, object] = {"who": "installation ID 1"}
    if fault.kind.startswith("rate-"):
        word = "primary-RATE_LIMITED" if fault.kind == "rate-limited" else "primary-RATE_LIMIT"
        return render_refusal(word if asked.query else "primary-rest", values)
    status, _, retry = fault.kind.partition("-")
    made = render_refusal(
        f"secondary-{status}" if status in ("403", "429") else f"fault-{status}", {}
    )
    return replace(made, headers={**made.headers, "retry-after": "60"}) if retry else made


def _serve(world: World, request: Request, asked: Asked) -> tuple[World, Answer]:
    try:
        token = find_token(world, request.headers)
    except RefusedError as refused:
        return world, render_refusal(refused.code, refused.values)
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


def _find_refusal(
    world: World, token: Token, spent: Spent, asked: Asked, room: int
) -> tuple[Answer | None, Spent]:
    """Refuse what the limits forbid, in the shape they are set to."""
    bounds = world.limits
    if asked.name != "/rate_limit" and limits.is_spent(
        bounds, token.kind, spent.bucket(asked.resource)
    ):
        code = (
            f"primary-{bounds.word}"
            if asked.query
            else f"primary-rest{'-429' if bounds.status == 429 else ''}"
        )
        return render_refusal(code, {"who": f"installation ID {world.users[token.user].id}"}), spent
    if asked.writes <= room:
        return None, spent
    until = max(spent.locked_until, world.now + dt.timedelta(seconds=bounds.lockout))
    spent = spent if world.now < spent.locked_until else replace(spent, locked_until=until)
    if bounds.shape == "too-quickly" and asked.query:
        return None, spent
    made = render_refusal(_find_shape(bounds.shape, asked), {})
    if bounds.retry_after is not None:
        made = replace(made, headers={**made.headers, "retry-after": str(bounds.retry_after)})
    return made, spent


def _find_shape(shape: str, asked: Asked) -> str:
    if shape == "too-quickly":
        return shape
    return "secondary-403" if shape == "200" and asked.query is None else f"secondary-{shape}"


def _add_headers(world: World, token: Token, asked: Asked, spent: Spent, given: Answer) -> Answer:
    told = limits.make_headers(
        world.limits, token.kind, asked.resource, spent.bucket(asked.resource)
    )
    # Only classic tokens have scopes, and GitHub tells them on every answer.
    scopes = {"x-oauth-scopes": ", ".join(sorted(token.scopes))} if token.kind == "classic" else {}
    return replace(given, headers={**JSON, **told, **scopes, **given.headers})


def _dispatch(
    world: World, token: Token, request: Request, asked: Asked, room: int
) -> tuple[World, int, Answer]:
    if asked.query is not None:
        return _serve_graph(world, token, asked, room)
    points = 0 if asked.name == "/rate_limit" else 1
    try:
        call = parse_call(world, token, request.path, asked.body)
        status, body = rest.serve(call, request.method)
    except RefusedError as refused:
        return world, points, render_refusal(refused.code, refused.values)
    shown = "" if body is None else json.dumps(body, ensure_ascii=False)
    return call.world, points, Answer(status, call.headers, shown)


def _serve_graph(world: World, token: Token, asked: Asked, room: int) -> tuple[World, int, Answer]:
    query = asked.query or graph.Prepared()
    if query == graph.Prepared():
        return world, 1, render_refusal("no-query", {})
    session = Session(world, token, room)
    points = 1
    try:
        points = graph.find_points(query, asked.variables)
        body = graph.execute(query, asked.variables, session)
    except RefusedError as refused:
        body = graph.refuse(refused)
    return session.world, points, Answer(200, {}, json.dumps(body, ensure_ascii=False))
