"""Files are evidence once there are as many as a step asks for."""

from __future__ import annotations

import pytest

from roadmap_bot.evidence.files import find_files
from roadmap_bot.evidence.found import Facts, Found
from roadmap_bot.repository import Tree
from roadmap_bot.roadmap.units import Evidence, Step

TREE = Tree(frozenset({"shop/b.py", "shop/a.py", "README.md"}))


@pytest.mark.parametrize(
    ("evidence", "found"),
    [
        (Evidence(files="shop/*.py"), Found("shop/a.py", 1)),
        (Evidence(files="shop/*.py", least=2), Found("shop/a.py", 1)),
        (Evidence(files="shop/*.py", least=3), None),
        (Evidence(files="README.md"), Found("README.md")),
        (Evidence(files="Readme.md"), None),
        (Evidence(pull=True), None),
        (Evidence(link="demo"), None),
        (None, None),
    ],
)
def test_as_many_files_as_a_step_asks_for_are_found(
    evidence: Evidence | None, found: Found | None
) -> None:
    step = Step(id="W01.1", text="Sell", evidence=evidence)
    assert find_files(step, Facts(tree=TREE)) == found


def test_without_a_tree_nothing_is_found() -> None:
    step = Step(id="W01.1", text="Sell", evidence=Evidence(files="**"))
    assert find_files(step, Facts()) is None
