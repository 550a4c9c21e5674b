"""One thought a line, files of one sitting, folders of one glance: the source keeps its bounds."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src"
MOST_LINES = 250  # of a file
MOST_MODULES = 12  # of a folder of the bot; of its trunk:
MOST_ON_TRUNK = 14
UNCOUNTED = ("__init__.py", "__main__.py")

FILES = {path.relative_to(SOURCE).as_posix(): path for path in sorted(SOURCE.rglob("*.py"))}
TRUNK = SOURCE / "roadmap_bot"
FOLDERS = sorted({path.parent for path in TRUNK.rglob("*.py")})


def find_nested(code: str) -> list[int]:
    """Find the lines of conditional expressions that stand inside another."""
    nodes = ast.walk(ast.parse(code))
    outer = [node for node in nodes if isinstance(node, ast.IfExp)]
    inner = [child for node in outer for child in ast.walk(node) if child is not node]
    return [child.lineno for child in inner if isinstance(child, ast.IfExp)]


@pytest.mark.parametrize("file", FILES)
def test_no_conditional_expression_stands_inside_another(file: str) -> None:
    assert find_nested(FILES[file].read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("file", FILES)
def test_no_file_is_longer_than_one_sitting(file: str) -> None:
    lines = FILES[file].read_text(encoding="utf-8").splitlines()
    assert len(lines) <= MOST_LINES


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_no_folder_holds_more_modules_than_one_glance(folder: Path) -> None:
    modules = [path.name for path in folder.glob("*.py") if path.name not in UNCOUNTED]
    assert len(modules) <= (MOST_ON_TRUNK if folder == TRUNK else MOST_MODULES), modules


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("x = 1 if a else 2\ny = 3 if b else 4", []),
        ("x = 1 if a else 2 if b else 3", [1]),
        ("x = f(\n    [y if b else z for z in c],\n) if a else 2", [2]),
        ("x = (1 if a else 2) if b else 3", [1]),
    ],
)
def test_what_is_nested_is_found(code: str, lines: list[int]) -> None:
    assert find_nested(code) == lines
