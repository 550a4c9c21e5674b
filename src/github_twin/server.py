"""The twin over loopback HTTP: REST at the root, GraphQL at `/graphql`, and a control of its own below `/_twin/`.

GET  /_twin/state?repository=OWNER/NAME   all it holds (`dump.dump_state`)
GET  /_twin/counters                      {"requests", "writes", "log": [[method, name, writes, status], …]}
POST /_twin/reset                         forget the counters
POST /_twin/seed      {"kind": "fork", …}        begin anew; the other keys are those of `seed.Seed`
POST /_twin/act       {"act": "push", "user": "learner", "repository": "learner/roadmap", …}
                                          let somebody act (`people.ACTS`); answers {"event", "actor", "ref", "payload"}
POST /_twin/clock     {"now": "2026-01-05T08:00:00Z"} or {"now": null} or {"advance": 3600}
POST /_twin/fault     {"faults": ["7:502:after"]}        counted from the next request; [] calls them off
POST /_twin/limits    {"minute": 80, …, "lag": 5, "latency": 0.1}   keys of `limits.Limits`, lag and latency in seconds
"""

from __future__ import annotations

import datetime as dt
import json
import socket
import struct
import threading
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

from github_twin.faults import parse_fault
from github_twin.limits import Limits
from github_twin.messages import DroppedError
from github_twin.refusals import RefusedError
from github_twin.seed import make_world
from github_twin.twin import HOME, Twin
from github_twin.world import World

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

LONGEST_STALL = 600.0
RESET = struct.pack("ii", 1, 0)


class _Quiet(WSGIRequestHandler):
    """Keep silent: the twin keeps a log of its own."""

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002
        """Say nothing."""

    def connection_dropped(
        self, error: BaseException, environ: WSGIEnvironment | None = None
    ) -> None:
        """Read no further from a connection that was cut."""
        self.close_connection = True


class Server:
    """A twin behind a socket on this machine; requests are served one at a time, while a stalled one stalls alone."""

    def __init__(self, world: World, port: int = 0) -> None:
        self.twin = Twin(world)
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._server: BaseWSGIServer = make_server(
            "127.0.0.1", port, self._answer, threaded=True, request_handler=_Quiet
        )
        self._server.daemon_threads = True  # type: ignore[attr-defined]
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self.twin.world = replace(world, url=self.url)

    def __enter__(self) -> Server:
        threading.Thread(target=self.serve, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def serve(self) -> None:
        """Serve until stopped."""
        self._server.serve_forever(poll_interval=0.05)
        self._server.server_close()

    def stop(self) -> None:
        """Stop serving; stalled requests end, too."""
        self._stopped.set()
        self._server.shutdown()

    def _answer(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        request = Request(environ)
        if request.path.startswith("/_twin/"):
            return self._control(request)(environ, start)
        target = environ.get("RAW_URI", request.full_path)
        try:
            with self._lock:
                status, headers, text = self.twin.send(
                    request.method, target, dict(request.headers), request.get_data(as_text=True)
                )
        except DroppedError as dropped:
            self._drop(environ, str(dropped))
        return Response(text, status, headers)(environ, start)

    def _drop(self, environ: WSGIEnvironment, how: str) -> None:
        """Say nothing for very long, or cut the connection with a reset."""
        if how == "timeout":
            self._stopped.wait(LONGEST_STALL)
        wire: socket.socket = environ["werkzeug.socket"]
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        socket.close(wire.detach())
        raise ConnectionResetError(how)

    def _control(self, request: Request) -> Response:
        control = CONTROLS.get((request.method, request.path.removeprefix("/_twin/")))
        if control is None:
            return _render({"message": f"no control {request.method} {request.path}"}, 404)
        try:
            given = request.get_json() if request.get_data() else dict(request.args)
            with self._lock:
                return _render(control(self.twin, given))
        except RefusedError as refused:
            return _render({"message": f"refused: {refused.code}"}, 400)
        except (ValueError, TypeError, KeyError) as error:
            return _render({"message": str(error)}, 400)


def _render(body: Any, status: int = 200) -> Response:
    return Response(
        json.dumps(body, ensure_ascii=False), status, {"content-type": "application/json"}
    )


def _show_counters(twin: Twin, _: dict[str, Any]) -> dict[str, Any]:
    log = [[entry.method, entry.name, entry.writes, entry.status] for entry in twin.world.log]
    return {"requests": twin.requests, "writes": twin.writes, "log": log}


def _reset(twin: Twin, _: dict[str, Any]) -> dict[str, Any]:
    twin.reset_counters()
    return {}


def _seed(twin: Twin, given: dict[str, Any]) -> dict[str, Any]:
    settings = {
        **given,
        "now": dt.datetime.fromisoformat(given["now"]) if given.get("now") else None,
    }
    twin.world = replace(make_world(**settings), url=twin.world.url)
    return {"repositories": [one.full_name for one in twin.world.repositories.values()]}


def _act(twin: Twin, given: dict[str, Any]) -> dict[str, Any]:
    event = twin.act(**given)
    if event is None:
        return {"event": None}
    return {"event": event.name, "actor": event.actor, "ref": event.ref, "payload": event.payload}


def _clock(twin: Twin, given: dict[str, Any]) -> dict[str, Any]:
    if "advance" in given:
        twin.advance(float(given["advance"]))
    else:
        twin.set_clock(dt.datetime.fromisoformat(given["now"]) if given["now"] else None)
    return {"now": twin.world.now.isoformat()}


def _fault(twin: Twin, given: dict[str, Any]) -> dict[str, Any]:
    twin.arm(*map(parse_fault, given["faults"]))
    return {"armed": len(given["faults"])}


def _limits(twin: Twin, given: dict[str, Any]) -> dict[str, Any]:
    slow = {name: float(given.pop(name)) for name in ("lag", "latency") if name in given}
    twin.limit(**given)
    twin.world = replace(twin.world, **slow)  # type: ignore[arg-type]
    bounds: Limits = twin.world.limits
    return {**asdict(bounds), "lag": twin.world.lag, "latency": twin.world.latency}


CONTROLS: dict[tuple[str, str], Callable[[Twin, dict[str, Any]], Any]] = {
    ("GET", "state"): lambda twin, given: twin.dump(given.get("repository", HOME)),
    ("GET", "counters"): _show_counters,
    ("POST", "reset"): _reset,
    ("POST", "seed"): _seed,
    ("POST", "act"): _act,
    ("POST", "clock"): _clock,
    ("POST", "fault"): _fault,
    ("POST", "limits"): _limits,
}
