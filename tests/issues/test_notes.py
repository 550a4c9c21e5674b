"""What a learner typed inside the span moves below it, and only that."""

from __future__ import annotations

from roadmap_bot.issues.body import END
from roadmap_bot.issues.boxes import find_ticks
from roadmap_bot.issues.merge import merge_body
from tests.kit.issue_body import BODY, FIRST, SECOND, ticked


def span_of(body: str) -> str:
    """All from the first marker to the end marker."""
    return body[body.index("<!-- roadmap-bot: ") : body.index(END) + len(END)]


def test_lines_typed_inside_the_span_move_below_it() -> None:
    body = BODY.replace(SECOND, f"{SECOND}\nI used rye.\n\n\nAnd water.") + "\nBelow.\n"
    merged = merge_body(BODY, body, {})
    assert merged == BODY.rstrip("\n") + "\n\nI used rye.\n\n\nAnd water.\n\nBelow.\n"
    assert merge_body(BODY, merged, {}) == merged


def test_typed_lines_never_run_into_the_note_below() -> None:
    body = BODY.replace("Some words.", "Typed.\nSome words.").rstrip("\n") + "\nBelow."
    assert merge_body(BODY, body, {}) == BODY.rstrip("\n") + "\n\nTyped.\n\nBelow."


def test_a_typed_block_stays_whole_though_some_of_its_lines_are_the_bots() -> None:
    block = "```\nprint(1)\n```"
    merged = merge_body(BODY, BODY.replace(SECOND, f"{SECOND}\n\n{block}"), {})
    assert merged == BODY.rstrip("\n") + f"\n\n{block}\n"


def test_a_changed_line_of_the_bots_comes_back_and_the_changed_one_moves_below() -> None:
    merged = merge_body(BODY, BODY.replace("[ ] Weigh the flour", "[x] Weigh the rye flour"), {})
    assert span_of(merged) == span_of(BODY).replace("[ ] Weigh", "[x] Weigh")
    assert merged.endswith(f"{END}\n\n- [x] Weigh the rye flour\n")
    assert ticked(merged) == {"W01-1.1"}


def test_lines_that_only_changed_places_are_not_typed() -> None:
    swapped = BODY.replace(FIRST, "@").replace(SECOND, FIRST).replace("@", SECOND)
    assert merge_body(BODY, swapped, {}) == BODY


def test_a_deleted_line_comes_back_and_nothing_moves() -> None:
    assert merge_body(BODY, BODY.replace(f"{SECOND}\n", ""), {}) == BODY


def test_a_box_that_moves_below_counts_for_nothing() -> None:
    body = BODY.replace(FIRST, f"{FIRST}\n- [x] Weigh it twice <!-- W01-1.1 -->")
    merged = merge_body(BODY, body, {})
    assert merged.endswith("\n- [x] Weigh it twice\n")
    cleared = merged.replace("[x] Weigh the flour", "[ ] Weigh the flour")
    assert find_ticks(cleared)["W01-1.1"] is False
