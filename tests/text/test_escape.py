"""Text from roadmaps and commits pings nobody, refers to nothing and swallows nothing."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from roadmap_bot.text.escape import BREAK, cell, code_span, inert, plain

SHA = "0123456789abcdef0123456789abcdef01234567"

NEUTRALISED = {
    "@bob": "@|bob",
    "请@bob 看": "请@|bob 看",
    "_@bob_ (@org/team)": "_@|bob_ (@|org/team)",
    "\\@bob": "\\@|bob",
    "&#64;bob": "&#64;|bob",
    "&commat;bob": "&commat;|bob",
    "@&#98;ob": "@|&#98;|ob",
    "#12 and o/r#12": "#|12 and o/r#|12",
    "\\#12 &#35;12 &num;12 #&#49;2": "\\#|12 &#35;|12 &num;|12 #|&#49;|2",
    "\\&#64;": "\\&#|64;",
    "GH-12 gh-1 GH\\-12 GH&#45;12": "GH-|12 gh-|1 GH\\-|12 GH|&#45;|12",
    "fixes #12": "fixes #|12",
    "[x]: @bob": "[x]: @|bob",
    "0123456": "012345|6",
    "o/r@0123456789a": "o/r@012345|6789a",
    SHA: "|".join(SHA[start : start + 6] for start in range(0, 40, 6)),
    "0123456https://a.example": "012345|6https://a.example",
    "_&#64;": "_|&#64;|",
    "123456&#55;": "123456|&#55;|",
    "https://github.com/o/r/issues/12": "https://redirect.github.com/o/r/issues/12",
    "http://www.github.com/o/r/pull/12#x": "http://redirect.github.com/o/r/pull/12#x",
    "HTTPS://GitHub.com/o/r/commit/0123456": "HTTPS://redirect.github.com/o/r/commit/0123456",
    "[a](https://github.com/o/r/discussions/1)": "[a](https://redirect.github.com/o/r/discussions/1)",
    "<https://github.com/o/r/issues/1>": "<https://redirect.github.com/o/r/issues/1>",
    "https://github.com:443//o/r/issues/1": "https://redirect.github.com:443//o/r/issues/1",
    "https\\://github\\.com/o/r/issues/1": "https\\://redirect.github.com/o/r/issues/1",
    "https://github&#46;com/o/r/issues/1": "https://github|&#46;|com/o/r/issues/1",
    "[a](https://github.com/o/r/issue&#115;/1)": "[a](https://github.com/o/r/issue|&#115;|/1)",
    "[@bob](#12-x)": "[@|bob](#12-x)",
    "[\\[x\\] #1](https://a.example/it's_#12)": "[\\[x\\] #|1](https://a.example/it's_#12)",
    "\\[a](#12)": "\\[a](#|12)",
    "[^1](#12)": "[^1](#|12)",
    "https://a.example/b)@bob": "https://a.example/b)@|bob",
    "https://a.example，@bob": "https://a.example，@|bob",
    "xhttps://a.example/@bob": "xhttps://a.example/@|bob",
    "https://nodots/@bob": "https://nodots/@|bob",
    "</details>": "&lt;/details>",
    "<script>x</script>": "&lt;script>x&lt;/script>",
    "<!-- marker -->": "&lt;!-- marker -->",
    "<img src=x> <?php": "&lt;img src=x> &lt;?php",
    "<made-up:@bob>": "&lt;made-up:@|bob>",
    "<https://a.example/&#64;>": "&lt;https://a.example/|&#64;|>",
    "a ` b": "a \\` b",
    "`` a ` @bob": "\\`\\` a \\` @|bob",
    "\\`@bob`": "\\`@|bob\\`",
    "``` @bob": "\\`\\`\\` @|bob",
    "  ~~~ @bob": "  \\~~~ @|bob",
    "    @bob": "    @|bob",
    "a\\": "a\\\\",
    "```\n@bob": "```\n@bob\n```\n",
    "~~~~ x\n@bob\n~~~\n": "~~~~ x\n@bob\n~~~\n~~~~\n",
    "```\n": "\\`\\`\\`\n",
    "a\n\n```": "a\n\n```\n```\n",
    "- ```\n  x\n\n@bob": "- ```\n  x\n\n@|bob",
    "[^1]: a\n\n    @bob": "[^1]: a\n\n    @|bob",
    "[^1] `a\n@bob`": "[^1] \\`a\n@|bob\\`",
    "|`a|@bob`|\n|-|-|": "|\\`a|@<!-- -->bob\\`|\n|-|-|",
    "> `a\n> b` @bob": "> `a\n> b` @|bob",
}

SAME = f"""
plain text, 中文
bob@example.com
a @ b # c, C#, 12#, GH-x
# Heading
colour #fff, 123456, abcdef, 1,000,000, {"a1" * 21}
`@bob` `#12` `GH-12` `{SHA}`
``@bob ` #12``
https://medium.com/@bob/post#12
https://a.example/wiki/X_(y)#12?z=1&w=@b
https://github.com/o/r
https://github.com/o/r/blob/main/issues.md
https://redirect.github.com/o/r/issues/1
[a](https://medium.com/@bob) ![b](../x.png#12)
<https://medium.com/@bob> <mailto:bob@example.com> <bob@example.com>
1 < 2 && 3 > 2; a<3 < b
&lt;b&gt; &amp; &copy; &#8212; &unknown;
\\<b> \\` \\\\
@{BREAK}bob
a\\\\
""".strip().split("\n")

BLOCKS = [
    "```\n@bob #12\n```",
    "~~~~\n```\n@bob\n~~~~\n",
    "text\n\n    @bob\n\ntext",
    "- ```\n  @bob\n  ```",
    "`a\n@bob`",
    "> ```\n> @bob\n> ```",
    "| `@a` | b |\n|---|---|\n| `#1` | `c \\| #2` |",
    "a\r\n\r\n```\r\n@bob\r\n```\r\n",
]


@pytest.mark.parametrize(("markdown", "expected"), NEUTRALISED.items())
def test_what_github_acts_upon_is_neutralised(markdown: str, expected: str) -> None:
    assert inert(markdown) == (expected if BREAK in expected else expected.replace("|", BREAK))


@pytest.mark.parametrize("markdown", [*SAME, *BLOCKS])
def test_everything_else_stays_as_it_is(markdown: str) -> None:
    assert inert(markdown) == markdown


PARSER = MarkdownIt("commonmark").enable("table")


def _find_trouble(markdown: str) -> list[str]:
    """Find what GitHub would act upon once rendered, with another parser and other patterns."""
    found: list[str] = []
    for token in PARSER.parse(markdown):
        found += [token.content] if token.type == "html_block" else []
        found += [
            part for text in _read_texts(token.children or []) for part in REFERENCE.findall(text)
        ]
    return found


def _read_texts(tokens: list[Token]) -> list[str]:
    """Join the text between tags: what GitHub searches; links, code and our own comments end it."""
    texts = [""]
    links = 0
    for token in tokens:
        links += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        if token.type == "text" and not links:
            texts[-1] += token.content
        elif token.type == "html_inline" and token.content != BREAK:
            texts.append(f"@html {token.content}")
        elif REFERRING_HOST.search(str(token.attrs.get("href", ""))):
            texts.append("@href")
        else:
            texts.append("")
    return [
        re.sub(r"https?://[^\s<]+", "", text) for text in texts if not REFERRING_HOST.search(text)
    ]


REFERENCE = re.compile(
    r"(?:^|[^0-9A-Za-z])@[0-9A-Za-z]|#[0-9]|gh-[0-9]|(?<![0-9a-z])[0-9a-f]{7,40}(?![0-9a-z])", re.I
)
REFERRING_HOST = re.compile(
    r"//(?:www\.)?github\.com/[^/\s]+/[^/\s]+/(?:issues|pull|commit|discussions)/[0-9a-f]", re.I
)

PIECES = f"""
@bob @ bob # #12 GH- gh-7 0123456 {SHA} o/r a 中 x@y.z &#64; &#35; &#49; & ` `` ``` ~~~ | [ ]
]( ) [^1]: < > <b> [a](b) </details> <!-- --> \\ * _ ~~ : / . ! https://a.example/
https://github.com/o/r/issues/12 www. <https://a.example>
"""
SPACED = [
    "\n",
    "\n\n",
    "\r\n",
    "    ",
    "- ",
    "> ",
    "1. ",
    "# ",
    " ",
    "|-|-|\n",
    BREAK,
    "\x00",
    "\ud800",
]
pieces = st.sampled_from([*PIECES.strip().replace("\n", " ").split(" "), *SPACED])
documents = st.lists(pieces | st.characters(), max_size=30).map("".join)


@given(documents)
def test_no_reference_is_left(markdown: str) -> None:
    assert _find_trouble(inert(markdown)) == []


@given(documents)
def test_doing_it_twice_changes_nothing_more(markdown: str) -> None:
    assert inert(inert(markdown)) == inert(markdown)


@given(documents)
def test_what_the_bot_appends_is_seen(markdown: str) -> None:
    tokens = PARSER.parse(inert(markdown) + "\n\n<!-- end -->\n")
    assert (tokens[-1].type, tokens[-1].content) == ("html_block", "<!-- end -->\n")


def _find_codes(markdown: str, *, html: bool) -> list[str]:
    tokens = MarkdownIt("commonmark", {"html": html}).parse(markdown)
    inner = [child for token in tokens for child in [token, *(token.children or [])]]
    return [
        token.content.rstrip("\n")
        for token in inner
        if token.type in ("fence", "code_block", "code_inline")
    ]


@given(
    documents.filter(lambda text: "[^" not in text and "|" not in text).map(
        lambda text: f"a\n\n{text}\n\nb"
    )
)
def test_code_stays_code(markdown: str) -> None:
    if "<http" not in markdown and "](" not in markdown:
        assert _find_codes(inert(markdown), html=True) == _find_codes(markdown, html=False)


LONG = """
` <  [ [a [a]( &#64; https:// https://a.b/( github.com/ @a a > - 1. \\ * <a@ <http://a |-⏎ [^ &a
0123456 [^1]:`⏎ ~~~⏎ <!-- -->
"""


SPACED_OUT = ("` `` ", "> ", "- ", "1. ", "    a\n\n", "\r", "\ud800")


@pytest.mark.parametrize("unit", [*SPACED_OUT, *LONG.replace("⏎", "\n").split()])
def test_time_is_linear(unit: str) -> None:
    begin = time.process_time()
    inert(unit * (65_536 // len(unit)))
    inert("a\n\n" + unit * (65_536 // len(unit)))
    assert time.process_time() - begin < 4


@pytest.mark.parametrize(
    ("text", "expected"),
    {
        "": "` `",
        " \n ": "` `",
        "a": "`a`",
        "a\r\nb\u2028c\td\x00e": "`a b c d e`",
        "a`b": "``a`b``",
        "`": "`` ` ``",
        "``a": "``` ``a ```",
        "a\u202eb\ud800": "`ab\ufffd`",
        "fixes #12 @bob": "`fixes #12 @bob`",
    }.items(),
)
def test_a_code_span_holds_anything(text: str, expected: str) -> None:
    assert code_span(text) == expected


@given(st.text())
def test_a_code_span_shows_its_text(text: str) -> None:
    (paragraph,) = (
        token for token in PARSER.parse(f"x {code_span(text)} y") if token.type == "inline"
    )
    assert [child.type for child in paragraph.children or []] == ["text", "code_inline", "text"]


@pytest.mark.parametrize(
    ("text", "expected"),
    {
        "a|b": "a\\|b",
        "a\\|b": "a\\|b",
        "a\\\\|b": "a\\\\\\|b",
        " a\nb\r\n": "a b",
        "": "",
        "|": "\\|",
    }.items(),
)
def test_a_cell_is_one_line_without_bare_pipes(text: str, expected: str) -> None:
    assert cell(text) == expected
    assert cell(cell(text)) == cell(text)


@given(st.text())
def test_a_cell_stays_one_cell(text: str) -> None:
    cells = [
        token
        for token in PARSER.parse(f"| a | b |\n|---|---|\n| x{cell(text)} | y |")
        if token.type == "td_open"
    ]
    assert len(cells) == 2


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("abc", 3, "abc"),
        ("abcd", 3, "ab…"),
        ("ab cd", 4, "ab…"),
        (" a\n\tb\x1bc ", 9, "a b c"),
        ("a\u2066b\ud800", 9, "ab\ufffd"),
    ],
)
def test_plain_text_is_one_short_line(text: str, limit: int, expected: str) -> None:
    assert plain(text, limit) == expected


@given(st.text(), st.integers(min_value=1, max_value=9))
def test_plain_text_keeps_its_limit(text: str, limit: int) -> None:
    assert len(plain(text, limit)) <= limit
