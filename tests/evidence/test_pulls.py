"""A merged pull request is evidence where its title or branch holds the id of the box."""

from __future__ import annotations

import pytest

from roadmap_bot.evidence.found import Facts, Found, render_note
from roadmap_bot.evidence.pulls import find_pulls
from roadmap_bot.repository import Pull, Pulls
from roadmap_bot.roadmap.units import Evidence, Step


def find(title: str, branch: str = "work", id: str = "P1.1") -> Found | None:
    step = Step(id=id, text="Sell", evidence=Evidence(pull=True), aliases=("P1.9",))
    return find_pulls(step, Facts(pulls=Pulls((Pull(12, title, branch),))))


@pytest.mark.parametrize(
    ("title", "branch"),
    [
        ("P1.1", "work"),
        ("feat(p1.1): sell", "work"),
        ("完成P1.1，上线", "work"),
        ("Sell", "feature/P1.1-shop"),
        ("Sell", "p1.1_shop"),
        ("Ｐ１．１ sell", "work"),
        ("Under its old id P1.9", "work"),
    ],
)
def test_the_id_is_found_in_title_or_branch(title: str, branch: str) -> None:
    assert find(title, branch) == Found(f"#12 {title}")


@pytest.mark.parametrize(
    "title", ["P1.10", "P1.1a", "XP1.1", "P1", "P1-1", "P1.12.1", "P1 .1", "P1_1", "AP1.1"]
)
def test_what_only_looks_like_the_id_is_none(title: str) -> None:
    assert find(title) is None
    assert find("Sell", title) is None


@pytest.mark.parametrize("title", ["W03-21", "W03-2.12", "W03-2"])
def test_an_id_is_not_found_inside_a_longer_one_nor_in_that_of_its_task(title: str) -> None:
    assert find(title, id="W03-2.1") is None
    assert find(f"{title} and W03-2.1", id="W03-2.1")


def test_of_several_the_newest_is_named() -> None:
    pulls = Pulls((Pull(3, "P1.1 again", "b"), Pull(2, "P1.1", "a")))
    step = Step(id="P1.1", text="Sell", evidence=Evidence(pull=True))
    assert find_pulls(step, Facts(pulls=pulls)) == Found("#3 P1.1 again")


def test_a_title_is_inert_in_the_note() -> None:
    found = find("P1.1 `closes #3` @ada")
    assert found
    assert render_note(found) == "``#12 P1.1 `closes #3` @ada``"


def test_only_steps_that_ask_for_one_find_one() -> None:
    facts = Facts(pulls=Pulls((Pull(3, "P1.1", "b"),)))
    assert find_pulls(Step(id="P1.1", text="Sell"), facts) is None
    files = Step(id="P1.1", text="Sell", evidence=Evidence(files="a"))
    assert find_pulls(files, facts) is None
    pull = Step(id="P1.1", text="Sell", evidence=Evidence(pull=True))
    assert find_pulls(pull, Facts()) is None
