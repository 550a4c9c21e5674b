"""A hedge before a verb, in the same clause, takes its force."""

from __future__ import annotations

import pytest

from roadmap_bot.commits.hedges import Hedges, is_subject, is_taken_back

# The verb stands at the bar; ! means that a hedge reaches it.
LINES = """
  |done
! not |done
! this is not, I think, not |done
  not yet, |done
  not yet; |done
  not yet. |done
  not yet? |done
  not yet but |done
! not (really) |done
! 下周计划：读书，|完成
  按计划：|完成
! Next week: read, |done
  v-next: |done
  it should work now - |done
  未测试。|完成
  未测试、|完成
! v1.2 not 1.3 |done
  nothing |done
  knot |done
  do-not-care |done
! 还没有|完成
! todo: a, b, |done
  remove todo, |done
! remove todo |done
! [WIP] a. |done
  feat(todo): |done
! feat(wip): |done
! 待办：a，|完成
! 计划|完成
  按计划|完成
  计划好了|完成
! 需要 |done
  主要|完成
  按计划今天|完成
! 计划今天|完成
! 明天就|完成
! want to |done
! to |done
  told tom to go, |done
  onto |done
! - [ ] |done
  - [x] |done
""".strip("\n").split("\n")


@pytest.mark.parametrize("row", LINES)
def test_a_hedge_reaches_to_the_end_of_its_clause(row: str) -> None:
    before, _, verb = row[2:].partition("|")
    line = (before + verb).replace("：", ":").replace("，", ",")
    assert Hedges(line).reach(len(before)) == row.startswith("!")


def test_a_hedge_behind_a_verb_does_not_reach_it() -> None:
    hedges = Hedges("done a, not done b, done c (TODO: rest) done d")
    assert [hedges.reach(place) for place in (0, 12, 20, 40)] == [False, True, False, True]


@pytest.mark.parametrize(
    "rest", [" is next", " isn't", "未完成", " 还没", "进行中", " TODO", " needs work"]
)
def test_an_id_with_a_predicate_begins_a_clause_of_its_own(rest: str) -> None:
    assert is_subject("a" + rest, 1)


@pytest.mark.parametrize("rest", ["", ", b", " and b", "。未", " island", " with tests"])
def test_an_id_without_a_predicate_belongs_to_the_list(rest: str) -> None:
    assert not is_subject("a" + rest, 1)


@pytest.mark.parametrize("rest", ["?", " 了吗", "没有。", "之前", " 的一半", " tomorrow"])
def test_a_question_or_a_part_takes_back_what_was_said(rest: str) -> None:
    assert is_taken_back("a" + rest, 1)


@pytest.mark.parametrize("rest", ["", "!", ", b?", " 没有问题", " 前端", " 98%", " to perfection"])
def test_other_words_behind_an_id_take_nothing_back(rest: str) -> None:
    assert not is_taken_back("a" + rest, 1)
