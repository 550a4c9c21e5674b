"""Text as YAML: as it is where that is safe, else between quotes."""

from __future__ import annotations

import json
import re

_PLAIN = re.compile(
    r"[A-Za-z\u3400-\u9fff][^\x00-\x1f\x7f-\xa0:#{}\[\],&*!|>'\"%@`?\\\u2028\u2029\ufeff]*"
)
_WORDS = frozenset(["y", "n", "yes", "no", "true", "false", "on", "off", "null", "none"])
_SPECIAL = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")
_UNWANTED = re.compile("[\ufffe\uffff\ud800-\udfff]")


def quote(text: str) -> str:
    """Write a text on one line so that YAML reads the same text."""
    clean = _UNWANTED.sub("\ufffd", text)
    if _PLAIN.fullmatch(clean) and clean.casefold() not in _WORDS and clean == clean.strip():
        return clean
    return _SPECIAL.sub(_escape, json.dumps(clean, ensure_ascii=False))


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
