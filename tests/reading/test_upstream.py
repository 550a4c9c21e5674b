"""The newest release of the upstream comes in one commit, and only where it is newer."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import pytest

from github_twin import seed
from github_twin.dump import dump_state
from github_twin.faults import Fault
from roadmap_bot.errors import UnfinishedError, UserError
from roadmap_bot.http.request import Answer, Request
from roadmap_bot.state import File
from tests.kit.learners_copy import FILES, NEWS, UPSTREAM, Copy
from tests.kit.scene import NAME, Scene


@pytest.mark.parametrize("kind", ["template-copy", "fork"])
def test_an_update_is_one_commit_of_the_bots_own_files(kind: str) -> None:
    copy = Copy(kind)
    copy.release("v2", NEWS)
    before, commits = copy.files, len(copy.home.commits)
    done = copy.update()
    taken = {"roadmap/roadmap.yml", "src/roadmap_bot/new.py", "action.yml"}
    assert len(copy.home.commits) == commits + 1
    assert copy.home.head.message == "Update to v2 [skip ci]"
    assert {path: copy.files[path] for path in taken} == {path: NEWS[path] for path in taken}
    assert copy.files.keys() == before.keys() - {"src/roadmap_bot/old.py"} | taken
    kept = before.keys() - taken - {"src/roadmap_bot/old.py"}
    assert {path: copy.files[path] for path in kept} == {path: before[path] for path in kept}
    assert {change.key: change.verb for change in done.plan} == {
        "file/action.yml": "update",
        "file/roadmap/roadmap.yml": "update",
        "file/src/roadmap_bot/new.py": "create",
        "file/src/roadmap_bot/old.py": "close",
    }


def test_a_second_update_finds_nothing_to_do() -> None:
    copy = Copy()
    copy.release("v2", NEWS)
    copy.update()
    before = copy.files
    assert copy.update().plan == ()
    assert copy.files == before


def test_several_releases_behind_the_newest_is_taken() -> None:
    copy = Copy()
    for number in range(2, 5):
        copy.release(f"v{number}", {"action.yml": f"name: {number}\n"})
    copy.update()
    assert copy.files["action.yml"] == "name: 4\n"


def test_a_copy_made_after_the_release_is_not_set_back() -> None:
    copy = Copy()
    copy.release("v2", {})
    copy.push_upstream(NEWS)
    newer = {path: text for path, text in NEWS.items() if not path.startswith(".github/workflows")}
    copy.change(newer)
    before = copy.files
    assert copy.update().plan == ()
    assert copy.files == before


def test_files_of_the_learners_own_stay_and_count_for_the_roadmap() -> None:
    copy = Copy()
    copy.change({"roadmap/mine.yml": "electives: []\n", "src/notes.md": "mine\n"})
    copy.release("v2", NEWS)
    done = copy.update()
    assert copy.files["src/notes.md"] == "mine\n"
    assert done.goal.release
    assert sorted(done.goal.release.roadmap) == ["roadmap/mine.yml", "roadmap/roadmap.yml"]


def test_many_files_are_read_in_parts() -> None:
    copy = Copy()
    many = {f"src/roadmap_bot/part{number}.py": f"{number}\n" for number in range(120)}
    copy.release("v2", many)
    copy.update()
    assert {path: copy.files[path] for path in many} == many


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        *(
            ("v2", "v2"),
            ("v1.2.3-rc.1", "v1.2.3-rc.1"),
            ("2026-11-24", "2026-11-24"),
            ("release/1.4", "1.4"),
        ),
        *(
            ("v2-closes-#1-@mallory", "v2"),
            ("GH-12", "12"),
            ("stable#", "stable"),
            ("@", "?"),
            ("v" + "1" * 99, "v" + "1" * 39),
        ),
    ],
)
def test_a_tag_can_say_no_more_than_a_version_in_a_commit_message(tag: str, said: str) -> None:
    copy = Copy()
    copy.release(tag, NEWS)
    copy.update()
    assert copy.home.head.message == f"Update to {said} [skip ci]"


def test_without_a_release_there_is_nothing_to_take() -> None:
    copy = Copy()
    copy.push_upstream(NEWS)
    with pytest.raises(UserError) as caught:
        copy.update()
    (problem,) = caught.value.problems
    assert (problem.code, problem.link) == (
        "update.no-release",
        f"https://github.com/{UPSTREAM}/releases",
    )


def test_without_an_upstream_there_is_nothing_to_take_from() -> None:
    scene = Scene()
    with pytest.raises(UserError) as caught:
        scene.run(command="update")
    assert [problem.code for problem in caught.value.problems] == ["update.no-upstream"]


def test_a_private_upstream_is_as_good_as_none() -> None:
    copy = Copy()
    copy.twin.act("change_settings", seed.AUTHOR, UPSTREAM, is_private=True)
    with pytest.raises(UserError) as caught:
        copy.update()
    assert caught.value.problems[0].code in ("github.not-found", "update.no-upstream")


def test_nothing_is_updated_in_the_template_itself() -> None:
    scene = Scene(seed.make_world("template", files=FILES))
    assert scene.run(command="update").decision.why == "template"


def test_a_head_that_moved_meanwhile_is_looked_at_again() -> None:
    copy = Copy()
    copy.release("v2", NEWS)
    send, moved = copy.send, list[bool]()

    def push_first(request: Request) -> Answer:
        if "createCommitOnBranch" in str(request.body) and not moved:
            moved.append(True)
            copy.change({"notes.md": "mine\n"})
        return send(request)

    copy.send = push_first
    copy.update()
    assert copy.files["notes.md"] == "mine\n"
    assert copy.files["action.yml"] == "name: two\n"


def test_what_was_there_before_stands_in_the_plan() -> None:
    copy = Copy()
    copy.release("v2", NEWS)
    changes = {change.key: change.have for change in copy.update().plan}
    assert changes["file/action.yml"] == File("name: one\n")
    assert changes["file/src/roadmap_bot/new.py"] is None


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("kind", ["502", "403", "reset"])
@pytest.mark.parametrize("command", ["update", "uninstall"])
def test_a_fault_anywhere_loses_nothing_and_does_nothing_twice(
    command: str, kind: str, after: bool
) -> None:
    copy = Copy()
    copy.release("v2", NEWS)
    start = copy.twin.world
    copy.run(command=command)
    end = dump_state(copy.twin.world, NAME)
    for at in range(start.served + 1, copy.twin.world.served + 1):
        copy.twin.world = replace(start, faults=(Fault(at, kind, after=after),))
        with suppress(UnfinishedError):
            copy.run(command=command)
        copy.run(command=command)
        assert [
            entry.status for entry in copy.twin.world.log if entry.status in (0, 403, 502)
        ] != []
        found = dump_state(copy.twin.world, NAME)
        assert found["files"] == end["files"]
        assert len(found["commits"]) == len(end["commits"])
        assert [(one["number"], one["state_reason"]) for one in found["issues"]] == [
            (one["number"], one["state_reason"]) for one in end["issues"]
        ]
