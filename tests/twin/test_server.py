"""The twin over HTTP: the real client speaks to it, its control steers, its command starts it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import github
import pytest
import requests

from github_twin import __main__ as command
from github_twin import seed
from github_twin.server import Server
from tests.kit.client import MONDAY

HOME = "learner/roadmap"


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(seed.make_world("own", now=MONDAY, default_labels=False)) as running:
        yield running


def control(server: Server, path: str, body: Any = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(
        f"{server.url}/_twin/{path}", data, {"content-type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


def refused(server: Server, path: str, body: Any = None) -> tuple[int, str]:
    with pytest.raises(urllib.error.HTTPError) as caught:
        control(server, path, body)
    return caught.value.code, json.load(caught.value)["message"]


def ask(server: Server, timeout: float = 10) -> requests.Response:
    headers = {"authorization": f"token {seed.JOB_TOKEN}"}
    return requests.get(f"{server.url}/repos/{HOME}", headers=headers, timeout=timeout)


def test_pygithub_feels_at_home(server: Server) -> None:
    auth = github.Auth.Token(seed.JOB_TOKEN)
    hub = github.Github(
        auth=auth,
        base_url=server.url,
        seconds_between_requests=0,
        seconds_between_writes=0,
        retry=None,
    )
    repository = hub.get_repo(HOME)
    for number in range(3):
        repository.create_issue(f"Issue {number}", labels=["练习/a"])
    assert [one.number for one in repository.get_issues(state="all", direction="asc")] == [1, 2, 3]
    _, answer = hub.requester.graphql_query("{ viewer { login } }", {})
    assert answer == {"data": {"viewer": {"login": "github-actions[bot]"}}}
    hub.close()


def test_a_reset_cuts_the_connection_and_a_timeout_stalls_alone(
    server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    control(server, "fault", {"faults": ["1:reset:after", "2:timeout", "3:503"]})
    with pytest.raises(requests.ConnectionError, match="reset"):
        ask(server)
    with pytest.raises(requests.ReadTimeout):
        ask(server, timeout=0.3)
    assert ask(server).status_code == 503
    assert ask(server).status_code == 200
    server.stop()
    assert "Traceback" not in capsys.readouterr().err


def test_the_control_shows_counts_and_forgets_them(server: Server) -> None:
    ask(server)
    assert control(server, "counters") == {
        "requests": 1,
        "writes": 0,
        "log": [["GET", f"/repos/{HOME}", 0, 200]],
    }
    control(server, "reset", {})
    assert control(server, "counters")["requests"] == 0


def test_the_control_lets_people_act(server: Server) -> None:
    values = {
        "act": "push",
        "user": "learner",
        "repository": HOME,
        "commits": [{"message": "完成 W03-2"}],
    }
    told = control(server, "act", values)
    assert (told["event"], told["actor"], told["ref"]) == ("push", "learner", "refs/heads/main")
    assert told["payload"]["commits"][0]["message"] == "完成 W03-2"
    assert control(server, "act", {"act": "make_label", "user": "learner", "name": "x"}) == {
        "event": None
    }
    assert [one["name"] for one in control(server, f"state?repository={HOME}")["labels"]] == ["x"]


def test_the_control_sets_clock_limits_and_seed(server: Server) -> None:
    assert control(server, "clock", {"advance": 60})["now"] == "2026-01-05T09:01:00+00:00"
    assert (
        control(server, "clock", {"now": "2026-02-01T00:00:00Z"})["now"]
        == "2026-02-01T00:00:00+00:00"
    )
    assert control(server, "clock", {"now": None})["now"] > "2026-02-01"
    bounds = control(server, "limits", {"minute": 80, "lag": 5, "latency": 0.001})
    assert (bounds["minute"], bounds["lag"], bounds["latency"]) == (80, 5.0, 0.001)
    made = control(
        server,
        "seed",
        {"kind": "fork", "files": {"README.md": "# Hi\n"}, "now": "2026-01-05T09:00:00Z"},
    )
    assert made["repositories"] == ["author/roadmap", HOME]
    assert ask(server).json()["url"] == f"{server.url}/repos/{HOME}"


def test_the_control_says_what_is_wrong(server: Server) -> None:
    assert refused(server, "nothing") == (404, "no control GET /_twin/nothing")
    assert refused(server, "fault", {"faults": ["x"]})[0] == 400
    assert "acts are" in refused(server, "act", {"act": "fly", "user": "learner"})[1]
    assert refused(server, "act", {"act": "open_issue", "user": "learner", "title": ""}) == (
        400,
        "refused: title-blank",
    )
    assert refused(server, "limits", {"nonsense": 1})[0] == 400


def test_the_command_prints_its_address_first_and_leaves_its_state(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "README.md").write_text("# Mine\n", encoding="utf-8")
    state = tmp_path / "state.json"
    options = [
        "--seed",
        "fork",
        "--issues",
        "on",
        "--files",
        str(tmp_path / "files"),
        "--fault",
        "1:502",
        "--state",
        str(state),
    ]
    environment = {**os.environ, "PYTHONPATH": str(Path(command.__file__).parent.parent)}
    process = subprocess.Popen(
        [sys.executable, "-m", "github_twin", *options],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    url = process.stdout.readline().strip()
    headers = {"authorization": f"token {seed.JOB_TOKEN}"}
    answers = [requests.get(f"{url}/repos/{HOME}", headers=headers, timeout=10) for _ in range(2)]
    process.send_signal(signal.SIGTERM)
    assert process.wait(10) == 0
    process.stdout.close()
    assert [one.status_code for one in answers] == [502, 200]
    assert answers[1].json()["has_issues"] is True
    assert json.loads(state.read_text(encoding="utf-8"))["files"] == {"README.md": "# Mine\n"}


def test_the_command_ends_on_a_signal(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    kept = {name: signal.getsignal(name) for name in (signal.SIGINT, signal.SIGTERM)}

    def stop() -> None:
        while signal.getsignal(signal.SIGTERM) is kept[signal.SIGTERM]:
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=stop).start()
    command.main(["--private", "--latency", "1", "--state", str(tmp_path / "state.json")])
    for name, handler in kept.items():
        signal.signal(name, handler)
    assert capsys.readouterr().out.startswith("http://127.0.0.1:")
    assert json.loads((tmp_path / "state.json").read_text(encoding="utf-8"))["board"] is None


def test_the_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        command.main(["--help"])
    assert left.value.code == 0
    told = capsys.readouterr().out
    for word in ("--fault", "--lag", seed.JOB_TOKEN, seed.PROJECT_TOKEN, "rate-limited"):
        assert word in told
    with pytest.raises(SystemExit) as left:
        command.main(["--fault", "7:418"])
    assert left.value.code == 2
    assert "is no fault" in capsys.readouterr().err


def test_it_plays_pages_elsewhere_on_the_net_and_no_others(server: Server) -> None:
    def visit(host: str) -> tuple[int, str]:
        answer = requests.get(f"{server.url}/demo", headers={"host": host}, timeout=10)
        return answer.status_code, answer.text

    assert control(server, "outside", {"hosts": ["ada.github.io"]}) == {"hosts": ["ada.github.io"]}
    requests_before = control(server, "counters")["requests"]
    assert visit("ada.github.io") == (200, "Somebody's page")
    assert control(server, "counters")["requests"] == requests_before
    assert visit("eve.github.io")[0] != 200


def test_a_repository_can_be_described(server: Server) -> None:
    told = {"repository": HOME, "description": "Mine", "languages": ["Go"]}
    assert control(server, "describe", told) == {"repository": HOME}
    assert ask(server).json()["description"] == "Mine"
