"""The wire: sends a request to GitHub through PyGithub and brings back the raw answer; only it imports PyGithub."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from roadmap_bot.seam import GRAPHQL, Answer, Request

TIMEOUT = 30  # seconds; GitHub itself gives up after ten
API_VERSION = "2022-11-28"


def make_wire(api_url: str, tokens: dict[str, str], user_agent: str) -> Callable[[Request], Answer]:
    """Make the seam that reaches the GitHub-like server at `api_url`; `tokens` are named by what they are for."""
    requesters: dict[str, Any] = {}

    def send(request: Request) -> Answer:
        if request.token not in requesters:
            requesters[request.token] = _make_requester(api_url, tokens[request.token], user_agent)
        answer = _send(requesters[request.token], request)
        return replace(answer, text=answer.text.replace(tokens[request.token], "***"))  # summaries show GitHub's words

    return send


def _make_requester(api_url: str, token: str, user_agent: str) -> Any:
    from github import Auth, Github

    logging.getLogger("github").addHandler(logging.NullHandler())  # it would tell of redirects beside our own words
    # No retries and no delays of its own: it would send a POST twice, and count every GraphQL call as one write.
    return Github(
        auth=Auth.Token(token),
        base_url=api_url.rstrip("/"),
        timeout=TIMEOUT,
        user_agent=user_agent,
        retry=None,
        seconds_between_requests=0,
        seconds_between_writes=0,
        api_version=API_VERSION,
    ).requester


def _send(requester: Any, request: Request) -> Answer:
    from requests import RequestException

    url = requester.graphql_url if request.path == GRAPHQL else request.path
    try:
        status, headers, text = requester.requestJson(request.method, url, input=request.body)
    except (RequestException, RuntimeError, ValueError, OSError, ArithmeticError) as error:
        return Answer(0, {}, type(error).__name__)
    return Answer(status, {str(name).lower(): str(value) for name, value in headers.items()}, text or "")
