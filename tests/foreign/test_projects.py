"""The learner's projects, read in one request, in a report that is due anyway."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

import pytest

from github_twin import seed
from github_twin.crowd import add_crowd, describe, rename, vanish
from roadmap_bot.decide import Act
from roadmap_bot.foreign.projects import read_exhibits
from roadmap_bot.report.region import BEGIN, END
from roadmap_bot.repository import Exhibit
from roadmap_bot.roadmap.paths import FIGURES
from roadmap_bot.roadmap.settings import Project
from tests.kit.learner import Learner
from tests.kit.scene import MONDAY

SHOP, GAME = "learner/shop", "ada/game"
START = "start: 2026-11-16\n"
DEMO = "https://learner.github.io/shop"
SETTINGS = f"{START}projects: {{W01: {{repository: {SHOP}, demo: '{DEMO}'}}}}\n"
PORTFOLIO = "PORTFOLIO.md"


def make_learner(settings: str = SETTINGS) -> Learner:
    readme = f"# Mine\n\n{BEGIN}\n{END}\n"
    world = seed.make_world("own", now=MONDAY, files={"README.md": readme})
    learner = Learner(settings=settings, world=world)
    learner.twin.world = add_crowd(learner.twin.world, {SHOP: {"a.py": "1"}, GAME: {"a.py": "1"}})
    tell(learner, SHOP, description="Sells *bread*", languages=("Python", "CSS"))
    return learner


def tell(learner: Learner, name: str, **facts: Any) -> None:
    learner.twin.world = describe(learner.twin.world, name, **facts)


def read(learner: Learner, path: str = PORTFOLIO) -> str:
    return str(learner.home.head.files[path].text)


def watch(learner: Learner, *, good: bool = True) -> list[str]:
    """Note which demos the bot asks; they answer or are silent."""
    asked: list[str] = []

    def ask(urls: Sequence[str]) -> frozenset[str]:
        asked.extend(urls)
        return frozenset(urls if good else ())

    learner.demos.ask = ask
    return asked


def test_a_project_is_shown_with_what_github_says_of_it() -> None:
    learner = make_learner()
    learner.twin.act("publish", seed.LEARNER, SHOP, tag="v1")
    learner.apply(Act.REPORT)
    text = read(learner)
    assert f"[`{SHOP}`](https://github.com/{SHOP}) — Sells \\*bread\\*" in text
    assert "Python · CSS" in text
    assert "`v1`, Nov 23, 2026" in text
    assert f"[`learner.github.io/shop`]({DEMO}) (answered on Nov 23, 2026)" in text
    assert f"(https://github.com/learner/roadmap/blob/HEAD/{PORTFOLIO})" in read(
        learner, "README.md"
    )


def test_a_description_of_blanks_is_none() -> None:
    learner = make_learner()
    tell(learner, SHOP, description=" \t ")
    learner.apply(Act.REPORT)
    text = read(learner)
    assert f"[`{SHOP}`](https://github.com/{SHOP})\n" in text
    assert "give the repository a description" in text


def test_the_figures_name_projects_and_remember_the_visit() -> None:
    learner = make_learner()
    learner.apply(Act.REPORT)
    figures = json.loads(read(learner, FIGURES))
    assert figures["portfolio"] == PORTFOLIO
    [project] = figures["projects"]
    assert (project["id"], project["repository"], project["demo"]) == ("W01", SHOP, DEMO)
    assert (project["asked"], project["answered"]) == ("2026-11-23", "2026-11-23")


def test_all_goes_out_in_the_reports_one_commit() -> None:
    learner = make_learner()
    before = len(learner.home.commits)
    learner.apply(Act.REPORT)
    assert len(learner.home.commits) == before + 1
    assert learner.apply(Act.REPORT).plan == ()


def test_projects_cost_one_request_and_none_where_nothing_is_new() -> None:
    alone, learner = make_learner(START), make_learner()
    costs: list[int] = []
    for one in (alone, learner):
        before = one.twin.requests
        one.apply(Act.REPORT)
        costs.append(one.twin.requests - before)
    assert costs[1] == costs[0] + 1
    before = learner.twin.requests
    learner.apply(Act.REPORT)
    assert learner.twin.requests - before == 1


def test_news_of_a_project_alone_make_no_commit() -> None:
    learner = make_learner()
    learner.apply(Act.REPORT)
    tell(learner, SHOP, description="Sells cake")
    assert learner.apply(Act.REPORT).plan == ()
    learner.do("close", "W01-1")
    learner.apply(Act.REPORT)
    assert "Sells cake" in read(learner)


def test_a_demo_is_asked_once_a_week_and_its_silence_is_no_fault() -> None:
    learner = make_learner()
    asked = watch(learner)
    learner.apply(Act.REPORT)
    learner.do("close", "W01-1")
    learner.apply(Act.REPORT)
    assert asked == [DEMO]
    asked = watch(learner, good=False)
    learner.twin.advance(dt.timedelta(days=7).total_seconds())
    done = learner.apply(Act.REPORT)
    assert asked == [DEMO]
    assert done.refused == ()
    assert [one for one in done.problems if one.code != "report.no-region"] == []
    text = read(learner)
    assert "(answered on Nov 23, 2026)" in text
    assert "did not answer on Nov 30, 2026" in text


def test_where_nothing_can_remember_it_no_demo_is_asked() -> None:
    learner = make_learner()
    learner.commit({"message": "My own", "files": {FIGURES: "{}"}})
    asked = watch(learner)
    learner.apply(Act.REPORT)
    assert asked == []
    assert f"[`learner.github.io/shop`]({DEMO})\n" in read(learner)


def test_a_plan_asks_nobody() -> None:
    learner = make_learner()
    asked = watch(learner)
    learner.plan()
    assert asked == []


def test_whatever_figures_lie_there_the_report_is_written() -> None:
    learner = make_learner()
    learner.apply(Act.REPORT)
    for lie in ('"asked": "2999-01-01"', '"asked": 7', '"asked": {}'):
        text = read(learner, FIGURES).replace('"asked": "2026-11-23"', lie)
        learner.commit({"message": "Lie", "files": {FIGURES: text.replace('"facts"', '"x"')}})
        asked = watch(learner)
        learner.apply(Act.REPORT)
        assert asked == [DEMO]
        assert json.loads(read(learner, FIGURES))["projects"][0]["asked"] == "2026-11-23"


@pytest.mark.parametrize("fate", ["gone", "private", "renamed"])
def test_one_project_that_is_not_to_be_seen_spoils_no_other(fate: str) -> None:
    learner = make_learner()
    tell(learner, GAME, description="Plays")
    if fate == "gone":
        learner.twin.world = vanish(learner.twin.world, GAME)
    elif fate == "private":
        tell(learner, GAME, is_private=True)
    else:
        learner.twin.world = rename(learner.twin.world, GAME, "ada/play")
    projects = {"A": Project(repository=SHOP), "B": Project(repository=GAME)}
    found = read_exhibits(learner.setup().reader, projects)
    assert found["A"].about == "Sells *bread*"
    assert found["B"].name == ("ada/play" if fate == "renamed" else "")


def test_two_projects_in_one_repository_are_asked_for_once() -> None:
    learner = make_learner()
    projects = {"A": Project(repository=SHOP), "B": Project(repository=SHOP), "C": Project()}
    before = learner.twin.requests
    found = read_exhibits(learner.setup().reader, projects)
    assert learner.twin.requests - before == 1
    assert found["A"] == found["B"] != found["C"] == Exhibit()


def test_only_demos_cost_no_request() -> None:
    learner = make_learner()
    before = learner.twin.requests
    assert read_exhibits(learner.setup().reader, {"A": Project(demo=DEMO)}) == {"A": Exhibit()}
    assert learner.twin.requests == before


def test_a_gone_repository_says_what_to_do_and_stops_nothing() -> None:
    learner = make_learner()
    learner.twin.world = vanish(learner.twin.world, SHOP)
    assert learner.apply(Act.REPORT).refused == ()
    assert f"`{SHOP}` cannot be seen" in read(learner)


def test_the_copy_itself_may_hold_the_project() -> None:
    learner = make_learner(f"{START}projects: {{W01: {{repository: learner/roadmap}}}}\n")
    learner.apply(Act.REPORT)
    assert "[`learner/roadmap`]" in read(learner)


def test_without_projects_nothing_is_asked_and_nothing_shown() -> None:
    learner = make_learner(START)
    learner.apply(Act.REPORT)
    assert PORTFOLIO not in learner.home.head.files
    assert json.loads(read(learner, FIGURES))["projects"] == []
    assert json.loads(read(learner, FIGURES))["portfolio"] is None


def test_a_push_that_names_the_first_project_brings_the_portfolio_at_once() -> None:
    learner = make_learner(START)
    learner.apply(Act.REPORT)
    learner.push("Nothing much")
    assert PORTFOLIO not in learner.home.head.files
    learner.push({"message": "Show a project", "files": {".github/roadmap-bot.yml": SETTINGS}})
    assert f"[`{SHOP}`]" in read(learner)
    assert learner.push("Nothing much").plan == ()


def test_leaving_takes_the_portfolio_with_the_rest() -> None:
    learner = make_learner()
    learner.run()
    assert PORTFOLIO in learner.home.head.files
    learner.run(command="uninstall")
    assert set(learner.home.head.files) == {"README.md"}
    assert learner.run(command="uninstall").plan == ()


def test_another_name_in_the_settings_is_another_file() -> None:
    learner = make_learner(SETTINGS + "portfolio: docs/我的作品.md\n")
    learner.apply(Act.REPORT)
    assert f"[`{SHOP}`]" in read(learner, "docs/我的作品.md")
    assert learner.apply(Act.REPORT).plan == ()
