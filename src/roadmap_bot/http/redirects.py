"""Follow where GitHub leads: a renamed repository is answered with 301, its writes with 307.

https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects
"""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from roadmap_bot.http.request import Answer, Request, Send

STATUSES = (301, 302, 307, 308)
REDIRECTS = 3
ROUND = Answer(0, {}, "TooManyRedirects")


def follow_redirects(send: Send, root: str) -> Send:
    """Make a seam that sends a request again where its server at `root` leads, and nowhere else.

    Nothing was done before: what is only led on is sent again as it is, a write, too.
    """

    def follow(request: Request) -> Answer:
        for _ in range(1 + REDIRECTS):
            answer = send(request)
            path = _find_path(request, answer, root.rstrip("/"))
            if path is None:
                return answer
            request = replace(request, path=path)
        return ROUND

    return follow


def _find_path(request: Request, answer: Answer, root: str) -> str | None:
    """Find where a request shall go instead, as a path below the root where it lies there."""
    location = answer.headers.get("location", "")
    if answer.status not in STATUSES or not location:
        return None
    if location.startswith("/") and not location.startswith("//"):
        location = _find_origin(root) + location
    is_near = _find_origin(location) == _find_origin(root)
    path = location.removeprefix(root) if location.startswith(f"{root}/") else location
    return path if is_near and path != request.path else None


def _find_origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
