"""Ticks of strangers: on the control issue itself, and on issues that look like it."""

from __future__ import annotations

from github_twin import seed
from github_twin.twin import HOME
from tests.kit.terminal import Said, Terminal

SETTINGS = ".github/roadmap-bot.yml"


def plant_tick(terminal: Terminal, text: str) -> Said:
    """Let a stranger write into the control issue, which only a mistake in rights would allow."""
    issues = terminal.home.issues.values()
    control = next(one for one in issues if "<!-- control." in one.body)
    body = control.body.replace("- [ ]", "- [x]") if text == "tick" else text + control.body
    return _hear(terminal, "edit", number=control.number, body=body)


def plant_control(terminal: Terminal, body: str) -> Said:
    """Let a stranger open an issue that looks like the control issue."""
    return _hear(terminal, "open_issue", title="🎛️ Remote control", body=body)


def _hear(terminal: Terminal, act: str, **values: object) -> Said:
    """Let a stranger act, and the run do its work; nothing of it reaches settings or pins."""
    before = (_find_settings(terminal), terminal.home.pins)
    event = terminal.twin.act(act, seed.STRANGER, HOME, **values)
    assert event
    said = terminal(
        "run",
        {**event.payload, "action": "edited", "changes": {"body": {"from": ""}}},
        GITHUB_ACTIONS="true",
        GITHUB_EVENT_NAME="issues",
        GITHUB_REF=event.ref,
    )
    assert (_find_settings(terminal), terminal.home.pins) == before
    return said


def _find_settings(terminal: Terminal) -> str | None:
    text: str | None = terminal.home.head.files[SETTINGS].text
    return text
