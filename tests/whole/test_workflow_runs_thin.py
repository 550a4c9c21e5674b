"""A thin copy's workflows, run for real: those they call come from the bot's own repository."""

from __future__ import annotations

from tests.kit.workflow_scenes import Open


def test_the_first_push_of_a_thin_copy_starts_everything(open_thin: Open) -> None:
    stage = open_thin("template-copy")
    ran = stage.run(stage.do("first_push"))
    assert (ran.code, ran.jobs) == (0, {"follow": "success"}), ran.log
    assert stage.open_tasks == {"W01", "W01-1", "W01-2", "W01-3"}
    assert "badge.svg" in stage.state["files"][".github/README.md"]
