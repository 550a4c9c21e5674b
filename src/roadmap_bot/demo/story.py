"""A learner's first weeks, played against a GitHub on this machine.

The commands and the HTTP are real, the clock jumps. The output folder gets what the learner would
see: README.md with its badge, PORTFOLIO.md, `state.json` (all that GitHub holds), `requests.json`
(requests and writes of every act), `cohort/` (the class that the learner joined).
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from roadmap_bot.demo import company, projects
from roadmap_bot.demo.first_roadmap import find_first_roadmap
from roadmap_bot.demo.phone import skip_by_comment
from roadmap_bot.demo.processes import open_twin, require_twin
from roadmap_bot.demo.stage import SITE, Stage
from roadmap_bot.job import Job
from roadmap_bot.report.files import MANUAL, OWN, ROOT
from roadmap_bot.roadmap.paths import REPORT
from roadmap_bot.text.words import Words

API = Job.api_url
PORTFOLIO = "PORTFOLIO.md"
TASK = "      - id: "  # how a task begins in a roadmap's file
CHANGED = "1-foundations.yml"  # by the new version, in every language
READ_RESNET = {"": "读懂一篇 ResNet 论文", "en": "Understand a ResNet paper"}
TICKED = (  # in the second week: criteria, the two topics, a step
    ("W01", "W01.1"),
    ("W01", "W01.2"),
    ("W01", "W01.4"),
    ("W01", "W01.5"),
    ("W03-2", "W03-2.1"),
)

PROBLEMS = ("two-sum", "valid-anagram", "group-anagrams", "move-zeroes", "reverse-string")
SOLVED = {f"leetcode/array-string/{name}.py": f"# {name}\n" for name in PROBLEMS}
NOTES = {"notes/numpy.md": "# NumPy\n", "notes/pandas.md": "# pandas\n"}
PROJECT = {  # files that boxes of P1 ask for
    "projects/sentiment/README.md": "# Sentiment\n\nReads reviews of films.\n",
    "projects/sentiment/model.py": '"""The encoder."""\n',
    "projects/sentiment/curves/loss.png": "no picture yet\n",
}


def play(output: Path, narrator: Words, *, with_board: bool = True) -> None:
    """Play the whole story and leave what the learner would see in `output`."""
    require_twin()
    roadmap = find_first_roadmap()
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
        _project(stage)
        _projects(stage)
        _remote_control(stage)
        skip_by_comment(stage)
        _class(stage, output / "cohort")
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
    stage.run("done-zh", stage.push("完成 W01-1：五道数组题", files=SOLVED))
    stage.go_to(5)
    done = "Linear regression in NumPy\n\ndone W01-2 and W01.3"
    push = stage.push(done, "not done W01-3 yet", files=NOTES)
    stage.run("done-en", push)
    stage.go_to(6)
    stage.run("closed", stage.act("close", number=stage.number("W01-3")))
    stage.go_to(7)
    stage.run("review", stage.act("schedule"))


def _second_week(stage: Stage) -> None:
    stage.go_to(8)
    stage.run("week", stage.act("schedule"))
    company.invite(stage)
    stage.run("friends", company.befriend(stage))
    stage.go_to(10)
    for id, box in TICKED:
        stage.act("tick", number=stage.number(id), text=f"{box} ")
    stage.act("comment", number=stage.number("W03-2"), body="98.6 % on the first try!")
    stage.run("ticked", stage.act("schedule"))
    stage.go_to(11)
    stage.run("redo", stage.push("重做 W01-1：再练一遍"))


def _new_version(stage: Stage) -> None:
    stage.go_to(12)
    files = {f"roadmap/{path}": text for path, text in _change_editions(stage.folder)}
    push = stage.push("Roadmap: one task new, one renamed, one gone", files=files)
    stage.run("version-plan", None, "plan")
    stage.run("version", push)
    stage.run("version-check", None, "plan", "--check")
    stage.run("let-go", stage.act("close", number=stage.number("W05-3"), reason="not_planned"))


def _change_editions(folder: Path) -> Iterator[tuple[str, str]]:
    """Change the roadmap in every language; yield each file's path and its new text."""
    for language, title in READ_RESNET.items():
        path = folder / language / CHANGED
        text = edit_roadmap(path.read_text("utf-8"), title)
        path.write_text(text, encoding="utf-8")
        yield path.relative_to(folder).as_posix(), text


def edit_roadmap(text: str, title: str) -> str:
    """Add W05-9, give W05-2 the id W05-8 (keeping its old one as an alias), and take W05-3 out."""
    before, first, second, third, after = _cut(text)
    renamed = second.replace("W05-2", "W05-8").replace("\n", "\n        aliases: [W05-2]\n", 1)
    id_line, _, _ = third.partition("\n")
    new = id_line.replace("W05-3", "W05-9")
    new += f"\n        title: {title}\n        kind: practice\n"
    return before + first + renamed + new + after


def _cut(text: str) -> tuple[str, ...]:
    """Cut a text into the three tasks of unit W05, what stands before them, and what after."""
    start = text.index(f"{TASK}W05-1\n")
    end = text.index("    boxes:", start)
    _, first, second, third = text[start:end].split(TASK)
    tasks = (f"{TASK}{task}" for task in (first, second, third))
    return text[:start], *tasks, text[end:]


def _third_week(stage: Stage) -> None:
    stage.go_to(13)
    stage.run("three", stage.push("跳过 W03-3", "Finish the MLP\n\nfinished W03-1", "完成 W01-1"))
    stage.go_to(14)
    stage.run("second-review", stage.act("schedule"))
    stage.go_to(15)
    stage.run("report", stage.act("schedule"))
    stage.run("rest", stage.act("schedule"))


def _project(stage: Stage) -> None:
    """Let the learner push a project's first files."""
    push = stage.push("Sentiment: a first model, its curve, a README", files=PROJECT)
    stage.run("project", push)


def _projects(stage: Stage) -> None:
    stage.run("portfolio", projects.show(stage))


def _remote_control(stage: Stage) -> None:
    """Let the learner take a week off by a tick, and come back by another."""
    for act in ("pause", "resume"):
        stage.run(act, stage.act("tick", number=stage.find_control(), text=f"control.{act} "))


def _class(stage: Stage, output: Path) -> None:
    """Let the learner join a class, and leave what that shows."""
    stage.go_to(16)
    page = output / "index.html"
    company.join(stage, page)
    _write(page, page.read_text("utf-8").replace(stage.url, SITE))
    for name, text in company.find_class(stage).items():
        _write(output / name, text.replace(stage.url, SITE))


def _leave(stage: Stage, output: Path) -> None:
    """Leave what the learner would see, with GitHub's addresses in place of the twin's."""
    state = stage.state()
    for path, text in _find_report(state["files"]):
        _write(output / path, text.replace(stage.url, SITE))
    held = _dump(state).replace(f"{stage.url}/repos/", f"{API}/repos/")
    _write(output / "state.json", held.replace(stage.url, SITE))
    _write(output / "requests.json", _dump(stage.counts))
    _end(stage, state, output)


def _find_report(files: Mapping[str, str]) -> Iterator[tuple[Path, str]]:
    """Find the README, the portfolio and what the README shows: beside it, and in a folder."""
    yield Path("README.md"), files[OWN]
    yield Path(PORTFOLIO), files[PORTFOLIO]
    for path in sorted(files):
        if path.startswith(f"{REPORT}/"):
            name = Path(path).name
            yield Path("progress", name), files[path]
            yield Path(name), files[path]


def _end(stage: Stage, state: Mapping[str, Any], output: Path) -> None:
    """Say what has become of the repository, and where to look."""
    say, issues, board = stage.narrator, state["issues"], state["board"]
    closed = sum(issue["state"] == "closed" for issue in issues)
    milestones = len(state["milestones"])
    click.echo()
    click.echo(say("demo.end", issues=len(issues), closed=closed, milestones=milestones))
    if board:
        click.echo(say("demo.board", url=board["url"].replace(stage.url, SITE)))
    click.echo(say("demo.look", readme=output / "README.md", folder=output))


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
