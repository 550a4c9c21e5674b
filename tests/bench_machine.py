"""How long the machine is busy, for `tests.bench`: rows that run real processes."""

from __future__ import annotations

import datetime as dt
import itertools
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from github_twin import seed
from github_twin.server import Server
from roadmap_bot.decide import Act
from roadmap_bot.look import make_goal
from roadmap_bot.plan import after, make_plan
from roadmap_bot.repository import Look
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.target import make_target
from tests.kit.bench_row import Row
from tests.kit.bench_scene import MANUAL, grow, make_scene
from tests.kit.process import start_bot
from tests.kit.scene import ROOT, Scene

SEED = ROOT / "roadmap"

READ = """
import sys, time
from pathlib import Path
from roadmap_bot.shell.commands import check_bodies, load_roadmap
started = time.process_time()
assert load_roadmap(Path(sys.argv[1]), check_bodies).roadmap
print(time.process_time() - started)
"""


def measure_machine() -> Iterator[Row]:
    """Measure how long this machine is busy: to start, to run, to plan, to import."""
    yield from start_up()
    yield from unchanged_run()
    yield from plan_time()
    yield from import_time()


def start_up() -> Iterator[Row]:
    """Measure how fast the command and the Action start."""
    command = [sys.executable, "-P", "-m", "roadmap_bot", "--version"]
    seconds = statistics.median(
        _time(lambda: subprocess.run(command, check=True, capture_output=True)) for _ in range(7)
    )
    yield Row("roadmap-bot --version: seconds", "≤ 0.25", f"{seconds:.2f}", seconds <= 0.25)
    for name, is_kept in (("no cache", False), ("wheels cached", True)):
        seconds = min(
            _start_action(is_kept=is_kept) for _ in range(3)
        )  # whatever else the machine is busy with
        yield Row(
            f"Action start to first line, {name}: seconds", "≤ 6", f"{seconds:.1f}", seconds <= 6
        )


def unchanged_run() -> Iterator[Row]:
    """Measure what the processor does for a run of the seed in which nothing changed."""
    world = seed.make_world(
        "template-copy", files={"README.md": MANUAL}, now=dt.datetime.now(dt.UTC)
    )
    scene = Scene(world, "seed")
    scene.run()
    with Server(scene.twin.world) as server:
        _run_process(server)  # the first one compiles the modules
        server.twin.reset_counters()
        seconds = min(_run_process(server) for _ in range(5))
        holds = seconds <= 0.9 and server.twin.writes == 0
    yield Row("unchanged run, seed: CPU seconds", "≤ 0.9", f"{seconds:.2f}", holds)
    seconds = min(_read_roadmap() for _ in range(5))
    yield Row("of it reading the roadmap: CPU seconds", "≤ 0.15", f"{seconds:.2f}", seconds <= 0.15)


def plan_time() -> Iterator[Row]:
    """Measure the plan for 500 and for 5,000 tasks, in seconds of this process."""
    small, large = _plan_seconds(grow(10, 50)), _plan_seconds(grow(50, 100))
    yield Row("plan for 5,000 tasks: CPU seconds", "≤ 3", f"{large:.2f}", large <= 3)
    # A tenth of noise is allowed on top of ten times the work.
    yield Row(
        "plan, 500 → 5,000 tasks: growth",
        "≤ 10 (+10 %)",
        f"{large / small:.1f}",
        large / small <= 11,
    )


def import_time() -> Iterator[Row]:
    """Measure the import of a Markdown file of 135 KB: the best of three processes."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "plan.md"
        file.write_text(make_plan_of(135_000), encoding="utf-8")
        seconds = min(_import(file, Path(folder) / str(turn)) for turn in range(3))
    row = "import of a 135 KB Markdown file: CPU seconds"
    yield Row(row, "≤ 2", f"{seconds:.2f}", seconds <= 2)


def make_plan_of(size: int) -> str:
    """Make a plan of so many characters: weeks of linked boxes, steps, criteria, resources."""
    parts = ["# A long plan to learn\n"]
    for week in itertools.count(1):
        parts.append(f"\n## Week {week}: Part {week} of all there is\n\n")
        for task in range(1, 9):
            link = f"https://example.org/week-{week}/task-{task}"
            parts.append(f"- [ ] Read [part {task} of week {week}]({link}), and explain it\n")
            parts.append(f"  - [ ] by heart\n  - [ ] to a friend of week {week}\n")
        parts.append(f"\n**You are done when**\n- all of week {week} is told\n")
        if sum(map(len, parts)) >= size:
            return "".join(parts)[:size]
    raise AssertionError


def _import(file: Path, into: Path) -> float:
    """Import a file in a process of its own; return its CPU seconds."""
    command = [sys.executable, "-P", "-m", "roadmap_bot", "import", str(file), "--into", str(into)]
    before = os.times()
    subprocess.run([*command, "--yes"], check=True, capture_output=True, cwd=ROOT / "src")
    after = os.times()
    user, system = after.children_user, after.children_system
    return user + system - before.children_user - before.children_system


def _time(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _run_process(server: Server) -> float:
    """Run the bot as Actions would, by hand; return the CPU seconds of its process."""
    job = {"ROADMAP_FOLDER": str(SEED), "GITHUB_EVENT_NAME": "workflow_dispatch"}
    before = os.times()
    code = start_bot(server, job, "run").wait()
    after = os.times()
    assert code == 0
    user, system = after.children_user, after.children_system
    return user + system - before.children_user - before.children_system


def _read_roadmap() -> float:
    """Read and check the seed's files in a process that did nothing before; return CPU seconds."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", READ, SEED], check=True, capture_output=True, text=True
    )
    return float(done.stdout)


def _start_action(*, is_kept: bool) -> float:
    """Do what action.yml does on a runner, `is_kept` after an earlier run; return the seconds."""
    import yaml

    steps = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["runs"]["steps"]
    install = next(step["run"] for step in steps if "pip" in step.get("run", ""))
    with tempfile.TemporaryDirectory() as folder:
        environ = {
            name: value
            for name, value in os.environ.items()
            if name not in ("PYTHONPATH", "PIP_NO_CACHE_DIR")
        }
        environ |= {
            "PATH": f"{Path(sys.executable).resolve().parent}:/usr/bin:/bin",
            "HOME": folder,
        }
        environ |= {"RUNNER_TEMP": folder, "GITHUB_ACTION_PATH": str(ROOT)}
        first_line = f"{folder}/roadmap-bot/bin/python -I -m roadmap_bot --version"
        command = ["bash", "-c", f"set -e\n{install}\n{first_line}\n"]
        if is_kept:
            subprocess.run(command, env=environ, check=True, capture_output=True)
        return _time(lambda: subprocess.run(command, env=environ, check=True, capture_output=True))


def _plan_seconds(roadmap: Roadmap) -> float:
    """Measure the pure part alone: target and diff when all exists and nothing changes."""
    scene = make_scene("tiny")
    scene.roadmap = roadmap
    seen = scene.plan().seen
    goal = make_goal(scene.setup(), seen)
    made = after(
        seen.things, make_plan(seen.things, make_target(seen.things, frozenset({Act.FOLLOW}), goal))
    )
    full = Look(seen.repository, made, seen.ids)
    best = math.inf
    for _ in range(3):
        fresh = replace(goal)  # for which nothing was made yet
        started = time.process_time()
        make_plan(full.things, make_target(full.things, frozenset({Act.FOLLOW, Act.REPORT}), fresh))
        best = min(best, time.process_time() - started)
    return best
