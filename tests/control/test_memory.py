"""What the body of the control issue remembers, and where it is not believed."""

from __future__ import annotations

from roadmap_bot.control.memory import Memory, find_memory, render_pinned
from roadmap_bot.issues.body import make_body

TEXT = "Tick.\n\n✅ 7 月 3 日：暂停到 7 月 9 日。\n\n<!-- pinned: control W01 -->"


def test_a_body_remembers_what_was_done_last_and_what_was_pinned() -> None:
    memory = find_memory(make_body("small", "control", TEXT))
    assert memory == Memory(("✅ 7 月 3 日：暂停到 7 月 9 日。",), ("control", "W01"))
    assert render_pinned(memory.pinned) == "<!-- pinned: control W01 -->"


def test_what_a_person_writes_below_is_no_memory() -> None:
    body = make_body("small", "control", "Tick.") + f"\n{TEXT}\n"
    assert find_memory(body) == Memory()


def test_where_nothing_was_pinned_there_is_no_line() -> None:
    assert render_pinned(()) == ""
