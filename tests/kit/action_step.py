"""The Action's own steps for real, with a lock of three small wheels and a local index."""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
BASH = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c")  # `shell: bash` of a runner
OURS = ("COV", "GITHUB_", "ROADMAP_")  # variables of the job that runs these tests
INSTALL = "Install the locked dependencies"
PACKAGES = ("alpha", "beta", "gamma")
HONEST = "honest = True\n"
EVIL = "open('PWNED', 'w').close()\nhonest = False\n"
FIND_BUILT = """
import sys
from pip._internal.cache import SimpleWheelCache
from pip._internal.models.link import Link
print(SimpleWheelCache(sys.argv[1]).get_path_for_link(Link(sys.argv[2])))
"""
KIND = "py3-none-any"
METADATA = "Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n"
WHEEL = f"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: {KIND}\n"


def load_step(name: str) -> str:
    """Load what a step of action.yml runs."""
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    steps = action["runs"]["steps"]
    return next(str(step["run"]) for step in steps if step["name"] == name)


def run_step(
    name: str, work: Path, temp: Path, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run a step in the folder `work` as a runner does, whose temporary folder is `temp`."""
    python = Path(sys._base_executable).parent  # type: ignore[attr-defined]
    own = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    environment = {
        **own,
        "PATH": f"{python}:{os.environ['PATH']}",
        "GITHUB_ACTION_PATH": str(ROOT),
        "GITHUB_OUTPUT": str(temp / "output"),
        "PYTHONPATH": str(work),
        "RUNNER_TEMP": str(temp),
        **variables,
    }
    command = [*BASH, load_step(name)]
    return subprocess.run(
        command, cwd=work, env=environment, capture_output=True, text=True, check=False
    )


def make_wheel(folder: Path, name: str, code: str, build: str = "") -> Path:
    """Make a wheel of one module."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}-1.0-{build}{KIND}.whl"
    info = f"{name}-1.0.dist-info"
    files = {f"{name}.py": code, f"{info}/METADATA": METADATA.format(name=name)}
    files |= {f"{info}/WHEEL": WHEEL}
    record = "".join(f"{file},,\n" for file in (*files, f"{info}/RECORD"))
    with zipfile.ZipFile(path, "w") as archive:
        for file, text in {**files, f"{info}/RECORD": record}.items():
            archive.writestr(zipfile.ZipInfo(file), text)
    return path


def find_hash(wheel: Path) -> str:
    """Find the hash of a wheel as a lock names it."""
    return hashlib.sha256(wheel.read_bytes()).hexdigest()


@dataclass(frozen=True)
class Runner:
    """A runner: its temporary folder, the Action's folder with the lock, an index that it
    reaches."""

    folder: Path
    index: str

    @property
    def temp(self) -> Path:
        """The runner's temporary folder."""
        return self.folder / "temp"

    @property
    def kept(self) -> Path:
        """What was kept of an earlier run."""
        return self.temp / "roadmap-bot-wheels"

    @property
    def wheels(self) -> Path:
        """The honest wheels."""
        return self.folder / "index"

    def keep(self) -> None:
        """Keep a wheel of each package, as the step does it."""
        for part, name in enumerate(PACKAGES, start=1):
            make_wheel(self.kept / str(part % 2), name, HONEST)

    def poison(self, build: str = "") -> None:
        """Put an evil wheel where that of the first package is kept."""
        make_wheel(self.kept / "1", PACKAGES[0], EVIL, build)

    def poison_built(self) -> None:
        """Keep an evil wheel as one that pip built itself of what has the right hash."""
        link = f"{self.index.removesuffix('simple')}{PACKAGES[0]}-1.0-{KIND}.whl"
        folder = Path(_ask_pip(FIND_BUILT, str(self.kept), link))
        make_wheel(folder, PACKAGES[0], EVIL)
        digest = find_hash(self.wheels / f"{PACKAGES[0]}-1.0-{KIND}.whl")
        info = {"hash": f"sha256={digest}", "hashes": {"sha256": digest}}
        origin = json.dumps({"url": link, "archive_info": info})
        (folder / "origin.json").write_text(origin, encoding="utf-8")

    def poison_answers(self) -> None:
        """Keep an answer of the index that runs code where somebody unpickles it."""
        link = f"{self.index.removesuffix('simple')}{PACKAGES[0]}-1.0-{KIND}.whl"
        digest = hashlib.sha224(link.encode()).hexdigest()
        for name in ("http", "http-v2"):
            path = self.kept.joinpath(name, *digest[:5], digest)
            path.parent.mkdir(parents=True)
            path.write_bytes(b"cc=1," + pickle.dumps(_Touch()))

    def install(self, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run the step that installs, and import what was installed."""
        work, host = self.folder / "work", self.index.split("/")[2]
        own = {"GITHUB_ACTION_PATH": str(self.folder), "PIP_INDEX_URL": self.index}
        own["PIP_TRUSTED_HOST"] = host  # pip keeps no answers of other hosts without TLS
        work.mkdir(exist_ok=True)
        done = run_step(INSTALL, work, self.temp, **{**own, **variables})
        if done.returncode:
            return done
        imports = f"import {', '.join(PACKAGES)}\nprint(alpha.honest, beta.honest, gamma.honest)"
        python = str(self.temp / "roadmap-bot/bin/python")
        return subprocess.run(
            [python, "-I", "-c", imports], cwd=work, capture_output=True, text=True, check=False
        )


class _Touch:
    """Leaves a file behind where it is unpickled."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("touch PWNED",)


def _ask_pip(code: str, *arguments: str) -> str:
    python = sys._base_executable  # type: ignore[attr-defined]
    command = [python, "-I", "-c", code, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


class _Index(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def open_runner(folder: Path) -> Iterator[Runner]:
    """Open a runner that has run nothing yet."""
    wheels, lock = folder / "index", ""
    for name in PACKAGES:
        wheel = make_wheel(wheels, name, HONEST)
        lock += f"{name}==1.0 \\\n    --hash=sha256:{find_hash(wheel)}\n"
        page = wheels / "simple" / name / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text(f'<a href="../../{wheel.name}">{wheel.name}</a>', encoding="utf-8")
    (folder / "requirements.txt").write_text(lock, encoding="utf-8")
    (folder / "temp").mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Index, directory=str(wheels)))
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield Runner(folder, f"http://127.0.0.1:{server.server_port}/simple")
    finally:
        server.shutdown()
        server.server_close()
