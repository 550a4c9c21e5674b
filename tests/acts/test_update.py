"""An update takes what the learner left as it was, and costs nobody anything."""

from __future__ import annotations

import pytest

from github_twin import seed
from roadmap_bot.acts.update import render_news
from roadmap_bot.errors import UserError
from tests.kit.learners_copy import FILES, LOAF, NEWS, TINY, UPSTREAM, Copy
from tests.kit.scene import NAME


def test_the_news_are_told_in_one_sentence() -> None:
    copy = Copy()
    copy.twin.act("push", seed.LEARNER, NAME, commits=[{"message": "done W01-1"}])
    copy.run()
    copy.release("v2", NEWS)
    done = copy.update()
    assert done.goal.release
    said = render_news(done.seen.things, done.goal, done.goal.release)
    assert said.startswith(
        "v2: +2 tasks, 33 → 20 %. The next run follows it (2 to create, 0 to update, 0 to close)"
    )
    copy.roadmap = copy.load()
    assert sorted(change.key for change in copy.apply().plan) == ["issue/W01-4", "issue/W01-5"]


def test_a_renamed_task_is_no_new_one_and_a_lost_one_is_counted() -> None:
    copy = Copy()
    text = TINY.replace("id: W01-1\n", "id: W01-7\n        aliases: [W01-1]\n").replace(
        "W01-1.", "W01-7."
    )
    text = text.replace("      - id: W01-3\n        title: Bake it\n        kind: bake\n", "")
    copy.release("v2", {LOAF: text})
    done = copy.update()
    assert done.goal.release
    assert render_news(done.seen.things, done.goal, done.goal.release).startswith(
        "v2: −1 task, 0 → 0 %"
    )


def test_where_only_the_bot_is_new_the_tasks_are_the_same() -> None:
    copy = Copy()
    copy.release("v2", {"action.yml": "name: two\n"})
    done = copy.update()
    assert done.goal.release
    assert "v2: the same tasks, 0 → 0 %" in render_news(
        done.seen.things, done.goal, done.goal.release
    )


def test_a_file_that_the_learner_changed_stops_it_with_its_name() -> None:
    copy = Copy()
    copy.change(
        {"action.yml": "name: mine\n", "src/roadmap_bot/cli.py": "print('mine')\n", LOAF: None}
    )
    copy.release("v2", {**NEWS, "src/roadmap_bot/cli.py": "print(2)\n"})
    before = copy.files
    with pytest.raises(UserError) as caught:
        copy.update()
    named = [
        problem.values["file"]
        for problem in caught.value.problems
        if problem.code == "update.changed"
    ]
    assert named == ["action.yml", LOAF, "src/roadmap_bot/cli.py"]
    assert all("/blob/" in str(problem.link) for problem in caught.value.problems)
    assert copy.files == before


@pytest.mark.parametrize(
    ("settings", "files", "code"),
    [
        ("without: [W01-3]\n", {LOAF: TINY.replace("W01-3", "W01-8")}, "settings.unknown-id"),
        ("", {LOAF: TINY.replace("kind: bake", "kind: fry")}, "roadmap.unknown-kind"),
        ("", {"src/picture.bin": "\0"}, "update.unreadable"),
        ("", {LOAF: TINY.replace("id: tiny", "id: loaf")}, "update.other-id"),
    ],
)
def test_what_the_next_run_could_not_use_is_not_taken_over(
    settings: str, files: dict[str, str], code: str
) -> None:
    copy = Copy()
    copy.change({".github/roadmap-bot.yml": settings})
    copy.release("v2", files)
    before = copy.files
    with pytest.raises(UserError) as caught:
        copy.update()
    assert code in {problem.code for problem in caught.value.problems}
    assert copy.files == before


def test_workflow_files_are_named_with_a_link_to_what_is_new_in_them() -> None:
    copy = Copy()
    first = copy.upstream.head.sha
    copy.release("v2", NEWS)
    (hint,) = [hint for hint in copy.update().hints if hint.code == "update.workflow"]
    assert hint.values["file"] == ".github/workflows/roadmap.yml"
    link = f"https://github.com/{UPSTREAM}/compare/{first}...{copy.upstream.head.sha}#diff-"
    assert str(hint.link).startswith(link)
    assert copy.files[".github/workflows/roadmap.yml"] == FILES[".github/workflows/roadmap.yml"]


def test_a_workflow_file_of_the_learners_own_making_is_named_too_but_not_one_that_was_deleted() -> (
    None
):
    copy = Copy()
    copy.change(
        {".github/workflows/roadmap.yml": "on: mine\n", ".github/workflows/schedule.yml": None}
    )
    copy.release("v2", {**NEWS, ".github/workflows/schedule.yml": "on: [schedule]\n"})
    (hint,) = [hint for hint in copy.update().hints if hint.code == "update.workflow"]
    assert "/blob/" in str(hint.link)
    assert hint.values["file"] == ".github/workflows/roadmap.yml"
