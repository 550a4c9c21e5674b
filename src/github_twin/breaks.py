"""Answers that break on their way: what of them goes over the wire, and how that ends.

Each is a way in which proxies and lost connections are known to end one:
https://www.rfc-editor.org/rfc/rfc9112#section-8.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Literal

from github_twin.messages import Answer

End = Literal["close", "reset", "stall"]
CHECKSUM = 8  # bytes at the end of what gzip makes


@dataclass(frozen=True, slots=True)
class Broken:
    """The bytes that went out, and how they end."""

    sent: bytes
    end: End = "close"


def break_answer(how: str, answer: Answer) -> Broken:
    """Break an answer in one of the `WAYS`."""
    return WAYS[how](answer)


def hear_broken(how: str, answer: Answer) -> Answer:
    """Return what a client hears that trusts what it is told; where it notices, status 0."""
    if how == "cut-head":
        return replace(answer, headers={}, text="")
    if how not in UNNOTICED:
        return Answer(0, {}, how)
    half = len(answer.text) // 2
    return replace(answer, text=answer.text[:half])


def _render_head(answer: Answer, headers: Mapping[str, object]) -> bytes:
    phrase = HTTPStatus(answer.status).phrase
    lines = [f"HTTP/1.1 {answer.status} {phrase}"]
    lines += [f"{name}: {value}" for name, value in {**answer.headers, **headers}.items()]
    text = "\r\n".join([*lines, "", ""])
    return text.encode()


def _render_chunk(part: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(part), part)


def _halve(content: bytes) -> tuple[bytes, bytes]:
    middle = len(content) // 2
    return content[:middle], content[middle:]


def _cut_head(answer: Answer) -> Broken:
    first, _, _ = _render_head(answer, {}).partition(b"\r\n")
    return Broken(first + b"\r\ncontent-ty")


def _cut_length(answer: Answer) -> Broken:
    content = answer.text.encode()
    head = _render_head(answer, {"content-length": len(content)})
    first, _ = _halve(content)
    return Broken(head + first)


def _shorten_length(answer: Answer) -> Broken:
    content = answer.text.encode()
    first, _ = _halve(content)
    head = _render_head(answer, {"content-length": len(first)})
    return Broken(head + content)


def _cut_text(answer: Answer) -> Broken:
    head = _render_head(answer, {"connection": "close"})
    first, _ = _halve(answer.text.encode())
    return Broken(head + first)


def _render_chunked_head(answer: Answer) -> bytes:
    return _render_head(answer, {"transfer-encoding": "chunked"})


def _cut_chunk(answer: Answer) -> Broken:
    content = answer.text.encode()
    _, second = _halve(content)
    chunk = _render_chunk(content).removesuffix(second + b"\r\n")
    return Broken(_render_chunked_head(answer) + chunk)


def _spoil_chunk(answer: Answer) -> Broken:
    first, second = _halve(answer.text.encode())
    chunks = _render_chunk(first) + b"no number\r\n" + second
    return Broken(_render_chunked_head(answer) + chunks)


def _leave_out_last_chunk(answer: Answer) -> Broken:
    chunk = _render_chunk(answer.text.encode())
    return Broken(_render_chunked_head(answer) + chunk)


def _render_gzip(answer: Answer, content: bytes) -> Broken:
    headers = {"content-encoding": "gzip", "content-length": len(content)}
    return Broken(_render_head(answer, headers) + content)


def _spoil_gzip(answer: Answer) -> Broken:
    whole = gzip.compress(answer.text.encode(), mtime=0)
    return _render_gzip(answer, whole[:-CHECKSUM] + b"\xff" * CHECKSUM)


def _cut_gzip(answer: Answer) -> Broken:
    first, _ = _halve(gzip.compress(answer.text.encode(), mtime=0))
    return _render_gzip(answer, first)


def _stall(answer: Answer) -> Broken:
    return replace(_cut_length(answer), end="stall")


def _reset(answer: Answer) -> Broken:
    return replace(_cut_length(answer), end="reset")


WAYS: Mapping[str, Callable[[Answer], Broken]] = {
    "cut-head": _cut_head,
    "cut-length": _cut_length,
    "short-length": _shorten_length,
    "cut-text": _cut_text,
    "cut-chunk": _cut_chunk,
    "bad-chunk": _spoil_chunk,
    "no-last-chunk": _leave_out_last_chunk,
    "bad-gzip": _spoil_gzip,
    "cut-gzip": _cut_gzip,
    "stall-inside": _stall,
    "reset-inside": _reset,
}
UNNOTICED = ("short-length", "cut-text", "cut-gzip")  # but for JSON that does not end
