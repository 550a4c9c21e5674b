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
from roadmap_bot.issues.body import OPENING
from tests.kit.offered import find_differing

ROOT = Path(__file__).parents[2]
ACTIONLINT = "github.com/rhysd/actionlint/cmd/actionlint@v1.7.12"
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
EXAMPLES = sorted((ROOT / "examples").glob("*/.github/workflows/*.yml"))
TICKING = [path for path in (*WORKFLOWS, *EXAMPLES) if path.stem == "schedule"]
FOLLOW = "Follow the roadmap"
ACTION = ROOT / "action.yml"
FILES = [*WORKFLOWS, ACTION, *ROOT.glob(".github/actions/*/action.yml")]
FOLLOWING = {
    "actions": "write",
    "contents": "write",
    "issues": "write",
    "pull-requests": "read",
}
PUBLISHING = {"contents": "read", "issues": "read", "pages": "write", "id-token": "write"}
RIGHTS = {
    ("roadmap", "follow"): FOLLOWING,
    ("schedule", "tick"): FOLLOWING,
    ("follow", "follow"): FOLLOWING,
    ("schedule", "answer"): {"issues": "write", "pull-requests": "write"},
    ("schedule", "pins"): {"contents": "read"},
    ("roadmap", "page"): PUBLISHING,
    ("schedule", "page"): PUBLISHING,
    ("page", "page"): PUBLISHING,
    ("checks", "roadmap"): {"contents": "read"},
    ("ci", "test"): {"contents": "read"},
    ("ci", "roadmap"): {"contents": "read"},
    ("release", "build"): {"contents": "read"},
    ("release", "publish"): {"attestations": "write", "id-token": "write"},
    ("release", "announce"): {"contents": "write"},
    ("release", "move"): {"contents": "write"},
}
PINNED = re.compile(r"uses: ([\w.-]+/[\w.-]+)@[0-9a-f]{40} # v(\d+)")
FIRST_ON_NODE_24 = {  # the first major version of each; what runs no Node counts from the first
    "actions/attest": 4,
    "actions/cache": 5,
    "actions/checkout": 5,
    "actions/deploy-pages": 5,
    "actions/download-artifact": 7,
    "actions/setup-python": 6,
    "actions/upload-artifact": 6,
    "actions/upload-pages-artifact": 5,
    "pypa/gh-action-pypi-publish": 1,
}
PIN = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
QUEUE = ", queue: max"  # actionlint and act know nothing of it yet


def load(path: Path) -> dict[str, Any]:
    value: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return value


def jobs() -> dict[tuple[str, str], dict[str, Any]]:
    return {
        (path.stem, name): job for path in WORKFLOWS for name, job in load(path)["jobs"].items()
    }


def name_path(path: Path) -> str:
    return f"{path.parts[-4]}/{path.stem}"


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
    others = [use for use in uses if not use.startswith(("./ ", "$/"))]
    assert [use for use in others if not PIN.fullmatch(use)] == []


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


@pytest.mark.parametrize("path", [*WORKFLOWS, *EXAMPLES], ids=name_path)
def test_what_waits_for_others_is_a_job_and_never_the_whole_workflow(path: Path) -> None:
    assert "concurrency" not in load(path)


def test_the_learners_workflows_wait_for_each_other_and_drop_no_push() -> None:
    following = [job for job in jobs().values() if job["name"] == FOLLOW]
    queue = {"group": "roadmap-bot", "queue": "max", "cancel-in-progress": "false"}
    assert [job["concurrency"] for job in following] == [queue] * 3


def test_the_bots_own_checks_run_where_it_is_at_home() -> None:
    """A fork's pull request is told no variables (F1.51)."""
    condition = "vars.ROADMAP_BOT_HOME != '' || github.event.pull_request.head.repo.fork"
    assert jobs()["ci", "test"]["if"] == condition
    assert jobs()["schedule", "pins"]["if"].startswith("vars.ROADMAP_BOT_HOME != '' && ")


def test_what_any_template_needs_runs_in_templates_only() -> None:
    names = (("ci", "roadmap"), ("checks", "roadmap"), ("schedule", "answer"))
    conditions = [jobs()[name]["if"] for name in names]
    assert conditions == ["github.event.repository.is_template"] * 3


@pytest.mark.parametrize("path", [*WORKFLOWS, *EXAMPLES], ids=name_path)
def test_no_event_of_a_pull_request_may_write(path: Path) -> None:
    """GitHub refuses that on public repositories (F6.22)."""
    assert "pull_request_target" not in path.read_text(encoding="utf-8")


def test_no_action_runs_on_a_node_that_the_runners_have_lost() -> None:
    """Node 20 has left them (F6.23)."""
    pins = {pin for path in [*FILES, *EXAMPLES] for pin in PINNED.findall(path.read_text("utf-8"))}
    old = {f"{action}@v{major}" for action, major in pins if int(major) < FIRST_ON_NODE_24[action]}
    assert old == set()


def test_a_tag_releases_nothing_but_where_the_bot_is_at_home() -> None:
    release = load(ROOT / ".github/workflows/release.yml")["jobs"]
    first, *others = release.values()
    assert first["if"] == "vars.ROADMAP_BOT_HOME != ''"
    assert [job["needs"] for job in others] == list(release)[
        :-1
    ]  # each is skipped with the one before
    assert not any("if" in job for job in others)


def test_the_answer_to_pull_requests_runs_and_quotes_nothing_of_them() -> None:
    """Labels go first: only where one took is there a comment, which else came every day."""
    (step,) = jobs()["schedule", "answer"]["steps"]
    assert step["run"].index("/labels") < step["run"].index("/comments")
    assert set(re.findall(r"/pulls[^ ]*|--jq '.*'", step["run"])) == {
        '/pulls?per_page=100"',
        """--jq '.[] | select(any(.labels[]; .name == "progress only") | not) | .number'""",
        '/pulls/$pull/files"',
        "--jq '.[] | .filename, (.previous_filename // empty)'",
    }


def test_an_issue_starts_a_run_by_the_mark_that_every_roadmaps_issues_bear() -> None:
    """Labels are named by the roadmap's data, which no workflow file can read."""
    following = [job for job in jobs().values() if job["name"] == FOLLOW]
    conditions = [job["if"] for job in following if "'issues'" in job["if"]]
    assert len(conditions) == 2
    assert all(f"github.event.issue.body, '{OPENING}')" in each for each in conditions)
    assert not any("labels" in each for each in conditions)


def test_every_command_is_offered_and_named_where_people_look_for_it() -> None:
    assert find_differing(COMMANDS) == [], "decide.COMMANDS names them all"


@pytest.mark.parametrize("folder", [ROOT, ROOT / "examples/minimal"])
def test_run_workflow_does_what_the_event_calls_for_unless_asked(folder: Path) -> None:
    inputs = load(folder / ".github/workflows/roadmap.yml")["on"]["workflow_dispatch"]["inputs"]
    assert inputs["command"]["default"] == "run"


@pytest.mark.parametrize("path", TICKING, ids=name_path)
def test_the_tick_avoids_the_crowded_start_of_the_hour_and_never_comes_twice(path: Path) -> None:
    ticks = [tick["cron"].split() for tick in load(path)["on"]["schedule"]]
    assert all(int(minute) % 5 for minute, *_ in ticks)
    assert [days for *_, days in ticks] == ["0", "1-6"]


def test_private_repositories_tick_on_the_weekly_line_alone() -> None:
    weekly, daily = (tick["cron"] for tick in load(WORKFLOWS[-1])["on"]["schedule"])
    assert f"github.event.schedule == '{weekly}'" in jobs()["schedule", "tick"]["if"]
    ending = f" {daily.split()[-1]}"
    assert f"!endsWith(github.event.schedule, '{ending}')" in jobs()["follow", "follow"]["if"]


def test_actionlint_finds_nothing(tmp_path: Path) -> None:
    actionlint = shutil.which("actionlint", path=f"{os.environ['PATH']}:{Path.home()}/go/bin")
    if not actionlint:
        pytest.skip(f"actionlint is not installed: go install {ACTIONLINT}")
    copies = copy_for_actionlint(tmp_path)
    done = subprocess.run(
        [actionlint, *copies], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.stdout + done.stderr == ""


def copy_for_actionlint(folder: Path) -> list[Path]:
    """Copy them without what actionlint does not know: the queue, and `$/` for the root (F6.51)."""
    shutil.copy(ACTION, folder)
    shutil.copytree(ROOT / ".github/actions", folder / ".github/actions")
    (folder / ".git").mkdir()  # so that actionlint knows the root and reads action.yml, too
    target = folder / ".github/workflows"
    target.mkdir(parents=True)
    for path in (*WORKFLOWS, *EXAMPLES):
        text = path.read_text(encoding="utf-8").replace(QUEUE, "").replace("$/", "./")
        (target / f"{path.parts[-4]}-{path.name}").write_text(text, encoding="utf-8")
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
