"""An update takes what the learner left as it was, and costs nobody anything."""

from __future__ import annotations

import pytest

from github_twin import seed
from roadmap_bot.acts.update import render_news
from roadmap_bot.changes import count_verbs
from roadmap_bot.errors import UserError
from roadmap_bot.issues.size import check_bodies
from roadmap_bot.roadmap.load import check_roadmap
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.session import Done
from roadmap_bot.yaml.yaml_file import parse_source
from tests.kit.learners_copy import FILES, LOAF, NEWS, TINY, UPSTREAM, Copy
from tests.kit.scene import NAME


def tell(done: Done) -> str:
    """Say what a person reads of an update."""
    assert done.goal.release
    made = {change.key for change in done.plan}
    return render_news(done.seen.things, done.goal, done.goal.release, made)


def test_the_news_are_told_in_one_sentence() -> None:
    copy = Copy()
    copy.twin.act("push", seed.LEARNER, NAME, commits=[{"message": "done W01-1"}])
    copy.run()
    copy.release("v2", NEWS)
    done = copy.update()
    said = tell(done)
    assert said.startswith(
        f"v2 of {UPSTREAM}: +2 tasks, 33 → 20 %. "
        "The next run follows it (2 to create, 0 to update, 0 to close)"
    )
    copy.roadmap = copy.load()
    plan = copy.apply().plan
    made = sorted(change.key for change in plan if change.verb == "create")
    assert made == ["issue/W01-4", "issue/W01-5"]
    assert count_verbs(plan)["update"] == 0


def test_a_renamed_task_is_no_new_one_and_a_lost_one_is_counted() -> None:
    copy = Copy()
    text = TINY.replace("id: W01-1\n", "id: W01-7\n        aliases: [W01-1]\n").replace(
        "W01-1.", "W01-7."
    )
    text = text.replace("      - id: W01-3\n        title: Bake it\n        kind: bake\n", "")
    copy.release("v2", {LOAF: text})
    done = copy.update()
    assert tell(done).startswith(f"v2 of {UPSTREAM}: −1 task, 0 → 0 %")


def test_where_only_the_bot_is_new_the_tasks_are_the_same() -> None:
    copy = Copy()
    copy.release("v2", {"action.yml": "name: two\n"})
    done = copy.update()
    assert tell(done).startswith(f"v2 of {UPSTREAM}: the same tasks, 0 → 0 %")


def test_the_news_link_all_that_is_new_since_the_commit_that_the_copy_was_made_of() -> None:
    copy = Copy()
    first = copy.upstream.head.sha
    copy.push_upstream({"src/roadmap_bot/old.py": "print('older')\n"})
    copy.release("v2", NEWS)
    link = f"https://github.com/{UPSTREAM}/compare/{first}...{copy.upstream.head.sha}"
    assert tell(copy.update()).endswith(link)
    second = copy.upstream.head.sha
    copy.release("v3", {"action.yml": "name: three\n"})
    assert f"/compare/{second}..." in tell(copy.update())


def test_where_all_is_new_the_release_itself_is_linked() -> None:
    copy = Copy()
    copy.release("v2", {"src/roadmap_bot/new.py": "print('new')\n"})
    assert tell(copy.update()).endswith(f"/commit/{copy.upstream.head.sha}")


def test_a_commit_that_github_refuses_is_no_news() -> None:
    copy = Copy()
    copy.release("v2", NEWS)
    copy.twin.act("change_settings", seed.LEARNER, NAME, protected=["main"])
    before = copy.files
    done = copy.update()
    said = tell(done)
    assert done.refused
    assert said.startswith(f"v2 of {UPSTREAM} was not taken over")
    assert "next run follows" not in said
    assert copy.files == before


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


STEPS = (
    "- uses: ./",
    "- uses: './' # ours",
    "  uses: $/",
    "- {uses: ./, with: {a: b}}",
    "- uses: ./\r",
)


@pytest.mark.parametrize(
    ("files", "part"),
    [
        ({"action.yml": None}, "action.yml"),
        ({"requirements.txt": None}, "requirements.txt"),
        ({"src/roadmap_bot/cli.py": None, "src/roadmap_bot/old.py": None}, "src/"),
    ],
)
@pytest.mark.parametrize("step", STEPS)
def test_what_a_workflow_here_runs_is_not_taken_away(
    files: dict[str, None], part: str, step: str
) -> None:
    copy = Copy()
    copy.change({".github/workflows/mine.yml": f"jobs:\n  x:\n    steps:\n      {step}\n"})
    copy.release("v2", files)
    before = copy.files
    with pytest.raises(UserError) as caught:
        copy.update()
    (problem,) = caught.value.problems
    assert (problem.code, problem.values["file"]) == ("update.bot-gone", part)
    assert problem.values["upstream"] == UPSTREAM
    assert copy.files == before


def test_what_no_workflow_here_runs_may_go() -> None:
    copy = Copy()
    copy.change({".github/workflows/mine.yml": "      - uses: ./.github/actions/x\n# uses: ./\n"})
    copy.release("v2", {"action.yml": None, "requirements.txt": None})
    copy.update()
    assert not {"action.yml", "requirements.txt"} & copy.files.keys()


@pytest.mark.parametrize("left", [{}, {"roadmap/notes.md": "x\n", "roadmap/.hidden.yml": "x\n"}])
def test_a_release_without_a_roadmap_is_not_taken_over(left: dict[str, str]) -> None:
    copy = Copy()
    copy.change({"roadmap/mine.yml": "electives: []\n"})
    copy.release("v2", {LOAF: None, "action.yml": "name: two\n", **left})
    before = copy.files
    with pytest.raises(UserError) as caught:
        copy.update()
    (problem,) = caught.value.problems
    assert problem.code == "update.no-roadmap"
    assert "/compare/" in str(problem.link)
    assert copy.files == before


def test_what_only_begins_like_a_file_of_ours_is_left_alone() -> None:
    copy = Copy()
    alike = ("action.yml.evil", "requirements.txt-dev", "action.yml/x", "srcs/x", "roadmap.yml")
    copy.change({"requirements.txt.old": "mine\n"})
    copy.release("v2", {**dict.fromkeys(alike, "evil\n"), "src/roadmap_bot/cli.py": "print(2)\n"})
    copy.update()
    assert copy.files["src/roadmap_bot/cli.py"] == "print(2)\n"
    assert copy.files["requirements.txt.old"] == "mine\n"
    assert not set(alike) & copy.files.keys()


def test_the_maintainers_workflow_files_are_no_news_but_one_that_was_dropped_is_named() -> None:
    flow = ".github/workflows/{}.yml".format
    copy = Copy()
    copy.push_upstream({flow("pulls"): "on: pull_request_target\n", flow("ci"): "on: push\n"})
    copy.change({flow("pulls"): "on: pull_request_target\n", flow("ci"): "on: push\n"})
    copy.release("v2", {flow("pulls"): None, flow("ci"): "on: [push]\n", flow("new"): "on: x\n"})
    hints = [hint for hint in copy.update().hints if hint.code.startswith("update.")]
    named = [(hint.code, hint.values["file"]) for hint in hints]
    assert named == [("update.dropped", flow("pulls"))]
    assert "/c" in str(hints[0].link)


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


GERMAN = "roadmap/de/roadmap.yml"


def say_in_german(text: str | None) -> str:
    assert text
    return text.replace("title: ", "title: DE ") + "language: de\n"


def load_both(copy: Copy) -> Roadmap:
    sources = [parse_source(copy.files[path].encode(), path) for path in (LOAF, GERMAN)]
    loaded = check_roadmap(sources, check_bodies)
    assert loaded.roadmap, loaded.problems
    return loaded.roadmap


def test_the_news_are_foreseen_in_the_learners_language() -> None:
    copy = Copy()
    copy.change({".github/roadmap-bot.yml": "start: 2026-11-16\nlanguage: de\n"})
    copy.release("v2", {GERMAN: say_in_german(TINY)})
    copy.update()
    copy.roadmap = load_both(copy)
    copy.run()
    assert copy.home.issues[1].title.startswith("[W01] DE ")
    copy.release("v3", {LOAF: NEWS[LOAF], GERMAN: say_in_german(NEWS[LOAF])})
    assert "(2 to create, 0 to update, 0 to close)" in tell(copy.update())
