"""A plan is made so, whatever GitHub answers on the way, or the run says how far it came."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from github_twin import seed
from github_twin.faults import Fault
from github_twin.limits import Limits
from github_twin.world import World
from roadmap_bot.changes import Change
from roadmap_bot.errors import Problem, UnfinishedError, UserError
from roadmap_bot.http.pace import HOUR
from roadmap_bot.http.request import Answer, Request, Send
from roadmap_bot.http.waiting import LAG
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.session import perform
from tests.kit.scene import MONDAY, NAME, Scene, load

KINDS = (
    "502",
    "timeout",
    "429-retry-after",
    "rate-limited",
)  # one of each meaning; test_matrix.py has them all
WHEN = {False: "before", True: "after"}


def shape(world: World) -> Any:
    """Return all that a learner can see, without numbers and times."""
    home = world.repositories[NAME]
    titles = {None: None} | {number: issue.title for number, issue in home.issues.items()}
    points = {None: None} | {
        number: milestone.title for number, milestone in home.milestones.items()
    }
    return (
        sorted(label.name for label in home.labels.values()),
        sorted(
            (one.title, one.description, one.due_on, one.state) for one in home.milestones.values()
        ),
        sorted(
            (
                issue.title,
                issue.body,
                issue.reason or issue.state,
                sorted(home.labels[label].name for label in issue.labels),
                points[issue.milestone],
                titles[issue.parent],
                [titles[child] for child in issue.children],
                [comment.body for comment in issue.comments],
            )
            for issue in home.issues.values()
        ),
        home.head.files if home.head else None,
        len(home.commits),
    )


def kill(world: World, at: int, act: Callable[[Scene], object]) -> World:
    """Return the world after a run that was killed once its request `at` took effect."""
    scene = Scene(world)
    count = itertools.count(1)
    send = scene.send

    def send_some(request: Request) -> Answer:
        if next(count) > at:
            raise InterruptedError
        return send(request)

    scene.send = send_some
    with pytest.raises(InterruptedError):
        act(scene)
    return scene.twin.world


def apply(scene: Scene) -> None:
    scene.apply()


def close(scene: Scene) -> None:
    scene.run("push", PUSH.payload, ref=PUSH.ref, actor=PUSH.actor)


FRESH = seed.make_world("own", now=MONDAY)
_applied = Scene(FRESH)
_applied.apply()
_applied.clock.sleep(60)
_event = _applied.twin.act(
    "push",
    seed.LEARNER,
    commits=[{"message": "done W01-2"}, {"message": "skip W01-3"}, {"message": "done W01-1.1"}],
)
assert _event is not None
PUSH = _event
PUSHED = replace(_applied.twin.world, log=(), served=0)
STORIES = {"apply": (FRESH, apply), "close": (PUSHED, close)}


def clean(story: str) -> Scene:
    world, act = STORIES[story]
    scene = Scene(world)
    act(scene)
    return scene


CLEAN = {story: clean(story) for story in STORIES}
WANTED = {story: shape(scene.twin.world) for story, scene in CLEAN.items()}
SPOTS = [(story, at) for story, scene in CLEAN.items() for at in range(1, scene.twin.requests + 1)]


@pytest.mark.parametrize(("story", "at"), SPOTS)
@pytest.mark.parametrize("lag", [0.0, 5.0])
def test_a_run_that_meets_a_fault_ends_as_a_clean_one_or_says_that_it_is_unfinished(
    story: str, at: int, lag: float
) -> None:
    world, act = STORIES[story]
    for kind, after, patience in itertools.product(KINDS, WHEN, (3600.0, 0.5)):
        scene = Scene(replace(world, lag=lag))
        scene.twin.arm(Fault(at, kind, after))
        scene.patience = patience
        try:
            act(scene)
        except UnfinishedError:
            scene.patience = 3600.0
            act(scene)
        assert shape(scene.twin.world) == WANTED[story], (kind, WHEN[after], patience)


@pytest.mark.parametrize(("story", "at"), SPOTS)
@pytest.mark.parametrize("lag", [0.0, 5.0])
def test_a_run_after_one_that_was_killed_ends_as_a_clean_one(
    story: str, at: int, lag: float
) -> None:
    world, act = STORIES[story]
    if at == CLEAN[story].twin.requests:
        return
    scene = Scene(kill(replace(world, lag=lag), at, act))
    act(scene)
    assert shape(scene.twin.world) == WANTED[story]


@pytest.mark.parametrize("story", STORIES)
def test_a_second_run_writes_nothing(story: str) -> None:
    _, act = STORIES[story]
    scene = Scene(replace(CLEAN[story].twin.world, log=()))
    act(scene)
    assert scene.twin.writes == 0
    assert scene.twin.requests == 1


def test_two_faults_in_a_row_are_no_more_than_one() -> None:
    for first, second in itertools.combinations(range(1, CLEAN["apply"].twin.requests + 1), 2):
        scene = Scene(FRESH)
        scene.twin.arm(Fault(first, "timeout", after=True), Fault(second, "502", after=True))
        scene.apply()
        assert shape(scene.twin.world) == WANTED["apply"]


@pytest.mark.parametrize("status", [500, 502, 504, 0, 202])
def test_a_github_that_stays_away_leaves_the_run_unfinished(status: int) -> None:
    scene = Scene()
    send = scene.send
    scene.send = lambda request: (
        send(request) if "Look" in json.dumps(request.body) else Answer(status, {}, "ReadTimeout")
    )
    with pytest.raises(UnfinishedError) as caught:
        scene.apply()
    silent = () if status else (Problem("github.silent", {"what": "ReadTimeout"}),)
    assert caught.value.problems == (
        Problem("run.unsettled", {"done": 0, "total": 8, "until": "09:02 UTC"}),
        *silent,
    )
    assert sum(scene.clock.slept) <= 3600.0


def test_a_github_that_cannot_be_read_changes_nothing() -> None:
    scene = Scene()
    scene.send = lambda request: Answer(502, {}, "<html>")
    with pytest.raises(UnfinishedError) as caught:
        scene.apply()
    assert caught.value.problems[0].code == "run.unreadable"
    assert scene.twin.requests == 0


def limited(patience: float, **bounds: Any) -> Scene:
    scene = Scene()
    scene.twin.world = replace(scene.twin.world, limits=Limits(**bounds))
    scene.patience = patience
    return scene


@pytest.mark.parametrize("shape_of_limit", ["403", "429", "200", "too-quickly"])
@pytest.mark.parametrize("retry_after", [None, 30])
def test_a_limit_in_any_shape_is_waited_out(shape_of_limit: str, retry_after: int | None) -> None:
    scene = limited(3600.0, minute=5, shape=shape_of_limit, retry_after=retry_after)
    scene.apply()
    assert shape(scene.twin.world) == WANTED["apply"]


@pytest.mark.parametrize("shape_of_limit", ["403", "429", "200", "too-quickly"])
def test_a_limit_that_outlasts_the_patience_is_said_in_one_honest_sentence(
    shape_of_limit: str,
) -> None:
    scene = limited(10.0, minute=5, shape=shape_of_limit, lockout=7200)
    with pytest.raises(UnfinishedError) as caught:
        scene.apply()
    (problem,) = caught.value.problems
    made = len(scene.home.labels) - 9 + len(scene.home.milestones) + len(scene.home.issues)
    assert problem.code == "run.unfinished"
    assert (problem.values["done"], problem.values["total"]) == (made, 8)
    assert made == 5
    assert sum(scene.clock.slept) < 20


@pytest.mark.parametrize("word", ["RATE_LIMITED", "RATE_LIMIT"])
def test_a_budget_that_is_used_up_is_said_with_the_time_when_it_comes_back(word: str) -> None:
    scene = limited(60.0, primary=True, budget=3, word=word)
    with pytest.raises(UnfinishedError) as caught:
        scene.apply()
    assert caught.value.problems[0].values["until"] == "10:00 UTC"
    scene.clock.sleep(HOUR)
    scene.twin.limit(budget=100)
    scene.apply()
    assert shape(scene.twin.world) == WANTED["apply"]


def grown(tasks: int) -> Roadmap:
    tiny = load()
    (unit,) = tiny.units
    task = unit.tasks[1]
    made = [
        task.model_copy(update={"id": f"W01-{index}", "title": f"Task {index}"})
        for index in range(1, tasks + 1)
    ]
    return tiny.model_copy(update={"units": (unit.model_copy(update={"tasks": tuple(made)}),)})


def test_a_run_that_fills_the_hour_stops_and_the_next_one_goes_on() -> None:
    scene = Scene(roadmap=grown(90))
    scene.pace = replace(scene.pace, per_hour=50)
    scene.patience = 900.0
    with pytest.raises(UnfinishedError) as caught:
        scene.apply()
    assert caught.value.problems == (
        Problem("run.unfinished", {"done": 45, "total": 95, "until": "10:00 UTC"}),
    )
    with pytest.raises(UnfinishedError) as caught:  # it knows from GitHub that the hour is full
        scene.apply()
    assert caught.value.problems[0].values["done"] == 0
    scene.clock.sleep(HOUR)
    scene.patience = 2 * HOUR
    scene.apply()
    assert len(scene.home.issues) == 91


def test_no_window_holds_more_writes_than_the_twin_allows() -> None:
    scene = Scene(roadmap=grown(100))
    scene.twin.limit(minute=80, hour=500)
    scene.apply()
    assert all(entry.status in (200, 201) for entry in scene.twin.world.log)


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


def test_one_thing_that_is_refused_stops_no_other_and_is_named() -> None:
    scene = Scene()
    scene.send = refusing(scene.send, "[W01-2] Let it rise")
    done = scene.apply()
    assert done.refused == (
        Problem("run.refused", {"key": "issue/W01-2", "what": "Title is too long"}),
    )
    assert [issue.title for issue in scene.home.issues.values()] == [
        "[W01] A first loaf",
        "[W01-1] Mix the dough",
        "[W01-3] Bake it",
    ]
    assert len(done.plan) == 7


def test_what_needs_a_thing_that_is_refused_is_not_waited_for() -> None:
    scene = Scene()
    scene.send = refusing(scene.send, "[W01] A first loaf")
    done = scene.apply()
    assert [problem.values["key"] for problem in done.refused] == ["issue/W01"]
    assert scene.home.issues == {}
    assert sum(scene.clock.slept) < LAG


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
    assert [problem.values["key"] for problem in done.refused] == ["milestone/M1"]
    assert len(scene.home.labels) == 12


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
    assert {problem.code for problem in done.refused} == {"github.protected"}
    assert {problem.link for problem in done.refused} == {
        f"https://github.test/{NAME}/settings/branches"
    }
    assert len(done.refused) == 1
    assert len(scene.home.issues) == 4


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
    scene = Scene(roadmap=grown(30))
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
    assert shape(scene.twin.world) == WANTED["apply"]


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
    assert {planned for _, _, planned in told[:8]} == {8}
