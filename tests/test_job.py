"""The environment of a job is read once, whatever stands in it, and its tokens are never shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_bot import job as job_module
from roadmap_bot.errors import Problem, UserError
from roadmap_bot.job import Job, read_job, require_access

SECRET = "ghs_1234567890abcdefghij.klmnop-qrstuv_wxyz"
NAMES = [
    "GITHUB_REPOSITORY",
    "GITHUB_TOKEN",
    "ROADMAP_PROJECT_TOKEN",
    "GITHUB_API_URL",
    "GITHUB_SERVER_URL",
    "GITHUB_EVENT_NAME",
    "GITHUB_EVENT_PATH",
    "GITHUB_REF",
    "GITHUB_ACTOR",
    "GITHUB_ACTIONS",
    "GITHUB_OUTPUT",
    "GITHUB_STEP_SUMMARY",
    "ROADMAP_WRITES_PER_MINUTE",
    "ROADMAP_WRITES_PER_HOUR",
    "ROADMAP_PATIENCE",
]


def test_a_laptop_without_any_variable_gets_githubs_own_addresses() -> None:
    assert read_job({}) == Job()
    assert read_job({}).api_url == "https://api.github.com"


def test_a_job_is_all_that_its_environment_says(tmp_path: Path) -> None:
    event = tmp_path / "event.json"
    event.write_text('{"forced": false, "作者": "甲"}', encoding="utf-8")
    environ = {
        "GITHUB_REPOSITORY": "learner/roadmap",
        "GITHUB_TOKEN": SECRET,
        "ROADMAP_PROJECT_TOKEN": "ghp_1",
        "GITHUB_API_URL": "https://ghe.test/api/v3/",
        "GITHUB_SERVER_URL": "https://ghe.test",
        "GITHUB_EVENT_NAME": "push",
        "GITHUB_EVENT_PATH": str(event),
        "GITHUB_REF": "refs/heads/main",
        "GITHUB_ACTOR": "learner",
        "GITHUB_ACTIONS": "true",
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
        "ROADMAP_WRITES_PER_MINUTE": "40",
        "ROADMAP_WRITES_PER_HOUR": "250",
        "ROADMAP_PATIENCE": "12.5",
    }
    assert read_job(environ) == Job(
        repository="learner/roadmap",
        token=SECRET,
        board_token="ghp_1",
        api_url="https://ghe.test/api/v3",
        server_url="https://ghe.test",
        event_name="push",
        event={"forced": False, "作者": "甲"},
        ref="refs/heads/main",
        actor="learner",
        in_actions=True,
        output=tmp_path / "output",
        summary=tmp_path / "summary",
        writes_per_minute=40,
        writes_per_hour=250,
        patience=12.5,
    )


def test_tokens_stand_in_no_representation() -> None:
    job = read_job({"GITHUB_TOKEN": SECRET, "ROADMAP_PROJECT_TOKEN": SECRET[::-1]})
    assert job.token == SECRET
    assert SECRET not in repr(job)
    assert SECRET[::-1] not in f"{job} {job!r}"


def test_white_space_around_a_pasted_secret_is_no_part_of_it() -> None:
    assert read_job({"GITHUB_TOKEN": f" {SECRET}\n"}).token == SECRET


@pytest.mark.parametrize(
    "token", [f"{SECRET}\nX: 1", f"{SECRET} {SECRET}", "жетон", f"{SECRET}\x00"]
)
def test_a_token_that_no_header_can_carry_is_named_but_not_shown(token: str) -> None:
    job = read_job({"GITHUB_TOKEN": token, "GITHUB_REPOSITORY": "o/r"})
    assert job.problems == (Problem("job.bad-token", {"name": "GITHUB_TOKEN"}),)
    assert job.token == ""
    with pytest.raises(UserError) as caught:
        require_access(job)
    assert caught.value.problems == job.problems


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GITHUB_API_URL", "api.github.com"),
        ("GITHUB_API_URL", "file:///etc/passwd"),
        ("GITHUB_API_URL", "https://"),
        ("GITHUB_API_URL", "https://api.github.com/?x=1"),
        ("GITHUB_SERVER_URL", "javascript:alert(1)"),
        ("GITHUB_SERVER_URL", "https://github.com/\n::error::x"),
        ("ROADMAP_WRITES_PER_MINUTE", "fast"),
        ("ROADMAP_WRITES_PER_MINUTE", "0"),
        ("ROADMAP_WRITES_PER_HOUR", "-1"),
        ("ROADMAP_PATIENCE", "inf"),
        ("ROADMAP_PATIENCE", "nan"),
        ("ROADMAP_PATIENCE", "1e99"),
    ],
)
def test_a_value_that_makes_no_sense_is_named_and_the_default_holds(name: str, value: str) -> None:
    job = read_job({name: value})
    (problem,) = job.problems
    assert (problem.code, problem.values["name"]) == ("job.bad-value", name)
    assert "\n" not in str(problem.values["value"])
    assert job == Job(problems=job.problems)


def test_credentials_in_an_address_are_not_shown() -> None:
    (problem,) = read_job({"GITHUB_API_URL": f"https://user:{SECRET}@ghe.test"}).problems
    assert SECRET not in str(problem.values)
    assert "ghe.test" in str(problem.values)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'"push"', b"null", b"\xff\xfe", b"[" * 100_000]
)
def test_an_event_that_is_no_object_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "event.json"
    path.write_bytes(content)
    job = read_job({"GITHUB_EVENT_PATH": str(path)})
    assert [problem.code for problem in job.problems] == ["job.bad-value"]
    assert job.event == {}


def test_an_event_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert read_job({"GITHUB_EVENT_PATH": str(tmp_path / "none")}).problems
    assert read_job({"GITHUB_EVENT_PATH": str(tmp_path)}).problems


def test_an_event_too_large_for_memory_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job_module, "EVENT_LIMIT", 10)
    path = tmp_path / "event.json"
    path.write_text(json.dumps({"long": "x" * 20}))
    assert read_job({"GITHUB_EVENT_PATH": str(path)}).problems


@pytest.mark.parametrize(
    "name",
    [
        "",
        "roadmap",
        "a/b/c",
        "/",
        "a/",
        "/b",
        "a b/c",
        "a/b\n",
        "https://github.com/a/b",
        "甲/乙",
        "../..",
        "a/..",
        "a/.",
    ],
)
def test_a_job_without_a_repository_is_named(name: str) -> None:
    job = Job(repository=name, token=SECRET)
    with pytest.raises(UserError) as caught:
        require_access(job)
    assert caught.value.problems == (Problem("job.no-repository", {"value": name}),)


def test_all_that_is_missing_is_said_at_once() -> None:
    with pytest.raises(UserError) as caught:
        require_access(read_job({"ROADMAP_PATIENCE": "soon"}))
    assert [problem.code for problem in caught.value.problems] == [
        "job.bad-value",
        "job.no-repository",
        "job.no-token",
    ]


def test_a_job_with_repository_and_token_is_let_in() -> None:
    require_access(Job(repository="learner/road.map_1", token=SECRET))


def test_outputs_are_written_so_that_no_value_can_forge_another(tmp_path: Path) -> None:
    job = Job(output=tmp_path / "output")
    job.set_output("progress", "41")
    job.set_output("evil", "1\nprogress=99")
    first, second = (tmp_path / "output").read_text().split("evil<<")
    assert first.startswith("progress<<")
    assert first.splitlines()[1:] == ["41", first.splitlines()[0].removeprefix("progress<<")]
    mark, *value, end = second.splitlines()
    assert (value, mark) == (["1", "progress=99"], end)
    assert mark not in first


def test_the_summary_grows(tmp_path: Path) -> None:
    job = Job(summary=tmp_path / "summary")
    job.add_summary("## 一\n\n")
    job.add_summary("## Two \ud800")
    assert (tmp_path / "summary").read_text(encoding="utf-8") == "## 一\n## Two ?\n"


def test_a_place_that_cannot_be_written_costs_no_run(tmp_path: Path) -> None:
    job = Job(output=tmp_path, summary=tmp_path / "no" / "folder")
    job.set_output("progress", "1")
    job.add_summary("text")
    Job().add_summary("nowhere")
    assert list(tmp_path.iterdir()) == []


@given(st.dictionaries(st.sampled_from(NAMES), st.text(max_size=40)))
def test_whatever_stands_in_the_environment_is_a_job(environ: dict[str, str]) -> None:
    job = read_job(environ)
    assert job.writes_per_minute >= 1
    assert job.patience is None or job.patience >= 1
    assert job.api_url.startswith(("https://", "http://"))
    assert job.token.isascii()
