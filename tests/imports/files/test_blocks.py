"""What an author edited in a file stays; what is as it was written is replaced."""

from __future__ import annotations

import pytest

from roadmap_bot.imports.files.blocks import Block, Merged, join_blocks, merge_blocks, split_blocks

UNITS = """units:
  - id: W01
    title: Bread
    tasks:
      - id: W01-1
        title: Mix
        steps:
          - {id: W01-1.1, text: Weigh}
      - id: W01-2
        title: Bake
    boxes:
      - title: Done when
        steps:
          - {id: W01.1, text: It sounds hollow}

  - id: W02
    title: Cake
    tasks:
      - id: W02-1
        title: Beat

"""
KEYS = ["units", "W01", "W01-1", "W01-2", "W01+", "W02", "W02-1", "W02+"]


def merge(current: str, new: str, written: str = UNITS) -> tuple[str, tuple[str, ...]]:
    digests = {block.key: block.digest for block in split_blocks(written)}
    done: Merged = merge_blocks(digests, split_blocks(current), split_blocks(new))
    return join_blocks(done.blocks), done.edited


def test_a_file_is_its_blocks_one_after_the_other() -> None:
    blocks = split_blocks(UNITS)
    assert [block.key for block in blocks] == KEYS
    assert join_blocks(blocks) == UNITS
    assert {block.key: block.unit for block in blocks}["W01-2"] == "W01"


def test_each_key_of_the_head_is_a_block() -> None:
    text = "# hello\n\nid: x\nphases:\n  - id: F1\n    weeks: [1, 2]\n\nmilestones:\n  - {id: M1}\n"
    assert [block.key for block in split_blocks(text)] == ["", "id", "phases", "milestones"]
    assert join_blocks(split_blocks(text)) == text


def test_what_nobody_edited_is_replaced() -> None:
    new = UNITS.replace("Mix", "Stir")
    assert merge(UNITS, new) == (new, ())


def test_what_the_author_edited_stays_and_is_no_trouble_where_the_document_is_as_before() -> None:
    edited = UNITS.replace("Mix", "Mix well")
    assert merge(edited, UNITS) == (edited, ())
    assert merge(edited, UNITS.replace("Beat", "Whip")) == (edited.replace("Beat", "Whip"), ())


def test_what_both_changed_stays_as_the_author_has_it_and_is_named() -> None:
    edited = UNITS.replace("Mix", "Mix well")
    assert merge(edited, UNITS.replace("Mix", "Stir")) == (edited, ("W01-1",))


def test_what_both_changed_alike_is_no_trouble() -> None:
    both = UNITS.replace("Mix", "Stir")
    assert merge(both, both) == (both, ())


def test_what_is_gone_goes_unless_it_was_edited() -> None:
    task = "      - id: W01-2\n        title: Bake\n"
    assert merge(UNITS, UNITS.replace(task, "")) == (UNITS.replace(task, ""), ())
    edited = UNITS.replace("Bake", "Bake long")
    assert merge(edited, UNITS.replace(task, "")) == (edited, ("W01-2",))


def test_what_the_author_added_stays_where_it_stands() -> None:
    own = "      - id: W01-9\n        title: Taste\n"
    after = "          - {id: W01-1.1, text: Weigh}\n"
    edited = UNITS.replace(after, after + own)
    new = UNITS.replace("Beat", "Whip")
    assert merge(edited, new) == (edited.replace("Beat", "Whip"), ())


def test_what_the_author_took_out_stays_out() -> None:
    task = "      - id: W01-2\n        title: Bake\n"
    edited = UNITS.replace(task, "")
    assert merge(edited, UNITS) == (edited, ())
    assert merge(edited, UNITS.replace("Bake", "Roast")) == (edited, ("W01-2",))


def test_a_unit_that_the_author_took_out_takes_along_what_is_new_in_it() -> None:
    start = UNITS.index("  - id: W02")
    edited = UNITS[:start]
    new = UNITS.rstrip("\n") + "\n      - id: W02-2\n        title: Fold\n\n"
    assert merge(edited, new)[0] == edited


@pytest.mark.parametrize("comment", ["# mine\n", "    # mine\n"])
def test_a_comment_is_an_edit_of_the_block_that_it_stands_in(comment: str) -> None:
    edited = UNITS.replace("  - id: W02\n", f"  - id: W02\n{comment}")
    new = UNITS.replace("title: Cake", "title: Tart")
    assert merge(edited, new) == (edited, ("W02",))


def test_a_block_knows_whether_it_was_edited() -> None:
    assert Block("a", "x\n").digest == Block("a", "x\n\n").digest
    assert Block("a", "x\n").digest != Block("a", "y\n").digest
