"""What is sound and yet worth a look: weeks that do not hold what the roadmap promises."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner

from roadmap_bot.cli import main
from tests.kit.roadmap_text import BASE, load

FULL = BASE.replace("phase: one\n    weeks: [1, 2]", "phase: one\n    weeks: [1, 4]")


def find_warnings(text: str) -> list[tuple[object, object, int, int]]:
    """Find the weeks, the hours and the place of each warning."""
    loaded = load(text)
    assert loaded.problems == ()
    return [
        (warning.values["weeks"], warning.values["hours"], warning.place.line, warning.place.column)
        for warning in loaded.warnings
        if warning.place and warning.code == "roadmap.week-hours"
    ]


def test_a_plan_that_keeps_its_range_is_told_nothing() -> None:
    assert find_warnings(FULL) == []


def test_weeks_without_a_unit_and_weeks_with_too_much_are_named_with_their_place() -> None:
    assert find_warnings(BASE) == [("3–4", "0", 19, 12)]
    much = FULL.replace("    weeks: [1, 4]\n", "    weeks: [1, 4]\n    hours: 90\n")
    assert find_warnings(much) == [("1–4", "22.5", 19, 12)]


def test_a_week_fits_only_where_it_does_however_electives_are_chosen() -> None:
    unequal = FULL.replace(
        "{id: P2, title: Game, phase: two, weeks: [5, 8], kind: build}",
        "{id: P2, title: Game, phase: two, weeks: [5, 8], kind: build, hours: 100}",
    )
    assert find_warnings(unequal) == [("5–8", "15–25", 27, 46)]


def test_validate_names_them_and_ends_well(tmp_path: Path) -> None:
    (tmp_path / "r.yml").write_text(BASE, encoding="utf-8")
    command = ["validate", "--roadmap", str(tmp_path)]
    done = CliRunner().invoke(main, command, env={"GITHUB_ACTIONS": "", "LC_ALL": "C"})
    assert done.exit_code == 0
    where = f"{tmp_path}/r.yml:19:12: units[0].weeks: "
    assert f"{where}0 hours are planned for week 3–4, though the roadmap promises 10–20 a week" in (
        done.output
    )
    assert re.search(r"\d places worth a look", done.output)


def test_in_a_job_a_warning_stands_beside_its_line(tmp_path: Path) -> None:
    (tmp_path / "r.yml").write_text(BASE, encoding="utf-8")
    command = ["validate", "--roadmap", str(tmp_path)]
    done = CliRunner().invoke(main, command, env={"GITHUB_ACTIONS": "true", "LC_ALL": "C"})
    assert done.exit_code == 0
    assert re.search(r"^::warning file=\S+r\.yml,line=19::", done.output, re.M)
