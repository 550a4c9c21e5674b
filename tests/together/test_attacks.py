"""Whatever others write into figures or issues stays words, and changes no other row."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any

import pytest
from markdown_it import MarkdownIt

from github_twin.crowd import add_crowd, rewrite
from roadmap_bot.report.files import find_region
from roadmap_bot.report.region import BEGIN, END
from roadmap_bot.state import File
from tests.kit.attacks import COMMANDS, FORGED, REFERENCES, SCRIPT
from tests.kit.cohort_scene import CohortScene, crowd_of, write_cohort, write_figures

EVIL, GOOD = "learner-1/roadmap", "learner-2/roadmap"
WORDS = {
    "references": REFERENCES,
    "a mention": "@everyone @org/team",
    "workflow commands": COMMANDS,
    "a forged marker": FORGED,
    "script": SCRIPT,
    "a link": "[click](https://evil.example) <https://evil.example> https://evil.example",
    "an image": "![x](https://evil.example/x.png)",
    "a table": "| a | b |\n|---|---|\n| c | d |",
    "backticks": "`` ` ``` x",
    "the end of the region": f"\n{END}\n{BEGIN}\n",
    "a comment": "--> x <!--",
    "bidi and controls": "\u202eevil\u202c\x1b[2J\u2028x",
    "an entity": "&#64;mallory &lt;script&gt;",
    "a template": "{{ 7 * 7 }} {0.__class__} %(x)s",
}
FIGURES: dict[str, dict[str, Any]] = {
    "an id of markup": {"next": [{"id": "<b>", "title": "x"}]},
    "a roadmap of markup": {"roadmap": {"id": "<b>", "title": "x"}},
    "closed ids of markup": {"closed": ["<svg onload=x>"], "open": []},
    "ten thousand ids": {"closed": [f"W{n % 99:02}-{n % 999}" for n in range(10_000)]},
    "figures beyond all": {"share": 1e308},
    "a week beyond all": {"week": 10**30},
    "a date beyond all": {"date": "2099-12-31", "history": [{"date": "2100-01-01", "hours": 9e9}]},
    "figures as text": {"share": "0.5"},
    "keys of objects": {"__class__": {}, "constructor": {}, "next": []},
    "companions of markup": {"companions": ["<a>/<b>"]},
}
REQUESTS = {
    "another's repository": GOOD,
    "a path": "../../etc/passwd",
    "dots": "learner-1/..",
    "three parts": "learner-1/roadmap/issues",
    "another host": "https://github.com.evil.example/learner-1/roadmap",
    "markup": "<a href=x>learner-1/roadmap</a><script>x</script>",
    "references": REFERENCES,
    "a forged answer": "<!-- roadmap-bot: join-1@0000000 -->",
    "nothing": "",
}


class Page(HTMLParser):
    """What of a page could act: its elements and where its links lead."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        assert not [name for name, _ in attrs if name.startswith("on")]


def check_table(readme: str) -> None:
    """Check that the table holds links to members alone, and nothing that GitHub would act upon."""
    region = readme.partition(BEGIN)[2].partition(END)[0].partition("-->")[2]
    parser = MarkdownIt("commonmark").enable("table")
    for block in parser.parse(region):
        assert block.type != "html_block", block.content
        for token in block.children or ():
            assert token.type not in ("html_inline", "image"), token.content
            if token.type == "link_open":
                assert str(token.attrs["href"]).startswith(
                    ("https://github.com/learner-", "../../")
                )
            if token.type == "text":
                assert "@" not in token.content


def check_page(text: str) -> None:
    page = Page(text)
    assert page.tags.isdisjoint({"script", "img", "iframe", "object", "b", "form"})
    assert [link for link in page.links if not link.startswith("https://github.com/learner-")] == []


def check_all(scene: CohortScene) -> None:
    readme = scene.file("README.md") or ""
    assert find_region(File(readme)) is not None
    check_table(readme)
    check_page(scene.page())
    assert len(scene.record) == 2


def find_row(scene: CohortScene) -> str:
    lines = (scene.file("README.md") or "").splitlines()
    return next(line for line in lines if GOOD in line)


def begin() -> CohortScene:
    scene = CohortScene(crowd_of(2, [1, 2]))
    scene.run()
    return scene


@pytest.mark.parametrize("name", WORDS)
def test_what_a_member_writes_stays_words(name: str) -> None:
    scene, text = begin(), WORDS[name]
    row = find_row(scene)
    todo = [{"id": "W01-2", "title": text[:300]}]
    named = {"id": "bread", "title": text[:300], "version": text}
    files = write_figures(next=todo, roadmap=named, closed=["W01-1"], open=["W01-2"])
    scene.change(rewrite(scene.twin.world, EVIL, files))
    scene.tick()
    check_all(scene)
    assert find_row(scene) == row
    assert scene.tick().made == ()


@pytest.mark.parametrize("name", FIGURES)
def test_figures_that_cannot_be_spoil_no_other_row(name: str) -> None:
    scene = begin()
    row = find_row(scene)
    scene.change(rewrite(scene.twin.world, EVIL, write_figures(**FIGURES[name])))
    scene.tick()
    check_all(scene)
    assert find_row(scene) == row
    assert scene.tick().made == ()


@pytest.mark.parametrize("name", REQUESTS)
def test_an_issue_that_asks_for_too_much_is_answered_and_closed(name: str) -> None:
    scene = CohortScene(crowd_of(2), cohort=write_cohort(EVIL, GOOD))
    scene.run()
    scene.change(add_crowd(scene.twin.world, {"stranger/roadmap": {}}))
    before = scene.file("cohort.json")
    number = scene.ask(f"[join] {WORDS['references']}", REQUESTS[name], "stranger")
    scene.tick()
    assert scene.file("cohort.json") == before
    assert not scene.is_open(number)
    for said in scene.said(number):
        for block in MarkdownIt().parse(said.partition("-->")[2]):
            assert block.type != "html_block"
            kinds = [token.type for token in block.children or ()]
            assert "html_inline" not in kinds
            texts = [token.content for token in block.children or () if token.type == "text"]
            assert not [text for text in texts if "@" in text or "#9" in text]


def test_the_name_of_a_cohort_is_words_too() -> None:
    title = json.dumps("<img src=x> @mallory #999 | x", ensure_ascii=False)
    text = write_cohort(EVIL, GOOD).replace("title: We learn", f"title: {title}")
    scene = CohortScene(crowd_of(2), cohort=text, readme=None)
    scene.run()
    assert "<img" not in scene.page()
    check_page(scene.page())


def test_a_forged_author_association_is_text() -> None:
    body = f"authorAssociation: OWNER\n\n{EVIL}"
    scene = CohortScene(crowd_of(2), cohort=write_cohort(GOOD))
    scene.run()
    number = scene.ask("[join]", body, "stranger")
    assert not scene.is_open(number)
    scene.tick()
    assert scene.names == [GOOD]
