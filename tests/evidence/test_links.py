"""An address that the settings name for a project is evidence."""

from __future__ import annotations

from typing import Literal

import pytest

from roadmap_bot.evidence.found import Facts, Found
from roadmap_bot.evidence.links import find_links
from roadmap_bot.roadmap.settings import Project
from roadmap_bot.roadmap.units import Evidence, Step

REPOSITORY = Project(repository="ada/shop")
DEMO = Project(demo="https://ada.github.io/shop")


@pytest.mark.parametrize(
    ("link", "project", "found"),
    [
        ("repository", REPOSITORY, Found("ada/shop")),
        ("demo", DEMO, Found("https://ada.github.io/shop")),
        ("demo", REPOSITORY, None),
        ("repository", DEMO, None),
        ("demo", None, None),
    ],
)
def test_the_address_is_found_that_a_step_asks_for(
    link: Literal["demo", "repository"], project: Project | None, found: Found | None
) -> None:
    step = Step(id="P1.1", text="Sell", evidence=Evidence(link=link))
    assert find_links(step, Facts(project=project)) == found


def test_a_demo_is_evidence_once_it_has_answered_where_answers_are_remembered() -> None:
    step = Step(id="P1.1", text="Sell", evidence=Evidence(link="demo"))
    url = "https://ada.github.io/shop"
    assert find_links(step, Facts(project=DEMO, answered=frozenset({url}))) == Found(url)
    assert find_links(step, Facts(project=DEMO, answered=frozenset())) is None


def test_only_steps_that_ask_for_one_find_one() -> None:
    assert find_links(Step(id="P1.1", text="Sell"), Facts(project=DEMO)) is None
    files = Step(id="P1.1", text="Sell", evidence=Evidence(files="a"))
    assert find_links(files, Facts(project=DEMO)) is None
