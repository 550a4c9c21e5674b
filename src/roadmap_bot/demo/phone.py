"""What the learner says from a phone: a comment is read like a commit's message."""

from __future__ import annotations

from roadmap_bot.demo.stage import Stage

SKIPPED = "W05-9"  # the task that the new version brought


def skip_by_comment(stage: Stage) -> None:
    """Let the learner skip a task in a comment on its issue."""
    stage.go_to(16)
    comment = stage.act("comment", number=stage.number(SKIPPED), body=f"跳过 {SKIPPED}")
    stage.run("phone", comment)
