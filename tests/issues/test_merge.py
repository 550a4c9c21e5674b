"""The roadmap's body laid over the learner's: only what is the bot's changes."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from roadmap_bot.issues.body import END, find_mark, make_body
from roadmap_bot.issues.boxes import find_shas, find_ticks, make_box, tick, tick_found
from roadmap_bot.issues.merge import merge_body, merge_task
from tests.kit.issue_body import BODY, FIRST, NEWER, SECOND, SHA, TEXT, crlf, ticked


def span_of(body: str) -> str:
    """All from the first marker to the end marker."""
    return body[body.index("<!-- roadmap-bot: ") : body.index(END) + len(END)]


def test_what_is_typed_behind_the_hidden_id_costs_no_tick() -> None:
    body = BODY.replace("<!-- W01-1.1 -->", "<!-- W01-1.1 --> 500 g!").replace(
        "[ ] Weigh", "[x] Weigh"
    )
    assert ticked(body) == {"W01-1.1"}
    merged = merge_body(NEWER, body, {})
    assert ticked(merged) == {"W01-1.1"}
    assert merged.endswith("- [x] Weigh the flour 500 g!\n")


def test_a_fence_opened_above_the_boxes_costs_no_tick() -> None:
    body = tick(BODY, "W01-1.1", SHA, on=True).replace("Some words", "```")
    merged = merge_body(NEWER, body, {})
    assert ticked(merged) == {"W01-1.1"}
    assert find_shas(merged) == {"W01-1.1": SHA}


def test_a_box_shown_in_code_ticks_no_other() -> None:
    shown = f"```\n{FIRST.replace('[ ]', '[x]')}\n```"
    body = BODY.replace("Some words.", shown)
    assert ticked(merge_body(NEWER, body, {})) == set()


def test_a_changed_text_replaces_the_old_one() -> None:
    assert merge_body(NEWER, BODY, {}) == NEWER
    assert merge_body(NEWER, crlf(BODY), {}).replace("\r", "") == NEWER


def test_ticks_and_their_commits_survive_a_changed_text() -> None:
    body = tick(BODY.replace("[ ] Knead", "[x] Knead"), "W01-1.1", SHA, on=True)
    merged = merge_body(NEWER, body, {})
    assert ticked(merged) == {"W01-1.1", "W01-1.2"}
    assert find_shas(merged) == {"W01-1.1": SHA}


def test_a_note_of_what_was_found_survives_a_changed_text_whether_ticked_or_not() -> None:
    for change in ("[x]", "[ ]"):
        body = tick_found(BODY, "W01-1.1", "`a` +1").replace("[x]", change)
        assert merge_body(BODY, body, {}) == body
        merged = merge_body(NEWER, body, {})
        assert ticked(merged) == ({"W01-1.1"} if change == "[x]" else set())
        assert "<!-- W01-1.1 found --> ← `a` +1\n" in merged


def test_without_hidden_ids_a_tick_is_kept_by_its_words_whatever_was_found() -> None:
    bare = re.sub(r"<!--.*?-->", "", tick_found(BODY, "W01-1.2", "`a` +1"))
    assert find_ticks(merge_body(BODY, bare, {})) == {"W01-1.1": False, "W01-1.2": True}


def test_a_reworded_or_moved_step_keeps_its_tick() -> None:
    text = f"{make_box('W01-1.3', 'New')}\n{SECOND}\n{make_box('W01-1.1', 'Weigh 500 g')}"
    merged = merge_body(
        make_body("tiny", "W01-1", text), BODY.replace("[ ] Weigh", "[x] Weigh"), {}
    )
    assert find_ticks(merged) == {"W01-1.1": True, "W01-1.2": False, "W01-1.3": False}


def test_a_renamed_step_keeps_its_tick_and_sha_by_its_alias() -> None:
    want = make_body("tiny", "W01-1", TEXT.replace("W01-1.1", "W01-1.7"))
    merged = merge_body(want, tick(BODY, "W01-1.1", SHA, on=True), {"W01-1.1": "W01-1.7"})
    assert find_ticks(merged) == {"W01-1.7": True, "W01-1.2": False}
    assert find_shas(merged) == {"W01-1.7": SHA}


def test_without_hidden_ids_ticks_are_kept_by_their_words() -> None:
    bare = re.sub(r"<!--.*?-->", "", BODY.replace("[ ] Knead", "[x] Knead"))
    merged = merge_body(BODY, bare, {})
    assert find_ticks(merged) == {"W01-1.1": False, "W01-1.2": True}
    assert merge_body(BODY, merged, {}) == merged


def test_comments_that_keep_words_inert_may_be_gone_as_well() -> None:
    box = make_box("W01-1.1", "Like #<!-- -->12")
    assert merge_body(make_body("tiny", "W01-1", box), "- [x] Like #12", {}).count("[x]") == 1


def test_of_boxes_with_the_same_words_only_the_ticked_one_stays_ticked() -> None:
    body = make_body("tiny", "W01", f"{make_box('W01.1', 'Same')}\n{make_box('W01.2', 'Same')}")
    bare = "- [ ] Same\n- [x] Same\n"
    assert find_ticks(merge_body(body, bare, {})) == {"W01.1": False, "W01.2": True}


@pytest.mark.parametrize("want", [BODY, NEWER])
@pytest.mark.parametrize(
    ("above", "below"),
    [("", "\n\nmine"), ("mine\n", ""), ("mine\r\n\r\n", "\r\n\r\n\r\nmine  \r\n")],
)
def test_not_a_byte_outside_the_span_changes(want: str, above: str, below: str) -> None:
    body = above + BODY.rstrip("\n") + below
    merged = merge_body(want, body, {})
    assert merged == above + want.rstrip("\n") + (below or "\n") or (
        merged == body and want == BODY
    )


# Broken markers


@pytest.mark.parametrize("note", ["", "\n\nBelow, first.\n\nBelow, second.\n"])
def test_a_deleted_end_marker_is_put_back_and_the_note_stays(note: str) -> None:
    body = BODY.rstrip("\n").removesuffix(END).rstrip("\n") + note
    merged = merge_body(NEWER, body.replace("[ ] Weigh", "[x] Weigh"), {})
    assert span_of(merged) == span_of(NEWER).replace("[ ] Weigh", "[x] Weigh")
    if note:
        assert merged.endswith(note.rstrip("\n") + "\n")


def test_a_deleted_first_line_is_put_back_and_the_note_stays() -> None:
    body = BODY.partition("\n")[2].replace("[ ] Weigh", "[x] Weigh") + "\nBelow.\n"
    merged = merge_body(BODY, body, {})
    assert merged == BODY.replace("[ ] Weigh", "[x] Weigh") + "\nBelow.\n"


def test_an_unclosed_fence_typed_inside_the_span_does_not_swallow_the_note_below() -> None:
    body = BODY.replace(FIRST, f"```\nlog\n{FIRST}") + "\nBelow.\n\n\nFar below.\n"
    merged = merge_body(BODY, body, {})
    assert merged.startswith(BODY.rstrip("\n"))
    assert merged.endswith("```\nlog\n\nBelow.\n\n\nFar below.\n")
    assert merge_body(BODY, merged, {}) == merged


def test_an_end_marker_in_the_bots_own_code_block_is_none() -> None:
    want = make_body("tiny", "W01-1", f"```\n{END}\n```\n\n{FIRST}")
    body = want.replace("[ ] Weigh", "[x] Weigh") + "\nmine\n"
    assert merge_body(want, body, {}) == body
    edited = body.replace(FIRST.replace("[ ]", "[x]"), "")
    assert merge_body(want, edited, {}) == want + "\nmine\n"


def test_a_body_pasted_twice_becomes_one_span_and_a_note() -> None:
    merged = merge_body(NEWER, BODY + "\n" + BODY, {})
    assert merged.startswith(NEWER)
    assert merge_body(NEWER, merged, {}) == merged


def test_an_empty_body_becomes_the_bots() -> None:
    assert merge_body(BODY, "", {}) == BODY


def test_a_persons_own_text_goes_below_when_an_issue_is_adopted() -> None:
    assert (
        merge_body(BODY, "My own words.\n\nMore of them.", {})
        == BODY + "\nMy own words.\n\nMore of them.\n"
    )


def test_a_huge_body_is_merged_in_time_linear_in_its_length() -> None:
    def seconds(size: int) -> float:
        lines = [
            "- [ ] " + " " * size,
            "- [x] " + "<" * size,
            "<!-- W01-1.1 " * (size // 13),
            "a\n" * size,
        ]
        body = BODY.replace(FIRST, "\n".join([FIRST, *lines]))
        started = time.process_time()
        merge_body(BODY, body, {})
        find_ticks(body)
        return time.process_time() - started

    seconds(1000)
    assert seconds(16_000) < 0.5 + 16 * 4 * seconds(1000)


# Laws


NOTES = st.lists(
    st.sampled_from(
        [
            "a note",
            "",
            "",
            "- [ ] mine",
            "- [x] mine too",
            "```",
            "~~~",
            "<pre>",
            "> quoted",
            "    code",
            "  ",
            "<!-- hidden -->",
            "<!--",
            "# Heading",
            "Done? Close it.",
            FIRST,
            SECOND.replace("[ ]", "[x]"),
            "- [x] Weigh the flour",
            "1. [x] Knead for ten minutes",
            "\ufeff",
            "a\u2028b\x0cc",
        ]
    ),
    max_size=5,
)


@st.composite
def edited(draw: st.DrawFn) -> str:
    """A body after a learner's edits: ticks, notes above, inside, below, damage, line endings."""
    lines = BODY.rstrip("\n").split("\n")
    for number in draw(st.sets(st.sampled_from([3, 4]))):
        lines[number] = lines[number].replace("[ ]", draw(st.sampled_from(["[x]", "[X]"])))
    if draw(st.booleans()):
        lines[3] = lines[3].replace("W01-1.1 -->", "W01-1.1 found --> ← `shop/a.py` +2")
    if draw(st.booleans()):
        lines[3] += draw(st.sampled_from([" mine", "<br>", "  "]))
    at = draw(st.integers(1, len(lines) - 1))
    lines[at:at] = draw(NOTES)
    for gone in draw(st.sets(st.sampled_from(["first", "last", "box"]), max_size=2)):
        index = {"first": 0, "last": len(lines) - 1, "box": 3}[gone]
        if index < len(lines):
            lines[index] = ""
    body = "\n".join([*draw(NOTES), *lines, *draw(NOTES)])
    if draw(st.booleans()):
        body = re.sub(r"<!--.*?-->", "", body)
    return crlf(body) if draw(st.booleans()) else body


WANTS = [
    BODY,
    NEWER,
    make_body("tiny", "W01-1", f"{SECOND}\n{FIRST}\n{make_box('W01-1.3', 'Rest')}"),
    make_body("tiny", "W01-1", SECOND),
    make_body("tiny", "W01-1", f"```\n{END}\n```\n{FIRST}\n{SECOND}"),
]


@given(edited(), st.sampled_from(WANTS))
@example("```\n" + BODY, BODY)
@example(BODY.replace(END, "") + "```\n" + END, BODY)
def test_merging_twice_is_merging_once(have: str, want: str) -> None:
    once = merge_body(want, have, {})
    assert merge_body(want, once, {}) == once


@given(edited(), st.sampled_from(WANTS))
def test_every_wanted_line_stands_in_the_merged_body_and_its_marker_is_found(
    have: str, want: str
) -> None:
    merged = merge_body(want, have, {})
    mark = find_mark(merged)
    assert mark
    assert (mark.id, mark.hash) == ("W01-1", (find_mark(want) or mark).hash)
    assert find_ticks(want).keys() <= find_ticks(merged).keys()


@given(edited(), st.sampled_from(WANTS))
def test_no_tick_that_the_bot_knew_is_ever_lost(have: str, want: str) -> None:
    merged = merge_body(want, have, {})
    assert ticked(have) & find_ticks(want).keys() <= ticked(merged)


@given(edited(), st.sampled_from(WANTS))
def test_no_line_of_the_learners_is_ever_lost(have: str, want: str) -> None:
    def words(text: str) -> set[str]:
        shown = re.sub(r"[ \t]*<!-- (W01-1\.\d|roadmap-bot).*?-->", "", text)
        shown = shown.replace(" ← `shop/a.py` +2", "")
        return {
            re.sub(r"\[[xX]\]", "[ ]", " ".join(line.split()))
            for line in re.split(r"[\r\n]+", shown)
        }

    own = words(have) - words(BODY)
    assert own <= words(merge_body(want, have, {}))


@given(NOTES, NOTES, st.sampled_from(WANTS), st.booleans())
def test_what_stands_around_a_whole_span_is_kept_to_the_byte(
    above: list[str],
    below: list[str],
    want: str,
    windows: bool,
) -> None:
    before, after = "\n".join([*above, ""]), "\n".join(["", *below])
    if windows:
        before, after = crlf(before), crlf(after)
    body = before + BODY.rstrip("\n") + after
    if find_mark(body) is None or find_mark(before + "x") is not None:
        return
    merged = merge_body(want, body, {})
    assert merged.startswith(before)
    assert merged.endswith(after)


TASK = make_body("small", "W01-1", "Weeks 1–2 · 7 hours · unit W01\n\n- [ ] Read <!-- W01-1.1 -->")


def test_other_hours_alone_are_no_reason_to_write_and_come_along_with_any_other() -> None:
    fewer = make_body(
        "small", "W01-1", "Weeks 1–2 · 1 hour · unit W01\n\n- [ ] Read <!-- W01-1.1 -->"
    )
    have = TASK.replace("[ ]", "[x]") + "\nMy own note.\n"
    assert merge_task(fewer, have, {}) == have
    moved = make_body(
        "small", "W01-1", "Weeks 3–4 · 1 hour · unit W01\n\n- [ ] Read <!-- W01-1.1 -->"
    )
    merged = merge_task(moved, have, {})
    assert "Weeks 3–4 · 1 hour" in merged
    assert "[x] Read" in merged
    assert merged.endswith("\nMy own note.\n")
    assert merge_task(moved, merged, {}) == merged
