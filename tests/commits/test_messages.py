"""Judged messages come out right by `explain --json`, and so do all that can be made of the
grammar's parts."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_bot.commits.directives import Parsed, parse_message
from roadmap_bot.commits.names import make_names
from roadmap_bot.issues.size import check_bodies
from roadmap_bot.roadmap.load import load_roadmap
from roadmap_bot.shell.explain import render_json
from roadmap_bot.text.verbs import BUILT_IN, MENDING
from roadmap_bot.text.words import load_words
from tests.kit.first_roadmap import need_first_roadmap

HERE = Path(__file__).parent
ESCAPE = re.compile(r"\\n|\\r|\\u([0-9a-f]{4})")
ROADMAP = load_roadmap(need_first_roadmap(), check_bodies).roadmap
assert ROADMAP is not None
NAMES = make_names(ROADMAP)
ROWS = [
    row.split("\t") for row in (HERE / "messages.tsv").read_text(encoding="utf-8").splitlines()[1:]
]


def write(row: str) -> str:
    signs = {"\\n": "\n", "\\r": "\r"}
    return ESCAPE.sub(lambda found: signs.get(found[0]) or chr(int(found[1], 16)), row)


def read(message: str) -> Parsed:
    return parse_message(message, NAMES)


def claims(message: str) -> set[str]:
    said = json.loads(render_json(read(message), load_words("en")))
    return {f"{claim['verb']} {claim['id']}" for claim in said["claims"]}


def has_hint(message: str) -> bool:
    parsed = read(message)
    return bool(parsed.problems) or any(one.is_hint for one in parsed.ignored)


@pytest.mark.parametrize(("message", "expected", "why", "hint"), ROWS)
def test_a_judged_message(message: str, expected: str, why: str, hint: str) -> None:
    assert claims(write(message)) == set(expected.split("; ")) - {"-"}, why
    if hint:
        assert has_hint(write(message)) == (hint == "yes"), why


def test_every_reason_has_words_in_both_languages() -> None:
    whys = {one.why for row in ROWS for one in read(write(row[0])).ignored}
    for language in ("en", "zh"):
        assert {why for why in whys if f"why.{why}" not in load_words(language)} == set()


def test_a_hint_names_a_form_that_works() -> None:
    hints = [one for row in ROWS for one in read(write(row[0])).ignored if one.is_hint]
    assert len(hints) > 100
    for hint in hints:
        named = hint.id if hint.form.split()[0] in BUILT_IN else ""
        assert named in {claim.split()[1] for claim in claims(hint.form)}


PHRASES = [
    *("fix", "resolve", "the loss", "看论文", "第一部分", "一半", "part 1", "notes", "not", "未"),
    *(
        "todo:",
        "Next:",
        "下周：",
        "- ",
        "- [x] ",
        "- [ ] ",
        "# ",
        "> ",
        "`",
        "“",
        "(",
        ")",
        "✅",
        "❌",
    ),
    *(
        "、",
        "，",
        ", ",
        "; ",
        " and ",
        " 和 ",
        ": ",
        "。",
        ". ",
        "? ",
        " - ",
        "→",
        "|",
        "\n",
        "\n\n",
    ),
    *("but ", "except ", "除了", "W03", "W05-1", "W3-2", "W99-9", "P1", "#12", "with", "了", "is "),
]
IDS = ["W03-2", "W05-1", "W07-1", "W09-2", "W03", "W15"]
pieces = st.sampled_from([*PHRASES, *BUILT_IN])
verbs = st.sampled_from(sorted(set(BUILT_IN) - MENDING))
NO_ID = re.compile("[0-9]")


@given(st.lists(pieces | st.characters(), max_size=30).map(" ".join))
def test_a_message_without_live_ids_claims_nothing(message: str) -> None:
    dumb = NO_ID.sub("x", message)
    assert claims(dumb) == set()


@given(st.lists(pieces, max_size=30).map("".join))
def test_what_is_claimed_is_live_and_named(message: str) -> None:
    parsed = read(message)
    for directive in parsed.directives:
        assert directive.number or directive.id in NAMES.titles
    assert not {one.id for one in parsed.ignored} & {one.name for one in parsed.directives}


BEHIND = [
    *(
        " 第一部分",
        " 一半",
        " 初稿",
        " part 1",
        " step 2",
        " draft",
        " 1/3",
        " 50 %",
        "（1/3）",
    ),
    *(
        " 笔记",
        "的笔记",
        " notes",
        " docs",
        " tests",
        " (draft)",
        ", except the plots",
        ", but not the quiz",
    ),
    *("，除了可视化", "，还差测试", ", one step left", " except the quiz"),
]


@given(verbs, st.sampled_from(IDS), st.sampled_from(BEHIND))
def test_a_part_a_by_product_or_an_exception_takes_a_claim_away(
    verb: str, id: str, behind: str
) -> None:
    assert claims(f"{verb} {id}") == {f"{BUILT_IN[verb]} {id}"}
    assert claims(f"{verb} {id}{behind}") == set()
    assert has_hint(f"{verb} {id}{behind}")


CLAUSES = [
    *("done W03-2", "完成 W05-1", "W07-1 done", "W09-2 完成了", "跳过 W11-1", "reopen W13-2"),
    *("还没完成 W15-1", "W17-1 is next", "done W18-1 part 1", "see W19-1", "看论文"),
]


@given(st.permutations(CLAUSES), st.sampled_from([". ", "。", "\n", "! "]))
def test_the_order_of_clauses_makes_no_difference(clauses: list[str], end: str) -> None:
    assert claims(end.join(clauses)) == claims(end.join(CLAUSES))


WIDE = str.maketrans(
    {chr(sign): chr(sign + 0xFEE0) for sign in range(0x21, 0x7F)} | {" ": "\u3000"}
)


def is_one_plain_line(row: str) -> bool:
    """Whether a message is a line without Markdown and links, which are written in ASCII."""
    message = write(row)
    signs = ("\n", "\r", "http", "`")
    return not any(sign in message for sign in signs) and "[" not in message[:4]


@pytest.mark.parametrize(
    "row", [row[0] for row in ROWS if row[1] != "-" and is_one_plain_line(row[0])]
)
def test_full_width_signs_make_no_difference_to_a_line(row: str) -> None:
    message = write(row)
    assert claims(message.translate(WIDE)) == claims(message)


@given(
    verbs,
    st.sampled_from(IDS),
    st.sampled_from(["{v} {i}", "{i} {v}", "{v}：{i}", "[{i}] {v}", "{v}【{i}】"]),
)
def test_every_verb_works_before_and_behind_an_id(verb: str, id: str, form: str) -> None:
    assert claims(form.format(v=verb, i=id)) == {f"{BUILT_IN[verb]} {id}"}


HOSTILE = [
    *(
        "done W03-2 ",
        "W03-2 done ",
        "done W03-2, ",
        "W03-2, ",
        "W03 ",
        "a: ",
        "W03: ",
        "done: ",
        "not ",
        "未",
    ),
    *(
        "- done W03-2 (",
        "(",
        "[W03-2",
        "“",
        '"',
        "「",
        "done ",
        "完成",
        "完成W03-2、",
        "#12 ",
        "W99-9 done ",
    ),
    *(
        "Done:\n",
        "- W03-2\n",
        "  - Done:\n",
        "except ",
        "but not ",
        "除了W03-2，",
        "✅ ",
        "❌ W03-2 ",
        "| ",
    ),
    *(
        "a" * 70 + " ",
        "1/",
        "done 1/3 ",
        "to ",
        "想",
        "计划",
        "第",
        "W03-2+",
        "deadbee1 ",
        "https://x ",
        "](",
        "`a` ",
    ),
    *(
        "commit 1234567\n\n    done W03-2\n",
        "(W03-2), ",
        "W03-2 (x), ",
        "done W03-2 to ",
        "mark W03-2 as ",
    ),
]


def measure(message: str) -> float:
    best = 9.9
    for _ in range(2):
        begin = time.process_time()
        parse_message(message, NAMES)
        best = min(best, time.process_time() - begin)
    return best


@pytest.mark.usefixtures("unwatched")
@pytest.mark.parametrize("head", ["", "W03-2 ", "done ", "Squashed commit of the following:\n\n"])
@pytest.mark.parametrize("unit", HOSTILE)
def test_four_times_the_text_takes_no_more_than_six_times_the_time(unit: str, head: str) -> None:
    short, long = head + unit * (4_000 // len(unit)), head + unit * (16_000 // len(unit))
    assert measure(long) < 7 * measure(short) + 0.02


@pytest.mark.usefixtures("unwatched")
@pytest.mark.parametrize("unit", ["done W03-2 ", "W03-2, ", "- 完成W03-2\n"])
def test_what_lies_behind_64_kib_costs_nothing_more(unit: str) -> None:
    whole = unit * (256 * 1024 // len(unit))
    assert measure(whole) < 1.5 * measure(whole[: 64 * 1024]) + 0.05
