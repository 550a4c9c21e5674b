"""A learner's first weeks, played against a GitHub on this machine: real commands, real HTTP, a clock that jumps.

Leaves in the output folder what the learner would see: README.md with its badge, `state.json` (all that GitHub holds)
and `requests.json` (requests and writes of every act).
"""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

import click

from roadmap_bot.report.files import MANUAL, OWN, ROOT
from roadmap_bot.roadmap.paths import REPORT
from roadmap_bot.shell.stage import SITE, Stage, open_twin
from roadmap_bot.text.words import Words

API = "https://api.github.com"


def play(roadmap: Path, output: Path, narrator: Words, *, with_board: bool = True) -> None:
    """Play the whole story and leave what the learner would see in `output`."""
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir(parents=True)
    click.echo(narrator("demo.intro"))
    with tempfile.TemporaryDirectory() as folder, open_twin() as url:
        stage = Stage(url, Path(folder, "roadmap"), narrator)
        shutil.copytree(roadmap, stage.folder)
        _first_day(stage)
        if with_board:
            _second_day(stage)
        _first_week(stage)
        _second_week(stage)
        _new_version(stage)
        _third_week(stage)
        _leave(stage, output)


def _first_day(stage: Stage) -> None:
    stage.begin("fork", {ROOT: f"# roadmap\n\n{MANUAL}\n"})
    stage.run("issues-off", expect=1)
    stage.act("change_settings", has_issues=True)
    stage.act("enable_workflows")
    stage.run("start")
    stage.run("again", None, "apply")


def _second_day(stage: Stage) -> None:
    stage.go_to(2)
    stage.add_board_token()
    stage.run("board")


def _first_week(stage: Stage) -> None:
    stage.go_to(3)
    stage.run("done-zh", stage.push("完成 W01-1：五道数组题"))
    stage.go_to(5)
    stage.run(
        "done-en",
        stage.push("Linear regression in NumPy\n\ndone W01-2 and W01.3", "not done W01-3 yet"),
    )
    stage.go_to(6)
    stage.run("closed", stage.act("close", number=stage.number("W01-3")))
    stage.go_to(7)
    stage.run("review", stage.act("schedule"))


def _second_week(stage: Stage) -> None:
    stage.go_to(8)
    stage.run("week", stage.act("schedule"))
    stage.go_to(10)
    for id, box in (("W01", "W01.1 "), ("W01", "W01.2 "), ("W03-2", "W03-2.1 ")):
        stage.act("tick", number=stage.number(id), text=box)
    stage.act("comment", number=stage.number("W03-2"), body="98.6 % on the first try!")
    stage.run("ticked", stage.act("schedule"))
    stage.go_to(11)
    stage.run("redo", stage.push("重做 W01-1：再练一遍"))


def _new_version(stage: Stage) -> None:
    stage.go_to(12)
    path = stage.folder / "1-foundations.yml"
    text = edit_roadmap(path.read_text("utf-8"))
    path.write_text(text, encoding="utf-8")
    push = stage.push(
        "Roadmap: one task new, one renamed, one gone", files={"roadmap/1-foundations.yml": text}
    )
    stage.run("version-plan", None, "plan")
    stage.run("version", push)
    stage.run("version-check", None, "plan", "--check")
    stage.run("let-go", stage.act("close", number=stage.number("W05-3"), reason="not_planned"))


def edit_roadmap(text: str) -> str:
    """Add W05-9, give W05-2 the id W05-8 (keeping its old one as an alias), and take W05-3 out."""
    start, end = (
        text.index("      - id: W05-1\n"),
        text.index("    boxes:", text.index("      - id: W05-1\n")),
    )
    first, second, third = (
        "      - id: " + part for part in text[start:end].split("      - id: ")[1:4]
    )
    second = second.replace("W05-2", "W05-8").replace(
        "id: W05-8\n", "id: W05-8\n        aliases: [W05-2]\n", 1
    )
    new = (
        third.partition("\n")[0].replace("W05-3", "W05-9")
        + "\n        title: 读懂一篇 ResNet 论文\n        kind: practice\n"
    )
    return text[:start] + first + second + new + text[end:]


def _third_week(stage: Stage) -> None:
    stage.go_to(13)
    stage.run("three", stage.push("跳过 W03-3", "Finish the MLP\n\nfinished W03-1", "完成 W01-1"))
    stage.go_to(14)
    stage.run("second-review", stage.act("schedule"))
    stage.go_to(15)
    stage.run("report", stage.act("schedule"))
    stage.run("rest", stage.act("schedule"))


def _leave(stage: Stage, output: Path) -> None:
    state, say = stage.state(), stage.narrator
    files: dict[str, str] = state["files"]
    _write(output / "README.md", files[OWN].replace(stage.url, SITE))
    for path in sorted(files):
        if path.startswith(f"{REPORT}/"):
            text = files[path].replace(stage.url, SITE)
            _write(output / "progress" / Path(path).name, text)
            _write(output / Path(path).name, text)
    plain = json.dumps(state, ensure_ascii=False, indent=1)
    plain = plain.replace(f"{stage.url}/repos/", f"{API}/repos/").replace(stage.url, SITE)
    _write(output / "state.json", plain + "\n")
    _write(output / "requests.json", json.dumps(stage.counts, ensure_ascii=False, indent=1) + "\n")
    closed = sum(issue["state"] == "closed" for issue in state["issues"])
    click.echo()
    click.echo(
        say(
            "demo.end",
            issues=len(state["issues"]),
            closed=closed,
            milestones=len(state["milestones"]),
        )
    )
    if state["board"]:
        click.echo(say("demo.board", url=state["board"]["url"].replace(stage.url, SITE)))
    click.echo(say("demo.look", readme=output / "README.md", folder=output))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
