"""READMEs and manuals: the same clicks in both languages, links that lead somewhere, their size."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from roadmap_bot.issues.size import check_bodies
from roadmap_bot.report.files import MANUAL
from roadmap_bot.roadmap.load import load_roadmap
from tests.kit.browser import needs_chromium
from tests.kit.english_demo import draw_demo
from tests.kit.github_page import measure_page
from tests.kit.manual import (
    MANUALS,
    PAGES,
    ROOT,
    START,
    find_anchors,
    find_clicks,
    find_links,
    parse_page,
    read_page,
)
from tests.kit.scene import load
from tests.kit.shown_demo import PICTURES, check_shown

MOST_LINES = 155
PHONE = 375  # px wide
FIRST_SCREEN = 700  # px high
# Pages of the repository in which a page is read, by their addresses below it
CLICK_PATHS = (
    "generate",
    "fork",
    "actions",
    "actions/workflows/roadmap.yml",
    "issues",
    "settings",
    "settings/pages",
    "settings/secrets/actions/new",
    "settings/variables/actions/new",
    "releases/latest",
    "releases/new",
)


def test_a_fork_needs_two_settings_more_than_a_copy() -> None:
    copy, fork = find_clicks("README.md")
    assert copy[:2] == ["Use this template", "Create repository"]
    assert fork[:2] == ["Fork", "Create fork"]
    assert "I understand my workflows, go ahead and enable them" in fork
    assert fork[-2:] == ["Run workflow", "Run workflow"]


def test_both_languages_ask_for_the_same_clicks() -> None:
    assert find_clicks("README.md") == find_clicks("README.zh-CN.md")


@pytest.mark.parametrize("page", PAGES)
def test_no_star_of_bold_words_is_left_over(page: str) -> None:
    # Between `：**` and a Chinese letter, CommonMark sees no end of bold.
    inline = [part for block in parse_page(page) for part in block.children or ()]
    assert [part.content for part in inline if part.type == "text" and "**" in part.content] == []


@pytest.mark.parametrize("readme", MANUALS)
def test_a_readme_is_short(readme: str) -> None:
    assert len(read_page(readme).splitlines()) <= MOST_LINES


def test_the_readme_of_a_copy_is_known_as_the_manual() -> None:
    assert read_page("README.md").startswith(MANUAL)


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_to_a_file_a_heading_or_a_page_of_whichever_repository(page: str) -> None:
    assert [link for link in find_links(page) if not leads_somewhere(link, page)] == []


def leads_somewhere(link: str, page: str) -> bool:
    if link.startswith("https://"):
        return True
    path, _, anchor = unquote(link).partition("#")
    target = posixpath.normpath(posixpath.join("blob/main", posixpath.dirname(page), path or "."))
    if not target.startswith("blob/main"):
        return target in CLICK_PATHS
    file = target.removeprefix("blob/main").strip("/") if path else page
    return (ROOT / file).exists() and (not anchor or anchor in find_anchors(file))


@pytest.mark.parametrize(
    ("link", "leads"),
    [
        ("../../generate", True),
        ("../generate", False),
        ("../../generates", False),
        ("LICENSE", True),
        ("LICENCE", False),
        ("#every-day", True),
        ("#no-day", False),
        (".github/MANUAL.md#leaving", True),
        (".github/MANUAL.md#arriving", False),
    ],
)
def test_a_link_that_leads_nowhere_is_found(link: str, leads: bool) -> None:
    assert leads_somewhere(link, "README.md") == leads


@pytest.mark.parametrize("readme", MANUALS)
def test_the_first_screen_is_a_button_a_picture_and_the_steps(readme: str) -> None:
    first, _, _ = read_page(readme).partition("\n## ")
    assert first.count("](../../generate)") == 1
    assert first.count("<picture>") == 1
    shown = [block for block in parse_page(readme) if block.type != "inline"]
    assert [block.content for block in shown if block.type == "code_block"] == []
    for picture in re.findall(r'(?:src|srcset)="([^"]+)"', read_page(readme)):
        assert (ROOT / picture).is_file()


@pytest.mark.parametrize("readme", MANUALS)
def test_the_roadmap_that_a_readme_begins_with_is_one(readme: str, tmp_path: Path) -> None:
    example = read_page(readme).partition("```yaml\n")[2].partition("```")[0]
    (tmp_path / "roadmap.yml").write_text(example, encoding="utf-8")
    loaded = load_roadmap(tmp_path, check_bodies)
    assert loaded.problems == ()
    assert loaded.warnings == ()
    assert loaded.roadmap
    assert len(list(loaded.roadmap.tasks)) == 3


@needs_chromium
@pytest.mark.parametrize("readme", MANUALS)
def test_on_a_phone_the_steps_begin_on_the_first_screen(readme: str, tmp_path: Path) -> None:
    measured = measure_page(ROOT / readme, tmp_path, PHONE)
    assert measured["wide"] <= PHONE
    heading = next(box for box in measured["boxes"] if box["text"] == START[readme])
    steps = next(box for box in measured["boxes"] if box["tag"] == "ol")
    assert heading["top"] < steps["top"] <= FIRST_SCREEN
    images = [box for box in measured["boxes"] if box["tag"] == "img"]
    assert len(images) == 2
    assert all(0 < image["right"] <= PHONE for image in images)


def test_the_english_readme_shows_an_english_demo_as_it_is_now() -> None:
    region, drawn = draw_demo()
    pictures = {
        posixpath.basename(path): text for path, text in drawn.items() if path.endswith(".svg")
    }
    check_shown("README.md", region, pictures, PICTURES / "en")
    assert not re.search(r"[\u4e00-\u9fff]", region)


def test_what_the_english_demo_shows_is_the_first_roadmap_in_english() -> None:
    roadmap = load("seed").spoken("en")
    assert roadmap.language == "en"
    readme = read_page("README.md")
    table = readme[readme.index("<!-- demo:table -->") : readme.rindex("<!-- demo:end -->")]
    rows = [line for line in table.splitlines() if line.startswith("| ")][1:]
    assert len(rows) == len(roadmap.milestones)
    for row, milestone in zip(rows, roadmap.milestones, strict=True):
        assert milestone.title in row
    titles = [task.title for _, task in roadmap.tasks] + [unit.title for unit in roadmap.units]
    assert sum(title in table for title in titles) >= 5
