"""What the pages for contributors say of the house is true: its wings, its files, its tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.whole.test_wings import GROUND, WINGS

ROOT = Path(__file__).parents[2]
PAGE = ".github/CONTRIBUTING.md"
PAGES = (PAGE, "README.md", "README.zh-CN.md", ".github/SECURITY.md")
MOST_LINES = 100  # of one page
BEGIN, END = "<!-- wings:begin -->", "<!-- wings:end -->"
FOLDERS = (ROOT, ROOT / "src/roadmap_bot")  # that paths may begin in
QUOTED = re.compile(r"`([^`\n]+)`")
COMMANDED = re.compile(r"(?:FILE=| )((?:src|tests)/[\w/.-]+)")  # in what to type
PATH = re.compile(r"[\w.*-]+(?:/[\w.*-]*)+|[\w*-]+\.py")
MADE_UP = re.compile(r"[A-Z]{4,}\.|^build/|^\.venv/|^/")  # acts/NAME.py; what is made by `make`
OURS = ("src/", "tests/", ".github/workflows/")
UNNAMED = {"__init__", "__main__"}
EVERYTHING = WINGS.keys() - UNNAMED - set(GROUND.split()) - {"cli"}  # that others may import


class Row(NamedTuple):
    """A row of the table of the wings."""

    wings: list[str]
    may_import: str


def read_page(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def find_rows() -> list[Row]:
    table = read_page(PAGE).partition(BEGIN)[2].partition(END)[0]
    lines = [line.strip("|").split("|") for line in table.split("\n") if line.startswith("| `")]
    return [Row(find_wings(first), last.strip()) for first, _, last in lines]


def find_wings(cell: str) -> list[str]:
    return [name.removesuffix("/").removesuffix(".py") for name in QUOTED.findall(cell)]


def find_told(row: Row) -> set[str]:
    """Find what a row says that its wings may import."""
    named = set(QUOTED.findall(row.may_import))
    if row.may_import.startswith("everything"):
        return EVERYTHING - named - set(row.wings)
    return named


def find_allowed(wings: list[str]) -> set[str]:
    """Find what the test of the wings allows them, beside each other and the ground."""
    allowed = {name for wing in wings for name in WINGS[wing].split()}
    if "*" in allowed:
        allowed = set(EVERYTHING)
    return allowed - set(wings) - set(GROUND.split())


def find_paths(text: str) -> Iterator[str]:
    yield from COMMANDED.findall(text)
    for quoted in QUOTED.findall(text):
        if PATH.fullmatch(quoted) and not MADE_UP.search(quoted):
            yield quoted


def stands(path: str) -> bool:
    return any(any(folder.glob(path.rstrip("/"))) for folder in FOLDERS)


def test_every_wing_stands_in_the_table_once() -> None:
    named = [wing for row in find_rows() for wing in row.wings]
    assert sorted(named) == sorted(WINGS.keys() - UNNAMED)


@pytest.mark.parametrize("row", find_rows(), ids=lambda row: row.wings[0])
def test_the_table_says_what_a_wing_may_import(row: Row) -> None:
    assert find_told(row) == find_allowed(row.wings)


def test_every_path_that_the_page_names_is_there() -> None:
    paths = list(find_paths(read_page(PAGE)))
    assert len(paths) > 20
    assert [path for path in paths if not stands(path)] == []


@pytest.mark.parametrize("page", PAGES)
def test_no_page_names_a_source_or_test_that_is_not_there(page: str) -> None:
    ours = [path for path in find_paths(read_page(page)) if path.startswith(OURS)]
    assert [path for path in ours if not stands(path)] == []


def test_what_to_find_where_is_true() -> None:
    table = read_page("README.md").partition("| To find |")[2].partition("\n\n")[0]
    cells = [line.split("|")[2] for line in table.split("\n")[2:]]
    paths = [path for cell in cells for path in QUOTED.findall(cell)]
    assert len(paths) > 20
    assert [path for path in paths if not stands(path)] == []


def test_what_the_page_says_to_add_to_stands_where_it_says() -> None:
    places = re.findall(r"`(\w+)` in `([\w/.]+\.py)`", read_page(PAGE))
    assert len(places) > 5
    assert [place for place in places if not is_defined(*place)] == []


def is_defined(name: str, path: str) -> bool:
    (found,) = [folder / path for folder in FOLDERS if (folder / path).exists()]
    return bool(re.search(rf"^(class )?{name}\b", found.read_text(encoding="utf-8"), re.MULTILINE))


def test_whoever_contributes_reads_one_page() -> None:
    assert len(read_page(PAGE).splitlines()) <= MOST_LINES


@pytest.mark.parametrize(
    ("path", "there"),
    [("decide.py", True), ("acts/", True), ("templates/words.*.toml", True), ("acts/no.py", False)],
)
def test_a_path_that_is_not_there_is_found(path: str, there: bool) -> None:
    assert list(find_paths(f"see `{path}` and `BUILT_IN`")) == [path]
    assert stands(path) == there
