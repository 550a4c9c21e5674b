"""The portfolio's file: whole where there is none, else the region alone."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_bot.acts.report import check_report, write_report
from roadmap_bot.acts.uninstall import uninstall
from roadmap_bot.board.desired import lay_board
from roadmap_bot.keys import file_key
from roadmap_bot.report.page import render_page
from roadmap_bot.report.portfolio import BEGIN, END, write_portfolio
from roadmap_bot.report.review_text import render_congratulation
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.settings import Settings
from roadmap_bot.state import Board, File, State, find_file
from tests.kit.golden_file import check_golden
from tests.kit.portfolios import MOMENTS, PROJECTS, make_portfolio
from tests.kit.small_roadmap import goal_of, measure

FACTS = "0" * 16
PATH = "PORTFOLIO.md"
KEY = file_key(PATH)


def write(goal: Goal, state: State) -> str | None:
    return write_portfolio(measure(goal, state), FACTS, state, goal)


def need(text: str | None) -> str:
    assert text is not None
    return text


def read(state: State) -> str:
    file = find_file(state, PATH)
    return need(file.text if file else None)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("moment", MOMENTS)
def test_a_portfolio_looks_like_its_golden_file(moment: str, language: str) -> None:
    text = need(write(*make_portfolio(moment, language)))
    check_golden(f"portfolio/{moment}.{language}.md", text)


@pytest.mark.parametrize("moment", MOMENTS)
def test_no_heading_is_empty_and_no_placeholder_is_left(moment: str) -> None:
    text = need(write(*make_portfolio(moment)))
    assert not re.search(r"^#+ .*\n+(?=#|\Z)", text, re.MULTILINE)
    assert not re.search(r"\{|\}|None|TODO|\[\]|\(\)|\*\*\s*\*\*|: *$", text, re.MULTILINE)


def test_what_is_missing_is_named_only_while_it_is() -> None:
    assert "<details>" in need(write(*make_portfolio("midway")))
    assert "<details>" not in need(write(*make_portfolio("none-missing")))
    assert "Still missing" not in need(write(*make_portfolio("none-missing")))


def test_without_a_project_there_is_no_portfolio() -> None:
    goal, state = make_portfolio("midway")
    goal = replace(goal, settings=Settings())
    target = write_report(state, goal)
    assert find_file(target, PATH) is None
    texts = [thing.text or "" for thing in target.values() if isinstance(thing, File)]
    assert "blob/HEAD/PORTFOLIO" not in "".join(texts)


def test_once_it_is_there_everything_leads_to_it() -> None:
    goal, state = make_portfolio("midway")
    target = write_report(state, goal)
    page = "https://github.test/ada/plan/blob/HEAD/PORTFOLIO.md"
    for path in ("README.md", ".github/GUIDE.md"):
        file = find_file(target, path)
        assert file is not None
        assert f"[Portfolio]({page})" in (file.text or "")


def test_board_page_and_congratulation_lead_to_it_once_it_is_there() -> None:
    goal, state = make_portfolio("none-missing")
    goal = replace(goal, has_board=True)
    for settings, expected in ((goal.settings, True), (Settings(), False)):
        shown = replace(goal, settings=settings)
        board = lay_board({}, state, shown)["board"]
        assert isinstance(board, Board)
        texts = (
            board.readme,
            render_page(make_portfolio("midway")[1], shown),
            render_congratulation(measure(shown, state), state, shown),
        )
        page = "https://github.test/ada/plan/blob/HEAD/PORTFOLIO.md"
        assert [page in text for text in texts] == [expected] * 3


@given(
    before=st.text("abc# \n`", max_size=30),
    after=st.text("abc# \n`", max_size=30),
    newline=st.sampled_from(["\n", "\r\n"]),
)
def test_every_byte_outside_the_region_stays(before: str, after: str, newline: str) -> None:
    goal, state = make_portfolio("midway")
    whole = f"{before}\n\n{BEGIN}\n{END}\n{after}".replace("\n", newline)
    written = write(goal, {**state, KEY: File(whole)})
    if written is None:  # the marks stand in code
        return
    above, below = written.split(BEGIN)[0], written.split(END)[-1]
    assert (above, below) == (whole.split(BEGIN)[0], whole.split(END)[-1])


def test_a_file_of_ones_own_without_the_marks_is_left_alone_and_told_how() -> None:
    goal, state = make_portfolio("midway")
    state = {**state, KEY: File("# My work\n")}
    assert write(goal, state) is None
    assert write_report(state, goal)[KEY] == File("# My work\n")
    problems = [one for one in check_report(state, goal) if one.place and one.place.file == PATH]
    assert [(one.code, one.values) for one in problems] == [
        ("report.no-region", {"begin": BEGIN, "end": END})
    ]


def test_a_report_that_is_written_stays_as_it_is_while_nothing_moves() -> None:
    goal, state = make_portfolio("midway")
    written = write_report(state, goal)
    assert write_report(written, goal) is written
    assert write_report(written, replace(goal, exhibits={})) is written


def test_a_box_of_a_project_is_news() -> None:
    goal, state = make_portfolio("all-missing")
    written = write_report(state, goal)
    _, ticked = make_portfolio("midway")
    later = {**written, "issue/P1": ticked["issue/P1"]}
    assert "3/4" not in read(written)
    assert "3/4" in read(write_report(later, goal))


def test_another_language_takes_our_own_lines_along() -> None:
    goal, state = make_portfolio("midway")
    state = {**state, KEY: File(f"Mine\n\n{need(write(goal, state))}")}
    chinese, _ = make_portfolio("midway", "zh")
    text = need(write(chinese, state))
    assert text.startswith("Mine\n\n# 作品集\n")
    assert "Portfolio" not in text


def test_leaving_takes_the_region_and_a_file_that_is_all_ours() -> None:
    goal, state = make_portfolio("midway")
    ours = need(write(goal, state))
    gone = find_file(uninstall({**state, KEY: File(ours)}, goal), PATH)
    assert gone is not None
    assert gone.gone
    mine = find_file(uninstall({**state, KEY: File(f"Mine\r\n{ours}Too\r\n")}, goal), PATH)
    assert mine is not None
    assert not mine.gone
    assert (mine.text or "").startswith("Mine\r\n")
    assert (mine.text or "").endswith("Too\r\n")
    assert BEGIN not in (mine.text or "")


def test_leaving_leaves_a_portfolio_without_our_marks_alone() -> None:
    goal = replace(goal_of(make_portfolio("midway")[0].roadmap), settings=Settings())
    state: State = {KEY: File("# My work\n")}
    assert uninstall(state, goal)[KEY] == File("# My work\n", note=goal.words("uninstall.commit"))


def test_the_learners_order_is_the_portfolios() -> None:
    goal, state = make_portfolio("midway")
    turned = Settings(projects=dict(reversed(PROJECTS.items())))
    text = need(write(replace(goal, settings=turned), state))
    assert text.index("support-bot") < text.index("sentiment")
