"""Laws over whatever learners and authors may do before a roadmap is applied."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from github_twin.world import World
from roadmap_bot.decide import Act
from roadmap_bot.issues.boxes import find_ticks
from roadmap_bot.look import look, make_goal
from roadmap_bot.plan import after, make_plan
from roadmap_bot.target import make_target
from tests.kit.learner import Learner, with_tasks

IDS = ("W01", "W01-1", "W01-2", "W01-3")
EDITS: dict[str, Callable[[str], str]] = {
    "note above": lambda body: "My note.\n\n" + body,
    "note below": lambda body: body + "\nMy note.\n",
    "note inside": lambda body: body.replace(
        "<!-- roadmap-bot:end -->", "My note.\n<!-- roadmap-bot:end -->"
    ),
    "note behind a box": lambda body: body.replace(".1 -->", ".1 --> My note."),
    "windows": lambda body: body.replace("\r\n", "\n").replace("\n", "\r\n"),
    "no end": lambda body: body.replace("<!-- roadmap-bot:end -->", ""),
    "no marker": lambda body: (
        body.partition("-->")[2] if body.startswith("<!-- roadmap-bot: ") else body
    ),
    "tick": lambda body: body.replace("[ ]", "[x]", 1),
    "clear": lambda body: body.replace("[x]", "[ ]", 1),
    "tick all": lambda body: body.replace("[ ]", "[x]"),
}
ACTIONS = st.one_of(
    st.tuples(st.just("edit"), st.sampled_from(IDS), st.sampled_from(sorted(EDITS))),
    st.tuples(
        st.just("close"),
        st.sampled_from(IDS),
        st.sampled_from(["completed", "not_planned", "duplicate"]),
    ),
    st.tuples(
        st.sampled_from(["reopen", "comment", "label", "unlabel", "double", "move"]),
        st.sampled_from(IDS),
        st.none(),
    ),
)
NEW = {"id": "W01-4", "title": "Eat it", "kind": "bake"}
AUTHORS: dict[str, Callable[[list[Any]], list[Any]]] = {
    "nothing": lambda tasks: tasks,
    "added": lambda tasks: [*tasks, NEW],
    "removed": lambda tasks: tasks[:2],
    "renamed": lambda tasks: [
        tasks[0],
        {**tasks[1], "id": "W01-9", "aliases": ["W01-2"]},
        tasks[2],
    ],
    "retitled": lambda tasks: [{**task, "title": f"New {task['title']}"} for task in tasks],
    "reworded": lambda tasks: [{**task, "note": "Use rye."} for task in tasks],
    "turned": lambda tasks: [{**tasks[0], "steps": tasks[0]["steps"][::-1]}, *tasks[1:]],
}
_WORLDS: list[World] = []


def fresh() -> Learner:
    """A learner after its first apply, made once."""
    if not _WORLDS:
        _WORLDS.append(Learner().twin.world)
    return Learner(applied=False, world=_WORLDS[0])


def act(learner: Learner, what: str, id: str, how: str | None) -> None:
    if not learner.issues(id):
        return
    if what == "edit":
        learner.edit(id, EDITS[str(how)])
    elif what == "double":
        learner.double(id, title=f"[{id}] Another", body=learner.body(id))
    else:
        values: dict[str, dict[str, Any]] = {
            "close": {"reason": how},
            "comment": {"body": "Hm."},
            "label": {"name": "bug"},
            "move": {"parent": None},
        }
        learner.do(what, id, **({"name": "bake"} if what == "unlabel" else values.get(what, {})))


@given(st.lists(ACTIONS, max_size=8), st.sampled_from(sorted(AUTHORS)))
@settings(max_examples=60)
def test_whatever_happens_one_apply_settles_it_and_nothing_of_the_learners_is_lost(
    actions: list[tuple[str, str, str | None]], author: str
) -> None:
    learner = fresh()
    for action in actions:
        act(learner, *action)
    learner.roadmap = with_tasks(learner.roadmap, AUTHORS[author])
    before = learner.home.issues
    setup = learner.setup()
    seen = look(setup)
    target = make_target(seen.things, frozenset({Act.FOLLOW}), make_goal(setup, seen))
    plan = make_plan(seen.things, target)
    made = after(seen.things, plan)
    assert make_plan(made, target) == ()
    assert learner.apply().plan == plan
    assert learner.count(learner.apply) == 0
    for number, old in before.items():
        new = learner.home.issues[number]
        assert old.state == "open" or (new.state, new.reason) == ("closed", old.reason)
        assert {id for id, on in find_ticks(old.body).items() if on} <= {
            id for id, on in find_ticks(new.body).items() if on
        }
        assert new.body.count("My note.") >= min(1, old.body.count("My note."))
        assert new.comments == old.comments
        assert new.assignees == old.assignees
        assert set(old.labels) - set(new.labels) == set()
