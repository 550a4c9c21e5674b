"""What the runner reads of a problem, and that no line of others makes it obey."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_bot.errors import Place, Problem
from roadmap_bot.shell.annotations import annotation, tame
from roadmap_bot.text.words import load_words

EN = load_words("en")


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
