"""What an author writes reaches the learner: README to guide, guide to everything else."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from markdown_it import MarkdownIt

from roadmap_bot.acts.report import write_report
from roadmap_bot.board.desired import lay_board
from roadmap_bot.report.guide import render_guide
from roadmap_bot.report.region import render_region
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.paths import GUIDE, SETTINGS
from roadmap_bot.roadmap.units import Link
from roadmap_bot.state import Board, File, State
from tests.kit.scene import load
from tests.kit.small_roadmap import goal_of, make_goal, make_state, measure

ROADMAPS = ("seed", "big-en")
FOREIGN = File("# My own guide\n")


def read_html(markdown: str) -> str:
    return str(MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown))


def find_links(roadmap: Roadmap) -> Iterator[Link]:
    for shelf in roadmap.library:
        yield from shelf.items
    for section in roadmap.guides:
        yield from section.links


def find_titles(roadmap: Roadmap) -> Iterator[str]:
    yield from roadmap.goals
    yield from (shelf.title for shelf in roadmap.library)
    yield from (section.title for section in roadmap.guides)
    yield from (link.title for link in find_links(roadmap))
    for phase in roadmap.phases:
        yield from filter(None, (phase.title, phase.summary, phase.goal))


@pytest.mark.parametrize("name", ROADMAPS)
def test_the_boards_readme_holds_the_guide_and_leads_to_it(name: str) -> None:
    goal = goal_of(load(name))
    board = lay_board({}, make_state(goal), goal)["board"]
    assert isinstance(board, Board)
    text = flatten(read_html(board.readme))
    assert [title for title in find_titles(goal.roadmap) if flatten(title) not in text] == []
    assert f"/{GUIDE})" in board.readme


def test_a_guide_too_long_for_the_board_only_begins_there() -> None:
    guides = [{"title": "Long", "text": "word " * 5000}]
    goal = make_goal(1, guides=guides, goals=["Bake bread"])
    board = lay_board({}, {}, goal)["board"]
    assert isinstance(board, Board)
    assert "Bake bread" in board.readme
    assert len(board.readme) < 9000


def flatten(text: str) -> str:
    return " ".join(re.sub(r"<!--.*?-->|<[^>]+>", "", text).split())


@pytest.mark.parametrize("name", ROADMAPS)
def test_every_address_and_title_is_two_clicks_from_the_readme(name: str) -> None:
    goal = goal_of(load(name))
    target = write_report({}, goal)
    readme, guide = target["file/README.md"], target[f"file/{GUIDE}"]
    assert isinstance(readme, File)
    assert isinstance(guide, File)
    assert f"]({GUIDE})" in (readme.text or "")
    page = read_html(guide.text or "")
    addresses = set(re.findall(r'href="(.*?)"', page))
    wanted = {str(link.url) for link in find_links(goal.roadmap) if link.url}
    assert wanted - addresses == set()
    text = flatten(page)
    assert [title for title in find_titles(goal.roadmap) if flatten(title) not in text] == []
    assert (goal.roadmap.summary or "") in text


def test_the_guide_is_the_same_whatever_the_progress() -> None:
    goal = make_goal(20)
    states: tuple[State, ...] = ({}, make_state(goal, closed={"W01-1": 3}, ticked=["P1.1"]))
    assert len({render_guide(measure(goal, state), goal) for state in states}) == 1


def test_a_new_word_in_the_guide_is_news_and_the_next_run_is_quiet() -> None:
    goal, changed = make_goal(10), make_goal(10, goals=["Bake bread"])
    old = write_report({}, goal)
    new = write_report(old, changed)
    assert new[f"file/{GUIDE}"] != old[f"file/{GUIDE}"]
    assert new[f"file/{SETTINGS}"] == old[f"file/{SETTINGS}"]
    assert write_report(new, changed) == new


def test_a_guide_of_somebody_else_stays_and_nothing_leads_to_it() -> None:
    goal = make_goal(10)
    target = write_report({f"file/{GUIDE}": FOREIGN}, goal)
    readme = target["file/README.md"]
    assert target[f"file/{GUIDE}"] == FOREIGN
    assert isinstance(readme, File)
    assert GUIDE not in (readme.text or "")


def test_prose_of_authors_pings_nobody_and_opens_no_html() -> None:
    goal = make_goal(
        1,
        goals=["@ada <b>bold</b> #12"],
        guides=[{"title": "#12", "text": "@ada\n\n<script>", "links": [{"title": "@bob"}]}],
    )
    page = read_html(render_guide(measure(goal), goal))
    assert not re.search(r"@ada|@bob|#12|<script|<b>", page)


def test_the_region_names_the_unit_at_work_its_topics_and_resources() -> None:
    goal = goal_of(load("seed"), today=1)
    state = make_state(goal)
    region = render_region(measure(goal, state), state, goal, "")
    unit = goal.roadmap.units[0]
    first = region.index(unit.title)
    assert first < region.index("接下来") < region.index("<picture>", first)
    assert f"{len(unit.topics)} 个主题 · {len(unit.resources)} 份资源" in region
    assert all(topic.title in region for topic in unit.topics)
    assert all(str(each.url) in region for each in unit.resources)
