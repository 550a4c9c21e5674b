"""A plan is made so; what cannot be is named, and stops nothing that does not need it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from github_twin import seed
from github_twin.faults import Fault
from roadmap_bot.changes import Change
from roadmap_bot.decide import Act
from roadmap_bot.errors import Problem, UnfinishedError, UserError
from roadmap_bot.http.request import Answer, Request, Send
from roadmap_bot.http.waiting import LAG
from roadmap_bot.session import Done, perform
from tests.kit.drawn_world import draw_applied, draw_world
from tests.kit.scene import NAME, Scene, load_grown


def refusing(send: Send, *titles: str) -> Send:
    """Refuse the issues of these titles, as GitHub refuses a title that is too long."""

    def refuse(request: Request) -> Answer:
        inputs = {
            name: one for name, one in _inputs(request).items() if one.get("title") not in titles
        }
        if len(inputs) == len(_inputs(request)):
            return send(request)
        answer = json.loads(send(_with_inputs(request, inputs)).text)
        given: dict[str, Any] = {}
        errors: list[Any] = []
        for index, name in enumerate(_inputs(request)):
            given[f"change{index}"] = (
                answer["data"].get(f"change{list(inputs).index(name)}") if name in inputs else None
            )
            if name not in inputs:
                errors.append(
                    {
                        "type": "UNPROCESSABLE",
                        "path": [f"change{index}"],
                        "message": "Title is too long",
                    }
                )
        return Answer(200, {}, json.dumps({"data": given, "errors": errors}))

    return refuse


def _inputs(request: Request) -> dict[str, Any]:
    variables = (request.body or {}).get("variables", {})
    return {name: one for name, one in variables.items() if name.startswith("input")}


def _with_inputs(request: Request, inputs: dict[str, Any]) -> Request:
    from roadmap_bot.http.queries import query

    if not inputs:
        return Request("POST", "/graphql", {"query": "query Nothing { viewer { login } }"})
    return query(
        "create_issue",
        {f"input{index}": one for index, one in enumerate(inputs.values())},
        len(inputs),
    )


def named(done: Done) -> list[Problem]:
    """Find what a run names as refused, though it was of use."""
    return [problem for problem in done.problems if problem.code == "run.refused"]


def test_one_thing_that_is_refused_stops_no_other_and_is_named() -> None:
    scene = Scene()
    scene.send = refusing(scene.send, "[W01-2] Let it rise")
    done = scene.apply()
    (problem,) = named(done)
    assert done.refused == ()
    assert problem.values == {
        "key": "issue/W01-2",
        "deed": "create_issue",
        "name": "W01-2",
        "what": "Title is too long",
    }
    assert [issue.title for issue in scene.home.issues.values()] == [
        "[W01] A first loaf",
        "[W01-1] Mix the dough",
        "[W01-3] Bake it",
    ]
    assert len(done.plan) == 7


def test_what_names_a_thing_that_is_refused_is_made_without_it() -> None:
    scene = Scene()
    scene.send = refusing(scene.send, "[W01] A first loaf")
    done = scene.apply()
    assert [problem.values["key"] for problem in named(done)] == ["issue/W01"]
    assert [issue.parent for issue in scene.home.issues.values()] == [None] * 3
    assert sum(scene.clock.slept) < LAG


def test_what_was_made_without_its_unit_stands_under_it_once_that_is_made() -> None:
    scene = Scene()
    kind = scene.send
    scene.send = refusing(kind, "[W01] A first loaf")
    scene.apply()
    scene.send = kind
    scene.apply()
    assert draw_world(scene.twin.world) == draw_world(_apply_undisturbed().twin.world)


def _apply_undisturbed() -> Scene:
    scene = Scene()
    scene.apply()
    return scene


def test_a_milestone_that_is_refused_is_named_and_stops_only_what_needs_it() -> None:
    scene = Scene()
    send = scene.send
    body = (
        '{"message": "Validation Failed", "documentation_url": "x", "errors": [{"code": "custom"}]}'
    )
    scene.send = lambda request: (
        Answer(422, {}, body) if request.path.endswith("/milestones") else send(request)
    )
    done = scene.apply()
    assert [problem.values["key"] for problem in named(done)] == ["milestone/M1"]
    assert (len(scene.home.labels), len(scene.home.issues)) == (12, 4)


def test_a_protected_branch_is_said_with_the_link_to_its_settings() -> None:
    scene = Scene()
    home = scene.home
    scene.twin.world = replace(
        scene.twin.world,
        repositories={
            **scene.twin.world.repositories,
            NAME: replace(home, protected=frozenset({"main"})),
        },
    )
    done = scene.run()
    (problem,) = (one for one in done.problems if one.code.startswith("github."))
    assert (problem.code, done.refused) == ("github.protected", ())
    assert problem.link == f"https://github.test/{NAME}/settings/branches"
    assert len(scene.home.issues) == 5  # those of the roadmap, and the control issue
    again = scene.apply(Act.REPORT)
    assert [problem.code for problem in again.refused] == ["github.protected"]


@pytest.mark.parametrize(
    ("token", "code", "page"),
    [
        (seed.READ_TOKEN, "github.forbidden", "/settings/actions"),
        ("nonsense", "github.bad-token", None),
    ],
)
def test_a_token_that_may_not_write_is_said_once_with_a_link(
    token: str, code: str, page: str | None
) -> None:
    scene = Scene(token=token)
    with pytest.raises(UserError) as caught:
        scene.apply()
    (problem,) = caught.value.problems
    assert problem.code == code
    assert problem.link == (f"https://github.test/{NAME}{page}" if page else None)
    assert scene.twin.requests <= 2


def test_too_much_at_a_time_is_tried_in_smaller_batches() -> None:
    scene = Scene(roadmap=load_grown(30))
    send, sizes = scene.send, list[int]()

    def weak(request: Request) -> Answer:
        sizes.append(len(_inputs(request)))
        if len(_inputs(request)) > 2:
            error = {"message": "Resource limits for this query exceeded.", "path": ["change2"]}
            return Answer(
                200, {}, json.dumps({"data": dict.fromkeys(_names(request)), "errors": [error]})
            )
        return send(request)

    scene.send = weak
    scene.apply()
    assert len(scene.home.issues) == 31
    assert max(sizes[-10:]) == 2


def _names(request: Request) -> list[str]:
    return [name.replace("input", "change") for name in _inputs(request)]


def test_a_look_that_takes_too_long_asks_for_less() -> None:
    scene = Scene()
    send, sizes = scene.send, list[int]()

    def weak(request: Request) -> Answer:
        size = (request.body or {}).get("variables", {}).get("size", 0)
        sizes.append(size)
        return Answer(502) if size > 30 else send(request)

    scene.send = weak
    scene.apply()
    assert sizes[:3] == [100, 50, 25]
    assert draw_world(scene.twin.world, ordered=True) == draw_applied()


@pytest.mark.parametrize("shape", ["words", "502"])
def test_a_look_that_is_too_much_for_github_asks_for_half_at_once_and_remembers(shape: str) -> None:
    scene = Scene()
    scene.apply()
    bounds = replace(scene.twin.world.limits, nodes=600, too_large=shape)
    scene.twin.world = replace(scene.twin.world, limits=bounds)
    scene.clock.slept.clear()
    noted, setup = list[int](), scene.setup()
    send = scene.send

    def watch(request: Request) -> Answer:
        noted.append((request.body or {}).get("variables", {}).get("size", 0))
        return send(request)

    setup = replace(setup, send=watch)
    setup.traffic.send = watch
    for _ in range(2):
        assert perform(setup, frozenset({Act.FOLLOW})).plan == ()
    assert noted == [100, 50, 25, 12, 12]
    assert scene.clock.slept == []


@pytest.mark.parametrize("shape", ["words", "502"])
def test_a_look_that_is_too_much_at_its_smallest_says_githubs_words(shape: str) -> None:
    scene = Scene()
    bounds = replace(scene.twin.world.limits, nodes=10, too_large=shape)
    scene.twin.world = replace(scene.twin.world, limits=bounds)
    with pytest.raises(UnfinishedError) as caught:
        scene.apply()
    code, words = (str(problem) for problem in caught.value.problems)
    assert "run.unreadable" in code
    assert ("Resource limits for this query exceeded" if shape == "words" else "HTTP 502") in words
    assert "(TWIN:" in words


def test_a_batch_too_large_for_any_size_ends_the_run_unfinished() -> None:
    scene = Scene()
    send = scene.send
    error = json.dumps(
        {"data": None, "errors": [{"message": "Resource limits for this query exceeded."}]}
    )
    scene.send = lambda request: Answer(200, {}, error) if _inputs(request) else send(request)
    with pytest.raises(UnfinishedError) as caught:
        scene.apply()
    assert caught.value.problems[0].code == "run.unsettled"


def test_every_change_is_told_with_how_far_the_run_has_come() -> None:
    scene = Scene()
    scene.twin.arm(Fault(5, "502"))
    told: list[tuple[str, int, int]] = []

    def tell(change: Change, made: int, planned: int) -> None:
        told.append((change.key, made, planned))

    setup = scene.setup()
    setup.traffic.tell = tell
    perform(setup, None)
    assert [made for _, made, _ in told] == list(range(1, len(told) + 1))
    assert {planned for _, _, planned in told[:9]} == {9}
