"""The workflow files and the Action are code too: rights, pins, secrets, limits, both linters."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from roadmap_bot.decide import COMMANDS
from tests.kit.offered import find_differing

ROOT = Path(__file__).parents[2]
ACTIONLINT = "github.com/rhysd/actionlint/cmd/actionlint@v1.7.12"
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
LEARNERS = ("roadmap", "schedule")
EXAMPLES = sorted((ROOT / "examples/minimal/.github/workflows").glob("*.yml"))
ACTION = ROOT / "action.yml"
FILES = [*WORKFLOWS, ACTION]
RIGHTS = {
    ("roadmap", "follow"): {"actions": "write", "contents": "write", "issues": "write"},
    ("schedule", "tick"): {"contents": "write", "issues": "write"},
    ("roadmap", "page"): {
        "contents": "read",
        "issues": "read",
        "pages": "write",
        "id-token": "write",
    },
    ("schedule", "page"): {
        "contents": "read",
        "issues": "read",
        "pages": "write",
        "id-token": "write",
    },
    ("ci", "test"): {"contents": "read"},
    ("ci", "roadmap"): {"contents": "read"},
    ("pulls", "answer"): {"pull-requests": "write"},
    ("release", "build"): {"contents": "read"},
    ("release", "publish"): {"attestations": "write", "id-token": "write"},
    ("release", "announce"): {"contents": "write"},
    ("release", "move"): {"contents": "write"},
}
PIN = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
QUEUE = "  queue: max\n"  # actionlint and act know nothing of it yet


def load(path: Path) -> dict[str, Any]:
    value: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return value


def jobs() -> dict[tuple[str, str], dict[str, Any]]:
    return {
        (path.stem, name): job for path in WORKFLOWS for name, job in load(path)["jobs"].items()
    }


def step_lists() -> list[list[dict[str, Any]]]:
    return [load(ACTION)["runs"]["steps"], *(job["steps"] for job in jobs().values())]


def all_steps() -> list[dict[str, Any]]:
    return [step for steps in step_lists() for step in steps]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_starts_without_any_right(path: Path) -> None:
    assert load(path)["permissions"] == {}


def test_every_job_has_the_rights_written_down_here_and_no_more() -> None:
    assert {name: job["permissions"] for name, job in jobs().items()} == RIGHTS


def test_every_job_has_a_time_out_of_an_hour_at_most() -> None:
    assert all(0 < int(job["timeout-minutes"]) <= 60 for job in jobs().values())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_actions_of_others_are_pinned_to_a_commit_with_the_version_beside_it(path: Path) -> None:
    uses = re.findall(r"uses: (.+)", path.read_text(encoding="utf-8"))
    assert [use for use in uses if not use.startswith("./ ") and not PIN.fullmatch(use)] == []


def test_no_expression_stands_in_a_script() -> None:
    assert [step["run"] for step in all_steps() if "${{" in step.get("run", "")] == []


def test_tokens_are_only_in_the_last_step() -> None:
    token = re.compile(r"secrets\.|github\.token|-token", re.IGNORECASE)
    earlier = [str(step) for steps in step_lists() for step in steps[:-1]]
    assert [text for text in earlier if token.search(text)] == []
    assert not token.search(
        str([{**job, "steps": None, "permissions": None} for job in jobs().values()])
    )


def test_the_action_hands_its_inputs_over_in_the_environment_of_its_last_step() -> None:
    action = load(ACTION)
    used = re.findall(r"inputs\.([\w-]+)", str(action["runs"]["steps"][-1]["env"]))
    assert sorted(used) == sorted(action["inputs"])
    assert "inputs." not in str(action["runs"]["steps"][:-1])


def test_a_checkout_leaves_no_credentials_behind() -> None:
    checkouts = [
        step for step in all_steps() if step.get("uses", "").startswith("actions/checkout@")
    ]
    assert checkouts
    assert all(step["with"]["persist-credentials"] == "false" for step in checkouts)


def test_the_learners_workflows_wait_for_each_other_and_drop_no_push() -> None:
    queues = [load(path)["concurrency"] for path in WORKFLOWS if path.stem in LEARNERS]
    assert queues == [{"group": "roadmap-bot", "queue": "max", "cancel-in-progress": "false"}] * 2


def test_the_maintainers_checks_run_in_the_template_only() -> None:
    conditions = [job["if"] for (stem, _), job in jobs().items() if stem in ("ci", "pulls")]
    assert len(conditions) == 3
    assert all(
        condition.startswith("github.event.repository.is_template") for condition in conditions
    )


def test_a_tag_releases_nothing_but_where_the_bot_is_at_home() -> None:
    release = load(ROOT / ".github/workflows/release.yml")["jobs"]
    first, *others = release.values()
    assert first["if"] == "vars.ROADMAP_BOT_HOME != ''"
    assert [job["needs"] for job in others] == list(release)[
        :-1
    ]  # each is skipped with the one before
    assert not any("if" in job for job in others)


def test_the_answer_to_pull_requests_takes_nothing_of_them_but_their_number_and_labels() -> None:
    text = (ROOT / ".github/workflows/pulls.yml").read_text(encoding="utf-8")
    assert "uses:" not in text
    used = set(re.findall(r"github\.event\.[\w.*]+", text))
    labels = "github.event.pull_request.labels.*.name"
    assert used == {"github.event.number", "github.event.repository.is_template", labels}


def test_every_command_is_offered_and_named_where_people_look_for_it() -> None:
    assert find_differing(COMMANDS) == [], "decide.COMMANDS names them all"


@pytest.mark.parametrize("folder", [ROOT, ROOT / "examples/minimal"])
def test_run_workflow_does_what_the_event_calls_for_unless_asked(folder: Path) -> None:
    inputs = load(folder / ".github/workflows/roadmap.yml")["on"]["workflow_dispatch"]["inputs"]
    assert inputs["command"]["default"] == "run"


def test_the_daily_tick_avoids_the_crowded_start_of_the_hour() -> None:
    (tick,) = load(ROOT / ".github/workflows/schedule.yml")["on"]["schedule"]
    minute, _, *days = tick["cron"].split()
    assert int(minute) % 5
    assert days == ["*", "*", "*"]


def test_actionlint_finds_nothing(tmp_path: Path) -> None:
    actionlint = shutil.which("actionlint", path=f"{os.environ['PATH']}:{Path.home()}/go/bin")
    if not actionlint:
        pytest.skip(f"actionlint is not installed: go install {ACTIONLINT}")
    copies = copy_without_queue(tmp_path)
    done = subprocess.run(
        [actionlint, *copies], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.stdout + done.stderr == ""


def copy_without_queue(folder: Path) -> list[Path]:
    shutil.copy(ACTION, folder)
    (folder / ".git").mkdir()  # so that actionlint knows the root and reads action.yml, too
    target = folder / ".github/workflows"
    target.mkdir(parents=True)
    for path in (*WORKFLOWS, *EXAMPLES):
        text = path.read_text(encoding="utf-8")
        assert text.count(QUEUE) == (path.stem in LEARNERS)
        (target / f"{path.parts[-4]}-{path.name}").write_text(
            text.replace(QUEUE, ""), encoding="utf-8"
        )
    return sorted(target.iterdir())


def test_zizmor_finds_nothing_as_the_strictest_auditor() -> None:
    zizmor = shutil.which("zizmor", path=f"{ROOT}/.venv/bin:{os.environ['PATH']}")
    assert zizmor, "zizmor is one of the locked requirements: make test installs it"
    command = [
        zizmor,
        "--offline",
        "--quiet",
        "--no-progress",
        "--persona",
        "auditor",
        *map(str, [*FILES, *EXAMPLES]),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
