"""A document becomes a folder that is sound, or one sentence and nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from roadmap_bot.cli import main
from roadmap_bot.issues.size import check_bodies
from roadmap_bot.roadmap.load import load_roadmap
from roadmap_bot.roadmap.model import Roadmap

PLAN = """# Learn to bake

## Week 1: Bread
- [ ] Read [the guide](https://example.org/bread)
  - [ ] Mix
  - [ ] Knead
- [x] Bake a loaf

**You are done when**
- it sounds hollow

## Week 2-3: Cake
- [ ] Beat the eggs
"""
LOCALE = {"LC_ALL": "C.UTF-8", "GITHUB_ACTIONS": ""}


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["import", *map(str, words)], env=LOCALE)


def write(folder: Path, text: str, name: str = "plan.md") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def load(folder: Path) -> Roadmap:
    loaded = load_roadmap(folder, check_bodies)
    assert loaded.roadmap, loaded.problems
    return loaded.roadmap


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """Import the plan, and return the folder."""
    done = run(write(tmp_path, PLAN), "--into", tmp_path / "roadmap")
    assert done.exit_code == 0, done.output
    return tmp_path / "roadmap"


def test_a_plan_becomes_a_roadmap_that_is_sound(made: Path) -> None:
    roadmap = load(made)
    assert (roadmap.id, roadmap.title, roadmap.language) == ("learn-to-bake", "Learn to bake", "en")
    assert [(unit.id, unit.title, unit.weeks) for unit in roadmap.units] == [
        ("W01", "Bread", (1, 1)),
        ("W02", "Cake", (2, 3)),
    ]
    assert [task.id for _, task in roadmap.tasks] == ["W01-1", "W01-2", "W02-1"]
    assert [step.id for step in roadmap.units[0].tasks[0].steps] == ["W01-1.1", "W01-1.2"]
    (link,) = roadmap.units[0].tasks[0].resources
    assert str(link.url) == "https://example.org/bread"
    assert [step.text for step in roadmap.units[0].conditions] == ["it sounds hollow"]


def test_what_was_made_is_counted_and_told(tmp_path: Path) -> None:
    done = run(write(tmp_path, PLAN), "--into", tmp_path / "r")
    assert done.stdout.startswith("2 units, 3 tasks and 3 boxes in 3 weeks are in ")


def test_importing_the_same_again_changes_nothing(made: Path) -> None:
    before = {path.name: path.read_bytes() for path in made.iterdir()}
    for words in ([], ["--update"], ["--explain"]):
        done = run(made.parent / "plan.md", "--into", made, *words)
        assert (done.exit_code, "nothing changed" in done.stdout) == (0, True)
    assert {path.name: path.read_bytes() for path in made.iterdir()} == before


def test_a_newer_version_needs_a_word_to_be_brought_in(made: Path) -> None:
    file = write(made.parent, PLAN + "- [ ] Whip the cream\n")
    assert run(file, "--into", made).exit_code == 1
    assert [task.id for _, task in load(made).tasks] == ["W01-1", "W01-2", "W02-1"]
    done = run(file, "--into", made, "--update")
    assert (done.exit_code, done.stdout.splitlines()[0]) == (0, "+ W02-2  Whip the cream")
    assert [task.id for _, task in load(made).tasks] == ["W01-1", "W01-2", "W02-1", "W02-2"]


def test_a_table_says_what_each_line_became(tmp_path: Path) -> None:
    done = run(write(tmp_path, PLAN), "--into", tmp_path / "r", "--explain")
    lines = [line.split(None, 1) for line in done.stdout.splitlines()]
    assert ["4", "task W01-1   Read the guide"] in lines
    assert ["10", "box W01.1    it sounds hollow"] in lines


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("# A library\n\nIt does things.\n\n## Usage\n\n- call it\n- wait\n", "no tasks"),
        ("", "no tasks"),
        ("\n" * 30_000, "more than"),
        ("# Plan\n- [ ] a\x00b\n", "no text file"),
    ],
)
def test_what_is_no_plan_is_told_in_one_sentence_and_nothing_is_written(
    tmp_path: Path, text: str, code: str
) -> None:
    done = run(write(tmp_path, text), "--into", tmp_path / "r")
    assert (done.exit_code, code in done.stderr, len(done.stderr.splitlines())) == (1, True, 1)
    assert not (tmp_path / "r").exists()


@pytest.mark.parametrize("data", [PLAN.encode("utf-16"), b"\x89PNG\r\n\x1a\n\xff", b"#" * 2**20])
def test_what_is_no_text_is_told_in_one_sentence(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "plan.md"
    file.write_bytes(data)
    done = run(file, "--into", tmp_path / "r")
    assert (done.exit_code, len(done.stderr.splitlines())) == (1, 1)
    assert not (tmp_path / "r").exists()


def test_very_many_tasks_are_imported_only_when_asked_for(tmp_path: Path) -> None:
    parts = [
        f"## Part {part}\n\n" + "".join(f"- [ ] Do {part} {n}\n" for n in range(90))
        for part in range(1, 6)
    ]
    file = write(tmp_path, "# Much\n\n" + "\n".join(parts))
    done = run(file, "--into", tmp_path / "r")
    assert (done.exit_code, "Part 3 (90)" in done.stderr) == (1, True)
    assert run(file, "--into", tmp_path / "r", "--only", "Part 3").exit_code == 0
    assert len([*load(tmp_path / "r").tasks]) == 90
    assert run(file, "--into", tmp_path / "all", "--yes").exit_code == 0
    assert len([*load(tmp_path / "all").tasks]) == 450


def test_a_roadmap_that_no_import_wrote_stays(made: Path) -> None:
    (made / ".import.json").unlink()
    before = (made / "1-units.yml").read_bytes()
    done = run(made.parent / "plan.md", "--into", made, "--update")
    assert (done.exit_code, "--into" in done.stderr) == (1, True)
    assert (made / "1-units.yml").read_bytes() == before


def update(made: Path, text: str) -> Result:
    return run(write(made.parent, text), "--into", made, "--update")


def test_what_an_author_edited_is_never_undone(made: Path) -> None:
    units = made / "1-units.yml"
    units.write_text(units.read_text("utf-8").replace("Bake a loaf", "Bake two"), encoding="utf-8")
    done = update(made, PLAN + "- [ ] Whip the cream\n")
    assert done.exit_code == 0, done.output
    titles = [task.title for _, task in load(made).tasks]
    assert titles == ["Read the guide", "Bake two", "Beat the eggs", "Whip the cream"]


def test_what_both_changed_waits_for_a_hand_and_is_named_once(made: Path) -> None:
    units = made / "1-units.yml"
    units.write_text(units.read_text("utf-8").replace("Bake a loaf", "Bake two"), encoding="utf-8")
    text = PLAN.replace("Bake a loaf", "Bake a big loaf")
    done = update(made, text)
    assert (done.exit_code, "W01-2" in done.stderr) == (1, True)
    assert "Bake two" in units.read_text("utf-8")
    assert update(made, text).exit_code == 0
    assert "Bake two" in units.read_text("utf-8")


def test_settings_that_an_author_edited_stay(made: Path) -> None:
    head = made / "0-roadmap.yml"
    text = head.read_text("utf-8")
    head.write_text(text.replace("least: 6, most: 10", "least: 2, most: 3"), encoding="utf-8")
    done = update(made, PLAN + "\n## Week 4\n- [ ] Serve tea\n")
    assert done.exit_code == 0, done.output
    roadmap = load(made)
    assert roadmap.hours.most == 3
    assert roadmap.phases[0].weeks == (1, 4)


def test_an_id_of_the_author_is_given_to_nothing_else(made: Path) -> None:
    units = made / "1-units.yml"
    own = "      - id: W02-2\n        title: Taste\n        kind: study\n"
    units.write_text(units.read_text("utf-8").rstrip("\n") + "\n" + own + "\n", encoding="utf-8")
    assert update(made, PLAN + "- [ ] Whip the cream\n").exit_code == 0
    ids = {task.id: task.title for _, task in load(made).tasks}
    assert (ids["W02-2"], ids["W02-3"]) == ("Taste", "Whip the cream")


def test_what_would_make_the_roadmap_unsound_is_not_written(made: Path) -> None:
    head = made / "0-roadmap.yml"
    text = head.read_text("utf-8")
    head.write_text(text.replace("id: F1", "id: A"), encoding="utf-8")
    before = (made / "1-units.yml").read_bytes()
    assert update(made, PLAN + "- [ ] Whip the cream\n").exit_code == 1
    assert (made / "1-units.yml").read_bytes() == before


def test_references_and_pictures_stay_inert(tmp_path: Path) -> None:
    text = (
        "# Learn\n## Week 1\n- [ ] ![x](https://e.org/x.png) Ask @octocat about #12\n- [ ] Rest\n"
    )
    assert run(write(tmp_path, text), "--into", tmp_path / "r").exit_code == 0
    task = load(tmp_path / "r").units[0].tasks[0]
    assert (task.title, task.resources) == ("Ask @octocat about #12", ())
