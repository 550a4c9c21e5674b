"""The wire: send a request to GitHub through PyGithub, which only this file imports."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from http.client import HTTPException
from importlib.util import find_spec, module_from_spec
from typing import Any

from roadmap_bot.http.masking import mask_token
from roadmap_bot.http.redirects import follow_redirects
from roadmap_bot.http.request import GRAPHQL, Answer, Request

TIMEOUT = 30  # seconds for the next bytes to come; GitHub itself gives up after ten
LONGEST = 120.0  # seconds for a whole answer
LARGEST = 64 * 1024 * 1024  # bytes of an answer; two hundred issues have a tenth of that at most
PIECE = 64 * 1024
API_VERSION = "2022-11-28"
PER_PAGE = 30  # whoever sends a request says himself how much he wants


def make_wire(api_url: str, tokens: dict[str, str], user_agent: str) -> Callable[[Request], Answer]:
    """Make the seam that reaches the server at `api_url`; `tokens` by what they are for."""
    requesters: dict[str, tuple[Any, Any]] = {}

    def send(request: Request) -> Answer:
        if request.token not in requesters:
            token = tokens[request.token]
            requesters[request.token] = _make_requester(api_url, token, user_agent)
        requester, session = requesters[request.token]
        answer = _send(requester, session, request)
        for token in tokens.values():
            answer = _mask(answer, token)
        return answer

    return follow_redirects(send, api_url)


def _mask(answer: Answer, token: str) -> Answer:
    """Mask a token in all that summaries show: they quote GitHub's words."""
    headers = {name: mask_token(token, value) for name, value in answer.headers.items()}
    return replace(answer, headers=headers, text=mask_token(token, answer.text))


def _make_requester(api_url: str, token: str, user_agent: str) -> tuple[Any, Any]:
    from requests import Session

    # PyGithub would tell of redirects beside our own words.
    logging.getLogger("github").addHandler(logging.NullHandler())
    # No retries and no delays of its own: it would send a POST twice, and count every GraphQL call
    # as one write.
    requester = _import_requester()(
        auth=_Token(token),
        base_url=api_url.rstrip("/"),
        timeout=TIMEOUT,
        user_agent=user_agent,
        per_page=PER_PAGE,
        verify=True,
        retry=None,
        pool_size=None,
        seconds_between_requests=0,
        seconds_between_writes=0,
        api_version=API_VERSION,
    )
    session = Session()
    session.auth = lambda request: request  # nobody's .netrc
    return requester, session


@cache
def _import_requester() -> Any:
    """Import PyGithub's requester alone: `import github` loads 260 modules it does not need."""
    with _left_unrun("github"):
        from github.Requester import Requester
    return Requester


@contextmanager
def _left_unrun(package: str) -> Iterator[None]:
    """Let modules of a package be imported without running the package, for nobody else to find."""
    spec = find_spec(package)
    if package in sys.modules or not spec:
        yield
        return
    sys.modules[package] = module_from_spec(spec)
    try:
        yield
    finally:
        for name in list(sys.modules):
            if name.partition(".")[0] == package:
                del sys.modules[name]


def _send(requester: Any, session: Any, request: Request) -> Answer:
    from requests import RequestException
    from urllib3.exceptions import HTTPError  # of what breaks in mid-body

    url = requester.graphql_url if request.path == GRAPHQL else request.path
    line = _Line(session, f"{requester.scheme}://{requester.hostname_and_port}")
    try:
        status, headers, text = requester.requestJson(
            request.method, url, input=request.body, cnx=line
        )
    except (
        RequestException,
        HTTPError,
        HTTPException,
        RuntimeError,
        ValueError,
        OSError,
        ArithmeticError,
    ) as error:
        line.close()  # what may still come of this answer must not be taken for the next one
        return Answer(0, {}, type(error).__name__)
    lower = {str(name).lower(): str(value) for name, value in headers.items()}
    return Answer(status, lower, text or "")


@dataclass(frozen=True)
class _Token:
    """What PyGithub asks for the header that names who sends a request, and to hide it again."""

    token: str = field(repr=False)

    def authentication(self, headers: dict[str, str]) -> None:
        """Add the header."""
        headers["Authorization"] = f"token {self.token}"

    def mask_authentication(self, headers: dict[str, str]) -> None:
        """Hide the header."""
        headers["Authorization"] = "***"


@dataclass
class _Line:
    """What PyGithub sends one request by, with an end to all that a server could draw out."""

    session: Any
    root: str
    response: Any = None

    def request(
        self, verb: str, url: str, body: Any, headers: Mapping[str, str], _: bool = False
    ) -> None:
        """Send it, with an end to what is only accepted: PyGithub knows none."""
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
            raise RuntimeError("only accepted")

    def getresponse(self) -> _Line:
        """Return what came."""
        return self

    @property
    def status(self) -> int:
        """The status of the answer; PyGithub would follow a 301 and lose what it asked for."""
        status = int(self.response.status_code)
        return 308 if status == 301 else status

    def getheaders(self) -> Any:
        """Return the headers of the answer."""
        return self.response.headers.items()

    def read(self) -> str:
        """Read the answer, unless it is too large or too slow; then the connection is free."""
        end = time.monotonic() + LONGEST
        content = b"".join(self._read_pieces(end))
        return content.decode("utf-8")

    def close(self) -> None:
        """Let nobody use the connection again, where there is one."""
        if self.response is not None:
            self.response.close()

    def _read_pieces(self, end: float) -> Iterator[bytes]:
        size = 0
        while piece := self.response.raw.read1(PIECE, decode_content=True):
            size += len(piece)
            if size > LARGEST or time.monotonic() > end:
                raise OSError("no end in sight")
            yield piece
