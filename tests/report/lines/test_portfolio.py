"""What is still missing of the whole: open work of the units that complete a portfolio."""

from __future__ import annotations

from dataclasses import replace

from roadmap_bot.report.lines.portfolio import find_portfolio_facts, render_portfolio
from roadmap_bot.roadmap.settings import Settings
from tests.kit.portfolios import make_first_portfolio, make_portfolio
from tests.kit.small_roadmap import measure


def test_news_from_elsewhere_are_no_facts() -> None:
    goal, state = make_portfolio("midway")
    progress = measure(goal, state)
    facts = find_portfolio_facts(progress, state, goal)
    assert facts == find_portfolio_facts(progress, state, replace(goal, exhibits={}))
    assert facts == render_portfolio(progress, state, replace(goal, exhibits={}))
    other, later = make_portfolio("all-missing")
    assert facts != find_portfolio_facts(measure(other, later), later, other)


def test_without_projects_there_are_no_facts() -> None:
    goal, state = make_portfolio("midway")
    bare = replace(goal, settings=Settings())
    assert find_portfolio_facts(measure(bare, state), state, bare) == ""


def test_the_last_weeks_and_the_deliverables_say_what_is_open() -> None:
    goal, state = make_first_portfolio()
    text = render_portfolio(measure(goal, state), state, goal)
    _, _, rest = text.partition("<details>")
    assert "W23-3 制作项目 Demo 视频" in rest
    assert "W23-1" not in rest
    assert "发布 2–3 篇技术博客" in rest
    assert "一页纸的精美简历" not in rest
    assert "备好 5 个系统设计案例" in rest
