"""Draw the progress badge: a flat SVG with a label, a value and a thin bar, wide enough for any script.

It is set in Arial, Helvetica or Liberation Sans, which share one set of widths; other scripts come from the reader's
own fonts, where East Asian characters are one em wide. Widths of scripts whose letters join are means: such text is
placed by them and never stretched.
"""

from __future__ import annotations

import re
import unicodedata

from roadmap_bot.text.render import render

SIZE = 12  # font size, px
HEIGHT = 24
PAD = 9
EMOJI = 1250
WIDE, HALF = 1000, 500
OTHER = 600
JOINER = "\u200d"
# What is drawn as one emoji, and the signs of East Asia between which a browser leaves out half an em.
JOINED = re.compile(
    "[\U0001f1e6-\U0001f1ff]{2}|.(?:[\ufe0f\u20e3\U0001f3fb-\U0001f3ff]|\u200d\\W)+"
)
SQUEEZED = re.compile(
    "[，。、；：」』）》】〉](?=[，。、；：」』）》】〉「『（《【〈])|[「『（《【〈](?=[「『（《【〈])"
)

# Thousandths of an em, measured in Chromium with Liberation Sans.
WIDTHS = {
    char: width
    for width, chars in {
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
    }.items()
    for char in chars
}

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


def render_badge(label: str, value: str, share: float, *, language: str, dark: bool) -> str:
    """Render the badge as SVG; `share` (0 to 1) fills the bar and moves the hue from blue to green, never to red."""
    label, value = _clean(label), _clean(value)
    left, right = (round(text_width(text)) + 2 * PAD for text in (label, value))
    share = min(1.0, max(0.0, share))
    return render(
        "badge.svg.j2",
        label=label,
        value=value,
        is_measured=is_measured(label + value),
        language=language,
        left=left,
        right=right,
        pad=PAD,
        height=HEIGHT,
        size=SIZE,
        filled=round((right - 2 * PAD) * share, 1),
        hue=find_hue(share, dark=dark),
        back="#30363d" if dark else "#e7ebf0",
        ink="#e6edf3" if dark else "#1f2328",
    )


def find_hue(share: float, *, dark: bool) -> str:
    """Find the colour that stands for so much progress."""
    return mix_colors("1f6feb", "238636", share) if dark else mix_colors("0969da", "1a7f37", share)


def mix_colors(first: str, last: str, share: float) -> str:
    """Mix two colours of six hex digits; a `share` of 0 is all the first."""
    pairs = zip(bytes.fromhex(first), bytes.fromhex(last), strict=True)
    return "#" + bytes(round(low + (high - low) * share) for low, high in pairs).hex()


def text_width(text: str) -> float:
    """Return the width of one line of text in pixels, near to what a browser draws."""
    text = unicodedata.normalize("NFC", _clean(text))
    plain, emoji = JOINED.subn("", text)
    width = sum(map(_char_width, plain)) + emoji * EMOJI - len(SQUEEZED.findall(plain)) * HALF
    return width * SIZE / 1000


def is_measured(text: str) -> bool:
    """Whether every width is known, so that a browser may be told the whole text's."""
    return not any(_find_script(char) for char in text)


def _char_width(char: str) -> float:
    if char in WIDTHS:
        return WIDTHS[char]
    category, width = unicodedata.category(char), unicodedata.east_asian_width(char)
    if category in ("Mn", "Me", "Cf"):
        return 0
    if _find_script(char):
        return SCRIPTS[_find_script(char)]
    base = unicodedata.normalize("NFD", char)[0]
    if base != char and not category.startswith("Lo"):
        return _char_width(base)
    if category == "So" and width == "W" and char >= "\u2300":
        return EMOJI
    if width == "H":
        return HALF
    return WIDE if width in ("W", "F") or category in ("So", "Sm", "No", "Nl") else OTHER


def _find_script(char: str) -> str:
    """Find the script of a letter whose width is a mean; empty where it is none of those."""
    script = unicodedata.name(char, "").partition(" ")[0]
    return script if script in SCRIPTS else ""


def _clean(text: str) -> str:
    """Keep what can be seen, on one line, and what holds an emoji together."""
    seen = (char for char in text if unicodedata.category(char) != "Cf" or char == JOINER)
    shown = "".join(
        char if char.isprintable() or char in (JOINER, "\u3000") else " " for char in seen
    )
    return re.sub(" +", " ", shown).strip(" ")
