"""A token is masked however it is spelled, and nothing else is changed, however long the text."""

from __future__ import annotations

import base64
import html
import json
import string
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_bot.http.masking import MASK, mask_token

TOKEN = "ghs_1234567890abcdefghij.klmnop-qrstuv_wxyz"
SIGNS = string.ascii_letters + string.digits + "_-."

Spell = Callable[[str], str]


def by_code(form: str) -> Spell:
    """Make what spells each sign by its code."""
    return lambda text: "".join(form.format(ord(sign)) for sign in text)


def by_name(text: str) -> str:
    return text.replace("_", "&lowbar;").replace(".", "&period;")


def in_json(text: str) -> str:
    return json.dumps(text)[1:-1]


def in_json_of_github(text: str) -> str:
    return in_json(text).replace("&", "\\u0026")


def in_url(text: str) -> str:
    return text.replace("%", "%25")


SPELLINGS: dict[str, Spell] = {
    "plain": str,
    "JSON": by_code("\\u{:04x}"),
    "JSON in capitals": by_code("\\u{:04X}"),
    "JavaScript": by_code("\\x{:02x}"),
    "URL": by_code("%{:02x}"),
    "URL in capitals": by_code("%{:02X}"),
    "HTML": by_code("&#{};"),
    "HTML with zeros": by_code("&#{:06};"),
    "HTML in hexadecimal": by_code("&#x{:x};"),
    "HTML in capital hexadecimal": by_code("&#X{:X};"),
    "HTML by name": by_name,
    "one sign alone": lambda text: text.replace("_", "%5f", 1),
}
AGAIN: dict[str, Spell] = {
    "as it is": str,
    "in JSON": in_json,
    "in JSON twice": lambda text: in_json(in_json(text)),
    "in GitHub's JSON": in_json_of_github,
    "in a URL": in_url,
    "in a URL twice": lambda text: in_url(in_url(text)),
    "in HTML": html.escape,
    "in HTML in GitHub's JSON": lambda text: in_json_of_github(html.escape(text)),
}


@pytest.mark.parametrize("again", AGAIN)
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_token_is_masked_however_it_is_spelled(spelling: str, again: str) -> None:
    echoed = AGAIN[again](SPELLINGS[spelling](TOKEN))
    assert mask_token(TOKEN, f"Bad credentials: {echoed}!") == f"Bad credentials: {MASK}!"


@given(st.lists(st.sampled_from(sorted(SPELLINGS)), min_size=len(TOKEN), max_size=len(TOKEN)))
def test_each_sign_may_be_spelled_in_its_own_way(names: list[str]) -> None:
    echoed = "".join(SPELLINGS[name](sign) for name, sign in zip(names, TOKEN, strict=True))
    assert mask_token(TOKEN, f"<{echoed}>") == f"<{MASK}>"


@pytest.mark.parametrize("before", ["", "x", "xy", "x-access-token:"])
def test_within_base64_no_more_of_a_token_is_left_than_its_edges(before: str) -> None:
    echoed = base64.b64encode(f"{before}{TOKEN}!".encode()).decode()
    left = mask_token(TOKEN, echoed).replace(MASK, "")
    assert len(left) <= len(base64.b64encode(f"{before}!!".encode())) + 4
    assert all(part not in left for part in (echoed[24:32], echoed[32:40]))


@given(st.text(f"{SIGNS}\\u%&#;x5f ", max_size=200))
def test_what_holds_no_token_stays_as_it_is(text: str) -> None:
    assert mask_token(TOKEN, text) == text
    assert mask_token("", text) == text


LONG = {
    "backslashes": "\\" * 1_000_000,
    "percent signs": "%25" * 300_000,
    "ampersands": "&amp;" * 200_000,
    "ampersands in JSON": "\\u0026amp;" * 100_000,
    "zeros": "&#0000000" * 100_000,
    "beginnings": "ghs_" * 250_000,
    "beginnings in JSON": "\\u0067hs_" * 100_000,
    "beginnings of all but the end": f"%67{TOKEN[1:-1]}" * 20_000,
}


@pytest.mark.parametrize("name", LONG)
def test_no_text_takes_long(name: str) -> None:
    start = time.process_time()
    assert mask_token(TOKEN, LONG[name]) == LONG[name]
    assert time.process_time() - start < 3
