"""The command line, before a twin over HTTP: what needs no GitHub, plan and apply."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from roadmap_bot import __version__
from roadmap_bot.cli import main
from roadmap_bot.roadmap.schema import make_schema
from tests.kit.scene import ROOT
from tests.kit.terminal import MARKS, TINY, Terminal

# Without GitHub


def test_a_sound_roadmap_is_said_to_be_sound() -> None:
    done = CliRunner().invoke(main, ["validate", "--roadmap", str(TINY)])
    first, _, rest = done.stdout.partition("\n")
    assert (done.exit_code, first) == (0, "Bake a Loaf: 1 unit, 3 tasks, no problem found.")
    assert rest == "A new learner: Plan: 8 to create, 0 to update, 0 to close.\n"


def test_a_changed_id_that_would_orphan_what_learners_made_is_red(tmp_path: Path) -> None:
    text = (TINY / "roadmap.yml").read_text(encoding="utf-8")
    renamed = tmp_path / "roadmap.yml"
    command = ["validate", "--roadmap", str(tmp_path), "--since", str(TINY)]
    renamed.write_text(text.replace("id: tiny", "id: loaf"), encoding="utf-8")
    done = CliRunner().invoke(main, command, env={"GITHUB_ACTIONS": ""})
    assert done.exit_code == 1
    assert "write `aliases: [tiny]` beside it" in done.stderr
    assert "all 4 issues" in done.stderr
    renamed.write_text(text.replace("id: tiny", "id: loaf\naliases: [tiny]"), encoding="utf-8")
    done = CliRunner().invoke(main, command, env={"GITHUB_ACTIONS": ""})
    assert done.exit_code == 0
    assert "the last release: Plan: 0 to create, 5 to update, 0 to close." in done.stdout


def test_every_problem_of_a_broken_roadmap_is_named_with_its_place(tmp_path: Path) -> None:
    text = (TINY / "roadmap.yml").read_text(encoding="utf-8")
    (tmp_path / "a.yml").write_text(
        text.replace("kind: bake\n    weeks", "kind: bike\n    weeks").replace("W01-2", "w1")
    )
    done = CliRunner().invoke(
        main, ["validate", "--roadmap", str(tmp_path)], env={"GITHUB_ACTIONS": ""}
    )
    assert done.exit_code == 1
    assert done.stdout == ""
    assert [line.split(": ")[0].rpartition("/")[2] for line in done.stderr.splitlines()] == [
        "a.yml:19:11",
        "a.yml:28:13",
    ]


def test_in_a_job_problems_of_the_roadmap_stand_beside_their_lines(tmp_path: Path) -> None:
    (tmp_path / "a%,:b.yml").write_text("units: 100%\n")
    done = CliRunner().invoke(
        main, ["validate", "--roadmap", str(tmp_path)], env={"GITHUB_ACTIONS": "true"}
    )
    assert done.exit_code == 1
    lines = MARKS.sub("", done.stdout).splitlines()
    assert all(
        line.startswith("::error file=") and "a%25%2C%3Ab.yml,line=1::" in line for line in lines
    )
    assert any("100%25" in line for line in lines)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_problems_are_told_in_the_language_of_the_roadmap(tmp_path: Path, language: str) -> None:
    (tmp_path / "a.yml").write_text(f"language: {language}\nunits: [\n")
    done = CliRunner().invoke(main, ["validate", "--roadmap", str(tmp_path)], env={"LC_ALL": "C"})
    assert ("请" in done.stderr) == (language == "zh")


def test_where_no_roadmap_is_the_terminal_says_the_language(tmp_path: Path) -> None:
    command = ["validate", "--roadmap", str(tmp_path / "none")]
    assert "请" in CliRunner().invoke(main, command, env={"LC_ALL": "zh_CN.UTF-8"}).stderr
    assert "folder" in CliRunner().invoke(main, command, env={"LC_ALL": "", "LANG": ""}).stderr


def test_the_schema_is_printed_as_it_is_committed() -> None:
    assert CliRunner().invoke(main, ["schema"]).stdout == make_schema()


@pytest.mark.parametrize("line", ["aply", "plan --dry-run", "apply --today yesterday", "plan x"])
def test_a_slip_of_the_pen_is_a_usage_error(line: str) -> None:
    done = CliRunner().invoke(main, line.split())
    assert done.exit_code == 2
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("width", [60, 80, 200])
def test_no_line_of_the_help_is_cut(width: int) -> None:
    shown = CliRunner().invoke(main, ["--help"], terminal_width=width).stdout
    told = " ".join(shown.split())
    for name, command in main.commands.items():
        assert f"{name} {' '.join((command.help or '').split())}" in told


def test_help_names_every_command() -> None:
    told = CliRunner().invoke(main, ["-h"]).stdout
    for command in (
        "validate",
        "schema",
        "plan",
        "apply",
        "close",
        "report",
        "run",
        "doctor",
        "demo",
    ):
        assert f"  {command} " in told


def test_the_version_is_told_at_once() -> None:
    def ask() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, "-m", "roadmap_bot", "--version"]
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONPATH": str(ROOT / "src")},
        )
        assert done.stdout == f"roadmap-bot, version {__version__}\n"
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return (
            after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        )  # no matter what else is running

    assert min(ask() for _ in range(5)) <= 0.25


# plan and apply


def test_a_plan_shows_every_change_and_sums_up(run_cli: Terminal) -> None:
    said = run_cli("plan")
    assert said.code == 0
    assert said.out.splitlines()[0] == "+ create  label “roadmap”"
    assert "+ create  [W01-1] Mix the dough" in said.out
    assert said.last == "Plan: 8 to create, 0 to update, 0 to close."
    assert run_cli.twin.writes == 0
    assert said.summary.startswith("📋 Plan: 8 to create, 0 to update, 0 to close.\n")


def test_plan_check_is_red_while_anything_is_to_change_and_green_after_apply(
    run_cli: Terminal,
) -> None:
    assert run_cli("plan --check").code == 1
    assert run_cli("apply").code == 0
    said = run_cli("plan --check")
    assert (said.code, said.last) == (0, "No changes. GitHub matches the roadmap.")


def test_apply_tells_each_thing_and_sums_up(run_cli: Terminal) -> None:
    said = run_cli("apply")
    assert said.last == "Created 4 issues, 3 labels, 1 milestone."
    assert "+ create  [W01] A first loaf" in said.err.splitlines()
    assert len(run_cli.home.issues) == 4


def test_applied_twice_the_second_time_changes_nothing(applied: Terminal) -> None:
    said = applied("apply")
    assert (said.code, said.last) == (0, "No changes. GitHub matches the roadmap.")
    assert (applied.twin.requests, applied.twin.writes) == (1, 0)


def test_prune_closes_much_only_when_forced(applied: Terminal, tmp_path: Path) -> None:
    text = (TINY / "roadmap.yml").read_text(encoding="utf-8")
    start = text.index("      - id: W01-2")
    (tmp_path / "less").mkdir()
    (tmp_path / "less" / "a.yml").write_text(
        text[:start] + text[text.index("    boxes:") :], encoding="utf-8"
    )
    less: dict[str, Any] = {"ROADMAP_FOLDER": str(tmp_path / "less")}
    assert "W01-2 is no longer in the roadmap" in applied("apply", **less).err
    refused = applied("apply --prune", **less)
    assert refused.code == 1
    assert "--force" in refused.err
    assert applied("apply --prune --force", **less).last == "Closed 2 issues."


@pytest.mark.parametrize(
    "date", ["1999-12-31", "2101-01-01", "0001-01-01", "9999-12-31", "2026-02-30", "tomorrow"]
)
def test_a_today_in_which_no_roadmap_runs_is_a_usage_error(run_cli: Terminal, date: str) -> None:
    said = run_cli(f"run --today {date}")
    assert (said.code, "Invalid value for '--today'" in said.err, said.out) == (2, True, "")


def test_today_can_be_fixed(run_cli: Terminal) -> None:
    assert run_cli("run --today 2031-05-05").code == 0
    figures = run_cli.home.head.files[".github/progress/progress.json"].data
    assert json.loads(figures)["date"] == "2031-05-05"
