"""Of the learner's settings file only the pauses are rewritten, or nothing at all."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from roadmap_bot.acts.pauses import replace_pauses
from roadmap_bot.errors import UserError
from roadmap_bot.roadmap.settings import Pause, parse_settings
from tests.kit.scene import load


def make_pause(first: str, last: str | None = None) -> Pause:
    return Pause(
        since=dt.date.fromisoformat(first), to=dt.date.fromisoformat(last) if last else None
    )


ONE = make_pause("2026-01-26", "2026-02-03")
OPEN = make_pause("2026-05-01")
DONE = make_pause("2026-05-01", "2026-05-07")

REWRITES = [
    ("", [OPEN], "pauses:\n  - from: 2026-05-01\n"),
    ("", [], ""),
    ("zone: UTC", [ONE], "zone: UTC\npauses:\n  - from: 2026-01-26\n    to: 2026-02-03\n"),
    (
        "# pauses:\n#   - from: x\n",
        [OPEN],
        "# pauses:\n#   - from: x\npauses:\n  - from: 2026-05-01\n",
    ),
    ("a: 1\r\nb: 2\r\n", [OPEN], "a: 1\r\nb: 2\r\npauses:\r\n  - from: 2026-05-01\r\n"),
    ("pauses: []  # none\nzone: UTC\n", [OPEN], "pauses:\n  - from: 2026-05-01\nzone: UTC\n"),
    ("pauses:\nzone: UTC\n", [OPEN], "pauses:\n  - from: 2026-05-01\nzone: UTC\n"),
    (
        "pauses: [{from: 2026-05-01}]\nzone: UTC",
        [DONE],
        "pauses:\n  - from: 2026-05-01\n    to: 2026-05-07\nzone: UTC",
    ),
    (
        "pauses: [\n{from: 2026-05-01}\n]\n# end",
        [OPEN],
        "pauses: [\n{from: 2026-05-01}\n]\n# end",
    ),
    ("pauses:\n- from: 2026-05-01\n# end\n", [], "pauses: []\n# end\n"),
    ("pauses:\n- since: 2026-05-01\n", [DONE], "pauses:\n- from: 2026-05-01\n  to: 2026-05-07\n"),
    (
        "a: 1\npauses: # mine\n# spring\n- from: 2026-05-01 # holiday\n\n# below\nb: 2",
        [DONE],
        "a: 1\npauses: # mine\n# spring\n"
        "- from: 2026-05-01 # holiday\n  to: 2026-05-07\n\n# below\nb: 2",
    ),
    (
        "pauses:\n    - {from: 2026-01-26, to: 2026-02-03}  # 春节\n# end\n",
        [ONE, OPEN],
        "pauses:\n    - {from: 2026-01-26, to: 2026-02-03}  # 春节\n"
        "    - from: 2026-05-01\n# end\n",
    ),
    (
        "pauses:\n  - from: 2026-01-26\n    to: 2026-02-03\n"
        "  # now\n  - from: 2026-05-01\n    to:\nzone: UTC\n",
        [ONE, DONE],
        "pauses:\n  - from: 2026-01-26\n    to: 2026-02-03\n"
        "  - from: 2026-05-01\n    to: 2026-05-07\nzone: UTC\n",
    ),
    (
        "pauses:\n  - from: 2026-05-01\n    to: 2026-05-07\n",
        [OPEN],
        "pauses:\n  - from: 2026-05-01\n",
    ),
    ("pauses:\n  -\n    from: 2026-05-01", [OPEN], "pauses:\n  -\n    from: 2026-05-01"),
]


@pytest.mark.parametrize(("before", "pauses", "after"), REWRITES)
def test_only_the_pauses_are_rewritten(before: str, pauses: list[Pause], after: str) -> None:
    assert replace_pauses(before, pauses) == after


@pytest.mark.parametrize(
    "text",
    ["{zone: UTC}", "zone: UTC\n...\n", "a: [", "- a", "pauses: &p []\nreadme: *p", "\ud800"],
)
def test_a_file_that_would_change_elsewhere_is_left_alone(text: str) -> None:
    with pytest.raises(UserError) as error:
        replace_pauses(text, [OPEN])
    assert error.value.problems[0].code == "settings.pauses-locked"


DATES = st.dates(dt.date(2000, 1, 1), dt.date(2100, 12, 31))
PAUSES = st.lists(st.builds(Pause, since=DATES, to=st.none() | DATES), max_size=4)
REST = st.lists(
    st.sampled_from(
        ["# pauses:", "zone: UTC", "", "review: true  # 每周", "  # note", "allow:\n- a\n-  b"]
    ),
    unique=True,
)


@settings(deadline=1000)
@given(REST, REST, PAUSES, PAUSES, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_all_other_lines_keep_their_bytes(
    above: list[str],
    below: list[str],
    old: list[Pause],
    new: list[Pause],
    ending: str,
    is_flow: bool,
) -> None:
    assume(not {line for line in above if ":" in line and line[0] != "#"} & set(below))
    head, tail = (
        "".join(f"{line}\n" for line in lines).replace("\n", ending) for lines in (above, below)
    )
    block = replace_pauses("", old).replace("\n", ending)
    if is_flow:
        items = (f"{{from: {p.since}" + (f", to: {p.to}" if p.to else "") + "}" for p in old)
        block = f"pauses: [{', '.join(items)}]{ending}"
    result = replace_pauses(head + block + tail, new)
    if block:
        assert result.startswith(head)
        assert result.endswith(tail)
    else:
        assert result.startswith(head + tail)
    assert result.count("\r\n") == (
        result.count("\n") if ending == "\r\n" and result.count("\r") else 0
    )
    assert parse_settings(result.encode(), "settings.yml", load("tiny"))[0].pauses in (
        tuple(new),
        (),
    )
    assert replace_pauses(result, new) == result


@settings(deadline=1000)
@given(st.text(st.sampled_from("pauses:\n -from26010[]{}#,to&*'\"é"), max_size=60), PAUSES)
def test_any_text_is_rewritten_rightly_or_refused(text: str, pauses: list[Pause]) -> None:
    try:
        result = replace_pauses(text, pauses)
    except UserError:
        return
    assert replace_pauses(result, pauses) == result
