"""A box is found in every way that GitHub shows one, by its hidden id."""

from __future__ import annotations

import pytest

from roadmap_bot.issues.boxes import (
    FOUND,
    clear_boxes,
    find_box,
    find_boxes,
    find_shas,
    find_ticks,
    find_words,
    make_box,
    put_box,
    tick,
    tick_found,
)
from tests.kit.issue_body import BODY, FIRST, SHA


def test_ticks_are_found_by_the_id_of_their_step() -> None:
    body = BODY.replace("- [ ] Weigh", "- [x] Weigh")
    assert find_ticks(body) == {"W01-1.1": True, "W01-1.2": False}


@pytest.mark.parametrize(
    "line", ["- [X] a", "* [x] a", "+ [x] a", "1. [x] a", "2) [x] a", "  - [x] a", "> - [x] a"]
)
def test_a_box_counts_in_every_way_that_github_shows_one(line: str) -> None:
    assert find_ticks(f"{line} <!-- W01.1 -->") == {"W01.1": True}


@pytest.mark.parametrize("line", ["- [x]a", "- [y] a", "- x] a", "text - [x] a", "-[x] a"])
def test_what_github_does_not_show_as_a_box_is_none(line: str) -> None:
    assert find_ticks(f"{line} <!-- W01.1 -->") == {}


def test_a_box_that_stands_twice_is_ticked_when_either_is() -> None:
    assert find_ticks(f"{FIRST}\n{FIRST.replace('[ ]', '[x]')}\n{FIRST}") == {"W01-1.1": True}


def test_a_commit_ticks_a_box_and_leaves_its_sha_beside_it() -> None:
    body = tick(BODY, "W01-1.1", SHA, on=True)
    assert f"- [x] Weigh the flour <!-- W01-1.1 {SHA} -->\n" in body
    assert find_shas(body) == {"W01-1.1": SHA}
    again = tick(body, "W01-1.1", "5d6e7f8", on=False)
    assert "- [ ] Weigh the flour <!-- W01-1.1 5d6e7f8 -->\n" in again
    assert tick(BODY, "W01-1.9", SHA, on=True) == BODY


@pytest.mark.parametrize(
    "body",
    [
        f"```\n{FIRST}\n```",
        f"~~~~\n{FIRST}",
        f"- a\n\n  ```\n  {FIRST}\n  ```",
        f"a\n\n    {FIRST}",
        f"\t{FIRST}",
        f">     {FIRST}",
        f"> \t\t{FIRST}",
    ],
)
def test_a_box_in_code_is_none(body: str) -> None:
    ticked = body.replace("[ ]", "[x]")
    assert find_ticks(ticked) == {}
    assert tick(body, "W01-1.1", SHA, on=True) == body
    assert clear_boxes(ticked) == ticked


def test_a_box_deep_in_a_list_is_one() -> None:
    assert find_ticks(f"- a\n  - b\n    {FIRST}\n\n```\n```") == {"W01-1.1": False}


@pytest.mark.parametrize(
    "words",
    [
        "`<!-- W01-1.2 -->`",
        "`` ` <!-- W01-1.2 --> ``",
        "\\<!-- W01-1.2 -->",
        "\\\\\\<!-- W01-1.2 -->",
    ],
)
def test_a_mark_in_the_words_of_a_step_is_no_mark(words: str) -> None:
    line = make_box("W01-1.1", f"Write {words}")
    assert find_ticks(line) == {"W01-1.1": False}
    assert find_ticks(tick(line, "W01-1.1", SHA, on=True)) == {"W01-1.1": True}
    assert find_ticks(f"- [x] Write {words}") == {}


def test_what_is_no_box_to_be_ticked_keeps_every_sign() -> None:
    body = f"{FIRST}  \n- [x] mine  \n* [ ]  two <!-- W01.2 -->  "
    assert tick(body, "W01.9", SHA, on=True) == body
    assert tick(body, "W01-1.1", SHA, on=False).endswith(
        "\n- [x] mine  \n* [ ]  two <!-- W01.2 -->  "
    )


NOTES = ("`shop/main.py`", "`a` +12", "`` a`b ``", "`← x` +1")


@pytest.mark.parametrize("note", NOTES)
def test_evidence_ticks_a_box_and_leaves_its_note_beside_it(note: str) -> None:
    body = tick_found(BODY, "W01-1.1", note)
    assert f"- [x] Weigh the flour <!-- W01-1.1 found --> ← {note}\n" in body
    box = find_box(body, "W01-1.1")
    assert box
    assert (box.by, box.note, box.rest) == (FOUND, f" ← {note}", "")
    assert find_shas(body) == {}
    assert clear_boxes(body) == BODY
    assert tick_found(body, "W01-1.1", "`other`") == body


@pytest.mark.parametrize("beside", ["[ ] Weigh the flour <!-- W01-1.1 found -->", "[x] Weigh"])
def test_evidence_leaves_a_box_alone_that_somebody_had_a_word_on(beside: str) -> None:
    start = "[ ] Weigh the flour <!-- W01-1.1 -->" if "found" in beside else "[ ] Weigh"
    body = BODY.replace(start, beside)
    assert tick_found(body, "W01-1.1", "`a`") == body


def test_what_stands_behind_a_note_is_the_learners() -> None:
    (box,) = find_boxes("- [x] Sell <!-- W01.1 found --> ← `a` +2 mine")
    assert (box.note, box.rest) == (" ← `a` +2", " mine")
    (box,) = find_boxes("- [x] Sell <!-- W01.1 --> ← `a`")
    assert (box.note, box.rest) == ("", " ← `a`")
    (box,) = find_boxes("- [x] Sell <!-- W01.1 found --> ← a `")
    assert (box.by, box.note, box.rest) == (FOUND, "", " ← a `")


def test_a_commit_takes_the_place_of_a_note() -> None:
    body = tick(tick_found(BODY, "W01-1.1", "`a`"), "W01-1.1", SHA, on=False)
    assert body == tick(BODY, "W01-1.1", SHA, on=False)


@pytest.mark.parametrize("note", NOTES)
def test_the_words_of_a_box_are_the_same_when_the_hidden_id_before_a_note_is_gone(
    note: str,
) -> None:
    plain, noted = find_boxes(f"- [x] Weigh `it`\n- [x] Weigh `it`  ← {note}")
    assert find_words(noted) == find_words(plain)


def test_a_box_gets_the_tick_and_the_note_of_another_one() -> None:
    other = find_box("- [ ] Sell <!-- W01.9 found --> ← `a`", "W01.9")
    assert other
    body = put_box(BODY, "W01-1.1", other)
    assert "- [ ] Weigh the flour <!-- W01-1.1 found --> ← `a`\n" in body
