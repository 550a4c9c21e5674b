"""A whole release, rehearsed without network: what is built holds all, and works installed alone.

Its wheel is installed into an empty environment that sees the locked dependencies, and nothing of
this repository; its archives are unpacked and looked at as who pushes them to GitHub would.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import metadata
from pathlib import Path
from threading import Thread
from zipfile import ZipFile

import pytest
import yaml

from roadmap_bot import __version__
from roadmap_bot.report.manual import is_sealed
from tests.kit.first_roadmap import need_first_roadmap
from tests.kit.scene import ROOT

PYTHON = sys.executable
BOT = "acme/roadmap-bot"
LANGUAGES = ("zh", "en")
NEEDED = ("Makefile", "pyproject.toml", "README.md", "LICENSE", ".ci/archives.py")
MOST = 20  # files of a thin copy before its first run
FLOWS = {f".github/workflows/{name}.yml" for name in ("checks", "roadmap", "schedule")}
HEAVY = ("graphql", "werkzeug")  # what the extra brings
WITHOUT_TWIN = f"""
import importlib.util, sys
find = importlib.util.find_spec
importlib.util.find_spec = lambda name, *rest: None if name in {HEAVY} else find(name, *rest)
from roadmap_bot.cli import main
main()
"""


# What stands ready


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy what a release is made of away from this repository."""
    folder = tmp_path_factory.mktemp("work")
    for name in NEEDED:
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copy2(ROOT / name, folder / name)
    ignored = shutil.ignore_patterns("__pycache__", "*.egg-info")
    for name in ("src", "roadmap"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    shutil.copytree(ROOT / "tests", folder / "tests", ignore=lambda *_: ["golden"])
    return folder


def make(work: Path, *asked: str, **environ: str) -> Path:
    """Run make as the workflow does; return the folder of the release."""
    tools = [f"BIN={Path(PYTHON).parent}", f"READY={work}/README.md"]
    command = ["make", "--assume-old", f"{work}/README.md", *asked, *tools]
    outer = {
        name: text for name, text in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))
    }
    environ = {**outer, "PYTHONPATH": str(work / "src"), **environ}
    subprocess.run(command, cwd=work, env=environ, check=True)
    return work / "build/release"


@dataclass
class Index:
    """A package index that holds nothing, and what it was asked for."""

    url: str = ""
    asked: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def index() -> Iterator[Index]:
    known = Index()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known.asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        known.url = f"http://127.0.0.1:{server.server_port}"
        Thread(target=server.serve_forever, daemon=True).start()
        yield known
        server.shutdown()


@pytest.fixture(scope="module")
def release(work: Path, index: Index) -> Path:
    asked = ("release", f"BOT={BOT}")
    return make(work, *asked, SOURCE_DATE_EPOCH="1800000000", PIP_INDEX_URL=index.url)


@pytest.fixture(scope="module")
def wheel(release: Path) -> Path:
    (built,) = (release / "dist").iterdir()
    assert built.name == f"roadmap_bot-{__version__}-py3-none-any.whl"
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel, and nothing of this repository, as pipx and uvx do."""
    home = tmp_path_factory.mktemp("installed")
    subprocess.run([PYTHON, "-m", "venv", "--without-pip", str(home)], check=True)
    python = home / "bin/python"
    install = [PYTHON, "-m", "pip", "--python", str(python), "install", "--quiet"]
    subprocess.run([*install, "--no-index", "--no-deps", str(wheel)], check=True)
    show_locked(next(home.glob("lib/python3*/site-packages")))
    return home


def show_locked(packages: Path) -> None:
    """Let an environment see the locked dependencies, and no others that are installed here."""
    for name in find_locked():
        try:
            files = metadata.files(name) or []
        except metadata.PackageNotFoundError:
            continue  # locked for another system
        tops = {file.parts[0] for file in files} - {"..", "__pycache__"}
        for top in tops:
            target = packages / top
            if not target.exists():
                target.symlink_to(str(metadata.distribution(name).locate_file(top)))


def find_locked() -> list[str]:
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    return re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)


def run(
    installed: Path, *command: str, home: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder of its own, with what was installed."""
    if home is None:
        home = installed / "home"
        home.mkdir(exist_ok=True)
    environ = {"PATH": os.environ["PATH"], "HOME": str(home), "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        command, cwd=home, env=environ, capture_output=True, text=True, timeout=170, check=False
    )


# The wheel


def test_no_package_index_is_asked_for_anything(release: Path, index: Index) -> None:
    assert release.is_dir()
    assert index.asked == []


def test_the_wheel_holds_every_file_of_the_source(wheel: Path) -> None:
    files = [path for path in (ROOT / "src").rglob("*.*") if path.is_file()]
    source = {path.relative_to(ROOT / "src").as_posix() for path in files}
    wanted = {path for path in source if not path.endswith(".pyc") and ".egg-info" not in path}
    inside = {name for name in ZipFile(wheel).namelist() if f"-{__version__}." not in name}
    assert inside == wanted


def test_the_wheel_holds_the_first_roadmap_in_every_language(wheel: Path) -> None:
    home = need_first_roadmap()
    wanted = {path.relative_to(home).as_posix() for path in home.rglob("*.*") if path.is_file()}
    beginning = f"roadmap_bot-{__version__}.data/data/share/roadmap-bot/roadmap/"
    names = [name for name in ZipFile(wheel).namelist() if name.startswith(beginning)]
    assert {name.removeprefix(beginning) for name in names} == wanted


def test_an_author_needs_nothing_but_the_wheel(installed: Path) -> None:
    bot = str(installed / "bin/roadmap-bot")
    for line in ("init . --title Rust", "validate", "preview", "explain done W01-1", "schema"):
        done = run(installed, bot, *line.split())
        assert (done.returncode, done.stderr) == (0, ""), line
    assert (installed / "home/build/preview.html").is_file()


def test_the_demo_finds_the_roadmap_that_was_installed(installed: Path) -> None:
    need_first_roadmap()
    ask = "from roadmap_bot.demo.first_roadmap import find_first_roadmap as f; print(f())"
    done = run(installed, find_python(installed), "-P", "-c", ask)
    assert Path(done.stdout.strip()).resolve() == installed / "share/roadmap-bot/roadmap"


def test_without_the_extra_the_demo_says_which_one_to_install(installed: Path) -> None:
    need_first_roadmap()
    done = run(installed, find_python(installed), "-P", "-c", WITHOUT_TWIN, "demo")
    assert (done.returncode, done.stdout) == (1, "")
    assert "roadmap-bot[twin]" in done.stderr


def find_python(installed: Path) -> str:
    return str(installed / "bin/python")


def test_the_environment_sees_nothing_but_the_wheel_and_what_is_locked(installed: Path) -> None:
    ask = "import roadmap_bot, sys; print(roadmap_bot.__file__); import pytest"
    done = run(installed, find_python(installed), "-c", ask)
    assert done.stdout.startswith(str(installed))
    assert "No module named 'pytest'" in done.stderr


# The thin templates


@pytest.fixture(scope="module", params=LANGUAGES)
def template(
    release: Path, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Unpack the archive of a language."""
    need_first_roadmap()
    name = f"roadmap-bot-template-{request.param}"
    folder = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(release / f"templates/{name}-v{__version__}.tar.gz") as archive:
        archive.extractall(folder, filter="data")
    assert [path.name for path in folder.iterdir()] == [name]
    return folder / name


def list_files(template: Path) -> set[str]:
    return {path.relative_to(template).as_posix() for path in find_files(template)}


def find_files(template: Path) -> Iterator[Path]:
    return (path for path in template.rglob("*") if path.is_file())


def test_a_template_holds_the_roadmap_in_both_languages_and_none_of_the_bot(
    template: Path,
) -> None:
    language = template.name.rpartition("-")[2]
    (other,) = set(LANGUAGES) - {language}
    parts = {path.name for path in need_first_roadmap().glob("*.yml")}
    roadmap = {f"roadmap/{name}" for name in parts} | {f"roadmap/{other}/{name}" for name in parts}
    assert list_files(template) == roadmap | FLOWS | {
        *("LICENSE", "README.md", "roadmap/schema.json")
    }
    assert len(list_files(template)) <= MOST
    count = len(list_files(template))
    assert f" {count} files" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert f" {count} 个文件" in (ROOT / "README.zh-CN.md").read_text(encoding="utf-8")
    first = (template / "roadmap/0-roadmap.yml").read_text(encoding="utf-8")
    assert f"\nlanguage: {language}\n" in first
    assert is_sealed((template / "README.md").read_text(encoding="utf-8"))


def test_its_workflows_call_the_bot_that_was_released_and_nothing_else(template: Path) -> None:
    called = set()
    for path in sorted(FLOWS):
        jobs = yaml.safe_load((template / path).read_text(encoding="utf-8"))["jobs"]
        called |= {job["uses"] for job in jobs.values()}
        assert all("steps" not in job for job in jobs.values())
    major = __version__.partition(".")[0]
    names = ("checks", "follow", "page")
    assert called == {f"{BOT}/.github/workflows/{name}.yml@v{major}" for name in names}
    texts = [path.read_text(encoding="utf-8") for path in find_files(template)]
    assert "OWNER/roadmap-bot" not in "".join(texts)


def test_its_roadmap_is_sound_and_can_be_looked_at(template: Path, installed: Path) -> None:
    bot = str(installed / "bin/roadmap-bot")
    for line in ("validate", "preview", "explain done W01-1"):
        done = run(installed, bot, *line.split(), home=template)
        assert (done.returncode, done.stderr) == (0, ""), line
    shutil.rmtree(template / "build")


def test_the_same_commit_makes_the_same_bytes(work: Path, release: Path) -> None:
    before = {path.name: path.read_bytes() for path in (release / "templates").iterdir()}
    command = [PYTHON, ".ci/archives.py", "again", "--bot", BOT]
    environ = {**os.environ, "PYTHONPATH": str(work / "src"), "SOURCE_DATE_EPOCH": "1800000000"}
    subprocess.run(command, cwd=work, env=environ, check=True, umask=0o077)
    assert {path.name: path.read_bytes() for path in (work / "again").iterdir()} == before


def test_nothing_is_packed_while_the_bots_address_has_no_owner(work: Path) -> None:
    project = (work / "pyproject.toml").read_text(encoding="utf-8")
    if "github.com/OWNER/" not in project:
        pytest.skip("the address has an owner")
    command = [PYTHON, ".ci/archives.py", "none"]
    environ = {**os.environ, "PYTHONPATH": str(work / "src")}
    done = subprocess.run(
        command, cwd=work, env=environ, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "no owner yet" in done.stderr
    assert not (work / "none").exists()
