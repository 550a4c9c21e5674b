"""One message may ask for several things: lists, other verbs, units, steps, numbers."""

from __future__ import annotations

import pytest

from roadmap_bot.commits.names import make_names
from tests.kit.messages import NAMES, ROADMAP, read, write

OTHER = {
    "done: W03-2, W03-3 和 W03-5": "done W03-2, done W03-3, done W03-5",
    "完成：W03-2、W03-4": "done W03-2, done W03-4",
    "完成 W03-2，W03-3,W03-4": "done W03-2, done W03-3, done W03-4",
    "完成W03-2和W03-3": "done W03-2, done W03-3",
    "done W03-2 and W03-3": "done W03-2, done W03-3",
    "done W03-2, W03-3, AND W03-4": "done W03-2, done W03-3, done W03-4",
    "done W03-2 & W03-3": "done W03-2, done W03-3",
    "完成 W03-2，和 W03-3": "done W03-2, done W03-3",
    "完成W03-2与W03-3，以及 W03-4": "done W03-2, done W03-3, done W03-4",
    "fix W03-2, W03-3.": "done W03-2, done W03-3",
    "done W03-2,W03-99,W03-3": "done W03-2",
    "done W03-2 skip W03-3": "done W03-2, skip W03-3",
    "完成 W03-2，跳过 W03-3": "done W03-2, skip W03-3",
    "done W03-2⏎⏎reopen W03-3": "done W03-2, reopen W03-3",
    "done W03-2, reopen W03-2, done W03-2": "done W03-2, reopen W03-2, done W03-2",
    "should close W03-2, done W03-3": "done W03-3",
    "未完成 W03-2；完成 W03-3": "done W03-3",
    "done W03": "done W03",
    "完成 w02": "done W03",
    "done P2A": "done P2A",
    "done p2a.1": "done P2A.1",
    "done W03-2.1": "done W03-2.1",
    "done W02-2.1, W02-3": "done W03-2.1, done W03-3",
    "reopen W03-2": "reopen W03-2",
    "redo: W03-2": "reopen W03-2",
    "重做 W03-2": "reopen W03-2",
    "重开W03-2": "reopen W03-2",
    "取消完成 W03-2": "reopen W03-2",
    "skip W03-2": "skip W03-2",
    "跳过W03-2、W03-3": "skip W03-2, skip W03-3",
    "省略 W03-2": "skip W03-2",
    "don't skip W03-2": "",
    "不跳过 W03-2": "",
    "将重做 W03-2": "",
    "closes #12": "done 12",
    "Closes: #12.": "done 12",
    "close ＃１２": "done 12",
    "fix #12 crash on load": "done 12",
    "resolves #12, #13 and W03-2": "done 12, done 13, done W03-2",
    "fix #12, W03-2 crash": "done 12",
    "done W03-2, #12": "done W03-2",
    "not closes #12": "",
    "done W03-2 W03-3": "done W03-2, done W03-3",
    "done W03-2+W03-3": "done W03-2, done W03-3",
    "Merge branch 'done W03-2', done W03-3": "",
    "Merge two notebooks, done W03-3": "done W03-3",
    "Merge pull request #12 from someone/x⏎⏎done W03-2": "done W03-2",
    "Merge x⏎⏎* x:⏎  done W03-2⏎⏎done W03-3": "done W03-3",
    "done W03-2⏎Co-authored-by: done W03-3 <a@example.com>": "done W03-2",
    "done W03-2⏎⏎```⏎done W03-3⏎``` x⏎    ```⏎```⏎done W03-4": "done W03-2, done W03-4",
    "`done W03-2` done W03-3": "done W03-3",
    "x `a⏎b` done W03-3": "done W03-3",
    "- it`s⏎- `done W03-2`⏎- done W03-3": "done W03-3",
    "\u3000\u3000完成 W03-2": "done W03-2",
    "": "",
    "⏎⏎": "",
    "İ K ſ": "",
}


@pytest.mark.parametrize(("row", "expected"), OTHER.items())
def test_a_message_asks_for_what_it_says(row: str, expected: str) -> None:
    assert read(write(row)) == expected


def test_own_verbs_never_change_what_a_built_in_one_means() -> None:
    verbs = ROADMAP.verbs.model_copy(update={"skip": ("done", "ſkipped")})
    names = make_names(ROADMAP.model_copy(update={"verbs": verbs}))
    assert read("done W03-2, skipped W03-3", names) == "done W03-2, skip W03-3"


def test_a_live_id_wins_over_an_alias() -> None:
    assert NAMES.ids["w02"] == "W03"
    assert NAMES.ids["w03-2"] == "W03-2"
