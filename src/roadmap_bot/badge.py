"""Draw the progress badge: a flat SVG with a label, a value and a thin bar, wide enough for any script.

It is set in Arial, Helvetica or Liberation Sans, which share one set of widths; other scripts come from the reader's
own fonts, where East Asian characters are one em wide.
"""

from __future__ import annotations

import unicodedata

from roadmap_bot.render import render

SIZE = 12  # font size, px
HEIGHT = 24
PAD = 9
EMOJI = 1250
WIDE = 1000
OTHER = 600
JOINER, EMOJI_STYLE = "\u200d", "\ufe0f"

# Thousandths of an em, measured in Chromium with Liberation Sans.
WIDTHS = {
    char: width
    for width, chars in {
        191: "'",
        222: "ijlı‘’",
        260: "|",
        278: " \u00a0!,./:;I[\\]ftіїІЇ·",
        333: "()-`r“”",
        334: "{}",
        355: '"•',
        365: "г",
        389: "*",
        400: "°",
        438: "к",
        458: "зт",
        469: "^",
        500: "Jckvsxyzсухѕ",
        510: "эє",
        521: "чь",
        531: "в",
        542: "Гпя",
        552: "н",
        556: "#$0123456789?L_abdeghnopquß–€аеор",
        559: "ий",
        573: "б",
        583: "дл",
        584: "+<=>~×±",
        611: "FTZТ",
        625: "ъ",
        636: "У",
        656: "БЛЬ",
        667: "&ABEKPSVXYАВЕРХЗКЧ",
        669: "ж",
        677: "Д",
        688: "м",
        719: "ЙИПЭыЄ",
        722: "CDHNRUwНСЯц",
        750: "юФ",
        778: "GOQОØ",
        802: "ш",
        823: "фщ",
        833: "MmМ",
        889: "%æЫ",
        917: "ШЖЩ",
        944: "Wœ",
        1000: "ÆŒ—…ЮЪ",
        1015: "@",
    }.items()
    for char in chars
}


def render_badge(label: str, value: str, share: float, *, language: str, dark: bool) -> str:
    """Render the badge as SVG; `share` (0 to 1) fills the bar and moves the hue from blue to green, never to red."""
    left = round(text_width(label)) + 2 * PAD
    right = round(text_width(value)) + 2 * PAD
    share = min(1.0, max(0.0, share))
    return render(
        "badge.svg.j2",
        label=_clean(label),
        value=_clean(value),
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
    total, before, joined = 0.0, 0.0, False
    for char in unicodedata.normalize("NFC", _clean(text)):
        if char == EMOJI_STYLE:
            width = EMOJI - before
        elif joined or _is_modifier(char):
            width = 0.0
        else:
            width = before = _char_width(char)
        joined = char == JOINER
        total += width
    return total * SIZE / 1000


def _char_width(char: str) -> float:
    if char in WIDTHS:
        return WIDTHS[char]
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0.0
    if "\U0001f1e6" <= char <= "\U0001f1ff":
        return EMOJI / 2  # a flag is two of them
    base = unicodedata.normalize("NFD", char)[0]
    if base != char and not unicodedata.category(base).startswith("Lo"):
        return _char_width(base)
    if unicodedata.east_asian_width(char) in ("W", "F"):
        return EMOJI if unicodedata.category(char) == "So" and char >= "\u2300" else WIDE
    return OTHER


def _is_modifier(char: str) -> bool:
    return "\U0001f3fb" <= char <= "\U0001f3ff"


def _clean(text: str) -> str:
    """Keep what can be seen, on one line, and what holds an emoji together."""
    seen = (char for char in text if unicodedata.category(char) != "Cf" or char == JOINER)
    return "".join(char if char.isprintable() or char == JOINER else " " for char in seen)
