"""A plan with a change of each sort of telling."""

from __future__ import annotations

from roadmap_bot.changes import Change, Plan, Sort
from roadmap_bot.state import Comment, File, Issue, Label, Milestone, Thing

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
