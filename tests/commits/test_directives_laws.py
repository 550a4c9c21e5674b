"""Whatever a message holds: it is read in linear time, and its form makes no difference."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_bot.commits.directives import parse_message
from roadmap_bot.commits.squash import LIMIT
from tests.kit.messages import NAMES, read, write

HOSTILE = """
done
done W03-2
done W03-2,
done W9-99
done W03-2~
done W03-2 to
done-
=done:1
not done
fix W03-2 !
fix W9-9
完成
。未完成
完成W03-2、
closes #12,
`
` ``
'
x'y'
<a@
<http://a
a: b⏎
Key-a: b⏎
> done⏎
```⏎
~~~ ⏎
-⏎
⏎⏎
[
0
\u0301\u0316
\ud800
\x00
\t
""".strip("\n").split("\n")


@pytest.mark.usefixtures("unwatched")
@pytest.mark.parametrize("head", ["", "Merge ", "x\n\n", "done", "`"])
@pytest.mark.parametrize("row", HOSTILE)
def test_time_is_linear(row: str, head: str) -> None:
    unit = write(row) + " "
    begin = time.process_time()
    parse_message(head + unit * (LIMIT // len(unit.encode("utf-8", "surrogatepass"))), NAMES)
    assert time.process_time() - begin < 3


def test_only_64_kib_are_read() -> None:
    filler = "x" * 1023 + "\n"
    assert read(filler * 63 + "done W03-2\n" + filler) == "done W03-2"
    assert read(filler * 64 + "done W03-2") == ""
    assert read("完" * 22000 + "\ndone W03-2") == ""


def test_a_line_that_the_limit_cuts_says_nothing() -> None:
    padding = "x" * (LIMIT - len("\ndone W03-2")) + "\n"
    assert read(padding + "done W03-2") == "done W03-2"
    assert read(padding + "done W03-22") == ""
    assert read("done W03-2 " * 10000) == ""


WORDS = (
    """
done 完成 fix skip not 未 W03-2 W03 Ｗ０３－２ w03-9 #12 closes : , 、 和 and ` ``` ~~~ > #
[ ] . - ~ to TODO Revert "
""".strip()
    .replace("\n", " ")
    .split(" ")
)
ODD = [
    "\n",
    "\r\n",
    "\r",
    " ",
    "\t",
    "\u3000",
    "\x00",
    "\ud800",
    "\u200b",
    "\u202e",
    "é",
    "İ",
    "Merge ",
    "Signed-off-by: x",
]
pieces = st.sampled_from([*WORDS, *ODD])

messages = st.lists(pieces | st.characters(), max_size=40).map("".join)


@given(messages)
def test_whatever_is_asked_for_is_known(message: str) -> None:
    live = set(NAMES.ids.values())
    for directive in parse_message(message, NAMES).directives:
        assert (directive.id in live) != (directive.number is not None)


@given(messages)
def test_line_endings_make_no_difference(message: str) -> None:
    plain = message.replace("\r", "\n")
    assert parse_message(plain, NAMES) == parse_message(plain.replace("\n", "\r\n"), NAMES)


@given(
    messages.filter(
        lambda message: (
            "\u1fef" not in message and "\u037e" not in message and "\u212a" not in message
        )
    )
)
def test_composed_and_decomposed_letters_make_no_difference(message: str) -> None:
    composed = unicodedata.normalize("NFC", message)
    assert read(composed) == read(unicodedata.normalize("NFD", composed))


@given(
    messages.map(lambda message: message.replace("`", "").replace("~", "")),
    st.sampled_from(["```", "~~~~", "  ```"]),
)
def test_nothing_fires_inside_a_fence(message: str, fence: str) -> None:
    assert read(f"subject\n\n{fence}\n{message}\n{fence}\n") == ""
