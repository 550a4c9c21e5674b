"""Friends' copies: shown in a report that is due anyway, never a reason to write one."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from github_twin import seed
from github_twin.crowd import add_crowd, rewrite, vanish
from github_twin.world import World
from roadmap_bot.decide import Act
from roadmap_bot.foreign.companions import read_companions
from roadmap_bot.report.page import render_page
from roadmap_bot.report.region import BEGIN, END
from roadmap_bot.roadmap.paths import FIGURES
from tests.kit.cohort_scene import make_figures, write_figures
from tests.kit.learner import Learner
from tests.kit.scene import MONDAY, NAME

FRIEND = "ada/plan"
SETTINGS = f"start: 2026-11-16\nwith: [{FRIEND}]\n"


def make_world() -> World:
    readme = f"# Mine\n\n{BEGIN}\n{END}\n"
    return seed.make_world("own", now=MONDAY, files={"README.md": readme})


def make_learner(settings: str = SETTINGS, **figures: Any) -> Learner:
    learner = Learner(settings=settings, world=make_world())
    learner.twin.world = add_crowd(learner.twin.world, {FRIEND: write_figures(**figures)})
    return learner


def read(learner: Learner, path: str) -> str:
    home = learner.home
    commit = home.commits[home.branches[home.default_branch]]
    return str(commit.files[path].text)


def find_line(learner: Learner) -> str:
    lines = read(learner, "README.md").splitlines()
    return next((line for line in lines if FRIEND in line), "")


def test_a_companion_is_one_line_of_the_report() -> None:
    learner = make_learner(done=2)
    learner.apply(Act.REPORT)
    assert f"[`{FRIEND}`](https://github.com/{FRIEND})" in find_line(learner)
    assert "50 %" in find_line(learner)
    assert "`W01-3 Task W01-3`" in find_line(learner)


def test_a_companion_costs_one_request() -> None:
    alone = Learner(settings="start: 2026-11-16\n", world=make_world())
    before = alone.twin.requests
    alone.apply(Act.REPORT)
    cost = alone.twin.requests - before
    learner = make_learner()
    before = learner.twin.requests
    learner.apply(Act.REPORT)
    assert learner.twin.requests - before == cost + 1


def test_a_companions_news_alone_makes_no_commit() -> None:
    learner = make_learner(done=1)
    learner.apply(Act.REPORT)
    learner.twin.world = rewrite(learner.twin.world, FRIEND, write_figures(done=3))
    before = learner.twin.requests
    assert learner.apply(Act.REPORT).plan == ()
    assert learner.twin.requests - before == 1
    learner.do("close", "W01-1")
    learner.apply(Act.REPORT)
    assert "75 %" in find_line(learner)


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ({"shared": False}, "private"),
        ({"share": 7}, "cannot be seen"),
        ({"version": 3}, "cannot be seen"),
        ({"done": 4}, "finished"),
        ({"history": [{"date": "2026-09-20", "hours": 1.0}]}, "resting since"),
    ],
)
def test_what_a_companion_says_of_themselves(figures: dict[str, Any], said: str) -> None:
    learner = make_learner(**figures)
    learner.apply(Act.REPORT)
    assert said in find_line(learner)


def test_a_companion_who_is_gone_is_one_sentence_and_stops_nothing() -> None:
    learner = make_learner()
    learner.twin.world = vanish(learner.twin.world, FRIEND)
    done = learner.apply(Act.REPORT)
    assert done.refused == ()
    assert "cannot be seen" in find_line(learner)


def test_figures_name_companions_and_what_is_shared() -> None:
    learner = make_learner(SETTINGS + "nudge: weekly\nshare: all\n")
    learner.do("close", "W01-1")
    learner.apply(Act.REPORT)
    figures = json.loads(read(learner, FIGURES))
    assert figures["companions"] == [FRIEND]
    assert figures["nudge"] == "weekly"
    assert figures["closed"] == ["W01-1"]
    assert set(figures["open"]) == {"W01-2", "W01-3"}


def test_who_shares_nothing_says_so_at_once() -> None:
    learner = make_learner()
    learner.apply(Act.REPORT)
    assert json.loads(read(learner, FIGURES))["shared"] is True
    learner.write_settings(SETTINGS + "share: off\n")
    learner.apply(Act.REPORT)
    figures = json.loads(read(learner, FIGURES))
    assert figures["shared"] is False
    assert figures["closed"] is None


RECENT = [{"date": "2026-11-26", "hours": 1.0}]
MUTUAL = {
    "companions": [NAME],
    "nudge": "weekly",
    "history": [{"date": "2026-11-02", "hours": 1.0}],
}


@pytest.mark.parametrize(
    ("settings", "figures", "is_mentioned"),
    [
        ("nudge: weekly\n", MUTUAL, True),
        ("", MUTUAL, False),
        ("nudge: weekly\n", {**MUTUAL, "nudge": "never"}, False),
        ("nudge: weekly\n", {**MUTUAL, "companions": []}, False),
        ("nudge: weekly\n", {**MUTUAL, "companions": ["eve/plan"]}, False),
        ("nudge: weekly\n", {**MUTUAL, "shared": False}, False),
        ("nudge: weekly\n", {**MUTUAL, "date": "2026-11-28", "history": RECENT}, False),
    ],
)
def test_a_quiet_companion_is_mentioned_only_where_both_want_it(
    settings: str, figures: dict[str, Any], is_mentioned: bool
) -> None:
    learner = make_learner(SETTINGS + settings, **figures)
    learner.twin.advance(dt.timedelta(days=6).total_seconds())
    learner.apply(Act.REVIEW)
    bodies = [issue.body for issue in learner.home.issues.values() if "R2026" in issue.body]
    assert len(bodies) == 1
    assert ("@ada" in bodies[0]) == is_mentioned


def test_the_way_into_a_cohort_is_a_form_filled_in() -> None:
    learner = make_learner(SETTINGS + "cohort: ada/class\n")
    [hint] = [one for one in learner.run().hints if one.code == "cohort.join"]
    link = f"https://github.test/ada/class/issues/new?template=join.yml&title=%5Bjoin%5D+{NAME}"
    assert (hint.link or "").startswith(link.replace("/roadmap", "%2Froadmap"))
    assert "repository=learner%2Froadmap" in (hint.link or "")
    assert not [one for one in learner.run("schedule").hints if one.code == "cohort.join"]


def test_companions_stand_on_the_page_as_text() -> None:
    learner = make_learner(next=[{"id": "W01-3", "title": "<b>@eve</b>"}])
    learner.apply(Act.REPORT)
    done = learner.plan()
    companions = read_companions(learner.setup().reader, done.goal.settings.companions)
    page = render_page({**done.seen.things, **companions}, done.goal)
    assert f'<a href="https://github.com/{FRIEND}">' in page
    assert "&lt;b&gt;@eve" in page
    assert "<b>" not in page


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=6,
)


@settings(max_examples=40, deadline=None)
@given(key=st.sampled_from(sorted(make_figures())), value=JUNK)
def test_whatever_a_friend_writes_the_report_is_written_and_says_nothing_else(
    key: str, value: Any
) -> None:
    learner = make_learner(**{key: value})
    done = learner.apply(Act.REPORT)
    assert done.refused == ()
    assert f"`{FRIEND}`" in find_line(learner)
    assert learner.apply(Act.REPORT).plan == ()
