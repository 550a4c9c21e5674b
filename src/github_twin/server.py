"""The twin over loopback HTTP: REST at the root, GraphQL at `/graphql`, `controls` at `/_twin/`."""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NoReturn

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

from github_twin.breaks import Broken, break_answer
from github_twin.controls import CONTROLS, Control
from github_twin.faults import BREAKS
from github_twin.messages import DroppedError
from github_twin.refusals import RefusedError
from github_twin.twin import Twin
from github_twin.world import World

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

HERE = "127.0.0.1"
CONTROL = "/_twin/"
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
    """A twin behind a socket on this machine: one request at a time, a stalled one stalls alone."""

    def __init__(self, world: World, port: int = 0) -> None:
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._server: BaseWSGIServer = make_server(
            HERE, port, self._answer, threaded=True, request_handler=_Quiet
        )
        self._server.daemon_threads = True  # type: ignore[attr-defined]
        self.url = f"http://{HERE}:{self._server.server_port}"
        self.twin = Twin(replace(world, url=self.url))

    def __enter__(self) -> Server:
        thread = threading.Thread(target=self.serve, daemon=True)
        thread.start()
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
        if request.host in self.twin.hosts:
            page = Response("Somebody's page", 200)
            return page(environ, start)
        if request.path.startswith(CONTROL):
            controlled = self._control(request)
            return controlled(environ, start)
        response = self._serve(request, environ)
        return response(environ, start)

    def _serve(self, request: Request, environ: WSGIEnvironment) -> Response:
        target = environ.get("RAW_URI", request.full_path)
        headers = dict(request.headers)
        body = request.get_data(as_text=True)
        try:
            with self._lock:
                status, told, text = self.twin.send(request.method, target, headers, body)
        except DroppedError as dropped:
            self._drop(environ, dropped)
        return Response(text, status, told)

    def _drop(self, environ: WSGIEnvironment, dropped: DroppedError) -> NoReturn:
        """Send what comes of an answer, if anything; then end the connection as it ends there."""
        broken = _find_broken(dropped)
        wire: socket.socket = environ["werkzeug.socket"]
        wire.sendall(broken.sent)
        if broken.end == "stall":
            self._stopped.wait(LONGEST_STALL)
        if broken.end != "close":
            wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        socket.close(wire.detach())
        raise ConnectionResetError(dropped.how)

    def _control(self, request: Request) -> Response:
        name = request.path.removeprefix(CONTROL)
        control = CONTROLS.get((request.method, name))
        if control is None:
            return _refuse(f"no control {request.method} {request.path}", 404)
        try:
            return self._obey(control, request)
        except RefusedError as refused:
            return _refuse(f"refused: {refused.code}", 400)
        except (ValueError, TypeError, KeyError) as error:
            return _refuse(str(error), 400)

    def _obey(self, control: Control, request: Request) -> Response:
        given = dict(request.args)
        if request.get_data():
            given = request.get_json()
        with self._lock:
            told = control(self.twin, given)
            return _render(told, 200)


def _find_broken(dropped: DroppedError) -> Broken:
    if dropped.how in BREAKS:
        return break_answer(dropped.how, dropped.answer)
    return Broken(b"", "stall" if dropped.how == "timeout" else "reset")


def _refuse(message: str, status: int) -> Response:
    return _render({"message": message}, status)


def _render(body: Any, status: int) -> Response:
    text = json.dumps(body, ensure_ascii=False)
    return Response(text, status, {"content-type": "application/json"})
