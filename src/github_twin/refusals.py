"""GitHub's refusals: data in `errors.json`, each with the source it was recorded from.

An entry has an `answer` (a whole HTTP answer), an `entry` (one of a GraphQL answer's `errors`), or
both; where nobody recorded the words, `guess` says so. Braces in its texts take the values of the
case.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

HTML = {"content-type": "text/html; charset=utf-8"}


class RefusedError(Exception):
    """What was asked is refused: a code of `errors.json` and the values of the case."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@cache
def load_errors() -> dict[str, dict[str, Any]]:
    """Load all refusals by code."""
    path = resources.files("github_twin") / "errors.json"
    text = path.read_text(encoding="utf-8")
    loaded: dict[str, dict[str, Any]] = json.loads(text)
    return loaded


def make_answer(code: str, values: Mapping[str, object]) -> tuple[int, dict[str, str], str]:
    """Make the HTTP answer of a refusal: status, headers, text."""
    answer = load_errors()[code]["answer"]
    status = answer["status"]
    given = answer.get("headers", {})
    headers = {name: str(_fill(text, values)) for name, text in given.items()}
    if "html" in answer:
        return status, {**HTML, **headers}, answer["html"]
    body = _fill(answer["body"], values)
    text = json.dumps(body, ensure_ascii=False)
    return status, headers, text


def make_entry(code: str, values: Mapping[str, object]) -> dict[str, Any]:
    """Make the entry of a refusal in a GraphQL answer's errors, without path and locations yet."""
    template = load_errors()[code]["entry"]
    filled: dict[str, Any] = _fill(template, values)
    return filled


def _fill(template: Any, values: Mapping[str, object]) -> Any:
    if isinstance(template, dict):
        return {key: _fill(value, values) for key, value in template.items()}
    if isinstance(template, list):
        return [_fill(value, values) for value in template]
    if isinstance(template, str) and values:
        return template.format(**values)
    return template
