"""Mask tokens that an answer echoes, plain or in the spellings of JSON, URLs, HTML and base64."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from html.entities import html5

MASK = "***"
SHORTEST = 12  # signs of a token that is looked for in base64: parts of shorter ones stand anywhere
# Each spelling may be spelled again, but not without end: no text may take long to search.
_BACKSLASHES = r"\\\\{0,3}"
_AGAIN_IN_URL = "(?:25){0,3}"
_AGAIN_IN_HTML = "(?:amp;){0,3}"


def mask_token(token: str, text: str) -> str:
    """Mask a token wherever it stands in a text; no token is in none."""
    if not token:
        return text
    for plain in (token, *_spell_base64(token)):
        text = text.replace(plain, MASK)
    if _make_hint(token).search(text):
        return _make_pattern(token).sub(MASK, text)
    return text


@cache
def _make_hint(token: str) -> re.Pattern[str]:
    """Make what finds any sign of the token that is escaped: quick, and it hardly ever does."""
    signs = sorted(set(token))
    codes = "|".join(map(_spell_code, signs))
    entities = "|".join(("#", *(name for sign in signs for name in _find_names(sign))))
    in_html = f"{_AGAIN_IN_HTML}(?:{entities})"
    in_json = rf"\\(?:(?:u00|x)(?:{codes})|u0025|u0026{in_html})"
    return re.compile(f"{in_json}|%{_AGAIN_IN_URL}(?:{codes})|&{in_html}")


@cache
def _make_pattern(token: str) -> re.Pattern[str]:
    """Make what finds the token, each sign of it in any spelling."""
    return re.compile("".join(f"(?:{'|'.join(_spell(sign))})" for sign in token))


def _spell(sign: str) -> Iterator[str]:
    """Spell a sign in every way, as patterns; JSON may escape the first sign of an escape, too."""
    code = _spell_code(sign)
    names = _find_names(sign)
    entity = "|".join((f"#0{{0,7}}{ord(sign)};", f"#[xX]0{{0,7}}{code};", *names))
    yield re.escape(sign)
    yield f"{_BACKSLASHES}(?:u00|x){code}"
    yield f"%{_AGAIN_IN_URL}{code}"
    yield f"{_BACKSLASHES}u0025{_AGAIN_IN_URL}{code}"
    yield f"&{_AGAIN_IN_HTML}(?:{entity})"
    yield f"{_BACKSLASHES}u0026{_AGAIN_IN_HTML}(?:{entity})"


def _spell_code(sign: str) -> str:
    """Spell a sign's code in hexadecimal digits, small or capital."""
    return "".join(f"[{digit}{digit.upper()}]" for digit in f"{ord(sign):02x}")


def _find_names(sign: str) -> list[str]:
    """Find the names that HTML has for a sign."""
    return [name for name, meant in html5.items() if meant == sign and name.endswith(";")]


@cache
def _spell_base64(token: str) -> tuple[str, ...]:
    """Spell what a token always is within base64, whichever of three places it begins at."""
    if len(token) < SHORTEST:
        return ()
    return tuple(_spell_base64_after(before, token) for before in range(3))


def _spell_base64_after(before: int, token: str) -> str:
    content = bytes(before) + token.encode()
    first, last = -(-before * 8 // 6), len(content) * 8 // 6
    return b64encode(content).decode()[first:last]
