"""Cut a line into tokens: ids, verbs, joiners, signs, and words that mean nothing here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from roadmap_bot.commits.hedges import is_by_product, is_hedged, is_part
from roadmap_bot.commits.names import Names, looks_like_id
from roadmap_bot.text.characters import CJK, UNSEEN
from roadmap_bot.text.verbs import CROSSES

LONGEST_ASIDE = 40  # tokens
LONGEST = 64  # signs of a token; an id has at most 16
CODE = "\ufffc"  # stands where a code span stood, so that the words around it do not meet

_ENDS = r" ,;:!?(){}\[\]&。、…“”‘《》「」『』【】〔〕·→" + CODE
# A token goes on over anything odd between two ASCII signs, so that `W03:2` and `W03\0-2` are not
# `W03`.
_TOKEN = re.compile(
    rf"(?:[0-9A-Za-z_./\\~@#+=%\-{UNSEEN}]|(?![{CJK}一ー])\w"
    rf"|(?<=[0-9A-Za-z])(?::(?=[0-9])|[^{CJK}{_ENDS}](?=[0-9A-Za-z])))+"
)
_NUMBER = re.compile(r"#[1-9][0-9]{0,8}")
# `W03-2 ~ W03-4` and `W03 - 2` mean more, or other, than the id they begin with.
_RANGE = re.compile(
    r" ?(?:~|\.\.+|/|至|到|to |through ) ?"
    r"(?:(?=[A-Za-z]{1,4}[0-9])|(?<=[至到 ])(?=[0-9]{1,3}(?:[ ,;!。]|\Z)))",
    re.IGNORECASE,
)
_TORN = re.compile(r" ?- ?(?=[0-9])")


class Token(NamedTuple):
    """A piece of a line.

    Its kind, where it stands, and what it means (a live id, a verb folded).
    """

    kind: str
    start: int
    end: int
    text: str
    means: str = ""


def find_kinds(tokens: Iterable[Token]) -> list[str]:
    """Find the kind of each token."""
    return [token.kind for token in tokens]


def find_places(tokens: Sequence[Token], kind: str) -> list[int]:
    """Find where tokens of a kind stand among others."""
    return [place for place, token in enumerate(tokens) if token.kind == kind]


def find_verb(tokens: Iterable[Token]) -> str:
    """Find what the first verb means, empty where there is none."""
    meanings = (token.means for token in tokens if token.kind == "verb")
    return next(meanings, "")


# What a sign or a Chinese word is. The first that matches counts; emoji and brackets are nothing.
_KINDS = {
    "space": r"\ ",
    "nothing_": (
        r"\[(?:skip\ ci|ci\ skip|no\ ci|skip\ actions|actions\ skip)\]|\(\#[0-9]{1,9}\)"
        r"|\((?:100\ ?%|(?P<whole>[0-9]{1,4})\ ?/\ ?(?P=whole))\)"
        r"|100\ ?%|(?<![0-9/])(?P<all>[0-9]{1,4})\ ?/\ ?(?P=all)(?![0-9/])"
    ),
    "tick": r"[✅✔☑]\ufe0f?|\[[xX]\]",
    "cross": rf"[{CROSSES}]\ufe0f?|\[\ ?\]",
    "break": r"[-=]+>|[\u2190-\u21ff\u2794-\u27be]\ufe0f?|--+|(?<=\ )-(?=\ )|…+|但是?|然后",
    "nothing": (
        r"[\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
        r"[\ufe0f\u200d\U0001f3fb-\U0001f3ff]*|[*~_]+(?=\W|\Z)|\*+|·"
        r"|(?<!\S)[:;]-?[()DP](?!\w)|-(?![0-9A-Za-z>-])|[0-9\#*]\ufe0f?\u20e3"
    ),
    "end": r"\.+(?![0-9A-Za-z])|。|!",
    "question": r"\?",
    "comma": r"[,;]",
    "pause": r"、",
    "colon": r":",
    "bar": r"\|",
    "open": r"[(\[{<「『【〔《“‘]",
    "close": r"[)\]}>」』】〕》”’]",
    "quote": r"[\"']",
    "join": r"以及|还有|并且?|[和与及]|&|\+(?=[A-Za-z]+[0-9])|\+(?!\w)",
    "task": r"任务",
    "nothing__": r"已经?|终于|全?都|全部|[了啦咯喽呀哟也]",
}
_SIGNS = re.compile("|".join(f"(?P<{kind}>{signs})" for kind, signs in _KINDS.items()), re.VERBOSE)
_LATIN = {
    **dict.fromkeys(("is", "are", "was", "were", "both", "all", "too", "also"), "nothing"),
    **dict.fromkeys(("has", "have", "been", "already", "finally", "now"), "nothing"),
    **dict.fromkeys(("with", "task", "tasks"), "task"),
    **dict.fromkeys(("but", "then"), "break"),
    **dict.fromkeys(("and", "+", "&"), "join"),
}
_CJK = re.compile(f"[{CJK}一ー]")
_TO_TITLE = re.compile(r"[\])】」』*\"|]{0,3} ?[:|·-]{0,2} ?[(\[「『《\"]?")
_GOING_ON = [[joint, then] for joint in ("comma", "pause", "join") for then in ("id", "join")]
_GOES_ON = re.compile(rf"(?![{CJK}])\w")


def read_tokens(line: str, names: Names) -> list[Token]:
    """Read a folded line from left to right, once; spaces are left out."""
    tokens = [token for token in _read(line, names) if token.kind != "space"]
    _close_brackets(tokens, line)
    return tokens


def _close_brackets(tokens: list[Token], line: str) -> None:
    """Make a word of a bracket that is opened before an id and never closed.

    Set asides of a list apart.
    """
    opened: list[int] = []
    for index, token in enumerate(tokens):
        if token.kind == "open":
            opened.append(index)
        elif token.kind == "close" and opened:
            _set_aside(tokens, opened.pop(), index, line)
    for index in opened:
        behind = find_kinds(tokens[index + 1 : index + 2])
        kind = "word" if behind == ["id"] else "nothing"
        tokens[index] = tokens[index]._replace(kind=kind)


def _set_aside(tokens: list[Token], start: int, end: int, line: str) -> None:
    """Let a bracket between two ids of a list mean nothing, as in "W03-1 (numpy), W03-2"."""
    before = find_kinds(tokens[start - 1 : start])
    behind = find_kinds(tokens[end + 1 : end + 3])
    is_in_list = before == ["id"] and behind in _GOING_ON
    if not is_in_list or end - start > LONGEST_ASIDE:
        return
    bracket = tokens[start : end + 1]
    said = line[tokens[start].start : tokens[end].end]
    if not _says_more(bracket, said):
        nothing = [token._replace(kind="nothing") for token in bracket]
        tokens[start : end + 1] = nothing


def _says_more(bracket: list[Token], said: str) -> bool:
    """Tell whether a bracket says that the id before it is not meant, or means another one."""
    if set(find_kinds(bracket)) & {"id", "verb", "number", "unknown", "question"}:
        return True
    return is_part(said) or is_by_product(said) or is_hedged(said)


def _read(line: str, names: Names) -> Iterator[Token]:
    here = title = title_end = 0
    while here < len(line):
        token = _read_one(line, here, names)
        if title <= here < title_end:
            token = Token("nothing", here, title_end, line[here:title_end])
        elif token.kind == "id":
            title, title_end = _find_title(line, token, names)
        yield token
        here = token.end


def _read_one(line: str, here: int, names: Names) -> Token:
    if verb := _find_verb(line, here, names):
        return verb
    if sign := _SIGNS.match(line, here):
        kind = _find_kind(sign)
        return Token(kind, here, sign.end(), sign[0])
    latin = _TOKEN.match(line, here)
    if latin and not _CJK.match(line, here):
        return _read_latin(line, latin, names)
    return Token("word", here, here + 1, line[here])


def _find_verb(line: str, here: int, names: Names) -> Token | None:
    if line[here - 1 : here] == "$" or not line[here].isalnum():
        return None
    found = names.verb.match(line, here)
    if not found or found[0].casefold() not in names.verbs:
        return None
    return Token("verb", here, found.end(), found[0], found[0].casefold())


def _find_kind(sign: re.Match[str]) -> str:
    kind = next(kind for kind in _KINDS if sign[kind] is not None)
    return kind.rstrip("_")


def _read_latin(line: str, found: re.Match[str], names: Names) -> Token:
    whole, start = found[0], found.start()
    text = whole.rstrip(".-~") or whole
    if len(text) >= LONGEST:
        return Token("word", start, found.end(), whole)
    if _NUMBER.fullmatch(text):
        return Token("number", start, start + len(text), text, text)
    text = _cut_list(text, names)
    end = start + len(text)
    id = names.find_id(text)
    more = _find_range_end(line, start, end) if id else None
    if more:
        return Token("unknown", start, more, line[start:more])
    if id:
        return Token("id", start, end, text, id)
    if looks_like_id(text, names):
        return Token("unknown", start, end, text)
    return Token(_LATIN.get(text.casefold(), "word"), start, end, text)


def _find_range_end(line: str, start: int, end: int) -> int | None:
    """Find where a range ends, or a torn id, that the id between start and end begins."""
    more = _RANGE.match(line, end)
    if not more and "-" not in line[start:end]:
        more = _TORN.match(line, end)
    tail = _TOKEN.match(line, more.end()) if more else None
    return tail.end() if tail else None


def _cut_list(text: str, names: Names) -> str:
    """Cut `W03-2+W03-3` behind its first id; whatever else is glued to an id makes it unknown."""
    pieces = text.split("+")
    is_list = all(names.find_id(piece) for piece in pieces)
    return pieces[0] if is_list else text


def _find_title(line: str, id: Token, names: Names) -> tuple[int, int]:
    """Find where a thing's whole title stands behind its id, in any language."""
    found = _TO_TITLE.match(line, id.end)
    start = found.end() if found else id.end
    for title in filter(None, names.titles[id.means]):
        end = start + len(title)
        said = line[start:end].casefold()
        if said == title and _ends_there(line, end, names):
            return start, end
    return 0, 0


def _ends_there(line: str, here: int, names: Names) -> bool:
    """Tell whether a title may end here: no word goes on, but for a verb or a sign in Chinese."""
    if _GOES_ON.match(line, here):
        return False
    is_sign = _SIGNS.match(line, here) is not None
    is_verb = names.verb.match(line, here) is not None
    return is_sign or is_verb or _CJK.match(line, here) is None
