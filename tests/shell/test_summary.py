"""How plans, problems and runs are told, and that no told text can do harm."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_bot.changes import Change, Plan, Sort
from roadmap_bot.errors import Place, Problem
from roadmap_bot.shell.annotations import annotation, tame
from roadmap_bot.shell.summary import (
    NOTHING,
    ROWS,
    bar_line,
    made_sentence,
    plan_lines,
    plan_sentence,
    problem_line,
    render_summary,
)
from roadmap_bot.state import (
    Board,
    Comment,
    Field,
    File,
    Issue,
    Item,
    Label,
    Milestone,
    Thing,
    View,
)
from roadmap_bot.text.words import load_words

EN = load_words("en")
ISSUE = Issue("[W01] A loaf", "")


def change(sort: str, key: str, want: Thing, have: Thing | None = None) -> Change:
    return Change(Sort[sort.upper()], key, have, want)


PLAN: Plan = (
    change("create_label", "label/bake", Label("Bake")),
    change("create_milestone", "milestone/M1", Milestone("First loaf", "", None)),
    change("create_issue", "issue/W01", ISSUE),
    change("update_issue", "issue/W02", ISSUE, ISSUE),
    change("add_labels", "issue/W02", ISSUE, ISSUE),
    change("reopen_issue", "issue/W03", ISSUE, ISSUE),
    change("close_issue", "issue/W04", ISSUE, ISSUE),
    change(
        "add_comment",
        "comment/W04@1a2b3c4",
        Comment("issue/W04", "<!-- mark -->\nClosed by `1a2b3c4`."),
    ),
    change("commit", "file/README.md", File("x", note="Update progress"), File("y")),
    change("commit", "file/new.md", File("x", note="Update progress")),
)


def test_a_plan_has_one_line_for_each_thing_and_verb() -> None:
    assert list(plan_lines(PLAN)) == [
        "+ create  label/bake  Bake",
        "+ create  milestone/M1  First loaf",
        "+ create  issue/W01  [W01] A loaf",
        "~ update  issue/W02  [W01] A loaf",
        "o reopen  issue/W03  [W01] A loaf",
        "- close   issue/W04  [W01] A loaf",
        "+ create  comment/W04@1a2b3c4  Closed by `1a2b3c4`.",
        "~ update  file/README.md  Update progress",
        "+ create  file/new.md  Update progress",
    ]


def test_an_update_names_what_differs_once() -> None:
    moved = replace(ISSUE, title="[W01] Bread", parent="issue/W02")
    point = Milestone("First loaf", "", dt.date(2026, 11, 29))
    plan = (
        change("update_milestone", "milestone/M1", replace(point, due=dt.date(2026, 12, 6)), point),
        change("update_issue", "issue/W01", replace(moved, parent=None), ISSUE),
        change(
            "add_labels",
            "issue/W01",
            replace(moved, parent=None, labels=frozenset({"bake"})),
            moved,
        ),
        change("add_parent", "issue/W01", moved, replace(moved, parent=None)),
        change("close_issue", "issue/W03", replace(ISSUE, closed="completed"), ISSUE),
    )
    assert list(plan_lines(plan)) == [
        "~ update  milestone/M1  First loaf (due 2026-12-06)",
        "~ update  issue/W01  [W01] Bread (title, labels, parent)",
        "- close   issue/W03  [W01] A loaf",
    ]


def test_a_plan_is_summed_up_in_the_words_that_the_design_gives() -> None:
    assert plan_sentence(()) == NOTHING == "No changes. GitHub matches the roadmap."
    assert plan_sentence(PLAN) == "Plan: 5 to create, 2 to update, 1 to close, 1 to reopen."
    assert plan_sentence(PLAN[:3]) == "Plan: 3 to create, 0 to update, 0 to close."


def test_what_was_made_is_summed_up_in_the_readers_language() -> None:
    assert made_sentence(PLAN, EN).split("; ") == [
        "Made 1 issue, 1 comment, 1 label, 1 milestone",
        "updated 1 issue",
        "closed 1 issue",
        "reopened 1 issue",
        "committed “Update progress”.",
    ]
    assert made_sentence(PLAN[:3], load_words("zh")) == "新建 1 个 issue、1 个标签、1 个里程碑。"
    assert made_sentence((), EN) == "Nothing to do: GitHub matches the roadmap."
    assert made_sentence((), load_words("zh")).startswith("无需改动")


def test_what_takes_several_writes_to_make_is_told_once() -> None:
    board, card = Board("Bread", "", "", public=True), Item("issue/W01")
    full = replace(card, values=frozenset({("Week", "1")}))
    plan = (
        change("create_board", "board", board),
        change("link_board", "board", board, replace(board, readme="Ours.", linked=False)),
        change("create_field", "field/Week", Field("SINGLE_SELECT", name="Week")),
        change("create_view", "view/board", View("board", "Board")),
        change("add_item", "item/W01", card),
        change("update_item", "item/W01", full, card),
    )
    assert made_sentence(plan, EN) == "Made the board, 1 field, 1 view, 1 card."


@pytest.mark.parametrize(("done", "total", "full"), [(0, 9, 0), (3, 9, 10), (9, 9, 30), (0, 0, 0)])
def test_the_bar_grows_with_what_is_done(done: int, total: int, full: int) -> None:
    assert bar_line(done, total) == f"[{'█' * full}{'·' * (30 - full)}] {done}/{total}"


def test_a_problem_is_one_line_with_its_place_and_its_link() -> None:
    problem = Problem(
        "job.bad-value", {"name": "X", "value": "a\nb"}, Place("a.yml", 3, 5), "https://x.test"
    )
    assert (
        problem_line(problem, EN)
        == "a.yml:3:5: X makes no sense: a b; correct or unset it. https://x.test"
    )


def test_a_problem_without_place_annotates_the_run() -> None:
    assert annotation(Problem("job.no-token"), EN, "error").startswith("::error::There is no token")


def test_a_problem_without_line_stands_at_the_top_of_its_file() -> None:
    made = annotation(Problem("job.no-token", {}, Place("a.yml")), EN, "warning")
    assert made.startswith("::warning file=a.yml,line=1::a.yml: ")


@given(st.text(), st.text(), st.integers(0, 9))
def test_an_annotation_is_one_line_whatever_it_tells(file: str, value: str, line: int) -> None:
    made = annotation(
        Problem("job.bad-value", {"name": "X", "value": value}, Place(file, line)), EN, "error"
    )
    assert made.startswith("::error file=")
    assert "\n" not in made
    assert "\r" not in made
    assert "##[" not in made
    head = made.removeprefix("::error file=").partition(",line=")[0]
    assert not set(head) & set(":,")
    assert made.partition("::")[2].partition("::")[2].count("%") == made.partition("::")[
        2
    ].partition("::")[2].count("%25")


@given(st.text(alphabet="#:[] \tae"))
def test_no_line_of_others_starts_a_workflow_command(line: str) -> None:
    told = tame(line)
    assert not told.strip().startswith("::")
    assert "##[" not in told


@pytest.mark.parametrize("line", ["+ create  issue/W01  A: b::c", "# Heading", "", "[W01] x"])
def test_a_line_that_does_no_harm_stays_as_it_is(line: str) -> None:
    assert tame(line) == line


def test_the_summary_tells_problems_plan_and_hints() -> None:
    issue = Issue("[W01] a | b", "")
    made = render_summary(
        "Made 1.",
        (change("create_issue", "issue/W01", issue),),
        [Problem("job.no-token")],
        [Problem("doctor.empty")],
        EN,
    )
    assert made.splitlines()[0] == "## roadmap-bot"
    assert "Made 1." in made
    assert "> [!WARNING]\n> There is no token" in made
    assert "| `+` | `issue/W01` [W01] a \\| b |" in made
    assert "> [!TIP]\n> The repository has no commit yet" in made


def test_a_summary_is_never_too_long_for_github() -> None:
    plan = tuple(
        change("create_issue", f"issue/W{index}", Issue("x" * 256, "")) for index in range(5000)
    )
    problems = [Problem("job.bad-value", {"name": "X", "value": "y" * 5000})] * 5000
    made = render_summary("Made 5000.", plan, problems, (), EN)
    assert len(made.encode()) < 1024 * 1024
    assert f"… and {5000 - ROWS} more." in made
