"""The wire: send a request to GitHub through PyGithub, which only this file imports."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from roadmap_bot.http.request import GRAPHQL, Answer, Request

TIMEOUT = 30  # seconds for the next bytes to come; GitHub itself gives up after ten
LONGEST = 120.0  # seconds for a whole answer
LARGEST = 64 * 1024 * 1024  # bytes of an answer; two hundred issues have a tenth of that at most
REDIRECTS = 3
PIECE = 64 * 1024
API_VERSION = "2022-11-28"


def make_wire(api_url: str, tokens: dict[str, str], user_agent: str) -> Callable[[Request], Answer]:
    """Make the seam that reaches the server at `api_url`; `tokens` by what they are for."""
    requesters: dict[str, tuple[Any, Any]] = {}

    def send(request: Request) -> Answer:
        token = tokens[request.token]
        if request.token not in requesters:
            requesters[request.token] = _make_requester(api_url, token, user_agent)
        requester, session = requesters[request.token]
        answer = _send(requester, session, request)
        shown = answer.text.replace(token, "***")  # summaries show GitHub's words
        return replace(answer, text=shown)

    return send


def _make_requester(api_url: str, token: str, user_agent: str) -> tuple[Any, Any]:
    from github import Auth, Github
    from requests import Session

    # PyGithub would tell of redirects beside our own words.
    logging.getLogger("github").addHandler(logging.NullHandler())
    # No retries and no delays of its own: it would send a POST twice, and count every GraphQL call
    # as one write.
    requester = Github(
        auth=Auth.Token(token),
        base_url=api_url.rstrip("/"),
        timeout=TIMEOUT,
        user_agent=user_agent,
        retry=None,
        seconds_between_requests=0,
        seconds_between_writes=0,
        api_version=API_VERSION,
    ).requester
    session = Session()
    session.auth = lambda request: request  # nobody's .netrc
    return requester, session


def _send(requester: Any, session: Any, request: Request) -> Answer:
    from requests import RequestException

    url = requester.graphql_url if request.path == GRAPHQL else request.path
    line = _Line(session, f"{requester.scheme}://{requester.hostname_and_port}")
    try:
        status, headers, text = requester.requestJson(
            request.method, url, input=request.body, cnx=line
        )
    except (RequestException, RuntimeError, ValueError, OSError, ArithmeticError) as error:
        return Answer(0, {}, type(error).__name__)
    lower = {str(name).lower(): str(value) for name, value in headers.items()}
    return Answer(status, lower, text or "")


@dataclass
class _Line:
    """What PyGithub sends one request by, with an end to all that a server could draw out."""

    session: Any
    root: str
    sent: int = 0
    response: Any = None

    def request(
        self, verb: str, url: str, body: Any, headers: Mapping[str, str], _: bool = False
    ) -> None:
        """Send it, with an end to redirects and to what is only accepted: PyGithub knows none."""
        self.sent += 1
        if self.sent > 1 + REDIRECTS:
            raise RuntimeError("led on and on")
        self.response = self.session.request(
            verb,
            self.root + url,
            data=body,
            headers=headers,
            timeout=TIMEOUT,
            allow_redirects=False,
            stream=True,
        )
        if verb == "GET" and self.status == 202:
            self.response.close()
            raise RuntimeError("only accepted")

    def getresponse(self) -> _Line:
        """Return what came."""
        return self

    @property
    def status(self) -> int:
        """The status of the answer."""
        return int(self.response.status_code)

    def getheaders(self) -> Any:
        """Return the headers of the answer."""
        return self.response.headers.items()

    def read(self) -> str:
        """Read the answer, unless it is too large or too slow; then the connection is free."""
        end = time.monotonic() + LONGEST
        content = b"".join(self._read_pieces(end))
        return content.decode("utf-8", "replace")

    def _read_pieces(self, end: float) -> Iterator[bytes]:
        size = 0
        while piece := self.response.raw.read1(PIECE, decode_content=True):
            size += len(piece)
            if size > LARGEST or time.monotonic() > end:
                self.response.close()
                raise OSError("no end in sight")
            yield piece
