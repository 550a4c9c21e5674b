"""The recorded refusals: each has a source and is used, no code that the twin names is missing."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import github_twin
from github_twin.refusals import load_errors, make_answer, make_entry

CODES = sorted(load_errors())
NAMES = (
    *("name", "id", "permissions", "user", "operation", "value", "oid", "branch", "path"),
    *(
        "count",
        "field",
        "argument",
        "cursor",
        "number",
        "who",
        "url",
        "scope",
        "given",
        "words",
        "method",
    ),
)
VALUES = {name: name.upper() for name in NAMES}
SOURCE = "\n".join(
    path.read_text(encoding="utf-8") for path in Path(github_twin.__path__[0]).glob("*.py")
)


@pytest.mark.parametrize("code", CODES)
def test_every_refusal_has_a_source_and_a_form(code: str) -> None:
    entry = load_errors()[code]
    assert entry["source"]
    assert {"answer", "entry"} & set(entry)
    assert set(entry) <= {"source", "guess", "answer", "entry"}


@pytest.mark.parametrize("code", [code for code in CODES if "answer" in load_errors()[code]])
def test_every_answer_can_be_served(code: str) -> None:
    status, headers, text = make_answer(code, dict(VALUES))
    assert 200 <= status < 600
    assert "{" not in "".join(headers.values())
    if "html" not in load_errors()[code]["answer"]:
        body = json.loads(text)
        assert body.get("message") or body["errors"][0]["message"]
        assert body.get("status") in (None, str(status))


@pytest.mark.parametrize("code", [code for code in CODES if "entry" in load_errors()[code]])
def test_every_entry_has_type_and_words(code: str) -> None:
    entry = make_entry(code, dict(VALUES))
    assert re.fullmatch(r"[A-Z_]+", entry["type"])
    assert entry["message"]
    assert not re.search(r"\{\w+\}", entry["message"])


def test_the_twin_names_no_code_that_is_not_recorded() -> None:
    named = set(re.findall(r'RefusedError\(\s*"([\w-]+)"', SOURCE))
    assert len(named) > 30
    assert named <= set(CODES)


def test_no_recorded_refusal_lies_idle() -> None:
    made = ("primary-", "secondary-", "fault-", "stubborn-")
    assert [code for code in CODES if f'"{code}"' not in SOURCE and not code.startswith(made)] == []
