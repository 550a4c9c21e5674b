"""A learner may ask what a message would do, and the manual's forms do what it says."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from roadmap_bot.cli import main
from tests.kit.first_roadmap import need_first_roadmap

ROOT = Path(__file__).parents[2]
HOME = need_first_roadmap()
CODE = re.compile(r"`([^`]+)`")
HEAD = {
    ".github/MANUAL.md": "| A message | does |",
    ".github/MANUAL.zh-CN.md": "| 提交信息 | 会做什么 |",
}
NOTHING = {".github/MANUAL.md": "nothing", ".github/MANUAL.zh-CN.md": "什么也不做"}


def explain(*words: str, text: str = "") -> str:
    done = CliRunner().invoke(
        main,
        ["explain", "--roadmap", str(HOME), *words],
        input=text.encode(),
        env={"GITHUB_ACTIONS": ""},
    )
    assert done.exit_code == 0, done.output
    return done.output


def read_claims(message: str) -> list[str]:
    said = json.loads(explain("--json", message))
    return [f"{claim['verb']} {claim['id']}" for claim in said["claims"]]


def find_forms(manual: str) -> list[tuple[str, list[str]]]:
    """Find the rows of the table of forms: each message, and the claims in code beside it."""
    text = (ROOT / manual).read_text(encoding="utf-8")
    table = text.partition(HEAD[manual])[2].partition("\n\n")[0]
    rows = [row.split(" | ") for row in table.splitlines() if "`" in row]
    forms = []
    for cell, claims in rows:
        assert CODE.search(claims) or NOTHING[manual] in claims
        forms += [(message, CODE.findall(claims)) for message in CODE.findall(cell)]
    return forms


@pytest.mark.parametrize("manual", HEAD)
def test_the_forms_of_the_manual_do_what_it_says(manual: str) -> None:
    forms = find_forms(manual)
    assert len(forms) > 20
    for message, claims in forms:
        assert read_claims(message.replace("⏎", "\n")) == claims, message


def test_both_manuals_teach_the_same() -> None:
    english, chinese = (find_forms(manual) for manual in HEAD)
    assert {tuple(claims) for _, claims in english} == {tuple(claims) for _, claims in chinese}


def test_claims_and_what_is_ignored_are_told_with_reasons() -> None:
    said = json.loads(explain("--json", "完成 W3-2 和 W99-1，W05 第二题做完，closes #12"))
    assert said["claims"] == [{"verb": "done", "id": "W03-2"}, {"verb": "done", "id": "#12"}]
    assert [one["id"] for one in said["ignored"]] == ["W99-1", "W05"]
    assert all(one["why"] for one in said["ignored"])


def test_it_speaks_the_learners_language() -> None:
    said = explain("完成 W03 第二题")
    assert said == "W03：什么也不会发生，说的只是其中一部分；这样写就行：完成 W03\n"


def test_a_number_is_only_done_where_it_is_one_of_ours() -> None:
    assert explain("closes #12") == "#12 会标记为完成 (如果它属于本路线图)\n"


def test_a_message_may_come_from_standard_input_or_as_words() -> None:
    assert explain("-", text="Week 3\n\ndone W03-2\n") == explain("done", "W03-2")
    assert explain("- [x] W03-2") == explain("done W03-2")


def test_a_message_about_other_things_does_nothing() -> None:
    assert explain("initial commit") == "这条信息没有提到路线图里的任何内容，什么也不会发生。\n"
