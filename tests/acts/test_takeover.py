"""A thin template follows the bot's own roadmap each day: what nobody changed there, and once."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import pytest

from github_twin import seed
from github_twin.dump import dump_state
from github_twin.faults import Fault
from roadmap_bot.acts.update import render_news
from roadmap_bot.decide import Act
from roadmap_bot.errors import UnfinishedError, UserError
from roadmap_bot.report.manual import Outset, is_sealed, render_manual, seal
from roadmap_bot.session import Done
from tests.kit.learners_copy import LOAF
from tests.kit.scene import NAME
from tests.kit.thin_copy import CALLERS, HOME, LOAVES, ThinCopy, bake

ZH = "roadmap/zh/roadmap.yml"
README = "README.md"
OLD = seal(render_manual(Outset("Bake a Bun", "en", 1)))
WELL = {
    path: text.replace("Bake a Loaf", "Bake Bread") for path, text in bake("Bake it well").items()
}


def make_template(readme: str = OLD) -> ThinCopy:
    return ThinCopy(kind="template", more={README: readme})


def tell(done: Done) -> str:
    assert done.goal.release
    made = {change.key for change in done.plan}
    return render_news(done.seen.things, done.goal, done.goal.release, made)


def test_the_daily_run_takes_over_roadmap_and_readme_in_one_commit() -> None:
    scene = make_template()
    before = scene.files
    scene.release("v2", {**WELL, "src/roadmap_bot/cli.py": "print(2)\n"})
    commits = len(scene.home.commits)
    done = scene.run("schedule")
    assert done.decision.why == "takeover"
    assert len(scene.home.commits) == commits + 1
    assert scene.home.head.message == "Update to v2 [skip ci]"
    changed = {path for path, text in scene.files.items() if before.get(path) != text}
    assert changed == {LOAF, ZH, README}
    assert scene.files.keys() == before.keys()
    assert "# Bake Bread\n" in scene.files[README]
    assert is_sealed(scene.files[README])
    assert HOME.name in scene.files[README]
    assert tell(done).startswith(f"v2 of {HOME.name} was taken over: 3 files. ")
    assert not scene.home.issues


def test_the_next_day_there_is_nothing_to_do() -> None:
    scene = make_template()
    scene.release("v2", WELL)
    scene.run("schedule")
    before = scene.home
    done = scene.run("schedule")
    assert done.plan == ()
    assert scene.home.commits == before.commits
    assert tell(done).startswith("Nothing to do: this is v2")


def test_a_template_that_is_quiet_between_releases_keeps_its_daily_run() -> None:
    """After sixty days without a commit GitHub would switch it off."""
    scene = make_template()
    scene.release("v2", WELL)
    scene.run("schedule")
    before = len(scene.twin.world.log)
    assert scene.run("schedule", in_actions=True).plan == ()
    last = scene.twin.world.log[-1]
    assert last.name.endswith("/schedule.yml/enable")
    assert (last.status, len(scene.twin.world.log) > before) == (204, True)


def test_what_is_only_committed_at_home_is_not_taken_over() -> None:
    scene = make_template()
    before = scene.files
    scene.push_home(WELL)
    assert scene.run("schedule").decision.why == "template"
    assert scene.files == before
    scene.release("v2", {})
    scene.push_home(bake("Burn it"))
    scene.run("schedule")
    assert "Bake it well" in scene.files[LOAF]


def test_what_somebody_changed_in_the_template_stays_and_is_named() -> None:
    scene = make_template("# Mine\n\n<!-- roadmap-bot:manual -->\n")
    mine = scene.files[LOAF].replace("title: Mix the dough", "title: Mix it")
    scene.change({LOAF: mine})
    scene.release("v2", WELL)
    done = scene.run("schedule")
    assert scene.files[LOAF] == mine
    assert "Bake it well" in scene.files[ZH]
    assert scene.files[README].startswith("# Mine")
    (hint,) = done.hints
    assert (hint.code, hint.values["file"]) == ("update.kept", LOAF)
    assert not done.problems
    assert not done.refused


def test_workflow_files_are_never_touched() -> None:
    scene = make_template()
    flows = {path: f"{text}# new\n" for path, text in CALLERS.items()}
    scene.release("v2", {**WELL, **flows})
    scene.run("schedule")
    assert {path: scene.files[path] for path in CALLERS} == CALLERS


@pytest.mark.parametrize("event", ["push", "issues", "workflow_dispatch"])
def test_only_the_scheduled_run_does_it(event: str) -> None:
    scene = make_template()
    scene.release("v2", WELL)
    done = scene.run(event, ref="refs/heads/main")
    assert (done.decision.why, done.plan) == ("template", ())


def test_an_author_with_a_roadmap_of_another_id_keeps_everything_at_no_cost() -> None:
    scene = make_template()
    scene.release("v2", WELL)
    scene.roadmap = scene.roadmap.model_copy(update={"id": "cake"})
    before = len(scene.twin.world.log)
    assert scene.run("schedule").decision.why == "template"
    assert [entry.name for entry in scene.twin.world.log[before:]] == ["Look"]


def test_a_template_that_holds_the_bot_and_the_home_itself_are_left_alone() -> None:
    fat = ThinCopy("zh", kind="template", more={"src/roadmap_bot/cli.py": "print(1)\n"})
    fat.release("v2", WELL)
    assert fat.run("schedule").decision.why == "template"
    home = make_template()
    home.came_from = replace(HOME, name=NAME)
    home.twin.act("publish", seed.LEARNER, NAME, tag="v2")
    assert home.run("schedule").decision.why == "template"


def test_a_release_that_nobody_could_follow_is_not_taken_over_and_named() -> None:
    scene = make_template()
    before = scene.files
    scene.release("v2", {LOAF: LOAVES[LOAF].replace("kind: bake", "kind: fry")})
    with pytest.raises(UserError) as caught:
        scene.run("schedule")
    assert "roadmap.unknown-kind" in {problem.code for problem in caught.value.problems}
    assert scene.files == before


def test_switched_off_issues_are_no_obstacle_in_a_template() -> None:
    scene = make_template()
    scene.twin.act("change_settings", seed.LEARNER, NAME, has_issues=False)
    scene.release("v2", WELL)
    assert Act.UPDATE in scene.run("schedule").decision.acts
    assert "Bake it well" in scene.files[LOAF]


def test_learners_of_the_template_then_find_nothing_newer() -> None:
    template = make_template()
    template.release("v2", WELL)
    template.run("schedule")
    copy = ThinCopy(more=template.files)
    copy.release("v2", WELL)
    assert copy.update().plan == ()


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("kind", ["502", "403", "reset"])
def test_a_fault_anywhere_loses_nothing_and_does_nothing_twice(kind: str, after: bool) -> None:
    scene = make_template()
    scene.release("v2", WELL)
    start = scene.twin.world
    scene.run("schedule")
    end = dump_state(scene.twin.world, NAME)
    for at in range(start.served + 1, scene.twin.world.served + 1):
        scene.twin.world = replace(start, faults=(Fault(at, kind, after=after),))
        with suppress(UnfinishedError):
            scene.run("schedule")
        scene.run("schedule")
        found = dump_state(scene.twin.world, NAME)
        assert found["files"] == end["files"], "the run's own roadmap is the old one all the while"
        assert len(found["commits"]) == len(end["commits"])
