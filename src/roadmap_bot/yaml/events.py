"""The events of a YAML text: what begins, what ends, what is written there.

libyaml is twenty times as quick as PyYAML's own parser, which knows better where a mistake is.
So libyaml is believed only where nothing is wrong and both are known to see the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from roadmap_bot.text.problems import shorten
from roadmap_bot.yaml.colons import find_wide_colon

# libyaml takes tabs for spaces, a byte order mark for nothing, and a comment right behind `|`.
_SEEN_DIFFERENTLY = re.compile(r"[\t\ufeff]|[|>][-+0-9]*#")
_LEFT_OPEN = ("while scanning a simple key", "while scanning a quoted scalar")
_OF_COLONS = ("could not find expected ':'", "mapping values are not allowed")
_CODES = {  # by what PyYAML says, the first that fits
    "'\\t'": "yaml.tab",
    "mapping values are not allowed": "yaml.quotes",
    "cannot start any token": "yaml.quotes",
    "alphabetic or numeric character": "yaml.quotes",
}


class UnreadableError(Exception):
    """Nothing from this character on can be read."""

    def __init__(self, code: str, index: int, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.index = index
        self.values = values


def parse_quickly(text: str) -> Iterator[Any]:
    """Yield the events by libyaml; raise UnreadableError at any mistake and at any doubt."""
    if not yaml.__with_libyaml__ or _SEEN_DIFFERENTLY.search(text):
        raise _doubt(0)
    parser: Any = yaml.CSafeLoader(text)
    try:
        yield from _check_events(iter(parser.get_event, None))
    except yaml.YAMLError as error:
        raise _doubt(0) from error


def parse_carefully(text: str) -> Iterator[Any]:
    """Yield the events by PyYAML's own parser; raise UnreadableError at the first mistake."""
    parser: Any = None
    try:
        parser = yaml.SafeLoader(text)
        yield from iter(parser.get_event, None)
    except yaml.MarkedYAMLError as error:
        raise _explain(error, text) from error
    except yaml.reader.ReaderError as error:
        sign = f"U+{int(error.character):04X}"
        raise UnreadableError("yaml.character", error.position, character=sign) from error
    except (ValueError, OverflowError) as error:  # it lets chr() of an impossible escape fail
        raise UnreadableError("yaml.escape", parser.get_mark().index) from error


def _check_events(events: Iterator[Any]) -> Iterator[Any]:
    """Pass on the events, as long as both parsers are known to see the same."""
    brackets = [False]  # whether each collection around is written in them
    for event in events:
        if isinstance(event, yaml.CollectionEndEvent):
            brackets.pop()
        elif isinstance(event, yaml.ScalarEvent):
            _check_scalar(event, in_brackets=brackets[-1])
        elif isinstance(event, yaml.CollectionStartEvent):
            _check_tag(event)
            brackets.append(bool(event.flow_style))
        yield event


def _check_scalar(event: Any, *, in_brackets: bool) -> None:
    """In brackets libyaml puts nothing elsewhere, and takes the sign that begins a key for text."""
    _check_tag(event)
    is_plain = in_brackets and not event.style
    if is_plain and (not event.value or "?" in event.value):
        raise _doubt(event.start_mark.index)


def _check_tag(event: Any) -> None:
    """Tags are read to different ends, and `!` means more to one than to the other."""
    if event.tag:
        raise _doubt(event.start_mark.index)


def _doubt(index: int) -> UnreadableError:
    return UnreadableError("yaml.syntax", index, what="")


def _explain(error: yaml.MarkedYAMLError, text: str) -> UnreadableError:
    """Say a mistake in our words; something that was left open is the mistake where it begins."""
    marks = [error.problem_mark, error.context_mark]
    if error.context in _LEFT_OPEN:
        marks.reverse()
    index = next((mark.index for mark in marks if mark), 0)
    what = shorten(error.problem or error.context, 200)
    colon = find_wide_colon(text, index)
    if colon is not None and what.startswith(_OF_COLONS):
        return UnreadableError("yaml.wide-colon", colon)
    return UnreadableError(_find_code(what), index, what=what)


def _find_code(what: str) -> str:
    for hint, code in _CODES.items():
        if hint in what:
            return code
    return "yaml.syntax"
