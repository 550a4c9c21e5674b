"""The preview shows all that a learner would get, on one page that asks nothing of anybody."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from roadmap_bot.authors.preview import render_preview
from tests.kit.axe import find_violations
from tests.kit.browser import needs_chromium
from tests.kit.scene import MONDAY, load

ALL = ("seed", "tiny", "big-en")


def text_of(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", page))


@pytest.mark.parametrize("name", ALL)
def test_every_unit_task_milestone_and_label_is_shown(name: str) -> None:
    roadmap = load(name)
    text = text_of(render_preview(roadmap, MONDAY))
    owners = [f"[{owner.id}] " for owner in roadmap.owners]
    titles = [milestone.title for milestone in roadmap.milestones]
    labels = [phase.label.name for phase in roadmap.phases]
    assert [each for each in (*owners, *titles, *labels) if each not in text] == []


def test_the_readme_is_that_of_a_copy_with_its_pictures_and_boxes_are_boxes() -> None:
    page = render_preview(load("tiny"), MONDAY)
    assert '<p class="path">.github/README.md</p>' in page
    assert page.count('src="data:image/svg+xml;base64,') == 3  # badge, chart, card
    assert "☐ " in page
    assert "[ ] " not in page
    assert "&lt;!--" not in page


@pytest.mark.parametrize("name", ALL)
def test_the_page_asks_nothing_of_the_network_and_no_link_leads_to_what_is_made_up(
    name: str,
) -> None:
    page = render_preview(load(name), MONDAY)
    assert "default-src 'none'" in page
    assert not re.search(r"<(script|iframe|object|embed|link|base|form)\b", page)
    asked = re.findall(r'<(?:img|source)[^>]* src(?:set)?="([^"]*)"', page)
    assert asked
    assert [each for each in asked if not each.startswith("data:")] == []
    assert "github.com/learner" not in page


def test_the_author_may_write_what_they_like_and_nothing_of_it_is_alive() -> None:
    tiny = load("tiny")
    evil = '<img src=x onerror=alert(1)> </main><script>alert(1)</script> <a href="javascript:1">x'
    (unit,) = tiny.units
    changed = unit.model_copy(update={"title": evil, "summary": evil})
    page = render_preview(tiny.model_copy(update={"title": evil, "units": (changed,)}), MONDAY)
    assert not re.search(r"<[^>]*(onerror|javascript:)", page)
    assert "<script" not in page
    assert page.count("</main>") == 1


@needs_chromium
@pytest.mark.parametrize("name", ["seed", "tiny"])
def test_axe_finds_nothing_to_complain_of(name: str, tmp_path: Path) -> None:
    page = render_preview(load(name), MONDAY).replace("<details>", "<details open>")
    passed, violations = find_violations(page, tmp_path)
    assert violations == []
    assert passed > 15
