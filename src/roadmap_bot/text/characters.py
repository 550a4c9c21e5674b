"""Tables of characters: what means the same in an id, what cannot be seen, what needs no spaces."""

from __future__ import annotations

import re

SPACES = "\t\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63"
TILDES = "\u223c\u301c"
FULL_WIDTH = range(0xFF01, 0xFF5F)  # ！ to ～, in the order of ASCII
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

# Parts of a regular expression's character class.
UNSEEN = (
    "\\x00-\\x1f\\x7f-\\x9f\\xad\\u0300-\\u036f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180e"
    "\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u20d0-\\u20ff\\u3164\\ufe00-\\ufe0f\\ufeff"
    "\\uffa0\\ufffd\\ud800-\\udfff\\U000e0000-\\U000e0fff"
)
CJK = (  # without 一 ー ㄧ ｰ, which look like dashes
    "\\u1161-\\u11ff\\u2e80-\\u2fdf\\u3005-\\u3007\\u3040-\\u30fb\\u30fd-\\u30ff\\u3100-\\u3126"
    "\\u3128-\\u3163\\u3165-\\u318f\\u31a0-\\u31ff\\u3400-\\u4dbf\\u4e01-\\u9fff\\uac00-\\ud7a3"
    "\\uf900-\\ufaff\\uff66-\\uff6f\\uff71-\\uff9f\\U00020000-\\U0003ffff"
)

_FOLD = {
    **{sign: chr(sign - FULL_WIDTH.start + ord("!")) for sign in FULL_WIDTH},
    **{ord(sign): "-" for sign in DASHES},
    **{ord(sign): "~" for sign in TILDES},
    **{ord(sign): " " for sign in SPACES},
}


def fold(line: str) -> str:
    """Return the line with full-width signs, dashes and spaces as in ASCII, and single spaces."""
    return re.sub(r" {2,}", " ", line.translate(_FOLD))
