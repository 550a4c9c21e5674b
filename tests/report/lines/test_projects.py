"""What others wrote about a project is words: it marks up, links, pings and closes nothing."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from roadmap_bot.report.lines.portfolio import render_portfolio
from roadmap_bot.repository import Exhibit, Visit
from roadmap_bot.roadmap.settings import Project, Settings
from tests.kit.portfolios import DAY, make_portfolio
from tests.kit.small_roadmap import measure

BREAK = "<!-- -->"  # of the bot's own, where a reference would begin
GOAL, STATE = make_portfolio("midway")
HOSTILE = (
    "[click](https://evil.example)",
    "![x](https://evil.example/a.png)",
    "<img src=x onerror=alert(1)>",
    "<!-- roadmap-bot:portfolio:end -->",
    "</details># Big",
    "@octocat fixes #12",
    "closes ada/plan#3 and GH-4",
    "`code` **bold** _it_ ~~gone~~",
    "$x$ | a | b",
    "\\",
    "&#64;octocat",
    "https://github.com/ada/plan/issues/7",
    "\u202eevil",
)


def render(exhibit: Exhibit) -> str:
    goal = replace(GOAL, exhibits={"P1": exhibit})
    return render_portfolio(measure(goal, STATE), STATE, goal)


def html(markdown: str) -> str:
    return str(MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown))


def find_tags(text: str) -> list[str]:
    return re.findall(r"<[^>]*>", html(text).replace(BREAK, ""))


PLAIN = find_tags(render(Exhibit(name="ada/sentiment", about="a", languages=("a",), release="a")))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_description_is_only_text(text: str) -> None:
    shown = render(Exhibit(name="ada/sentiment", about=text, languages=(text,), release=text))
    assert find_tags(shown) == PLAIN
    assert not re.search(
        r"@octocat|#12|GH-4|(?<!redirect\.)github\.com/ada/plan/issues/7",
        re.sub(r"`[^`]*`", "", shown),
    )


@given(st.text("ab[]()<>!*_`~|\\#@&;:/.\n\r $-+=1", min_size=1, max_size=40))
def test_whatever_somebody_wrote_makes_the_same_markup(text: str) -> None:
    shown = render(Exhibit(name="ada/sentiment", about=f"a{text}a", languages=("a",), release="a"))
    assert find_tags(shown) == PLAIN


@pytest.mark.parametrize(
    ("exhibit", "said"),
    [
        (Exhibit(), "`ada/sentiment` cannot be seen"),
        (Exhibit(name="ada/mood", about="x"), "called `ada/mood` now"),
        (Exhibit(name="ada/sentiment", about="x", is_private=True), "is private"),
        (Exhibit(name="ada/sentiment"), "a description"),
        (Exhibit(name="ada/sentiment", about="x", visit=Visit(DAY)), "did not answer on"),
    ],
)
def test_what_is_to_be_done_about_a_project_is_said(exhibit: Exhibit, said: str) -> None:
    line = next(line for line in render(exhibit).splitlines() if "Still missing" in line)
    assert said in line


def test_a_demo_that_answered_says_when() -> None:
    seen = Exhibit(name="ada/sentiment", about="x", visit=Visit(DAY, DAY))
    assert "(answered on Nov 23, 2026)" in render(seen)
    assert "did not answer" not in render(seen)


def test_the_name_of_another_case_is_the_same_name() -> None:
    assert "is called" not in render(Exhibit(name="Ada/Sentiment", about="x"))


@pytest.mark.parametrize("url", ["https://a.example.org/x(1)", "https://a.example.org/[x]?a=']"])
def test_an_address_with_brackets_stays_one_link(url: str) -> None:
    settings = Settings(projects={"P1": Project(demo=url)})
    goal = replace(GOAL, settings=settings, exhibits={})
    page = html(render_portfolio(measure(goal, STATE), STATE, goal))
    assert page.count('<a href="https://a.example.org/') == 1
