"""The numbers to hold, measured: `python -m tests.bench` prints them and writes build/bench.json.

Requests and writes are counted by the twin, in process; waiting happens on its clock.
Rows about the machine run real processes, and the naive way goes over HTTP, ours beside it.
Exits with 1 when a row that was measured does not hold.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

from github_twin import seed
from roadmap_bot.decide import Act
from roadmap_bot.issues.labels import own_labels
from roadmap_bot.roadmap.model import Roadmap
from tests.bench_control import measure_control
from tests.bench_evidence import looks_at_files, measure_evidence
from tests.bench_machine import measure_machine
from tests.bench_phone import measure_phone
from tests.bench_portfolio import measure_portfolio
from tests.bench_release import measure_release
from tests.bench_together import measure_together
from tests.kit.bench_row import Row, bound
from tests.kit.bench_scene import count, grow, make_scene, pages, retitle, size
from tests.kit.naive_bot import race
from tests.kit.scene import ROOT, load


def first_apply(name: str, roadmap: Roadmap, most: float, *, board: bool) -> Iterator[Row]:
    """Measure a first apply; without the board, writes are bound by what there is to make."""
    scene, total = make_scene(roadmap, board=board), size(roadmap)
    started = scene.clock.now()
    requests, writes = count(scene, scene.apply)
    wall = scene.clock.now() - started
    yield bound(
        f"first apply, {name}: requests / N",
        requests / total,
        most,
        f"{requests / total:.3f} ({requests})",
    )
    if board:
        yield bound(
            f"first apply, {name}: writes / N",
            writes / total,
            3.45,
            f"{writes / total:.3f} ({writes})",
        )
    else:
        allowed = total + len(own_labels(roadmap)) + len(roadmap.milestones) + 3
        yield bound(f"first apply, {name}: writes", writes, allowed)
    best = max(0.75 * writes, 3600 * ((writes - 1) // 500))
    yield bound(f"paced first apply, {name}: wall ÷ best", wall / best, 1.15, f"{wall / best:.3f}")


def later(name: str, roadmap: Roadmap, *, board: bool) -> Iterator[Row]:
    """Measure what comes after the first apply; a look at the board may double the requests."""
    scene, looks = make_scene(roadmap, board=board), pages(roadmap) * (2 if board else 1)
    looks += looks_at_files(roadmap)
    scene.run()
    requests, writes = count(scene, scene.apply)
    yield bound(f"nothing changed, {name}: requests", requests, looks)
    yield bound(f"nothing changed, {name}: writes", writes, 0)
    scene.twin.advance(3600)
    scene.roadmap = retitle(roadmap)
    requests, writes = count(scene, scene.apply)
    yield bound(f"one title edited, {name}: requests", requests, looks + 2)
    yield Row(f"one title edited, {name}: writes", "1", f"{writes}", writes == 1)
    scene.twin.advance(3600)
    task = next(roadmap.tasks)[1].id
    push = scene.twin.act("push", seed.LEARNER, commits=[{"message": f"done {task}"}])
    assert push is not None
    requests, _ = count(scene, lambda: scene.run(push.name, push.payload, ref=push.ref))
    closed = [issue.title for issue in scene.home.issues.values() if issue.state == "closed"]
    holds = requests <= looks + 3 and [title.startswith(f"[{task}]") for title in closed] == [True]
    yield Row(f"push with one directive, {name}: requests", f"≤ {looks + 3}", f"{requests}", holds)
    scene.twin.advance(7 * 86_400)
    requests, writes = count(scene, lambda: scene.apply(Act.REPORT))
    holds = requests <= looks + 1 and writes == 1
    yield Row(f"weekly report, changed, {name}: requests", f"≤ {looks + 1}", f"{requests}", holds)
    requests, writes = count(scene, lambda: scene.apply(Act.REPORT))
    holds = requests <= looks and writes == 0
    yield Row(f"weekly report, unchanged, {name}: requests", f"≤ {looks}", f"{requests}", holds)


def click(name: str, roadmap: Roadmap) -> Iterator[Row]:
    """Measure the run that a task closed in the page sets off, as a job."""
    scene = make_scene(roadmap)
    scene.run()
    scene.twin.advance(3600)
    task = next(roadmap.tasks)[1].id
    number = next(
        issue.number for issue in scene.home.issues.values() if issue.title.startswith(f"[{task}]")
    )
    event = scene.twin.act("close", seed.LEARNER, number=number)
    assert event is not None
    job = {"ref": event.ref, "in_actions": True}
    requests, _ = count(scene, lambda: scene.run(event.name, event.payload, **job))
    yield bound(
        f"close by a click, {name}: requests",
        requests,
        pages(roadmap) + 4 + looks_at_files(roadmap),
    )


def among_strangers(roadmap: Roadmap) -> Iterator[Row]:
    """Measure what issues and threads of strangers cost a run in which nothing changed."""
    scene = make_scene(roadmap)
    scene.run()
    alone, _ = count(scene, scene.apply)
    event = scene.twin.act("open_issue", seed.STRANGER, title="A question")
    assert event is not None
    number = event.payload["issue"]["number"]
    for index in range(2500):
        scene.twin.act("comment", seed.STRANGER, number=number, body=f"Answer {index}")
    requests, _ = count(scene, scene.apply)
    yield bound("a stranger's 2,500 comments: further requests", requests - alone, 0)
    for index in range(999):
        scene.twin.act("open_issue", seed.STRANGER, title=f"Question {index}")
    requests, _ = count(scene, scene.apply)
    yield bound("1,000 strangers' issues: further requests", requests - alone, 10)


def rest(roadmap: Roadmap) -> Iterator[Row]:
    """Measure what an open pause writes on the fourteen days after its first."""
    scene = make_scene(roadmap, board=True)
    scene.run()
    scene.run(command="pause")
    writes = []
    for _ in range(14):
        scene.twin.advance(86_400)
        writes.append(count(scene, lambda: scene.run("schedule"))[1])
    yield bound("an open pause: writes a day after the first", max(writes), 0)


def beside_naive(name: str, roadmap: Roadmap) -> Iterator[Row]:
    """Measure the naive way and ours over HTTP, neither of them paced."""
    for what, (requests, seconds), (many, long) in race(roadmap, retitle(roadmap)):
        yield Row(
            f"{what}, {name}: requests, ours : naive",
            "fewer",
            f"{requests} : {many}",
            requests < many,
        )
        shown = f"{seconds:.1f} : {long:.1f}"
        yield Row(
            f"{what}, {name}: seconds at 150 ms, ours : naive", "fewer", shown, seconds < long
        )


def measure() -> Iterator[Row]:
    """Measure everything, in the order of the table."""
    sizes = (("seed", load("seed"), 0.35), ("N = 1,000", grow(50, 19), 0.25))
    for name, roadmap, most in sizes:
        yield from first_apply(name, roadmap, most, board=False)
    for name, roadmap, _ in sizes:
        yield from first_apply(f"{name}, board", roadmap, 1.65, board=True)
    for name, roadmap, _ in sizes:
        yield from later(name, roadmap, board=False)
        yield from later(f"{name}, board", roadmap, board=True)
        yield from click(name, roadmap)
    yield from among_strangers(load("seed"))
    yield from rest(load("seed"))
    yield from measure_machine()
    yield from beside_naive("seed", load("seed"))
    yield from measure_together()
    yield from measure_evidence()
    yield from measure_control()
    yield from measure_phone()
    yield from measure_portfolio()
    yield from measure_release()


def main() -> int:
    """Print the table, write build/bench.json, and say by the exit code whether all holds."""
    rows = []
    for row in measure():
        rows.append(row)
        sign = {True: "holds", False: "FAILS", None: "–"}[row.holds]
        sys.stdout.write(f"{row.row:<66} {row.goal:>12}  {row.measured:>14}  {sign}\n")
        sys.stdout.flush()
    target = ROOT / "build" / "bench.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(
        json.dumps([vars(row) for row in rows], ensure_ascii=False, indent=2) + "\n",
        encoding="utf-8",
    )
    return int(any(row.holds is False for row in rows))


if __name__ == "__main__":
    sys.exit(main())
