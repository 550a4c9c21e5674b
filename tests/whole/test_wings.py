"""Imports go to one side only, and what is pure touches nothing: the table of the wings, kept."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src"
BOT = SOURCE / "roadmap_bot"

GROUND = "errors keys state repository changes plan"
VALUES = f"roadmap text {GROUND}"
CORE = "decide target acts report comments commits reading github http issues board"
HEARD = "decide target reading report commits issues"
WINGS: Mapping[str, str] = {  # what each may import, beside its own files
    "errors": "",
    "keys": "",
    "state": "errors keys",
    "repository": "errors keys state",
    "changes": "errors keys state",
    "plan": "errors keys state changes",
    "text": "errors",
    "http": GROUND,
    "yaml": "text errors",
    "roadmap": f"yaml text {GROUND}",
    "issues": f"yaml {VALUES}",
    "progress": f"issues {VALUES}",
    "control": f"decide issues {VALUES}",
    "commits": f"issues {VALUES}",
    "evidence": f"issues {VALUES}",
    "board": f"http issues progress {VALUES}",
    "reading": f"http issues roadmap {GROUND}",
    "github": f"reading board http issues roadmap {GROUND}",
    "report": f"progress evidence control board {VALUES}",
    "acts": f"report progress commits control evidence board issues yaml {VALUES}",
    "comments": f"acts commits http issues {VALUES}",
    "foreign": f"http roadmap {GROUND}",
    "together": f"job foreign github reading http report issues yaml {VALUES}",
    "decide": GROUND,
    "target": f"acts comments commits issues board decide {VALUES}",
    "job": "errors text",
    "setup": f"job foreign reading github http {VALUES}",
    "look": f"job control comments setup evidence {HEARD} http board yaml {VALUES}",
    "round": f"control comments foreign setup look acts github {HEARD} {VALUES}",
    "session": f"job setup look round {CORE} {VALUES}",
    "markdown": "text errors",
    "outlines": "markdown yaml text errors",
    "imports": f"markdown outlines issues yaml {VALUES}",
    "authors": f"decide target acts report progress issues yaml {VALUES}",
    "demo": f"job report {VALUES}",
    "shell": "*",
    "cli": "*",
    "__init__": "",
    "__main__": "*",
}
ACTS_THAT_USE_ACTS = {
    ("obey", "along"),
    ("along", "close"),
    ("obey", "close"),
    ("follow", "close"),
    ("update", "follow"),
    ("control.deeds", "control.hours"),
    ("control.deeds", "control.issue"),
    ("control.deeds", "pauses"),
    ("control.hours", "pauses"),
    ("evidence", "close"),
    ("report", "regions"),
    ("uninstall", "regions"),
}
EDGES = {  # may wait, fail, or be told the time
    *(
        "reading",
        "github",
        "http.pygithub",
        "http.waiting",
        "http.reader",
        "http.queries",
        "board.reader",
        "board.pages",
        "board.reading",
        "board.inputs",
        "foreign.reading",
        "foreign.demos",
        "together.reading",
        "together.run",
    ),
    *(
        "job",
        "setup",
        "look",
        "round",
        "session",
        "authors.folder",
        "imports.importing",
        "imports.source",
        "demo",
        "shell",
        "cli",
        "__init__",
        "__main__",
    ),
}

OUTSIDE = """
asyncio ctypes fileinput ftplib glob http httpx io multiprocessing os pathlib random requests
secrets select shutil signal smtplib socket socketserver sqlite3 ssl subprocess sys tempfile
threading time urllib.request urllib3 uuid webbrowser
"""
EFFECTS = "open print input breakpoint exec eval sleep now today utcnow"
ALLOWED = {  # what a pure module may do all the same, and why
    "text.words": {"pathlib"},  # where its own templates lie
    "roadmap.load": {"pathlib", "open"},  # reads the folder; all the checking is pure
}
HEAVY = ("github", "graphql", "jinja2", "markdown_it", "pydantic", "requests", "werkzeug", "yaml")


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(BOT).with_suffix("").parts).removesuffix(".__init__")


@cache
def modules() -> Mapping[str, Path]:
    return {module_name(path): path for path in sorted(BOT.rglob("*.py"))}


def wing(module: str) -> str:
    return module.partition(".")[0]


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """All of a file's syntax."""
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def names(path: Path) -> Iterator[str]:
    """Yield the dotted name of all that a file imports, at its top and inside its functions."""
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module or path.parent.name}.{alias.name}" for alias in node.names)


def neighbours(path: Path) -> set[str]:
    """Find the modules of `roadmap_bot` that a file imports."""
    known = modules()
    imported = [
        name.removeprefix("roadmap_bot.") for name in names(path) if name.startswith("roadmap_bot.")
    ]
    return {name if name in known else name.rpartition(".")[0] for name in imported} & known.keys()


def roots(path: Path) -> set[str]:
    return {name.partition(".")[0] for name in names(path)}


def calls(path: Path) -> set[str]:
    functions = [node.func for node in nodes(path) if isinstance(node, ast.Call)]
    return {function.id for function in functions if isinstance(function, ast.Name)} | {
        function.attr for function in functions if isinstance(function, ast.Attribute)
    }


def is_edge(module: str) -> bool:
    return module in EDGES or wing(module) in EDGES


def pure_modules() -> list[str]:
    return [module for module in modules() if not is_edge(module)]


def test_every_module_stands_in_a_wing() -> None:
    homeless = [module for module in modules() if wing(module) not in WINGS]
    assert homeless == [], "give them a wing in WINGS of tests/whole/test_wings.py"


@pytest.mark.parametrize("module", modules())
def test_a_module_imports_only_what_its_wing_may(module: str) -> None:
    allowed = WINGS[wing(module)]
    strange = {
        other
        for other in neighbours(modules()[module])
        if wing(other) != wing(module) and allowed != "*" and wing(other) not in allowed.split()
    }
    assert strange == set(), f"{wing(module)} may import: {allowed}"


def test_no_two_wings_import_each_other() -> None:
    arrows = {
        (wing(module), wing(other))
        for module, path in modules().items()
        for other in neighbours(path)
    }
    assert [arrow for arrow in arrows if arrow[::-1] in arrows and arrow[0] < arrow[1]] == []


def test_an_act_knows_no_other_act_but_a_few() -> None:
    arrows = {
        (module.removeprefix("acts."), other.removeprefix("acts."))
        for module, path in modules().items()
        for other in neighbours(path)
        if wing(module) == wing(other) == "acts"
    }
    assert arrows <= ACTS_THAT_USE_ACTS


def test_no_modules_import_each_other_in_a_ring() -> None:
    TopologicalSorter({module: neighbours(path) for module, path in modules().items()}).prepare()


def test_one_module_imports_the_github_library() -> None:
    twin = {path.stem: path for path in (SOURCE / "github_twin").rglob("*.py")}
    assert [name for name, path in {**modules(), **twin}.items() if "github" in roots(path)] == [
        "http.pygithub"
    ]


@pytest.mark.parametrize("package", ["github_twin", "roadmap_bot"])
def test_the_twin_and_the_bot_know_nothing_of_each_other(package: str) -> None:
    (other,) = {"github_twin", "roadmap_bot"} - {package}
    assert [path.name for path in (SOURCE / package).rglob("*.py") if other in roots(path)] == []


@pytest.mark.parametrize("module", pure_modules())
def test_a_pure_module_touches_no_clock_disk_network_or_screen(module: str) -> None:
    path = modules()[module]
    imported = {f"{name}." for name in names(path)}
    outside = OUTSIDE.split()
    touched = {bad for bad in outside for name in imported if name.startswith(f"{bad}.")}
    touched |= calls(path) & set(EFFECTS.split())
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
        [sys.executable, "-P", "-c", ask],
        env={"PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "[]"
