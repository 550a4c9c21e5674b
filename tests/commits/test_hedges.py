"""A hedge before a verb, in the same clause, takes its force."""

from __future__ import annotations

import pytest

from roadmap_bot.commits.hedges import (
    find_hedge_start,
    find_take_back,
    is_asked,
    is_by_product,
    is_heading,
    is_hedged,
    is_hedged_behind,
    is_part,
    is_plan,
    is_plan_alone,
    is_question,
    is_state,
)

# What stands in a clause before its verb; ! means that it is a hedge.
BEFORE = """
! not_
! this is not_
! not (really)_
! v1.2 not 1.3_
! remove todo_
! still to_
! want to_
! need to_
! to_
! once_
! when I_
! if I_
! before we_
! did we_
! may_
! can_
! hopefully_
! I want_
! 还没有
! 计划
! 需要_
! 计划今天
! 明天就
! 想在周末前
! 是不是
! 准备下班后
! 之前
  nothing_
  knot_
  do-not-care_
  onto_
  I have_
  as planned_
  May 3_
  按计划
  按计划今天
  计划好了
  主要
  很快
  分别
  特别
  思想汇报
""".strip("\n").split("\n")


@pytest.mark.parametrize("row", BEFORE)
def test_a_hedge_reaches_to_the_verb(row: str) -> None:
    assert is_hedged(row[2:].replace("_", " ")) == row.startswith("!")


@pytest.mark.parametrize(
    ("line", "start"),
    [
        ("a 未|完成", 2),
        ("a will |finish", 2),
        ("a 准备|完成", 2),
        ("a isn't |done", 4),
        ("a 又|完成", 3),
    ],
)
def test_a_hedge_right_before_a_verb_belongs_to_it(line: str, start: int) -> None:
    assert find_hedge_start(line.replace("|", ""), 0, line.index("|")) == start


@pytest.mark.parametrize(
    "label", ["TODO", "Next", "Next week", "下周", "下周计划", "待办", "未完成", "Not done", "明日"]
)
def test_a_label_speaks_of_a_plan(label: str) -> None:
    assert is_plan(label)


@pytest.mark.parametrize("label", ["feat(todo)", "本周", "按计划", "May 3", "Good news", "v1"])
def test_a_label_speaks_of_no_plan(label: str) -> None:
    assert not is_plan(label)


@pytest.mark.parametrize(
    "text", ["TODO read", "WIP: read", "loader [wip]", "notes (WIP)", "[待办]"]
)
def test_some_words_speak_for_their_whole_line(text: str) -> None:
    assert is_heading(text)


@pytest.mark.parametrize("text", ["feat(todo): read", "remove todo, read", "wiped", ""])
def test_other_words_speak_for_themselves(text: str) -> None:
    assert not is_heading(text)


def test_a_plan_may_stand_alone_before_a_comma() -> None:
    assert is_plan_alone("Tomorrow")
    assert is_plan_alone("明天")
    assert not is_plan_alone("明天休息")


@pytest.mark.parametrize(
    "rest", [" is next", " isn't", "未完成", " 还没", "进行中", " TODO", " needs work"]
)
def test_a_state_says_how_things_stand(rest: str) -> None:
    assert is_state(rest)


@pytest.mark.parametrize("rest", ["", ", b", " and b", "。未", " island", " with tests"])
def test_other_words_are_no_state(rest: str) -> None:
    assert not is_state(rest)


@pytest.mark.parametrize("rest", ["吗", " 了没有", "了么", " 没有", " 好了吗"])
def test_a_question_asks(rest: str) -> None:
    assert is_asked(rest)


@pytest.mark.parametrize("rest", ["", "!", " 没有问题", " 前端", " to perfection"])
def test_other_words_do_not_ask(rest: str) -> None:
    assert not is_asked(rest)


def test_a_question_may_begin_with_its_verb() -> None:
    assert is_question("Is ")
    assert not is_question("Now ")


@pytest.mark.parametrize("rest", [" 之前", " tomorrow", " 需要三小时", "明天", " if", " next week"])
def test_a_hedge_stands_directly_behind(rest: str) -> None:
    assert is_hedged_behind(rest)


@pytest.mark.parametrize("rest", ["", " 没有报错", " 前端", " 98%", " with notes"])
def test_no_hedge_stands_directly_behind(rest: str) -> None:
    assert not is_hedged_behind(rest)


PARTS = (
    *(
        " 第二题",
        " 第 2 题",
        " 第一部分",
        " 一半",
        "的一部分",
        " 初稿",
        "（初稿）",
        " 前两节",
        " 部分",
        " 后半",
    ),
    *(" part 1", " part one", " step 3", " draft", " wip", " (part 1 of 3)", " chapter 2", " 1/3"),
    *(" (1/3)", " 2 of 4", " 50 %", " 60%", "（50%）", " 50% 左右", " first half", " 7/10"),
)
WHOLE = (
    "",
    " 前端部分",
    " 3/3",
    " (4/4)",
    " 100%",
    " 98% 准确率",
    " 92% accuracy",
    " in two parts",
    " apart",
)
PRODUCTS = (
    "的",
    " 笔记",
    " 学习笔记",
    " notes",
    " docs",
    " tests",
    " unit tests",
    " README",
    "（笔记）",
    " (notes)",
)
THINGS = ("", " 并写了笔记", " with notes", " (notes in docs/)", " noteworthy", " 前端")
BACKS = (
    *(
        " except the quiz",
        " but not the quiz",
        "除了可视化",
        "还差测试",
        " one step left",
        "只差测试",
    ),
    *(" but haven't run it", " 但没跑", " apart from the plots"),
)


@pytest.mark.parametrize("behind", PARTS)
def test_a_part_is_named(behind: str) -> None:
    assert is_part(behind.replace("（", "(").replace("）", ")"))


@pytest.mark.parametrize("behind", WHOLE)
def test_the_whole_is_named(behind: str) -> None:
    assert not is_part(behind)


@pytest.mark.parametrize("behind", PRODUCTS)
def test_what_came_of_it_is_named(behind: str) -> None:
    assert is_by_product(behind.replace("（", "(").replace("）", ")"))


@pytest.mark.parametrize("behind", THINGS)
def test_the_thing_itself_is_named(behind: str) -> None:
    assert not is_by_product(behind)


@pytest.mark.parametrize("text", BACKS)
def test_something_is_left_out(text: str) -> None:
    assert find_take_back(text)


@pytest.mark.parametrize(
    "text", ["", " and notes", " but W03-3 next", "，很开心", " leftover", "差一点"]
)
def test_nothing_is_left_out(text: str) -> None:
    assert find_take_back(text) is None
