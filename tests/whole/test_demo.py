"""The demo, as a new user sees it: it ends well, what it leaves is true, the README shows it."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from roadmap_bot.board.cards import NAMES, STATUS
from roadmap_bot.demo.stage import START
from roadmap_bot.demo.story import CHANGED, READ_RESNET, edit_roadmap
from roadmap_bot.issues.boxes import FOUND, find_boxes, is_ticked
from roadmap_bot.issues.labels import own_labels
from roadmap_bot.issues.size import check_bodies
from roadmap_bot.report.region import BEGIN, END
from roadmap_bot.roadmap.load import load_roadmap
from roadmap_bot.roadmap.model import Roadmap
from tests.kit.first_roadmap import need_first_roadmap
from tests.kit.scene import ROOT
from tests.kit.shown_demo import PICTURES, check_shown

HOME = need_first_roadmap()
CLOSED = {
    **dict.fromkeys(("W01", "W01-1", "W01-2", "W01-3", "W03-1"), "completed"),
    **dict.fromkeys(("W03-3", "W05-3", "W05-9"), "not_planned"),
}
REMOVED = "W05-3"
VIEWS = ("Board", "Phases", "Timeline")


def play(folder: Path, *options: str) -> str:
    """Play the demo in a terminal that speaks English; return what it tells."""
    command = [sys.executable, "-P", "-m", "roadmap_bot", "demo", "--output", str(folder), *options]
    environ = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=170, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Play the demo once."""
    folder = tmp_path_factory.mktemp("demo") / "out"
    told = play(folder)
    (folder.parent / "told.txt").write_text(told, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def state(output: Path) -> Any:
    """Load what GitHub holds in the end."""
    return json.loads((output / "state.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def roadmap(tmp_path_factory: pytest.TempPathFactory) -> Roadmap:
    """Load the roadmap as the demo's new version has it."""
    folder = tmp_path_factory.mktemp("roadmap")
    for path in HOME.glob("*.yml"):
        text = path.read_text("utf-8")
        changed = edit_roadmap(text, READ_RESNET[""]) if path.name == CHANGED else text
        (folder / path.name).write_text(changed, encoding="utf-8")
    loaded = load_roadmap(folder, check_bodies)
    assert loaded.roadmap is not None, loaded.problems
    return loaded.roadmap


def by_id(state: Any) -> dict[str, Any]:
    """The issues of the roadmap by their ids; a review has none in its title."""
    titled = ((re.match(r"\[(\S+)\] ", issue["title"]), issue) for issue in state["issues"])
    return {found[1]: issue for found, issue in titled if found}


def test_six_milestones_are_due_on_the_last_days_of_their_weeks(state: Any) -> None:
    due = [dt.date.fromisoformat(milestone["due_on"][:10]) for milestone in state["milestones"]]
    assert due == [START + dt.timedelta(weeks=weeks, days=-1) for weeks in (4, 8, 12, 16, 20, 24)]


def test_every_unit_and_task_is_an_issue_with_its_parent_labels_and_milestone(
    state: Any, roadmap: Roadmap
) -> None:
    issues = by_id(state)
    labels = {phase.id: phase.label.name for phase in roadmap.phases}
    kinds = {kind.id: kind.label.name for kind in roadmap.kinds}
    for unit in roadmap.units:
        milestone = roadmap.milestone_of(unit)
        owners = [(unit.id, unit.kind, None), *((task.id, task.kind, unit) for task in unit.tasks)]
        for id, kind, parent in owners:
            issue = issues[id]
            assert issue["parent"] == (issues[parent.id]["number"] if parent else None)
            assert milestone
            assert issue["milestone"]["title"] == milestone.title
            wanted = {roadmap.label.name, labels[unit.phase], *([kinds[kind]] if kind else [])}
            wanted |= (
                {roadmap.elective_label.name}
                if any(unit.id in group.units for group in roadmap.electives)
                else set()
            )
            assert {label["name"] for label in issue["labels"]} == wanted
    assert len(issues) == len(roadmap.units) + len(list(roadmap.tasks)) + 1
    assert issues.keys() >= {REMOVED}


def test_the_closed_issues_are_those_that_commits_and_clicks_closed(state: Any) -> None:
    closed = {
        id: issue["state_reason"]
        for id, issue in by_id(state).items()
        if issue["state"] == "closed"
    }
    assert closed == CLOSED


def test_the_board_has_a_card_of_every_unit_and_task_with_all_its_fields(
    state: Any, roadmap: Roadmap
) -> None:
    board, issues = state["board"], by_id(state)
    ids = {issue["number"]: id for id, issue in issues.items()}
    cards = {ids[item["number"]]: item["values"] for item in board["items"]}
    owners = {unit.id for unit in roadmap.units} | {task.id for _, task in roadmap.tasks}
    assert len(cards) == len(board["items"])
    assert cards.keys() == owners | {REMOVED}
    without_hours = {id for id, values in cards.items() if "Hours" not in values}
    assert all(values.keys() | {"Hours"} == {*NAMES, STATUS} for values in cards.values())
    # parents whose tasks have the hours, what was skipped, electives that nobody chose
    assert without_hours == {"W23", "W24", "W03-3", "W05-9", "P2C", "P4B", "P4C"}
    done = {id for id, values in cards.items() if values[STATUS] == "Done"}
    assert done == CLOSED.keys()
    assert {field["name"] for field in board["fields"]} >= {*NAMES, STATUS}
    assert [view["layout"] for view in board["views"] if view["name"] in VIEWS] == [
        "board",
        "table",
        "roadmap",
    ]
    assert board["url"].startswith("https://github.com/users/learner/projects/")


def test_the_story_is_told_in_the_terminals_language_and_ends_with_the_boards_address(
    output: Path, state: Any
) -> None:
    told = (output.parent / "told.txt").read_text("utf-8")
    assert told.startswith("A learner's first fifteen days")
    acts = [line for line in told.splitlines() if line.startswith("Day ")]
    assert acts == [row["act"] for row in requests(output)]
    assert f"The board: {state['board']['url']}\n" in told
    assert "127.0.0.1" not in told


def test_without_the_boards_token_the_other_acts_are_the_same(
    output: Path, state: Any, tmp_path: Path
) -> None:
    told = play(tmp_path / "out", "--no-board")
    assert "The board:" not in told
    plain = json.loads((tmp_path / "out" / "state.json").read_text("utf-8"))
    assert plain["board"] is None
    assert outline(plain) == outline(state)
    acts = [
        (row["act"], row["exit"])
        for row in requests(output)
        if "ROADMAP_PROJECT_TOKEN" not in row["act"]
    ]
    assert [(row["act"], row["exit"]) for row in requests(tmp_path / "out")] == acts


def requests(output: Path) -> Any:
    return json.loads((output / "requests.json").read_text("utf-8"))


def outline(state: Any) -> Any:
    """What GitHub holds apart from the board: no times, no ids, no hashes of commits."""
    keys = ("number", "title", "state", "state_reason", "parent", "body")
    issues = [
        {**{key: issue[key] for key in keys}, "labels": names(issue["labels"])}
        for issue in state["issues"]
    ]
    comments = [re.sub(r"[0-9a-f]{7,40}", "", comment["body"]) for comment in state["comments"]]
    milestones = [(one["title"], one["due_on"], one["open_issues"]) for one in state["milestones"]]
    own = [
        commit["commit"]["message"]
        for commit in state["commits"]
        if "[skip ci]" not in commit["commit"]["message"]
    ]
    return [
        re.sub(r"<!-- \S+ [0-9a-f]{7} -->", "", str(issues)),
        comments,
        milestones,
        names(state["labels"]),
        own,
    ]


def names(labels: Any) -> list[str]:
    return sorted(label["name"] for label in labels)


def test_each_sunday_brought_one_review_and_closed_the_one_before(state: Any) -> None:
    reviews = {
        issue["title"]: issue["state"] for issue in state["issues"] if "回顾" in issue["title"]
    }
    assert reviews == {"第 1 周回顾": "closed", "第 2 周回顾": "open"}
    assert len(state["issues"]) == len(by_id(state)) + len(reviews) + 1  # the control issue


def test_notes_ticks_and_comments_are_still_there(state: Any) -> None:
    issue = by_id(state)["W03-2"]
    assert "- [x]" in issue["body"]
    bodies = [
        comment["body"]
        for comment in state["comments"]
        if comment["issue_url"].endswith(f"/{issue['number']}")
    ]
    assert bodies == ["98.6 % on the first try!"]


def test_a_projects_files_tick_the_boxes_that_ask_for_them(output: Path, state: Any) -> None:
    issue = by_id(state)["P1"]
    found = {box.id: box.note for box in find_boxes(issue["body"]) if box.by == FOUND}
    assert found == {
        "P1.4": " ← `projects/sentiment/curves/loss.png`",
        "P1.9": " ← `projects/sentiment/README.md`",
        "P1.10": " ← `projects/sentiment/model.py`",
    }
    ticked = [box.id for box in find_boxes(issue["body"]) if is_ticked(box)]
    assert (ticked, issue["state"]) == (list(found), "open")
    (row,) = (row for row in requests(output) if "project's files arrive" in row["act"])
    assert row["writes"] == 1


def test_labels_are_those_of_the_roadmap_and_of_a_new_repository(
    state: Any, roadmap: Roadmap
) -> None:
    names = [label["name"].casefold() for label in state["labels"]]
    assert len(names) == len(set(names))
    assert set(own_labels(roadmap)) <= set(names)
    assert "good first issue" in names


def test_what_is_done_again_costs_nothing(output: Path) -> None:
    off, made, again, *_, last = requests(output)
    assert (off["exit"], off["writes"]) == (1, 0)
    assert made["writes"] > 90
    # One for the issues, one for the files that are counted.
    assert (again["requests"], again["writes"], again["exit"]) == (2, 0, 0)
    assert last["writes"] == 0


def test_the_portfolio_shows_two_projects(output: Path) -> None:
    text = (output / "PORTFOLIO.md").read_text("utf-8")
    shown = text.partition("<details>")[0].split("\n## ")[1:]
    assert len(shown) == 2
    for project, name in zip(shown, ("sentiment", "support-bot"), strict=True):
        assert f"[`learner/{name}`](https://github.com/learner/{name}) — " in project
        assert re.search(r"\*\*完成标准\*\*：\[.* \d+/10\]", project)
        assert len(re.findall(r"\*\*还差\*\*：.+", project)) == 1
    assert "（2026 年 1 月 19 日有回应）" in shown[0]
    assert "[作品集](https://github.com/learner/roadmap/blob/HEAD/PORTFOLIO.md)" in (
        output / "README.md"
    ).read_text("utf-8")


def test_the_portfolio_has_no_empty_heading_and_no_placeholder(output: Path) -> None:
    text = (output / "PORTFOLIO.md").read_text("utf-8")
    assert not re.search(r"^#+[^\n]*\n+(?=#|\Z)", text, re.MULTILINE)
    assert not re.search(r"[{}]|None|TODO|\[\]|\(\)|127\.0\.0\.1|[:：] *$", text, re.MULTILINE)
    assert "W23-3 制作项目 Demo 视频" in text
    assert "一页纸的精美简历" in text


def test_the_readme_shows_the_badge_and_the_chart_that_lie_beside_it(output: Path) -> None:
    text = (output / "README.md").read_text("utf-8")
    shown = set(re.findall(r'(?:src|srcset)="([^"]+)"', text))
    assert shown
    assert all((output / path).is_file() for path in shown)
    for name in ("badge.svg", "badge-dark.svg", "chart.svg", "chart-dark.svg"):
        assert (output / name).read_text("utf-8").startswith("<svg")
    assert json.loads((output / "progress.json").read_text("utf-8"))["version"] == 1
    assert json.loads((output / "badge.json").read_text("utf-8"))["schemaVersion"] == 1


def test_the_chinese_readme_shows_the_demo_as_it_is_now(output: Path) -> None:
    text = (output / "README.md").read_text("utf-8")
    region = text.partition(f"{BEGIN}\n")[2].partition(END)[0]
    pictures = {path.name: path.read_text("utf-8") for path in output.glob("*.svg")}
    check_shown("README.zh-CN.md", region, pictures, PICTURES)
