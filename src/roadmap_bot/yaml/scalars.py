"""What a scalar says: text, a number, yes or no, nothing. Dates stay text."""

from __future__ import annotations

import re
from typing import Any

import yaml

CORE = "tag:yaml.org,2002:"
MAX_NUMBER = 64  # longer plain scalars are text: huge numbers cost quadratic time

_UNWANTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_RESOLVER: Any = yaml.resolver.Resolver()
_CONSTRUCTOR = yaml.constructor.SafeConstructor()
_MAKERS = {
    CORE + "null": _CONSTRUCTOR.construct_yaml_null,
    CORE + "bool": _CONSTRUCTOR.construct_yaml_bool,
    CORE + "int": _CONSTRUCTOR.construct_yaml_int,
    CORE + "float": _CONSTRUCTOR.construct_yaml_float,
}


def make_scalar(event: Any) -> Any:
    """Make what a scalar says, by its tag or else by how it is written."""
    text: str = event.value
    tag = event.tag
    if has_no_tag(event):
        tag = _RESOLVER.resolve(yaml.ScalarNode, text, event.implicit)
    make = _MAKERS.get(tag)
    if make is None or len(text) > MAX_NUMBER:
        return text
    try:
        return make(yaml.ScalarNode(tag, text))
    except (ValueError, KeyError, IndexError):  # such as `0x_`, or `!!int` before a word
        return text


def has_no_tag(event: Any) -> bool:
    """Whether it is left to the parser what an event's node is."""
    return event.tag in (None, "!")


def find_unwanted(text: str) -> str:
    """Find a character that no file of ours may hold, even if it was written as an escape."""
    found = _UNWANTED.search(text)
    return found[0] if found else ""


def replace_unwanted(text: str) -> str:
    """Replace all characters that no file of ours may hold."""
    return _UNWANTED.sub("\ufffd", text)
