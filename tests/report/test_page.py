"""The progress page: whole in one file, true, and fit for everybody."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_bot.report.lines.sentences import find_percent
from roadmap_bot.report.page import render_page
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.settings import Settings
from roadmap_bot.state import State
from tests.kit.browser import dump_page, needs_chromium
from tests.kit.golden_file import check_golden
from tests.kit.small_roadmap import (
    ALL_CLOSED,
    MOMENTS,
    ROADMAP,
    URL,
    make_goal,
    make_moment,
    make_state,
    measure,
)

PICTURE = re.compile(r"data:image/svg\+xml;base64,[A-Za-z0-9+/=]+")
POLICY = re.compile(r"<meta http-equiv.*?>")


class Page(HTMLParser):
    """What a page asks for, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.sources: list[str] = []
        self.tags: list[str] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name == "href":
                self.links.append(value or "")
            elif name in ("src", "srcset", "data", "action", "poster"):
                self.sources.append(value or "")

    def handle_data(self, data: str) -> None:
        self.words += data


def show(goal: Goal, state: State | None = None) -> Page:
    return Page(render_page(state or {}, goal))


def states(text: str) -> dict[str, str]:
    """The state of every unit and task by its id."""
    found = re.findall(r'<tr data-state="(\w+)".*?class="name">(?:<a [^>]*>)?(\S+) ', text)
    return {id: state for state, id in found}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", MOMENTS)
def test_a_page_looks_like_its_golden_file(name: str, language: str) -> None:
    goal, state = make_moment(name, language)
    shown = PICTURE.sub("data:…", render_page(state, goal))
    check_golden(
        f"page/{name}.{language}.html", shown[shown.index("<body>") : shown.index("<script>")]
    )


@pytest.mark.parametrize("name", MOMENTS)
def test_it_asks_nothing_of_the_network(name: str) -> None:
    goal, state = make_moment(name)
    page = show(goal, state)
    assert page.sources
    assert all(source.startswith("data:image/svg+xml;base64,") for source in page.sources)
    assert all(link.startswith((URL, "#")) for link in page.links)
    assert not {"link", "iframe", "object", "embed", "base"} & set(page.tags)
    assert "@import" not in render_page(state, goal)
    assert "url(" not in PICTURE.sub("", render_page(state, goal))


def test_markup_in_titles_stays_text() -> None:
    title = "</title><script>alert('x')</script>\"><img src=x>"
    units = [{**unit, "title": title} for unit in ROADMAP["units"]]
    milestones = [{**milestone, "title": title} for milestone in ROADMAP["milestones"]]
    kinds = [{**kind, "title": title} for kind in ROADMAP["kinds"]]
    goal = make_goal(3, title=title, units=units, milestones=milestones, kinds=kinds)
    page = show(goal, make_state(goal))
    assert page.tags.count("script") == 1
    assert page.tags.count("img") == 1


def test_before_anything_exists_there_are_no_links_to_it() -> None:
    links = show(make_goal(1)).links
    assert links[0] == "#work"
    assert links[-1] == URL
    assert [link for link in links if re.search(r"/(issues|milestone)/", link)] == []


def test_every_unit_and_task_says_its_state() -> None:
    goal = make_goal(20, settings=Settings(without=("W01-2",), electives={"E": ("P2A",)}))
    state = make_state(goal, closed={"W01-1": 3})
    found = states(render_page({**state, **make_skipped(goal)}, goal))
    assert (found["W01-1"], found["W01-2"], found["W01-3"], found["W03-1"]) == (
        "done",
        "skipped",
        "skipped",
        "open",
    )
    assert (found["P2A"], found["P2B"]) == ("open", "unchosen")
    assert len(found) == 10


def make_skipped(goal: Goal) -> State:
    return {"issue/W01-3": make_state(goal, closed={"W01-3": 4}, why="not_planned")["issue/W01-3"]}


@settings(max_examples=25, deadline=None)
@given(
    st.integers(-3, 60),
    st.dictionaries(st.sampled_from(sorted(ALL_CLOSED)), st.integers(1, 60)),
    st.sets(st.sampled_from(["W01.1", "W03-2.1", "P1.1", "P2A.1"])),
)
def test_its_figures_are_those_of_the_report(
    today: int, closed: dict[str, int], ticked: set[str]
) -> None:
    goal = make_goal(today)
    state = make_state(goal, closed=closed, ticked=ticked)
    progress, text = measure(goal, state), render_page(state, goal)
    tiles = re.findall(r"<dd>(.*?)</dd>", text)
    assert tiles[:3] == [
        f"{find_percent(progress.share)} %",
        f"{find_percent(progress.planned)} %",
        f"{progress.done} / {progress.total}",
    ]
    meters = re.findall(r'value="(\d+)"', text)
    shares = [row.share for row in progress.milestones]
    shares += [kind.share for kind in progress.kinds]
    assert meters == [str(find_percent(share)) for share in shares]
    found = states(text)
    counted = {id: state for id, state in found.items() if id in progress.counted}
    assert (
        sum(state == "done" for id, state in counted.items() if id not in ("W01", "W03"))
        == progress.done
    )


@needs_chromium
def test_the_filters_hide_what_does_not_fit_and_count_the_rest(tmp_path: Path) -> None:
    goal, state = make_moment("midway")
    page = tmp_path / "page.html"
    steps = """const first = row => row.innerText.split(" ")[0].trim();
        const shown = () => [...rows].filter(row => !row.hidden).map(first);
        const set = (name, value) => {
          form[name].value = value;
          filter();
          return [form.count.value, shown()];
        };
        const pre = document.createElement("pre");
        pre.id = "found";
        pre.textContent = JSON.stringify([
          [form.count.value, shown()], set("state", "done"), set("kind", "drill"),
          (form.reset(), set("search", "w03-2")), set("search", "Unit W01")
        ]);
        document.body.append(pre);"""
    text = POLICY.sub("", render_page(state, goal)).replace(
        "filter();\n</script>", f"filter();\n{steps}\n</script>"
    )
    page.write_text(text, "utf-8")
    shown = re.search(r'<pre id="found">(.*?)</pre>', dump_page(page), re.DOTALL)
    assert shown
    everything, done, drills, one, unit = json.loads(html.unescape(shown[1]))
    assert everything == [
        "8",
        ["W01", "W01-1", "W01-2", "W01-3", "W03", "W03-1", "W03-2", "P1", "P2A", "P2B"],
    ]
    assert done == ["3", ["W01", "W01-1", "W01-2", "W01-3"]]
    assert drills == ["2", ["W01", "W01-2", "W01-3"]]
    assert one == ["1", ["W03", "W03-2"]]
    assert unit == ["3", ["W01", "W01-1", "W01-2", "W01-3"]]


def find_policy(text: str) -> dict[str, str]:
    """The page's policy: what it allows, by what it is about."""
    shown = re.search(r'Policy" content="(.*?)"', text)
    assert shown
    parts = (part.split(maxsplit=1) for part in shown[1].split("; "))
    return dict(parts)


@pytest.mark.parametrize("name", MOMENTS)
def test_its_policy_allows_its_own_script_and_nothing_else(name: str) -> None:
    goal, state = make_moment(name)
    text = render_page(state, goal)
    (script,) = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert find_policy(text) == {
        "default-src": "'none'",
        "img-src": "data:",
        "style-src": "'unsafe-inline'",
        "script-src": f"'sha256-{digest}'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    assert not re.search(r"<[^>]* on\w+=", text)


STRANGERS = """
<script>document.body.dataset.evil = "script"</script>
<img src="data:," onerror="document.body.dataset.evil = 'handler'">
"""


@needs_chromium
def test_a_browser_runs_the_page_s_script_and_no_other(tmp_path: Path) -> None:
    goal, state = make_moment("midway")
    page = tmp_path / "page.html"
    page.write_text(render_page(state, goal).replace("</main>", f"{STRANGERS}</main>"), "utf-8")
    shown = dump_page(page)
    assert '<form id="filters">' in shown
    assert "data-evil" not in shown


def test_without_script_everything_is_shown_and_no_dead_filter() -> None:
    goal, state = make_moment("midway")
    text = render_page(state, goal)
    assert '<form id="filters" hidden>' in text
    assert not re.search(r"<tr [^>]*hidden", text)
