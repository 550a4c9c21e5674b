"""A caller that lacks a trigger, right, input or secret of today's is named, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from roadmap_bot.authors.callers import find_old_callers
from roadmap_bot.authors.thin_template import render_workflow
from roadmap_bot.errors import Problem
from roadmap_bot.roadmap.paths import FLOWS, WORKFLOWS
from tests.kit.scene import ROOT

BOT = "acme/roadmap-bot"
PAGE = f"https://github.com/{BOT}"
ROADMAP, SCHEDULE = (f"{WORKFLOWS}{name}" for name in FLOWS)
TODAY = {f"{WORKFLOWS}{name}": render_workflow(name, BOT) for name in FLOWS}
FIRST = TODAY[ROADMAP]


def find(files: dict[str, str]) -> list[Problem]:
    return list(find_old_callers(files, BOT, PAGE))


def lacking(text: str) -> str:
    (problem,) = find({**TODAY, ROADMAP: text})
    assert problem.values["file"] == ROADMAP
    return str(problem.values["lacking"])


def drop(*lines: str) -> str:
    """Leave lines out of the first workflow of today, each by how it begins."""
    kept = [line for line in FIRST.splitlines(keepends=True) if not line.strip().startswith(lines)]
    assert len(kept) < len(FIRST.splitlines())
    return "".join(kept)


def test_todays_callers_lack_nothing_whichever_copy_of_the_bot_they_call() -> None:
    assert find(TODAY) == []
    assert find({path: text.replace(BOT, "me/fork") for path, text in TODAY.items()}) == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (drop("pull-requests: read"), "pull-requests: read"),
        (FIRST.replace("issues: write", "issues: read"), "issues: write"),
        (FIRST.replace("issues: write", "issues: bake"), "issues: write"),
        (FIRST.replace("closed, reopened, edited", "closed, reopened"), "issues: edited"),
        (FIRST.replace("closed, reopened, edited", "closed"), "issues: reopened, issues: edited"),
        (FIRST.replace("[closed, reopened, edited]", "closed"), "issues: reopened, issues: edited"),
        (FIRST.replace("  issue_comment:", "  watch:"), "issue_comment, issue_comment: created"),
        (drop("inputs:", "command:", "description:", "default:"), "workflow_dispatch: command"),
        (drop("secrets:", "ROADMAP_PROJECT_TOKEN:"), "ROADMAP_PROJECT_TOKEN"),
        (FIRST.replace("/page.yml@", "/other.yml@"), "page.yml"),
        (FIRST[: FIRST.index("\n  page:\n")], "page.yml"),
    ],
)
def test_what_is_lacking_is_named(text: str, what: str) -> None:
    assert text != FIRST
    assert lacking(text) == what


def test_no_more_than_three_things_are_named() -> None:
    text = FIRST.replace(
        "    permissions:\n      actions: write", "    permissions:\n      x: read"
    )
    text = text.replace("closed, reopened, edited", "opened")
    assert lacking(text) == "issues: closed, issues: reopened, issues: edited"


@pytest.mark.parametrize(
    "text",
    [
        FIRST.replace("    types: [closed, reopened, edited]\n", ""),
        FIRST.replace("closed, reopened, edited", "closed, reopened, edited, pinned"),
        FIRST.replace("pull-requests: read", "pull-requests: write"),
        FIRST.replace("branches: [", "branches: [main, "),
        FIRST.replace("@v1", "@" + "a" * 40),
        FIRST.replace("\n", "\r\n"),
        FIRST.replace(
            "secrets:\n      ROADMAP_PROJECT_TOKEN: ${{ secrets.ROADMAP_PROJECT_TOKEN }}",
            "secrets: inherit",
        ),
    ],
)
def test_who_gives_more_lacks_nothing(text: str) -> None:
    assert text != FIRST
    assert find({**TODAY, ROADMAP: text}) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "on: push\n",
        "on: [push, issues]\njobs: {a: {uses: ./.github/workflows/follow.yml}}\n",
        "jobs: [a, b]\n",
        "jobs: {a: x, b: {uses: [c]}, d: }\n",
        "]",
        "a: &a [*a]\n",
        "[" * 5_000,
        "just text",
    ],
)
def test_a_workflow_that_calls_nothing_of_the_bot_is_none_of_its_business(text: str) -> None:
    assert find({ROADMAP: text}) == []


def test_events_in_a_row_are_events_and_come_without_inputs() -> None:
    head = FIRST[FIRST.index("permissions: {}") :]
    events = "[push, issues, issue_comment, workflow_dispatch]"
    assert lacking(f"on: {events}\n{head}") == "workflow_dispatch: command"
    assert lacking(f"on: push\n{head}").startswith("issues, issues: closed")


def test_the_link_shows_the_new_text_and_each_file_is_named_once() -> None:
    files = {path: text.replace("actions: write", "actions: read") for path, text in TODAY.items()}
    problems = find(files)
    assert [problem.values["file"] for problem in problems] == [ROADMAP, SCHEDULE]
    for problem in problems:
        before = f"{PAGE}/blob/v1/"
        assert str(problem.link).startswith(before)
        example: Path = ROOT / str(problem.link).removeprefix(before)
        named = example.read_text(encoding="utf-8").replace("OWNER/roadmap-bot", BOT)
        assert named == TODAY[str(problem.values["file"])]
