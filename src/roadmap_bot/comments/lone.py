"""A verb that is all that a comment says, on the issue that it is about: `done`, 先跳过这个吧, ✅.

What may stand beside it is a closed list: the thing pointed at, that it is so, who did it. More
makes another sentence of it: "is this done", "finished this chapter", 先完成这个.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from roadmap_bot.comments.phrases import MENTION, any_of, drop, drop_last, fold_said
from roadmap_bot.commits.names import Names
from roadmap_bot.commits.tokens import Token, read_tokens
from roadmap_bot.text.verbs import (
    ASKING,
    BASE_FORMS,
    CHEERS,
    CLOSE,
    COURTESIES,
    GREETINGS,
    MENDING,
    POINTING,
    POINTING_ZH,
    SKIPPED_FOR,
    THANKS,
    WISHES,
    Verb,
)

LONGEST = 40  # characters of a comment that is a verb alone

_SIGNS = ("nothing", "end", "quote", "tick", "open", "close")
_MEANT = (*_SIGNS, "verb", "word", "task", "comma", "space")
_SHOWN = re.compile(r"\n|\A>|\w\(|[{}]|\);")  # more lines, a quote, code
_CALLED = re.compile(rf"\A{MENTION}[ ,:]*")
_SIGN = re.compile(r"[^\w' ,]|_")

_EN, _ZH = any_of(POINTING).pattern, any_of(POINTING_ZH).pattern
_THIS = rf"(?:{_EN}|{_ZH})"
_IS = rf"(?:{'|'.join(sorted(POINTING, key=len, reverse=True))})(?: is| has been|'s been|'s)"
_BY_NOW = r"(?: ?(?:now|all|already|finally|just|已经|已|也|全部|全|都|终于|总算|刚刚|刚))*"
_SO = re.compile(
    rf"(?:now )?(?:{_IS}|is|has been|i(?:'ve| have)?|task|(?:{_ZH})?(?:我们?)?){_BY_NOW}"
    rf"(?:把?(?:{_ZH}))?{_BY_NOW}"
)
_OVER = r"(?:[了啦咯喽][哈哦呀]*)?"
_IT = re.compile(rf"{_OVER}(?: ?(?:with )?{_THIS})?{_OVER}(?: ?now)?")
_MARK = re.compile(rf"mark(?: (?:{_EN}))?(?: as)?|标记为?")
_COMPLETE = re.compile(rf"(?:{_IS}{_BY_NOW}|task)")
_TASK, _UNIT = re.compile("task|任务|题"), re.compile("unit|单元")
_WHO = re.compile(r"[我把]")
_IS_OVER = re.compile(r"[了啦咯喽已刚]")
_SKIPPED = re.compile(rf"{_THIS}?(?: ?for now)?{_OVER}")
_POLITE = any_of(COURTESIES)
_THANKS = any_of(THANKS)
_CHEERS = any_of(CHEERS)
_ASKED = any_of((*ASKING, *GREETINGS, *COURTESIES, *POINTING_ZH, "把"))
_WHY = any_of((*SKIPPED_FOR, *COURTESIES))
_WISHED = any_of((*ASKING, *GREETINGS, *COURTESIES, *POINTING_ZH, *WISHES, *SKIPPED_FOR, "把"))


class Lone(NamedTuple):
    """A verb that stands alone: what it asks for, and the word, empty for a tick's sign.

    `about` is what it points at, where it says more than "this".
    """

    verb: Verb
    word: str
    about: Literal["task", "unit", ""] = ""


def find_lone(prose: str, names: Names) -> Lone | None:
    """Find the verb that is all that a comment says."""
    if len(prose) > LONGEST or _SHOWN.search(prose):
        return None
    line = _CALLED.sub("", fold_said(prose), count=1)
    tokens = read_tokens(line, names)
    if _are_ticks(tokens):
        return Lone("done", "")
    verbs = [token for token in tokens if token.kind == "verb"]
    if len(verbs) != 1 or not all(map(_is_plain, tokens)):
        return None
    line = _blank(line, tokens)
    before, behind = _clean(line[: verbs[0].start]), _clean(line[verbs[0].end :])
    word = verbs[0].means
    verb = names.verbs[word]
    is_done = verb == "done" and _is_done(word, before, behind)
    is_asked = (verb != "done" or word in CLOSE) and _is_asked(verb, before, behind)
    return Lone(verb, word, _find_about(before + behind)) if is_done or is_asked else None


def _find_about(beside: str) -> Literal["task", "unit", ""]:
    if _UNIT.search(beside):
        return "unit"
    return "task" if _TASK.search(beside) else ""


def _are_ticks(tokens: list[Token]) -> bool:
    """Tell whether there is nothing but ticks, and what is no word."""
    is_silent = all(token.kind in _SIGNS and not _is_word(token) for token in tokens)
    return is_silent and any(token.kind == "tick" for token in tokens)


def _is_word(token: Token) -> bool:
    return token.kind != "tick" and any(sign.isalnum() for sign in token.text)


def _is_plain(token: Token) -> bool:
    """Tell whether a token may stand beside a lone verb at all."""
    return token.kind in _MEANT and (token.kind != "word" or token.text.replace("'", "").isalnum())


def _blank(line: str, tokens: list[Token]) -> str:
    """Leave spaces where signs stood that mean nothing, such as `100 %` and emoji."""
    for token in tokens:
        if token.kind == "nothing" and not token.text.isalpha():
            line = line[: token.start] + " " * len(token.text) + line[token.end :]
    return line


def _clean(text: str) -> str:
    return " ".join(_SIGN.sub(" ", text).split()).strip(" ,")


def _is_done(word: str, before: str, behind: str) -> bool:
    """Tell whether what stands beside a verb only says of what, and that, it is done.

    "finish this", 我完成 and 把这个完成 may be wishes.
    """
    before, behind = drop(before, _CHEERS), drop_last(behind, _THANKS)
    if word in MENDING:
        return False
    if _MARK.fullmatch(drop(before, _ASKED)):
        return not drop(behind, _POLITE)
    if word in BASE_FORMS:
        is_so = word == "complete" and _COMPLETE.fullmatch(before) is not None
        is_it = word == "close" and _IT.fullmatch(behind) is not None
        return (is_so or not before) and (is_it or not behind)
    is_over = not _WHO.search(before) or _IS_OVER.search(before + behind) is not None
    return is_over and bool(_SO.fullmatch(before) and _IT.fullmatch(behind))


def _is_asked(verb: Verb, before: str, behind: str) -> bool:
    """Tell whether what stands beside a verb only says who asks for it, and of what."""
    if verb == "skip":
        return not drop(before, _WISHED) and bool(_SKIPPED.fullmatch(drop_last(behind, _WHY)))
    it = _IT if verb == "done" else _SKIPPED
    return not drop(before, _ASKED) and bool(it.fullmatch(drop_last(behind, _POLITE)))
