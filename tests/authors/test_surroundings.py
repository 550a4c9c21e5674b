"""A template whose README or workflows do not fit its roadmap is told so, and no other."""

from __future__ import annotations

import pytest

from roadmap_bot.authors.surroundings import check_surroundings
from roadmap_bot.authors.thin_template import make_thin_template
from roadmap_bot.report.files import MANUAL
from roadmap_bot.report.manual import Outset
from roadmap_bot.report.region import BEGIN, END
from roadmap_bot.roadmap.model import Label
from tests.kit.scene import ROOT, load

TINY = load("tiny")
OLD = "on: push\njobs:\n  a:\n    if: contains(github.event.issue.labels.*.name, 'roadmap')\n"
RENAMED = TINY.model_copy(update={"label": Label(name="Fahrplan")})


def find(files: dict[str, str], renamed: bool = False) -> list[tuple[str, str, int, int]]:
    found = check_surroundings(files, RENAMED if renamed else TINY)
    return [(p.code, p.place.file, p.place.line, p.place.column) for p in found if p.place]


@pytest.mark.parametrize("readme", [f"{MANUAL}\n# A", f"# A\n{BEGIN}\n{END}\n"])
def test_a_readme_that_says_where_the_table_goes_is_told_nothing(readme: str) -> None:
    assert find({"README.md": readme}) == []


@pytest.mark.parametrize("path", ["README.md", "readme.md"])
def test_a_readme_of_the_authors_own_is_told_where_the_table_will_go(path: str) -> None:
    assert find({path: "# My course\n"}) == [("author.no-place", path, 1, 1)]


def test_a_workflow_that_waits_for_another_label_is_named_at_it() -> None:
    path = ".github/workflows/roadmap.yml"
    assert find({path: OLD}) == []
    assert find({path: OLD}, renamed=True) == [("author.label-filter", path, 4, 53)]
    known = OLD.replace("roadmap'", "fahrplan'")
    assert find({path: known}, renamed=True) == []


def test_what_init_makes_and_what_this_repository_ships_is_told_nothing() -> None:
    assert find(make_thin_template(Outset("A", "zh", 3)), renamed=True) == []
    paths = [ROOT / "README.md", *ROOT.glob(".github/workflows/*.yml")]
    shipped = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in paths}
    assert find(shipped, renamed=True) == []
