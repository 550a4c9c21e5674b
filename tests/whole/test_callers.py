"""Callers are a contract: what a thin copy was once given is served by what it calls today."""

from __future__ import annotations

import os
from difflib import ndiff
from pathlib import Path
from typing import Any

import pytest

from github_twin.seed import load_files
from roadmap_bot import __version__
from roadmap_bot.authors.thin_template import make_thin_template
from roadmap_bot.decide import Facts, decide
from roadmap_bot.report.manual import Outset
from tests.kit.callers import (
    RELEASED,
    TODAY,
    Call,
    find_calls,
    find_excess,
    find_triggers,
    load_called,
    load_flow,
)
from tests.kit.workflow_runner import QUEUE, ROOT, fit_for_act, name_self

SETS = [*RELEASED, TODAY]
CALLED = ("follow", "page", "checks")
ACTION, ONCE_MORE = ROOT / "action.yml", ROOT / ".github/actions/bot/action.yml"
HEAD = "# The Action once more: `$/` needs a folder (F6.51). UPDATE_GOLDEN=1 writes it.\n"
FILES = {
    ".github/workflows/checks.yml",
    ".github/workflows/roadmap.yml",
    ".github/workflows/schedule.yml",
    "README.md",
    "roadmap/roadmap.yml",
    "roadmap/schema.json",
}
EVENTS = (  # all that can start a workflow
    *("branch_protection_rule", "check_run", "check_suite", "create", "delete", "deployment"),
    *("deployment_status", "discussion", "discussion_comment", "fork", "gollum", "issue_comment"),
    *("issues", "label", "merge_group", "milestone", "page_build", "public", "push"),
    *("registry_package", "release", "repository_dispatch", "schedule", "status", "watch"),
    *("workflow_dispatch", "workflow_run"),
)


def name_set(folder: Path) -> str:
    return folder.name if folder in RELEASED else "today"


@pytest.fixture(params=SETS, ids=name_set)
def folder(request: pytest.FixtureRequest) -> Path:
    """A set of callers."""
    return Path(request.param)


@pytest.fixture
def calls(folder: Path) -> list[Call]:
    return list(find_calls(folder))


# What callers are


def test_the_callers_that_init_writes_are_kept_for_ever() -> None:
    """Whoever changes them adds a folder: copies that were made before keep the old ones."""
    ours = {path.name: path.read_bytes() for path in TODAY.glob("*.yml")}
    kept = [{path.name: path.read_bytes() for path in one.glob("*.yml")} for one in RELEASED]
    assert ours in kept


def test_they_call_the_major_version_that_this_is() -> None:
    major = __version__.partition(".")[0]
    texts = [path.read_text(encoding="utf-8") for path in TODAY.glob("*.yml")]
    assert [text.count(f".yml@v{major} ") for text in texts] == [
        text.count("uses:") for text in texts
    ]


def test_a_caller_is_short(folder: Path) -> None:
    lines = [path.read_text(encoding="utf-8").count("\n") for path in folder.glob("*.yml")]
    assert len(lines) == 3
    assert max(lines) <= 40


def test_a_caller_decides_nothing(folder: Path, calls: list[Call]) -> None:
    """No condition, no steps, and no group: one in both would wait for itself (F6.29)."""
    told = {"name", "needs", "uses", "permissions", "with", "secrets"}
    assert [call.job for call in calls if not call.job.keys() <= told] == []
    assert not any("concurrency" in load_flow(path) for path in folder.glob("*.yml"))


def test_each_kind_of_run_follows_and_then_publishes(calls: list[Call]) -> None:
    assert {(call.file, call.called, call.job.get("needs")) for call in calls} == {
        ("roadmap.yml", "follow", None),
        ("roadmap.yml", "page", "follow"),
        ("schedule.yml", "follow", None),
        ("schedule.yml", "page", "follow"),
        ("checks.yml", "checks", None),
    }


# What is called serves them


def test_no_called_job_asks_for_more_rights_than_its_caller_grants(calls: list[Call]) -> None:
    """GitHub compares them all before any `if`, and else starts nothing (F6.28)."""
    excess = {
        (call.file, call.called, name): find_excess(job["permissions"], call.rights)
        for call in calls
        for name, job in load_called(call.called)["jobs"].items()
    }
    assert {where: rights for where, rights in excess.items() if rights} == {}


def test_a_right_too_many_would_be_seen() -> None:
    granted = {"issues": "write", "contents": "read"}
    asked = {"issues": "read", "contents": "write", "pages": "read"}
    assert find_excess(asked, granted) == ["contents", "pages"]


def test_what_is_called_knows_all_that_it_is_handed_and_wants_no_more(calls: list[Call]) -> None:
    for call in calls:
        declared = load_called(call.called)["on"]["workflow_call"] or {}
        inputs, secrets = declared.get("inputs", {}), declared.get("secrets", {})
        assert call.inputs <= inputs.keys()
        assert call.secrets <= secrets.keys()
        assert find_required(inputs) <= call.inputs
        assert find_required(secrets) <= call.secrets


def find_required(declared: dict[str, dict[str, str]]) -> set[str]:
    return {name for name, one in declared.items() if one.get("required") == "true"}


def test_the_outputs_that_a_caller_reads_are_there(calls: list[Call]) -> None:
    outputs = load_called("follow")["on"]["workflow_call"]["outputs"]
    assert {name for call in calls for name in call.outputs} <= outputs.keys()
    assert outputs.keys() == {"title", "message", "changed"}


def test_every_event_that_the_bot_knows_starts_a_caller(folder: Path) -> None:
    known = [event for event in EVENTS if decide(Facts(event)).why != "unknown-event"]
    assert {"push", "issues", "schedule", "workflow_dispatch"} <= set(known)
    triggers = find_triggers(folder)
    assert set(known) <= triggers.keys()
    assert triggers["issues"] == ["closed", "reopened", "edited"]
    assert triggers["issue_comment"] == ["created"]


def test_every_event_that_starts_the_fat_templates_workflows_starts_a_caller() -> None:
    assert find_triggers(TODAY) == find_triggers(ROOT / ".github/workflows")


# What is called


@pytest.mark.parametrize("name", CALLED)
def test_a_called_workflow_starts_nothing_alone(name: str) -> None:
    """It lies in every fork of the fat template, too."""
    assert load_called(name)["on"].keys() == {"workflow_call"}


@pytest.mark.parametrize("name", CALLED)
def test_a_called_workflow_runs_the_action_of_its_own_commit(name: str) -> None:
    """`./` would be the caller's checkout (F6.30)."""
    (job,) = load_called(name)["jobs"].values()
    own = [step["uses"] for step in job["steps"] if "/" in step.get("uses", "")[:2]]
    assert own == ["$/.github/actions/bot"]


@pytest.mark.parametrize("name", CALLED)
def test_for_act_one_line_is_replaced_and_nothing_else(name: str) -> None:
    text = (ROOT / f".github/workflows/{name}.yml").read_text(encoding="utf-8")
    changed = ndiff(text.splitlines(), name_self(text).splitlines())
    assert [line for line in changed if line[0] in "+-"] == [
        "-       - uses: $/.github/actions/bot",
        "+       - uses: OWNER/roadmap-bot/.github/actions/bot@v1",
    ]


def test_but_for_that_line_act_runs_what_stands_there(tmp_path: Path) -> None:
    """The queue alone goes beside it, which act does not know either."""
    flows = tmp_path / ".github/workflows"
    flows.mkdir(parents=True)
    for path in (ROOT / ".github/workflows").glob("*.yml"):
        flows.joinpath(path.name).write_bytes(path.read_bytes())
    fit_for_act(tmp_path)
    for path in flows.glob("*.yml"):
        text = (ROOT / ".github/workflows" / path.name).read_text(encoding="utf-8")
        assert path.read_text(encoding="utf-8") == name_self(text).replace(QUEUE, "")


def test_the_action_stands_once_more_in_a_folder_word_for_word() -> None:
    text = ACTION.read_text(encoding="utf-8")
    copy = HEAD + text.replace("$GITHUB_ACTION_PATH", "$GITHUB_ACTION_PATH/../../..")
    if os.environ.get("UPDATE_GOLDEN"):
        ONCE_MORE.write_text(copy, encoding="utf-8")
    assert ONCE_MORE.read_text(encoding="utf-8") == copy


# One sieve in two places: the fat template's own workflow, and the called one


def find_condition(path: str, job: str) -> str:
    value: dict[str, Any] = load_flow(ROOT / f".github/workflows/{path}.yml")
    return str(value["jobs"][job]["if"])


def test_called_and_own_workflow_let_the_same_events_through() -> None:
    own, called = find_condition("roadmap", "follow"), find_condition("follow", "follow")
    pushes, issues = own.split(" || (github.event_name == 'issues'")
    assert called.startswith(pushes)
    assert called.endswith(issues)


# What a thin template holds


def test_a_thin_template_holds_these_files_and_nothing_of_the_bot() -> None:
    files = make_thin_template(Outset("My roadmap", "en", 12))
    assert set(files) == FILES
    told = "\n".join(files.values())
    assert "using: composite" not in told
    assert "import roadmap_bot" not in told


def test_with_the_first_roadmap_in_two_languages_it_is_at_most_20_files() -> None:
    """What a copy holds before its first run: `init` leaves a roadmap that is there as it is."""
    roadmap = {f"roadmap/{name}" for name in load_files(ROOT / "roadmap")}
    assert len(roadmap) > 10
    assert len(roadmap | FILES - {"roadmap/roadmap.yml"}) <= 20
