"""Each refusal is one sentence with GitHub's own words and a link, in both languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from roadmap_bot.changes import Change, Sort
from roadmap_bot.errors import Problem
from roadmap_bot.github.doctor import explain
from roadmap_bot.github.naming import SILENT, name_refusals
from roadmap_bot.github.refusals import Refusals
from roadmap_bot.github.work import MUTED
from roadmap_bot.repository import Look
from roadmap_bot.shell.summary.page import problem_line
from roadmap_bot.state import (
    Board,
    Comment,
    Field,
    File,
    Issue,
    Item,
    Label,
    Milestone,
    Pin,
    Reaction,
    Thing,
    View,
)
from roadmap_bot.text.words import load_words
from tests.kit.golden_file import check_golden
from tests.kit.learner import Learner

WORDS = "Not this one"
COMMENT = Comment("issue/W01-1", "Closed.")
THINGS: dict[str, tuple[str, Thing]] = {
    "label": ("label/bake", Label("bake")),
    "milestone": ("milestone/M1", Milestone("First loaf", "", None)),
    "issue": ("issue/W01-1", Issue("[W01-1] Mix the dough", "")),
    "parent": ("issue/W01-1", Issue("[W01-1] Mix the dough", "")),
    "labels": ("issue/W01-1", Issue("[W01-1] Mix the dough", "")),
    "comment": ("comment/W01-1@1234567", COMMENT),
    "reaction": ("reaction/1a2b3c4", Reaction("remark/1a2b3c4", "ROCKET", "issue/W01-1")),
    "commit": ("file/README.md", File("")),
    "board": ("board", Board("Bake a loaf", "", "", public=True)),
    "field": ("field/Hours", Field("NUMBER", (), "Hours")),
    "view": ("view/board", View("board", "Board")),
    "item": ("item/W01-1", Item("issue/W01-1")),
}


def refuse(*refused: tuple[Sort, str]) -> Refusals:
    """Let a change of each sort be refused with these words."""
    refusals = Refusals()
    for sort, words in refused:
        key, thing = THINGS[sort.value.rpartition("_")[2]]
        problem = Problem("github.refused", {"what": words, "needs": ""})
        refusals.add(Change(sort, key, None, thing), problem)
    return refusals


@pytest.fixture
def seen(learner: Learner) -> Look:
    return learner.look()[0]


@pytest.mark.parametrize("sort", [sort for sort in Sort if sort not in SILENT])
def test_every_deed_has_a_sentence_with_a_name_and_a_link(sort: Sort, seen: Look) -> None:
    (problem,) = name_refusals(refuse((sort, WORDS)), (), seen)
    for language in ("en", "zh"):
        said = problem_line(problem, load_words(language))
        assert WORDS in said
        assert str(problem.values["name"]) in said
        assert said.count("https://") == 1


@pytest.mark.parametrize("sort", SILENT)
def test_nobody_hears_of_a_pin_that_github_refuses(sort: Sort, seen: Look) -> None:
    refusals = Refusals()
    refusals.add(Change(sort, "pin/issue/W01", None, Pin("issue/W01")), Problem("github.refused"))
    assert name_refusals(refusals, (), seen) == ()


def test_what_is_refused_alike_is_said_once_and_what_is_not_is_not(seen: Look) -> None:
    alike = refuse((Sort.ADD_LABELS, WORDS), (Sort.CLOSE_ISSUE, WORDS))
    assert len(name_refusals(alike, (), seen)) == 2
    refusals = Refusals()
    for n in range(1, 7):
        problem = Problem("github.refused", {"what": WORDS, "needs": ""})
        issue = Issue(f"[W01-{n}] x", "")
        refusals.add(Change(Sort.CLOSE_ISSUE, f"issue/W01-{n}", issue, issue), problem)
    (problem,) = name_refusals(refusals, (), seen)
    assert str(problem.values["name"]).endswith("(+3)")


def test_a_right_that_is_lacking_is_the_tokens_fault_where_nothing_was_made(seen: Look) -> None:
    lacking = "Resource not accessible by integration"
    refusals = refuse((Sort.CLOSE_ISSUE, lacking))
    label = Change(Sort.CREATE_LABEL, "label/x", None, Label("x"))
    commit = Change(Sort.COMMIT, "file/x", None, File("x"))
    assert [one.code for one in name_refusals(refusals, (label,), seen)] == ["run.refused"]
    assert [one.code for one in name_refusals(refusals, (commit,), seen)] == ["github.refused"]


def find_sentences(seen: Look) -> Iterator[Problem]:
    """Find all that a reader can meet of refusals."""
    for sort in (one for one in Sort if one not in SILENT):
        yield from name_refusals(refuse((sort, WORDS)), (), seen)
    refusals = Refusals()
    refusals.add(Change(Sort.ADD_COMMENT, "comment/W01-1@1234567", None, COMMENT), MUTED)
    yield from name_refusals(refusals, (), seen)
    values = {"what": WORDS, "needs": "", "request": " (ABCD:1)", "branch": "main"}
    for code in ("ruled", "protected", "forbidden", "moved", "outdated", "unclear", "not-found"):
        yield explain(Problem(f"github.{code}", values), seen.repository.url)


def test_all_sentences_stand_in_one_file_to_be_read(seen: Look) -> None:
    lines = ["# What is said where GitHub refuses something", ""]
    for problem in find_sentences(seen):
        lines += [problem_line(problem, load_words(language)) for language in ("en", "zh")]
        lines.append("")
    check_golden("unkind/sentences.md", "\n".join(lines))
