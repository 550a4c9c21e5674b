"""How plans, problems and runs are summed up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roadmap_bot.errors import Place, Problem
from roadmap_bot.shell.summary.page import (
    ROWS,
    bar_line,
    made_sentence,
    plan_sentence,
    problem_line,
    render_summary,
)
from roadmap_bot.shell.summary.rows import plan_lines
from roadmap_bot.state import (
    Board,
    Field,
    Issue,
    Item,
    View,
)
from roadmap_bot.text.words import load_words
from tests.kit.told_plan import PLAN, change

EN = load_words("en")


def test_a_plan_is_summed_up_in_the_words_that_the_design_gives() -> None:
    assert plan_sentence((), EN) == "No changes. GitHub matches the roadmap."
    assert plan_sentence(PLAN, EN) == "Plan: 5 to create, 2 to update, 1 to close, 1 to reopen."
    assert plan_sentence(PLAN[:3], EN) == "Plan: 3 to create, 0 to update, 0 to close."


def test_what_was_made_is_summed_up_in_the_readers_language() -> None:
    assert made_sentence(PLAN, EN).split("; ") == [
        "Created 1 issue, 1 comment, 1 label, 1 milestone",
        "updated 1 issue",
        "closed 1 issue",
        "reopened 1 issue",
        "committed “Update progress”.",
    ]
    assert made_sentence(PLAN[:3], load_words("zh")) == "新建 1 个 issue、1 个标签、1 个里程碑。"
    assert made_sentence((), EN) == "Nothing to do: GitHub matches the roadmap."
    hint = Problem("order.void-done", {"sha": "1a2b3c4", "id": "W01-2"})
    for sentence in (made_sentence, plan_sentence):
        assert sentence((), EN, [hint]) == "Nothing was changed; the warnings say why."
        assert sentence((), load_words("zh"), [hint]) == "什么也没有改，原因见警告。"
        assert "matches" in sentence((), EN, [Problem("report.no-place", {})])


def test_a_chinese_run_is_told_in_chinese() -> None:
    zh = load_words("zh")
    assert plan_sentence((), zh) == "没有改动：GitHub 与路线图一致。"
    assert plan_sentence(PLAN, zh) == "计划：新建 5，更新 2，关闭 1，重新打开 1。"
    assert next(plan_lines(PLAN, zh)) == "+ 新建  标签“Bake”"
    assert made_sentence((), load_words("zh")).startswith("无需改动")


def test_what_takes_several_writes_to_make_is_told_once() -> None:
    board, card = Board("Bread", "", "", public=True), Item("issue/W01")
    full = replace(card, values=frozenset({("Week", "1")}))
    plan = (
        change("create_board", "board", board),
        change("link_board", "board", board, replace(board, readme="Ours.", linked=False)),
        change("create_field", "field/Week", Field("SINGLE_SELECT", name="Week")),
        change("create_view", "view/board", View("board", "Board")),
        change("add_item", "item/W01", card),
        change("update_item", "item/W01", full, card),
    )
    assert made_sentence(plan, EN) == "Created the board, 1 board field, 1 board view, 1 card."


@pytest.mark.parametrize(("done", "total", "full"), [(0, 9, 0), (3, 9, 10), (9, 9, 30), (0, 0, 0)])
def test_the_bar_grows_with_what_is_done(done: int, total: int, full: int) -> None:
    assert bar_line(done, total) == f"[{'█' * full}{'·' * (30 - full)}] {done}/{total}"


def test_a_problem_is_one_line_with_its_place_and_its_link() -> None:
    problem = Problem(
        "job.bad-value", {"name": "X", "value": "a\nb"}, Place("a.yml", 3, 5), "https://x.test"
    )
    assert (
        problem_line(problem, EN)
        == "a.yml:3:5: X makes no sense: a b; correct or unset it. https://x.test"
    )


def test_the_summary_tells_problems_plan_and_hints() -> None:
    issue = Issue("[W01] a | b", "")
    made = render_summary(
        "Created 1.",
        (change("create_issue", "issue/W01", issue),),
        [Problem("job.no-token")],
        [Problem("doctor.empty")],
        EN,
    )
    assert made.splitlines()[0] == "Created 1."
    assert "> [!WARNING]\n> There is no token" in made
    assert "| `+` | [W01] a \\| b |" in made
    assert "> [!TIP]\n> The repository has no commit yet" in made


def test_a_summary_is_never_too_long_for_github() -> None:
    plan = tuple(
        change("create_issue", f"issue/W{index}", Issue("x" * 256, "")) for index in range(5000)
    )
    problems = [Problem("job.bad-value", {"name": "X", "value": "y" * 5000})] * 5000
    made = render_summary("Created 5000.", plan, problems, (), EN)
    assert len(made.encode()) < 1024 * 1024
    assert f"… and {5000 - ROWS} more." in made
