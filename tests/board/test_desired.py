"""The board is made, filled and kept true, and nothing on it that is the learner's is touched."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace
from typing import Any

import pytest

from github_twin import seed
from github_twin.projects import Project
from github_twin.world import World
from roadmap_bot.board.desired import FIGURES, board_title, find_home
from roadmap_bot.board.inputs import COLORS
from roadmap_bot.decide import Act
from roadmap_bot.http.request import Answer, Request
from roadmap_bot.report.files import FIGURES as REPORTED
from roadmap_bot.session import Done
from tests.bench import grow, pages, size
from tests.kit.board_scene import FIELDS, SMALL, BoardScene, writes
from tests.kit.scene import MONDAY, load
from tests.kit.small_roadmap import make_roadmap, make_task, make_unit

TITLE = board_title(SMALL)
VIEWS = ("Board", "Phases", "Timeline")


def codes(done: Done) -> list[str]:
    return [problem.code for problem in done.problems if problem.code.startswith("board.")]


def option_names(scene: BoardScene, name: str) -> list[str]:
    field = scene.project.named(name)
    assert field
    return [option.name for option in field.options]


# Made


def test_a_first_apply_makes_one_board_of_every_unit_and_task_with_all_its_fields() -> None:
    scene = BoardScene(SMALL)
    scene.apply()
    (project,) = scene.projects
    assert len(project.cards) == size(SMALL) == 10
    assert scene.values("W03-2") == {
        "Status": "Todo",
        "Phase": "All",
        "Kind": "Practice",
        "Week": "Weeks 3–4",
        "Hours": 10.0,
        "Start": "2026-12-07",
        "Target": "2026-12-20",
    }
    kindless = {
        id
        for id in ("W01", "W01-1", "W03", "P1", "P2A", "P2B")
        if set(scene.values(id)) != {"Status", *FIELDS}
    }
    assert kindless == set()


def test_the_board_says_what_it_is_how_to_use_it_and_where_it_belongs() -> None:
    scene = BoardScene.applied()
    board = scene.board
    assert board["title"] == "Bake a Loaf"
    assert board["linked"]
    assert board["about"] == "Bake a Loaf: your board, kept up to date by roadmap-bot"
    assert "https://github.com/learner/roadmap" in board["readme"]
    assert "Move cards as you like" in board["readme"]
    assert find_home(board["readme"])


def test_the_options_stand_in_the_roadmaps_order_each_with_its_colour() -> None:
    scene = BoardScene.applied(SMALL)
    kind = scene.project.named("Kind")
    assert kind
    assert [(one.name, one.color) for one in kind.options] == list(
        zip(["Theory", "Practice", "Drill", "Project", "Not chosen"], COLORS, strict=False)
    )
    assert option_names(scene, "Week") == ["Weeks 1–2", "Weeks 3–4", "Weeks 5–6"]
    fields = [scene.project.named(name) for name in ("Hours", "Start", "Target")]
    assert [field and field.sort for field in fields] == ["NUMBER", "DATE", "DATE"]


def test_three_views_are_made_with_fields_that_are_of_use() -> None:
    views = {view["name"]: view for view in BoardScene.applied().board["views"]}
    assert list(views) == ["View 1", *VIEWS]
    assert [views[name]["layout"] for name in VIEWS] == ["board", "table", "roadmap"]
    assert views["Board"]["vertical_group_by"] == ["Status"]
    assert views["Board"]["visible_fields"][:4] == ["Title", "Status", "Kind", "Week"]
    assert views["Phases"]["group_by"] == ["Phase"]
    assert set(views["Phases"]["visible_fields"]) >= {
        "Title",
        "Status",
        "Kind",
        "Week",
        "Hours",
        "Start",
        "Target",
    }
    assert views["Timeline"]["visible_fields"] == []
    assert views["Timeline"]["sort_by"] == views["Phases"]["sort_by"] == [["Start", "asc"]]


@pytest.mark.parametrize("owner_kind", ["User", "Organization"])
@pytest.mark.parametrize("private", [False, True])
def test_a_board_is_as_visible_as_its_repository_whoever_owns_both(
    owner_kind: str, private: bool
) -> None:
    scene = BoardScene(token=seed.LEARNER_TOKEN, owner_kind=owner_kind, private=private)
    done = scene.apply()
    assert codes(done) == []
    assert scene.board["public"] is not private
    assert len(scene.board["items"]) == 4


def test_a_fine_grained_token_with_the_right_makes_the_board_of_an_organization() -> None:
    scene = BoardScene(token=seed.ORG_TOKEN, owner_kind="Organization")
    assert codes(scene.apply()) == []
    assert len(scene.board["items"]) == 4


def test_a_board_is_never_made_wider_than_the_learner_made_it() -> None:
    scene = BoardScene.applied()
    scene.act("change_project", public=False)
    scene.apply()
    assert not scene.board["public"]
    assert scene.twin.writes == 0


def test_a_board_becomes_private_with_its_repository() -> None:
    scene = BoardScene.applied(token=seed.LEARNER_TOKEN)
    scene.act("change_settings", is_private=True)
    scene.apply()
    assert not scene.board["public"]


def test_electives_that_were_not_chosen_are_shown_as_such() -> None:
    scene = BoardScene.applied(SMALL)
    assert scene.values("P2A")["Kind"] == scene.values("P2B")["Kind"] == "Project"
    scene.act(
        "push",
        commits=[{"message": "x", "files": {".github/roadmap-bot.yml": "electives: {E: [P2B]}\n"}}],
    )
    scene.apply()
    assert scene.values("P2A")["Kind"] == "Not chosen"
    assert scene.values("P2B")["Kind"] == "Project"


def test_what_the_settings_leave_out_gets_no_card() -> None:
    settings = {"README.md": "", ".github/roadmap-bot.yml": "without: [W01-2]\n"}
    scene = BoardScene(SMALL, files=settings)
    scene.apply()
    assert len(scene.board["items"]) == 9


def test_the_board_speaks_the_learners_language() -> None:
    scene = BoardScene(SMALL, files={"README.md": "", ".github/roadmap-bot.yml": "language: zh\n"})
    scene.apply()
    assert option_names(scene, "Week") == ["第 1–2 周", "第 3–4 周", "第 5–6 周"]
    assert option_names(scene, "Kind")[-1] == "未选"


# Found


def test_an_empty_project_of_exactly_our_title_is_taken() -> None:
    scene = BoardScene(
        projects=[{"title": "Bake a Loaf", "about": "Mine", "readme": "My own words."}]
    )
    scene.apply()
    (project,) = scene.projects
    assert len(project.cards) == 4
    assert project.about == "Mine"
    assert "My own words." in project.readme
    assert scene.board["linked"]
    scene.twin.reset_counters()
    scene.apply()
    assert scene.twin.writes == 0


def test_a_private_project_that_is_taken_stays_private() -> None:
    scene = BoardScene(projects=[{"title": "Bake a Loaf"}])
    scene.apply()
    assert not scene.board["public"]


@pytest.mark.parametrize(
    "project",
    [
        {"title": "Bake a loaf"},
        {"title": "Bake a Loaf of bread"},
        {"title": "Bake a Loaf", "items": [1]},
        {"title": "Bake a Loaf", "items": [1], "linked": True},
        {"title": "Bake a Loaf", "closed": True},
        {
            "title": "Bake a Loaf",
            "readme": "<!-- roadmap-bot: other-roadmap board 0123456789ab -->",
        },
    ],
)
def test_a_project_that_may_be_something_else_is_left_alone(project: dict[str, Any]) -> None:
    scene = BoardScene(issues=["Something"], projects=[project])
    before = scene.projects[0]
    scene.apply()
    assert scene.projects[0] == before
    assert len(scene.projects) == 2
    assert len(scene.project.cards) == 4


def test_a_board_under_another_name_and_without_its_link_is_found_by_its_mark() -> None:
    scene = BoardScene.applied()
    scene.act("change_project", title="My Bake a Loaf board")
    scene.act("unlink_project")
    scene.apply()
    assert len(scene.projects) == 1
    assert scene.board["title"] == "My Bake a Loaf board"
    assert scene.twin.writes == 1


def test_a_linked_board_of_any_name_is_found_by_its_mark() -> None:
    scene = BoardScene.applied()
    scene.act("change_project", title="面包")
    scene.apply()
    assert len(scene.projects) == 1
    assert scene.twin.writes == 0


def test_a_board_that_lost_its_readme_is_known_by_its_fields() -> None:
    scene = BoardScene.applied()
    scene.act("change_project", readme="All gone.")
    scene.apply()
    assert len(scene.projects) == 1
    assert find_home(scene.board["readme"])
    assert scene.board["readme"].rstrip().endswith("All gone.")
    assert [view["name"] for view in scene.board["views"]] == ["View 1", *VIEWS]


def test_the_board_of_another_repository_with_the_same_roadmap_is_not_ours() -> None:
    scene = BoardScene.applied()
    world = scene.twin.world
    home = scene.home
    moved = replace(home, id=home.id + 500, issues={}, labels={}, milestones={})
    other = replace(scene.project, repositories=(home.id,))
    scene.twin.world = replace(
        world,
        repositories={
            **world.repositories,
            "learner/roadmap": moved,
            "learner/older": replace(home, name="older"),
        },
        projects={other.id: other},
    )
    scene.apply()
    assert len(scene.projects) == 2
    assert scene.projects[0] == other


def test_of_a_board_and_its_copy_the_board_is_kept() -> None:
    scene = BoardScene.applied()
    scene.act("copy_project", title="Bake a Loaf")
    scene.apply()
    assert scene.twin.writes == 0
    scene.act("delete_project", project=1)
    scene.apply()
    assert [len(project.cards) for project in scene.projects] == [4]
    assert [view["name"] for view in scene.board["views"]] == ["View 1", *VIEWS]


def test_a_closed_board_is_left_alone_even_where_there_is_a_copy() -> None:
    scene = BoardScene.applied()
    scene.act("copy_project", title="A copy")
    scene.act("close_project", project=1)
    before = scene.projects
    done = scene.apply()
    assert codes(done) == ["board.closed"]
    assert scene.projects == before


def test_a_board_that_the_token_may_not_change_is_left_alone() -> None:
    scene = BoardScene.applied()
    world = scene.twin.world
    scene.use_board(seed.STRANGER_TOKEN)
    done = scene.apply()
    assert codes(done) == ["board.not-yours"]
    assert done.refused == ()
    assert scene.twin.world.projects == world.projects


def test_a_board_that_was_deleted_is_not_made_again_unless_a_person_asks() -> None:
    scene = BoardScene()
    scene.run()
    assert scene.board["url"] in scene.twin.dump()["files"][".github/progress/progress.json"]
    scene.act("delete_project")
    for days in (1, 8, 8):
        scene.pass_time(86_400 * days)
        done = scene.run("schedule")
        assert codes(done) == ["board.deleted"]
        assert scene.projects == []
    assert '"board": ""' in scene.twin.dump()["files"][".github/progress/progress.json"]
    assert codes(scene.run("workflow_dispatch")) == []
    assert len(scene.board["items"]) == 4


def test_a_token_that_is_away_for_a_while_does_not_make_the_report_forget_the_board() -> None:
    scene = BoardScene()
    scene.run()
    scene.pass_time(8 * 86_400)
    scene.board_token = ""
    scene.run("schedule")
    assert scene.board["url"] in scene.twin.dump()["files"][".github/progress/progress.json"]


def test_the_report_is_where_the_board_looks_for_it() -> None:
    assert f"file/{REPORTED}" == FIGURES


# Fields


@pytest.mark.parametrize("name", ["Hours", "hours"])
def test_a_field_of_the_learners_makes_ours_step_aside(name: str) -> None:
    scene = BoardScene(projects=[{"title": "Bake a Loaf", "fields": {name: "TEXT"}}])
    done = scene.apply()
    (problem,) = [problem for problem in done.problems if problem.code == "board.field-taken"]
    assert problem.values == {"name": "Hours", "ours": "Hours (roadmap)"}
    assert problem.link == scene.board["url"]
    assert scene.values("W01-1")["Hours (roadmap)"] == 1.0
    assert name not in scene.values("W01-1")
    scene.twin.reset_counters()
    scene.apply()
    assert scene.twin.writes == 0
    scene.act("set_field", number=scene.number("W01-1"), field=name, value="two")
    scene.apply()
    assert scene.twin.writes == 0


def test_a_field_that_stepped_aside_keeps_its_name_when_the_place_is_free() -> None:
    scene = BoardScene(projects=[{"title": "Bake a Loaf", "fields": {"Hours": "TEXT"}}])
    scene.apply()
    fields = tuple(field for field in scene.project.fields if field.name != "Hours")
    scene.twin.world = put(scene.twin.world, replace(scene.project, fields=fields))
    scene.twin.reset_counters()
    scene.apply()
    assert scene.twin.writes == 0


def test_a_field_of_the_same_name_and_type_is_used_as_it_is() -> None:
    scene = BoardScene(projects=[{"title": "Bake a Loaf", "fields": {"kind": "SINGLE_SELECT"}}])
    assert codes(scene.apply()) == []
    assert option_names(scene, "kind") == ["Baking", "One"]
    assert scene.values("W01")["kind"] == "Baking"
    scene.twin.reset_counters()
    scene.apply()
    assert scene.twin.writes == 0


def put(world: World, project: Project) -> World:
    return replace(world, projects={**world.projects, project.id: project})


def with_kinds(*kinds: str) -> Any:
    made = [
        {
            "id": kind.lower(),
            "title": kind,
            "share": 100 // len(kinds),
            "label": {"name": kind.lower()},
        }
        for kind in kinds
    ]
    tasks = [make_task(f"W01-{index}", kind.lower()) for index, kind in enumerate(kinds, start=1)]
    unit = make_unit("W01", (1, 2), kinds[0].lower(), 1, *tasks)
    return make_roadmap(start="first-monday", kinds=made, units=[unit], electives=[], self_check=[])


def test_an_option_that_comes_later_takes_its_place_and_no_card_loses_anything() -> None:
    scene = BoardScene.applied(with_kinds("One", "Three"))
    scene.act("add_option", field="Kind", name="Mine")
    scene.work("set_field", "W01-2", field="Status", value="In Progress")
    kept = scene.project.named("Kind")
    assert kept
    scene.roadmap = with_kinds("One", "Two", "Three")
    scene.twin.reset_counters()
    sent = scene.watch()
    scene.apply()
    assert writes(sent).count("UpdateField") == 1
    new = scene.project.named("Kind")
    assert new
    assert [option.name for option in new.options] == ["One", "Two", "Three", "Mine"]
    assert set(kept.options) < set(new.options)
    assert scene.values("W01-1")["Kind"] == "One"
    assert scene.values("W01-2")["Kind"] == "Two"
    assert scene.values("W01-2")["Status"] == "In Progress"


def test_more_weeks_than_a_field_takes_are_told_by_their_first_alone() -> None:
    units = [
        make_unit(f"W{first:02}{'AB'[last - first]}", (first, last), "theory", 1)
        for first, last in itertools.islice(
            ((one, one + more) for one in range(1, 30) for more in (0, 1)), 56
        )
    ]
    phases = [{"id": "F1", "title": "All", "weeks": [1, 50], "label": {"name": "all"}}]
    scene = BoardScene(make_roadmap(start="first-monday", units=units, phases=phases, electives=[]))
    scene.apply()
    assert option_names(scene, "Week")[:3] == ["Week 1", "Week 2", "Week 3"]
    assert scene.values("W03B")["Week"] == "Week 3"


def test_a_board_that_is_full_of_fields_says_what_was_left_out_and_is_not_red() -> None:
    scene = BoardScene(
        projects=[{"title": "Bake a Loaf", "fields": {f"Mine {n}": "TEXT" for n in range(38)}}]
    )
    done = scene.apply()
    assert codes(done).count("board.refused") == 4
    assert done.refused == ()
    assert len(scene.home.issues) == 4
    assert len(scene.project.cards) == 4


def test_only_values_that_differ_are_written() -> None:
    scene = BoardScene.applied()
    scene.work("set_field", "W01-2", field="Hours", value=99)
    scene.work("set_field", "W01-2", field="Target", value=None)
    sent = scene.watch()
    scene.apply()
    (request,) = [request for request in sent if request.writes]
    assert request.method == "PATCH"
    assert [field["value"] for field in (request.body or {})["fields"]] == [1.0, "2026-11-29"]


def test_where_only_the_dates_of_one_unit_change_only_its_dates_are_written() -> None:
    roadmap = with_kinds("One", "Two")
    late = roadmap.units[0].model_copy(update={"weeks": (3, 4)})
    other = make_unit("W05", (5, 6), "one", 1)
    both = make_roadmap(
        start="first-monday",
        kinds=[kind.model_dump() for kind in roadmap.kinds],
        units=[roadmap.units[0].model_dump(), other],
        electives=[],
        self_check=[],
    )
    scene = BoardScene.applied(both)
    scene.roadmap = both.model_copy(update={"units": (late, both.units[1])})
    sent = scene.watch()
    scene.apply()
    patches = [request for request in sent if "/items/" in request.path]
    assert len(patches) == 3
    names = {field.id: field.name for field in scene.project.fields}
    assert {names[field["id"]] for one in patches for field in (one.body or {})["fields"]} == {
        "Week",
        "Start",
        "Target",
    }


def test_dates_move_with_the_plan() -> None:
    scene = BoardScene.applied(SMALL)
    text = "pauses:\n  - {from: 2026-12-05, to: 2026-12-18}\n"
    scene.act("push", commits=[{"message": "x", "files": {".github/roadmap-bot.yml": text}}])
    scene.apply()
    assert scene.values("W03-2")["Start"] == "2026-12-21"
    assert scene.values("W01-1")["Start"] == "2026-11-23"


# Status


def test_a_card_that_a_person_moved_stays_where_it_is() -> None:
    scene = BoardScene.applied()
    for id, status in (("W01-1", "In Progress"), ("W01-2", "Done"), ("W01-3", None)):
        scene.work("move_card", id, status=status)
    scene.apply()
    assert scene.twin.writes == 0
    assert scene.values("W01-1")["Status"] == "In Progress"


def test_what_is_closed_in_the_page_is_moved_by_github_itself() -> None:
    scene = BoardScene.applied()
    scene.work("close", "W01-1")
    assert scene.values("W01-1")["Status"] == "Done"
    scene.apply()
    assert scene.twin.writes == 0


def test_where_that_workflow_is_off_the_bot_moves_the_card() -> None:
    scene = BoardScene.applied()
    scene.act("switch_rule")
    scene.work("close", "W01-1")
    scene.pass_time()
    assert scene.values("W01-1")["Status"] == "Todo"
    scene.apply()
    assert scene.values("W01-1")["Status"] == "Done"
    assert scene.twin.writes == 1
    scene.pass_time()
    scene.work("move_card", "W01-1", status="In Progress")
    scene.apply()
    assert scene.values("W01-1")["Status"] == "In Progress"


def test_what_is_reopened_goes_back_to_the_first_column() -> None:
    scene = BoardScene.applied()
    scene.work("close", "W01-1")
    scene.pass_time()
    scene.work("reopen", "W01-1")
    scene.apply()
    assert scene.values("W01-1")["Status"] == "Todo"
    assert scene.twin.writes == 1
    scene.pass_time()
    scene.work("move_card", "W01-1", status="In Progress")
    scene.apply()
    assert scene.twin.writes == 0


def test_what_a_commit_reopens_goes_back_in_the_same_run() -> None:
    scene = BoardScene.applied()
    scene.work("close", "W01-1")
    scene.pass_time()
    push = scene.twin.act("push", seed.LEARNER, commits=[{"message": "reopen W01-1"}])
    assert push
    scene.run(push.name, push.payload, ref=push.ref, actor=push.actor)
    assert scene.values("W01-1")["Status"] == "Todo"
    assert not any(change.key.startswith("item/") for change in scene.plan().plan)


def test_what_is_closed_when_its_card_is_made_goes_to_the_last_column() -> None:
    scene = BoardScene()
    scene.board_token = ""
    scene.apply()
    scene.work("close", "W01-1")
    scene.use_board()
    scene.apply()
    assert scene.values("W01-1")["Status"] == "Done"
    assert scene.values("W01-2")["Status"] == "Todo"


def test_a_card_that_the_learner_put_there_keeps_its_status() -> None:
    scene = BoardScene.applied()
    number = scene.number("W01-1")
    scene.act("remove_card", number=number)
    scene.act("add_card", number=number)
    scene.act("move_card", number=number, status="In Progress")
    scene.apply()
    assert scene.values("W01-1")["Status"] == "In Progress"
    assert set(scene.values("W01-1")) == {"Status", *FIELDS}


def with_status(scene: BoardScene, *names: str) -> None:
    """Give the Status of the project other options."""
    old = scene.project.status
    options = tuple(
        replace(old.options[0], id=f"option{index}", name=name) for index, name in enumerate(names)
    )
    fields = tuple(
        replace(old, options=options) if field == old else field for field in scene.project.fields
    )
    scene.twin.world = put(scene.twin.world, replace(scene.project, fields=fields))


@pytest.mark.parametrize(
    ("names", "todo", "done"),
    [
        (("Backlog", "Doing", "Fertig"), "Backlog", "Fertig"),
        (("Done", "Later"), "Later", "Done"),
        (("Archive", "TODO"), "TODO", "Archive"),
    ],
)
def test_a_status_with_other_options_is_used_as_it_is(
    names: tuple[str, ...], todo: str, done: str
) -> None:
    scene = BoardScene(projects=[{"title": "Bake a Loaf"}])
    with_status(scene, *names)
    scene.apply()
    assert scene.values("W01-1")["Status"] == todo
    assert option_names(scene, "Status") == list(names)
    scene.pass_time()
    scene.work("close", "W01-1")
    scene.pass_time()
    scene.apply()
    assert scene.values("W01-1")["Status"] == done
    scene.twin.reset_counters()
    scene.apply()
    assert scene.twin.writes == 0


def test_a_status_with_a_single_option_says_nothing_and_is_left_alone() -> None:
    scene = BoardScene(projects=[{"title": "Bake a Loaf"}])
    with_status(scene, "Everything")
    scene.apply()
    assert set(scene.values("W01-1")) == set(FIELDS)
    scene.work("move_card", "W01-1", status="Everything")
    scene.twin.reset_counters()
    scene.apply()
    assert scene.twin.writes == 0
    assert scene.values("W01-1")["Status"] == "Everything"


# Views, the readme, cards


def test_a_view_that_was_deleted_or_changed_is_not_made_again() -> None:
    scene = BoardScene.applied()
    scene.act("delete_view", view="Board")
    scene.act("change_view", view="Timeline", name="My time")
    scene.apply()
    assert scene.twin.writes == 0
    assert [view["name"] for view in scene.board["views"]] == ["View 1", "Phases", "My time"]


def test_what_the_learner_writes_into_the_readme_stays() -> None:
    scene = BoardScene.applied()
    readme = scene.board["readme"]
    changed = f"Above.\n\n{readme.replace('Move cards as you like', 'Do not move cards')}\nBelow.\n"
    scene.act("change_project", readme=changed, about="Mine")
    scene.apply()
    kept = scene.board["readme"]
    assert kept.startswith("Above.")
    assert "Below." in kept
    assert "Move cards as you like" in kept
    assert "Do not move cards" in kept.partition("roadmap-bot:end")[2]
    assert scene.board["about"] == "Mine"
    assert len(scene.projects) == 1


def test_a_card_that_was_taken_off_comes_back_and_one_that_was_archived_does_not() -> None:
    scene = BoardScene.applied()
    scene.work("archive_card", "W01-1")
    scene.work("remove_card", "W01-2")
    scene.apply()
    assert scene.card("W01-1").archived_at
    assert set(scene.values("W01-2")) == {"Status", *FIELDS}
    scene.twin.reset_counters()
    scene.apply()
    assert scene.twin.writes == 0
    assert scene.twin.requests == 3


def test_other_cards_fields_options_and_views_are_the_learners() -> None:
    scene = BoardScene.applied()
    scene.act("add_foreign_card")
    scene.act("add_field", name="Mood", sort="SINGLE_SELECT", options=["good"])
    scene.work("set_field", "W01-1", field="Mood", value="good")
    scene.act("add_view", name="Mine")
    before = scene.project
    scene.apply()
    assert scene.twin.writes == 0
    assert scene.project == before


def test_prune_archives_the_cards_of_what_left_the_roadmap_and_of_nothing_else() -> None:
    scene = BoardScene.applied(SMALL)
    push = scene.twin.act("push", seed.LEARNER, commits=[{"message": "skip W01-3"}])
    assert push
    scene.run(push.name, push.payload, ref=push.ref, actor=push.actor)
    unit = SMALL.units[1]
    scene.roadmap = SMALL.model_copy(
        update={
            "units": (
                SMALL.units[0],
                unit.model_copy(update={"tasks": unit.tasks[:1]}),
                *SMALL.units[2:],
            )
        }
    )
    scene.apply()
    assert not scene.card("W03-2").archived_at
    scene.apply(Act.FOLLOW, Act.PRUNE)
    assert scene.card("W03-2").archived_at
    assert [id for id in ("W01-3", "W03-1", "W03") if scene.card(id).archived_at] == []
    scene.twin.reset_counters()
    scene.apply(Act.FOLLOW, Act.PRUNE)
    assert scene.twin.writes == 0


# Plan and size


def test_the_plan_shows_what_would_change_on_the_board_and_writes_nothing() -> None:
    scene = BoardScene(SMALL)
    done = scene.plan()
    assert scene.twin.writes == 0
    assert {change.key for change in done.plan} >= {
        "board",
        "field/Phase",
        "view/board",
        "item/W03-2",
    }
    assert {change.verb for change in done.plan} == {"create"}
    scene.apply()
    scene.pass_time()
    scene.work("set_field", "W01-2", field="Hours", value=99)
    (change,) = scene.plan().plan
    assert (change.key, change.verb) == ("item/W01-2", "update")
    scene.apply()
    assert scene.plan().plan == ()


@pytest.mark.parametrize("roadmap", ["tiny", "seed"])
def test_a_second_apply_asks_twice_a_page_and_writes_nothing(roadmap: str) -> None:
    scene = BoardScene.applied(roadmap)
    done = scene.apply()
    assert done.plan == ()
    assert scene.twin.requests == 2 * pages(load(roadmap))
    assert scene.twin.writes == 0


@pytest.mark.exhaustive
def test_many_tasks_get_their_board_and_requests_grow_no_faster_than_they_do() -> None:
    ratios = []
    for units in (5, 20):  # bench.py has a thousand tasks
        roadmap = grow(units, 19)
        scene = BoardScene(roadmap)
        scene.patience = 1e9
        scene.apply()
        assert len(scene.board["items"]) == size(roadmap)
        assert all(set(card["values"]) == {"Status", *FIELDS} for card in scene.board["items"])
        ratios.append(scene.twin.requests / size(roadmap))
        scene.pass_time()
        scene.apply()
        assert scene.twin.requests <= 2 * pages(roadmap)
        assert scene.twin.writes == 0
    assert ratios[1] <= ratios[0]


# Killed on the way


def draw(world: World) -> Any:
    """Draw the projects as a learner sees them."""
    scene = BoardScene()
    scene.twin.world = world
    state = scene.twin.dump()
    titles = {issue["number"]: issue["title"] for issue in state["issues"]}
    for board in state["boards"]:
        board["items"] = sorted(
            (titles[item["number"]], sorted(item["values"].items())) for item in board["items"]
        )
    return state["boards"]


CLEAN = BoardScene()
CLEAN.apply()


@pytest.mark.parametrize("lag", [0.0, 5.0])
@pytest.mark.parametrize("at", range(1, CLEAN.twin.requests + 1))
def test_a_first_apply_that_was_killed_and_run_again_ends_as_a_clean_one(
    at: int, lag: float
) -> None:
    scene = BoardScene()
    scene.twin.world = replace(scene.twin.world, lag=lag)
    count, send = itertools.count(1), scene.send

    def send_some(request: Request) -> Answer:
        if next(count) > at:
            raise InterruptedError
        return send(request)

    scene.send = send_some
    try:
        scene.apply()
    except InterruptedError:
        scene.send = send
        scene.apply()
    assert draw(scene.twin.world) == draw(CLEAN.twin.world)


def test_the_days_are_those_of_the_scene() -> None:
    assert MONDAY.date() == dt.date(2026, 11, 23)
