"""How wide a line of text is when a browser draws it.

It is set in Arial, Helvetica or Liberation Sans, which share one set of widths; other scripts
come from the reader's own fonts, where East Asian characters are one em wide. Widths of scripts
whose letters join are means: such text is placed by them and never stretched.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

# Thousandths of an em.
EMOJI = 1250
WIDE, HALF = 1000, 500
OTHER = 600

# What stays together: a word with the space and the closing signs behind it, one wide sign.
_PART = re.compile(r"(?:[^\s\u2e80-\uffef]+|[\u2e80-\uffef])[，。、；：」』）》】〉！？：]*\s*")
_LETTER = re.compile(r"\w\W*|\W+")  # with the marks and signs behind it
JOINER = "\u200d"
WIDE_SPACE = "\u3000"
# What is drawn as one emoji; the signs of East Asia between which a browser leaves out half an em.
JOINED = re.compile(
    "[\U0001f1e6-\U0001f1ff]{2}|.(?:[\ufe0f\u20e3\U0001f3fb-\U0001f3ff]|\u200d\\W)+"
)
SQUEEZED = re.compile(
    "[，。、；：」』）》】〉](?=[，。、；：」』）》】〉「『（《【〈])|[「『（《【〈](?=[「『（《【〈])"
)
INVISIBLE = ("Mn", "Me", "Cf")
SYMBOLS = ("So", "Sm", "No", "Nl")

# Measured in Chromium with Liberation Sans.
MEASURED: Mapping[int, str] = {
    191: "'′",
    222: "ijlıłſιіј‘’‚",
    260: "|¦",
    278: " !,./:;I[\\]ft ·ŧΙІЇї",
    292: "ľ",
    333: "()-`r¡²³´¸¹“”„‹›",
    334: "{}ŀ",
    355: '"•″',
    365: "ªºг",
    375: "ť",
    389: "*",
    400: "°τ",
    411: "ґ",
    438: "εζкғ",
    448: "ξ",
    458: "зт",
    469: "^",
    482: "ςҐ",
    500: "JcksvxyzĸγκλνЈсухѕ↑↓▸▾",
    510: "эєүұ",
    521: "χчь",
    531: "вҒ",
    542: "¶υГпя",
    552: "Γнџ√≈≠≤≥",
    556: "#$0123456789?L_abdeghnopqu¢£¥§«»ßðþđħĽĿŁŋδηθοаеорђћқ–₩€",
    559: "ийҮҰә",
    573: "µαβμρб₹₿",
    583: "Ќдл₽",
    584: "+<=>~¬±×",
    611: "FTZ¿ďŦΖΣΤσЗТһө■□○●",
    625: "ъ",
    636: "У",
    656: "ΞφБЛЬң",
    667: "&ABEKPSVXYÞΑΒΔΕΚΛΡΥΧАВЕКРХЧ",
    669: "жҚ",
    677: "Д",
    688: "πм✓",
    698: "Һ",
    719: "ψЄЏИЙПЭы∑∞",
    722: "CDHNRUwÐĐĦŊΗΝΠНСЯц",
    737: "©®ӘЦ",
    750: "ΩФюҢ",
    778: "GOQØΘΟωОӨ",
    792: "Ъ",
    802: "Φш",
    812: "њ",
    823: "фщ",
    833: "Mm¼½¾ΜΨМ✔✗✘",
    854: "Ћ",
    865: "Ђ",
    889: "%æЫ",
    906: "љ",
    917: "ЖШ",
    944: "WœЩ",
    990: "▲▼",
    1000: "ÆŒЮ—…‰™←→△◆★☆",
    1015: "@Њ",
    1057: "Љ",
    1073: "№",
}
WIDTHS = {char: width for width, chars in MEASURED.items() for char in chars}

# Means of the letters of other scripts, by the first word of a letter's name in Unicode.
SCRIPTS = {
    "ARABIC": 420,
    "ARMENIAN": 630,
    "BENGALI": 460,
    "DEVANAGARI": 385,
    "GEORGIAN": 675,
    "HANGUL": 920,
    "HEBREW": 555,
    "TAMIL": 700,
    "THAI": 555,
}


def find_width(text: str, size: float) -> float:
    """Find the width of one line of text in pixels, near to what a browser draws."""
    line = unicodedata.normalize("NFC", clean_line(text))
    plain, emoji = JOINED.subn("", line)
    squeezed = len(SQUEEZED.findall(plain))
    width = sum(map(_find_width, plain)) + emoji * EMOJI - squeezed * HALF
    return width * size / 1000


def is_measured(text: str) -> bool:
    """Whether every width is known, so that a browser may be told the whole text's."""
    return not any(_find_script(char) for char in text)


def wrap_line(text: str, size: float, width: float, most: int) -> list[str]:
    """Break a line at spaces and between the signs of East Asia; what finds no room is cut off."""
    lines = [""]
    for part in _find_parts(clean_line(text), size, width):
        longer = lines[-1] + part
        has_room = find_width(longer, size) <= width
        if has_room or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(part)
    if len(lines) > most:
        lines[most - 1] += "…"
    return [_cut(line.strip(), size, width) for line in lines[:most]]


def _find_parts(line: str, size: float, width: float) -> Iterator[str]:
    """Find where a line may break; a word that is wider than the line breaks anywhere."""
    for part in _PART.findall(line):
        if find_width(part, size) <= width:
            yield part
        else:
            yield from _LETTER.findall(part)


def _cut(line: str, size: float, width: float) -> str:
    """Cut off what of a line finds no room."""
    cut = line
    while find_width(cut, size) > width:
        cut = cut.removesuffix("…")[:-1] + "…"
    return cut


def clean_line(text: str) -> str:
    """Keep what can be seen, on one line, and what holds an emoji together."""
    seen = "".join(_clean(char) for char in text)
    return re.sub(" +", " ", seen).strip(" ")


def _clean(char: str) -> str:
    if char in (JOINER, WIDE_SPACE):
        return char
    if unicodedata.category(char) == "Cf":
        return ""
    return char if char.isprintable() else " "


def _find_width(char: str) -> float:
    if char in WIDTHS:
        return WIDTHS[char]
    category = unicodedata.category(char)
    if category in INVISIBLE:
        return 0
    script = _find_script(char)
    if script:
        return SCRIPTS[script]
    base = unicodedata.normalize("NFD", char)[0]
    if base != char and category != "Lo":
        return _find_width(base)
    return _guess_width(char, category)


def _guess_width(char: str, category: str) -> float:
    room = unicodedata.east_asian_width(char)
    if room == "H":
        return HALF
    if room == "W" and category == "So" and char >= "\u2300":
        return EMOJI
    is_wide = room in ("W", "F") or category in SYMBOLS
    return WIDE if is_wide else OTHER


def _find_script(char: str) -> str:
    """Find the script of a letter whose width is a mean; empty where it is none of those."""
    script = unicodedata.name(char, "").partition(" ")[0]
    return script if script in SCRIPTS else ""
