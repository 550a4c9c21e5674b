"""Which comments are the bot's: by their mark, where who may write here or the bot wrote it."""

from __future__ import annotations

import pytest

from github_twin import seed
from roadmap_bot.state import Comment
from tests.kit.learner import Learner, with_tasks

LEARNER, HELPER, STRANGER = seed.LEARNER, seed.HELPER, seed.STRANGER


def comments(learner: Learner) -> dict[str, Comment]:
    return {
        key: thing for key, thing in learner.look()[0].things.items() if isinstance(thing, Comment)
    }


def test_a_comment_of_the_bot_is_known_by_task_and_commit(learner: Learner) -> None:
    learner.push("done W01-2")
    (key,) = comments(learner)
    assert key == f"comment/W01-2@{learner.sha}"
    assert comments(learner)[key].issue == "issue/W01-2"


@pytest.mark.parametrize(
    ("user", "count"), [(STRANGER, 0), (HELPER, 1), (LEARNER, 1), (seed.JOB, 1)]
)
def test_a_mark_in_a_comment_counts_only_where_who_may_write_or_the_bot_wrote_it(
    learner: Learner, user: str, count: int
) -> None:
    learner.do("comment", "W01-2", user, body="<!-- roadmap-bot: W01-2@1a2b3c4 -->\nClosed.")
    assert len(comments(learner)) == count


def test_a_comment_that_only_quotes_the_mark_is_none(learner: Learner) -> None:
    learner.do("comment", "W01-2", body="> <!-- roadmap-bot: W01-2@1a2b3c4 -->\nHm.")
    assert comments(learner) == {}


def test_a_comment_counts_for_the_new_id_of_a_renamed_task(learner: Learner) -> None:
    learner.push("done W01-2")
    learner.roadmap = with_tasks(
        learner.roadmap,
        lambda tasks: [tasks[0], {**tasks[1], "id": "W01-5", "aliases": ["W01-2"]}, tasks[2]],
    )
    assert list(comments(learner)) == [f"comment/W01-5@{learner.sha}"]
