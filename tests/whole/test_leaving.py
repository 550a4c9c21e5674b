"""Whatever a learner used, leaving leaves what they wrote, and what was said, and nothing else."""

from __future__ import annotations

from typing import Any

from github_twin import seed
from tests.kit.remote import DAY, Remote

SETTINGS = ".github/roadmap-bot.yml"
SHOWN = """\
start: 2026-11-16
projects: {W01: {repository: ada/loaf, demo: "https://ada.github.io/loaf"}}
readme: [README.md, docs/progress.md]
"""


def use(remote: Remote) -> None:
    """Let the learner use all there is: comments, the remote control, a portfolio that moves."""
    write(remote, SHOWN)
    remote.do("comment", "W01-1", body="done")
    remote.do("comment", "W01", body="skip W99-9")
    remote.do("comment", "W01-2", body="pause 2 weeks")
    remote.run("schedule")
    remote.hear(remote.tick("refresh"))
    write(remote, f"{SHOWN}portfolio: docs/work.md\n".replace(", docs/progress.md", ""))
    remote.twin.advance(DAY)


def write(remote: Remote, settings: str) -> None:
    commit = {"message": "Settings", "files": {SETTINGS: settings}}
    remote.hear(remote.twin.act("push", seed.LEARNER, commits=[commit]))
    remote.twin.advance(DAY)


def said(remote: Remote) -> list[Any]:
    """What was said on issues, and how others reacted."""
    issues = remote.home.issues.values()
    return [(one.body, one.reactions) for issue in issues for one in issue.comments]


def answered(remote: Remote) -> list[str]:
    return [body for body, reactions in said(remote) if reactions]


def test_of_all_that_a_learner_may_use_nothing_stays_open_pinned_or_in_a_file() -> None:
    remote = Remote(applied=True)
    use(remote)
    made = set(remote.home.head.files)
    assert made > {"docs/work.md"}
    assert made.isdisjoint({"docs/progress.md", "PORTFOLIO.md"})
    heard = said(remote)
    assert answered(remote) == ["skip W99-9", "done", "pause 2 weeks"]
    remote.run(command="uninstall")
    assert set(remote.home.head.files) == {"README.md"}
    assert {issue.state for issue in remote.home.issues.values()} == {"closed"}
    assert {one.state for one in remote.home.milestones.values()} == {"closed"}
    assert (remote.home.pins, said(remote)) == ((), heard)


def test_what_was_obeyed_before_is_not_obeyed_again_after_a_new_start() -> None:
    remote = Remote(applied=True)
    use(remote)
    remote.run(command="uninstall")
    remote.twin.advance(DAY)
    remote.run()
    assert remote.settings.pauses == ()
    assert answered(remote) == ["skip W99-9", "done", "pause 2 weeks"]
