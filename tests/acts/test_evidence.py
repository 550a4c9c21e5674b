"""What is found ticks its box once, with a note; what a person does to a box stays."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from github_twin import seed
from github_twin.faults import Fault
from github_twin.seed import LEARNER
from github_twin.shapes import STATUSES, Stubborn
from roadmap_bot.acts.evidence import tick_evident
from roadmap_bot.decide import Act
from roadmap_bot.issues.boxes import find_ticks
from roadmap_bot.issues.desired import make_desired
from roadmap_bot.repository import Pull, Pulls, Tree
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.settings import Project, Settings
from roadmap_bot.state import File, Issue, State, find_issue, find_issues
from tests.kit.evident import load_evident
from tests.kit.learner import Learner, changes, wrong
from tests.kit.scene import MONDAY, NAME
from tests.kit.small_roadmap import goal_of

SCALES = "bakery/scales/red.txt"
WEIGH = "Weigh the flour · 🔎 `bakery/scales/**`"
FLOUR = f"- [x] {WEIGH} <!-- W01-1.1 found --> ← `bakery/scales/red.txt`\n"


@pytest.fixture
def baker() -> Learner:
    return Learner(load_evident())


def add(baker: Learner, *paths: str) -> Any:
    """Push files, and let the run that follows do its work."""
    return baker.push({"message": "Work", "files": dict.fromkeys(paths, "x")})


def untick(baker: Learner, words: str) -> None:
    baker.edit("W01-1", lambda body: body.replace(f"[x] {words}", f"[ ] {words}"))


def test_a_file_ticks_its_box_and_the_note_says_which(baker: Learner) -> None:
    done = add(baker, SCALES)
    assert ("update_issue", "issue/W01-1") in changes(done)
    assert FLOUR in baker.body("W01-1")
    assert find_ticks(baker.body("W01-1")) == {"W01-1.1": True, "W01-1.2": False}


def test_as_many_files_are_needed_as_the_roadmap_says_and_the_rest_are_counted(
    baker: Learner,
) -> None:
    add(baker, "bakery/a.md")
    assert find_ticks(baker.body("W01-1"))["W01-1.2"] is False
    add(baker, "bakery/b.md", "bakery/c.md")
    assert "<!-- W01-1.2 found --> ← `bakery/a.md` +2\n" in baker.body("W01-1")


def test_what_is_ticked_through_closes(baker: Learner) -> None:
    add(baker, SCALES, "bakery/a.md", "bakery/b.md")
    assert baker.reason("W01-1") == "completed"
    assert baker.is_open("W01")
    baker.close_all("W01-2", "W01-3")
    add(baker, "sounds/hollow.wav")
    assert baker.reason("W01") == "completed"


def test_the_same_files_are_no_reason_to_write(baker: Learner) -> None:
    add(baker, SCALES)
    assert baker.count(baker.apply) == 0
    assert baker.plan().plan == ()


def test_a_box_unticked_beside_its_note_stays_so_whatever_comes(baker: Learner) -> None:
    add(baker, SCALES)
    untick(baker, "Weigh")
    add(baker, "bakery/scales/blue.txt")
    assert FLOUR.replace("[x]", "[ ]") in baker.body("W01-1")
    assert baker.plan().plan == ()


def test_a_file_that_goes_again_unticks_nothing(baker: Learner) -> None:
    add(baker, SCALES)
    baker.push({"message": "Away", "files": {SCALES: None}})
    assert FLOUR in baker.body("W01-1")


def test_a_tick_that_was_there_before_the_file_is_left_without_fuss(baker: Learner) -> None:
    baker.do("tick", "W01-1", text="Weigh the flour")
    body = baker.body("W01-1")
    add(baker, SCALES)
    assert baker.body("W01-1") == body


def test_a_commit_has_the_last_word_on_a_box(baker: Learner) -> None:
    add(baker, SCALES)
    baker.push("reopen W01-1.1")
    assert f"- [ ] {WEIGH} <!-- W01-1.1 {baker.sha[:7]} -->\n" in baker.body("W01-1")
    assert baker.plan().plan == ()
    baker.push("done W01-1.1")
    assert f"- [x] {WEIGH} <!-- W01-1.1 {baker.sha[:7]} -->\n" in baker.body("W01-1")


def test_a_reworded_step_keeps_its_note(baker: Learner) -> None:
    add(baker, SCALES)
    untick(baker, "Weigh")
    data = baker.roadmap.model_dump(mode="json")
    data["units"][0]["tasks"][0]["steps"][0]["text"] = "Weigh all"
    baker.roadmap = type(baker.roadmap).model_validate(data)
    baker.apply()
    wanted = (
        "- [ ] Weigh all · 🔎 `bakery/scales/**` <!-- W01-1.1 found --> ← `bakery/scales/red.txt`\n"
    )
    assert wanted in baker.body("W01-1")
    assert baker.plan().plan == ()


def test_what_a_learner_types_behind_a_note_is_theirs(baker: Learner) -> None:
    add(baker, SCALES)
    baker.edit("W01-1", lambda body: body.replace("red.txt`", "red.txt` at last!"))
    baker.apply()
    assert "at last!" in baker.body("W01-1")
    assert find_ticks(baker.body("W01-1"))["W01-1.1"] is True


@pytest.mark.parametrize(
    "name",
    [
        "bakery/scales/`done W01-2`.txt",
        "bakery/scales/@ada #12 GH-3.txt",
        "bakery/scales/<!-- W01-1.2 --> [x].txt",
        "bakery/scales/-->秤\u202e.txt",
        "bakery/scales/" + "long" * 60,
    ],
)
def test_whatever_a_file_is_called_its_note_stays_one_and_no_more(
    baker: Learner, name: str
) -> None:
    add(baker, name)
    body = baker.body("W01-1")
    assert find_ticks(body) == {"W01-1.1": True, "W01-1.2": False}
    assert baker.plan().plan == ()
    untick(baker, "Weigh")
    assert baker.plan().plan == ()
    assert "\n\n-" not in baker.body("W01-1").rpartition("roadmap-bot:end")[2]


def test_a_closed_task_is_left_as_it_is(baker: Learner) -> None:
    baker.close_all("W01-1")
    body = baker.body("W01-1")
    add(baker, SCALES)
    assert baker.body("W01-1") == body


def test_what_the_settings_leave_out_is_not_looked_for() -> None:
    baker = Learner(load_evident())
    baker.write_settings("without: [W01-1]\n")
    body = baker.body("W01-1")
    add(baker, SCALES)
    assert baker.body("W01-1") == body


def test_files_cost_a_run_one_request_and_none_once_all_is_found(baker: Learner) -> None:
    def count(learner: Learner) -> int:
        learner.twin.reset_counters()
        learner.plan()
        return learner.twin.requests

    plain = count(Learner())
    assert count(baker) == plain + 1
    add(baker, SCALES, "bakery/a.md", "bakery/b.md", "hollow.wav")
    assert count(baker) == plain


# Pull requests and links


def test_a_merged_pull_request_ticks_the_box_that_it_names_with_one_request() -> None:
    baker = Learner(load_evident({"W01-1.2": {"pull": True}}))
    baker.twin.act("open_pull", LEARNER, title="Knead (W01-1.2)")
    number = max(baker.home.issues)
    baker.apply()
    assert find_ticks(baker.body("W01-1"))["W01-1.2"] is False
    baker.twin.act("merge", LEARNER, number=number)
    baker.twin.advance(60)
    baker.apply()
    assert f"<!-- W01-1.2 found --> ← `#{number} Knead (W01-1.2)`\n" in baker.body("W01-1")
    assert baker.plan().plan == ()


def test_an_address_in_the_settings_ticks_its_box_without_any_request() -> None:
    asked = {"W01.1": {"link": "repository"}, "W01-1.1": {"link": "demo"}}
    baker = Learner(load_evident(asked))
    baker.write_settings("projects: {W01: {repository: ada/bread}}\n")
    baker.twin.reset_counters()
    baker.plan()
    requests = baker.twin.requests
    baker.apply()
    assert "- [x] It sounds hollow · 🔎 `projects" in baker.body("W01")
    assert "<!-- W01.1 found --> ← `ada/bread`\n" in baker.body("W01")
    assert "[x]" not in baker.body("W01-1")
    plain = Learner()
    plain.write_settings("projects: {W01: {repository: ada/bread}}\n")
    plain.twin.reset_counters()
    plain.plan()
    assert plain.twin.requests == requests


DEMO = "https://ada.github.io/bread"


@pytest.mark.parametrize(
    ("answered", "is_ticked"), [("2026-11-23", True), (None, False), ("nobody", True)]
)
def test_a_demo_ticks_its_box_once_it_answered_as_far_as_reports_remember(
    answered: str | None, *, is_ticked: bool
) -> None:
    goal = goal_of(load_evident({"W01.1": {"link": "demo"}}))
    goal = replace(goal, settings=Settings(projects={"W01": Project(demo=DEMO)}))
    state = dict(make_desired(goal).things)
    if answered != "nobody":
        one = {"demo": DEMO, "asked": "2026-11-23", "answered": answered}
        figures = {"generator": "roadmap-bot", "projects": [one]}
        state["file/.github/progress/progress.json"] = File(json.dumps(figures))
    assert find_all(tick_evident(state, goal))["W01.1"] is is_ticked


@pytest.mark.parametrize(
    "title", ["W01-1.2 `closes #1` @ada", "W01-1.2 -->[x]<!-- W01-1.1 -->", "W01-1.2\n- [x] a"]
)
def test_whatever_a_pull_request_is_called_its_note_stays_one(title: str) -> None:
    goal = goal_of(load_evident({"W01-1.2": {"pull": True}}))
    goal = replace(goal, pulls=Pulls((Pull(7, title, "work"),)))
    found = tick_evident(dict(make_desired(goal).things), goal)
    assert find_all(found) == {"W01-1.1": False, "W01-1.2": True, "W01.1": False}
    assert tick_evident(found, goal) == found


# What GitHub will not show


def test_what_github_will_not_show_stops_nothing_and_is_said_once(baker: Learner) -> None:
    baker.twin.limit(entries=1)
    done = add(baker, SCALES)
    assert [problem.code for problem in wrong(done)] == ["tree.cut"]
    assert done.refused == ()
    assert find_ticks(baker.body("W01-1"))["W01-1.1"] is False
    baker.twin.limit(entries=100_000)
    baker.apply()
    assert FLOUR in baker.body("W01-1")


@pytest.mark.parametrize("status", STATUSES)
def test_where_the_tree_is_refused_all_else_goes_on(baker: Learner, status: str) -> None:
    files = {SCALES: "x"}
    event = baker.commit({"message": "done W01-2", "files": files})
    tree = f"/repos/{NAME}/git/trees/{baker.home.head.sha}"
    baker.twin.world = replace(
        baker.twin.world, stubborn=(Stubborn("GET", tree, status, "Not today"),)
    )
    done = baker.run(event.name, event.payload, ref=event.ref, actor=LEARNER)
    assert [problem.code for problem in wrong(done)] == ["tree.unread"]
    assert (done.refused, baker.reason("W01-2")) == ((), "completed")
    baker.twin.world = replace(baker.twin.world, stubborn=())
    baker.apply()
    assert FLOUR in baker.body("W01-1")


@pytest.mark.parametrize("kind", ["502", "timeout", "cut-text"])
def test_trouble_that_passes_costs_no_evidence(baker: Learner, kind: str) -> None:
    baker.commit({"message": "Work", "files": {SCALES: "x"}})
    baker.twin.arm(Fault(2, kind))
    baker.apply()
    assert FLOUR in baker.body("W01-1")


def test_where_the_job_may_not_see_pull_requests_files_are_found_all_the_same() -> None:
    permissions = {"issues": "write", "contents": "write", "actions": "write"}
    world = seed.make_world("own", private=True, permissions=permissions, now=MONDAY)
    asked: dict[str, dict[str, Any]] = {
        "W01-1.1": {"files": "bakery/scales/**"},
        "W01-1.2": {"pull": True},
    }
    baker = Learner(load_evident(asked), world=world)
    done = add(baker, SCALES)
    assert [problem.code for problem in wrong(done)] == ["pulls.unread"]
    assert FLOUR in baker.body("W01-1")


def test_uninstall_leaves_ticks_and_their_notes_as_they_are(baker: Learner) -> None:
    add(baker, SCALES)
    body = baker.body("W01-1")
    baker.apply(Act.UNINSTALL)
    assert baker.body("W01-1") == body
    assert set(baker.home.head.files) == {"README.md", SCALES}


# Laws

PATHS = (SCALES, "bakery/scales/blue.txt", "bakery/a.md", "bakery/b.md", "hollow.wav", "README.md")
TREES = st.frozensets(st.sampled_from(PATHS))
GOAL = goal_of(load_evident())


def see(paths: Collection[str]) -> Goal:
    return replace(GOAL, tree=Tree(frozenset(paths)))


def look_at(state: State, paths: Collection[str]) -> State:
    return tick_evident(state, see(paths))


def begin() -> State:
    return dict(make_desired(GOAL).things)


def find_all(state: State) -> dict[str, bool]:
    ticks: dict[str, bool] = {}
    for _, issue in find_issues(state):
        ticks |= find_ticks(issue.body)
    return ticks


def set_box(state: State, id: str, *, on: bool) -> State:
    """Let a person tick or untick a box in the page."""
    key = f"issue/{id.rpartition('.')[0]}"
    issue = state[key]
    assert isinstance(issue, Issue)
    was, then = ("[ ]", "[x]") if on else ("[x]", "[ ]")
    line = next(line for line in issue.body.split("\n") if f"<!-- {id}" in line)
    return {**state, key: replace(issue, body=issue.body.replace(line, line.replace(was, then)))}


IDS = ("W01-1.1", "W01-1.2", "W01.1")
WORDS = st.dictionaries(st.sampled_from(IDS), st.booleans())  # of a person, on each box


def say(state: State, words: Mapping[str, bool]) -> State:
    for id, on in words.items():
        state = set_box(state, id, on=on)
    return state


@given(TREES, TREES, WORDS)
def test_more_files_untick_nothing(some: frozenset[str], more: frozenset[str], words: Any) -> None:
    state = look_at(say(begin(), words), some)
    later = find_all(look_at(state, some | more))
    assert all(later[id] for id, on in find_all(state).items() if on)


@given(TREES, WORDS)
def test_the_same_files_change_nothing(paths: frozenset[str], words: Any) -> None:
    once = look_at(say(begin(), words), paths)
    assert look_at(once, paths) == once


@given(TREES, st.lists(TREES, max_size=4))
def test_what_was_unticked_beside_its_note_is_never_ticked_again(
    paths: frozenset[str], later: list[frozenset[str]]
) -> None:
    found = look_at(begin(), paths)
    ticked = [id for id, on in find_all(found).items() if on]
    state = say(found, dict.fromkeys(ticked, False))
    for tree in later:
        state = look_at(state, tree)
    assert not any(find_all(state)[id] for id in ticked)


@given(TREES, TREES)
def test_files_that_go_untick_nothing(some: frozenset[str], left: frozenset[str]) -> None:
    found = look_at(begin(), some)
    assert look_at(found, some & left) == found


@given(TREES, st.permutations(IDS))
def test_boxes_are_ticked_each_by_itself(paths: frozenset[str], order: list[str]) -> None:
    whole = find_all(look_at(begin(), paths))
    for id in order:
        alone = find_all(look_at(say(begin(), dict.fromkeys(set(IDS) - {id}, True)), paths))
        assert alone[id] == whole[id]


def test_where_no_tree_was_read_nothing_is_ticked() -> None:
    assert tick_evident(begin(), GOAL) == begin()
    broken = replace(GOAL, tree=Tree(is_whole=False, trouble="cut"))
    assert tick_evident(begin(), broken) == begin()
    assert find_issue(begin(), "W01-1")
