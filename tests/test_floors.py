"""Imports go down only, and the floors below do no input or output: the table of the architecture, kept."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src"
FLOORS = (  # from the ground up; a module may import its own floor and those before it
    ("words", "errors keys model seam state words"),
    (
        "values in, values out",
        """answers badge board board_choice board_things body calendar cards chart counting desired
        directives doctor events figures follow goal hedges identity inert obey pace page pauses pictures plan
        problems progress prose region rehearsal render report review roadmap rules settings shape signs size
        source spans spot tempo told uninstall update""",
    ),
    ("edges", "apply board_calls board_look calls checkup gather history patience switches traffic upstream wire"),
    ("shell", "__init__ __main__ cli commands console demo job look session stage"),
)
HEIGHT = {module: height for height, (_, modules) in enumerate(FLOORS) for module in modules.split()}

OUTSIDE = {
    *("asyncio", "ctypes", "fileinput", "ftplib", "glob", "http", "httpx", "io", "multiprocessing", "os", "pathlib"),
    *("random", "requests", "secrets", "select", "shutil", "signal", "smtplib", "socket", "socketserver", "sqlite3"),
    *("ssl", "subprocess", "sys", "tempfile", "threading", "time", "urllib.request", "urllib3", "uuid", "webbrowser"),
}
EFFECTS = {"open", "print", "input", "breakpoint", "exec", "eval", "sleep", "now", "today", "utcnow"}
ALLOWED = {  # what a pure module may do all the same, and why
    "render": {"pathlib"},  # where its own templates lie
    "roadmap": {"pathlib", "open"},  # `load_roadmap` reads the folder; all the checking is pure
}
HEAVY = ("github", "graphql", "jinja2", "markdown_it", "pydantic", "requests", "werkzeug", "yaml")


def pure_modules() -> list[str]:
    return [path.stem for path in modules("roadmap_bot") if HEIGHT.get(path.stem, 0) < 2]


def modules(package: str) -> list[Path]:
    return sorted((SOURCE / package).glob("*.py"))


def names(path: Path) -> Iterator[str]:
    """Yield the dotted name of all that a file imports, at its top and inside its functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module or path.parent.name}.{alias.name}" for alias in node.names)


def neighbours(path: Path) -> set[str]:
    """Find the modules of `roadmap_bot` that a file imports."""
    parts = [name.split(".") for name in names(path) if name.startswith("roadmap_bot.")]
    return {part[1] for part in parts if (SOURCE / f"roadmap_bot/{part[1]}.py").exists()}


def roots(path: Path) -> set[str]:
    return {name.partition(".")[0] for name in names(path)}


def calls(path: Path) -> set[str]:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    functions = [node.func for node in nodes if isinstance(node, ast.Call)]
    return {function.id for function in functions if isinstance(function, ast.Name)} | {
        function.attr for function in functions if isinstance(function, ast.Attribute)
    }


def test_every_module_stands_on_a_floor() -> None:
    homeless = [path.stem for path in modules("roadmap_bot") if path.stem not in HEIGHT]
    assert homeless == [], f"give {', '.join(homeless)} a floor in FLOORS of tests/test_floors.py"


def test_imports_go_down_only() -> None:
    climbs = [
        f"{path.stem} ({FLOORS[HEIGHT[path.stem]][0]}) imports {name} ({FLOORS[HEIGHT[name]][0]})"
        for path in modules("roadmap_bot")
        for name in sorted(neighbours(path) & HEIGHT.keys())
        if path.stem in HEIGHT and HEIGHT[name] > HEIGHT[path.stem]
    ]
    assert climbs == []


def test_no_modules_import_each_other_in_a_ring() -> None:
    TopologicalSorter({path.stem: neighbours(path) for path in modules("roadmap_bot")}).prepare()


def test_one_module_imports_the_github_library() -> None:
    assert [path.stem for path in SOURCE.rglob("*.py") if "github" in roots(path)] == ["wire"]


@pytest.mark.parametrize("package", ["github_twin", "roadmap_bot"])
def test_the_twin_and_the_bot_know_nothing_of_each_other(package: str) -> None:
    (other,) = {"github_twin", "roadmap_bot"} - {package}
    assert [path.stem for path in modules(package) if other in roots(path)] == []


@pytest.mark.parametrize("module", pure_modules())
def test_a_pure_module_touches_no_clock_disk_network_or_screen(module: str) -> None:
    path = SOURCE / f"roadmap_bot/{module}.py"
    touched = {bad for bad in OUTSIDE for name in names(path) if f"{name}.".startswith(f"{bad}.")}
    touched |= calls(path) & EFFECTS
    assert touched <= ALLOWED.get(module, set())


def test_the_version_is_told_without_loading_a_heavy_library() -> None:
    ask = f"""
import sys
from roadmap_bot.cli import main
try:
    main(["--version"])
except SystemExit:
    print([name for name in {HEAVY} if name in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-P", "-c", ask], env={"PYTHONPATH": str(SOURCE)}, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
