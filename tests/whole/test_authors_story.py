"""An author's first roadmap, from an empty folder to a learner who takes over its second version.

The workflow files are those that `init` wrote, and they run for real.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest

from github_twin import seed
from roadmap_bot.issues.size import check_bodies
from roadmap_bot.roadmap.load import load_roadmap
from tests.conftest import Count
from tests.kit.scene import MONDAY, Scene
from tests.kit.terminal import Said, say
from tests.kit.workflow_runner import Stage, open_example

DOCUMENT = """\
# Bread in four weeks

From flour to a loaf that friends ask for.

## Week 1: Flour and water

- [ ] Weigh everything
- [ ] Mix a dough by hand
  - [ ] without kneading
  - [ ] with ten minutes of kneading

## Week 2: Yeast

- [ ] Let a dough rise overnight
- [ ] Bake two loaves and compare

## Week 3–4: Sourdough

- [ ] Begin a starter
- [ ] Bake with it
"""
UNITS = "roadmap/1-units.yml"
CRITERIA = "boxes: [{title: Done when, steps: [{id: W01.1, text: The dough does not stick}]}]"
ROLLS = "{id: W02-3, title: Shape rolls, kind: study}"
EDITS = {
    "title: Weigh everything": "title: Weigh everything in grams",
    "    weeks: [1, 1]\n": f"    weeks: [1, 1]\n    {CRITERIA}\n",
    "title: Begin a starter": "title: Begin a starter\n        note: Feed it daily.",
}
NEWS = {
    "- id: W01-2\n": "- id: W01-5\n        aliases: [W01-2]\n",
    "title: Mix a dough by hand": "title: Mix two doughs by hand",
    "      - id: W02-2\n": f"      - {ROLLS}\n      - id: W02-2\n",
}
LEFT = {"W01", "W01-1", "W01-5", "W02", "W02-2", "W02-3", "W03", "W03-1", "W03-2"}

Open = Callable[[str], Stage]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Begin with the document, and edit three things."""
    document = tmp_path / "bread.md"
    document.write_text(DOCUMENT, encoding="utf-8")
    assert say(f"init {tmp_path / 'book'} --from {document}").code == 0
    edit(tmp_path / "book", EDITS)
    return tmp_path / "book"


@pytest.fixture
def open_home(book: Path, tmp_path: Path, count: Count) -> Iterator[Open]:
    """Push the folder to a new repository of some kind."""
    count("workflows under act", "scenarios", 1, None)
    with ExitStack() as stack:

        def open_kind(kind: str) -> Stage:
            world = seed.make_world(kind, now=MONDAY, files=seed.load_files(book))
            folder = tmp_path / kind
            folder.mkdir()
            stage = open_example(world, folder, book)
            stack.enter_context(stage.server)
            return stage

        yield open_kind


def edit(book: Path, edits: Mapping[str, str]) -> None:
    path = book / UNITS
    text = path.read_text("utf-8")
    for old, new in edits.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def run(book: Path, line: str) -> Said:
    return say(f"{line} --roadmap {book / 'roadmap'}")


def test_what_an_author_begins_with_is_sound_and_can_be_looked_at(book: Path) -> None:
    checked = run(book, "validate")
    assert (checked.code, checked.err) == (0, "")
    assert checked.out.startswith("Bread in four weeks: 3 units, 6 tasks, no problem found.")
    page = book.parent / "preview.html"
    assert run(book, f"preview {page}").code == 0
    text = page.read_text("utf-8")
    assert "Weigh everything in grams" in text
    assert "The dough does not stick" in text


def test_the_template_is_green_from_the_first_push_and_makes_nothing(open_home: Open) -> None:
    template = open_home("template")
    ran = template.run(template.do("first_push"))
    assert ran.code == 0, ran.log
    assert ran.jobs == {"follow": "success", "roadmap": "success"}
    assert "A new learner: Plan: " in ran.summary
    assert [level for level, _ in ran.annotations if level != "notice"] == []
    assert template.state["issues"] == []


def test_a_pull_request_to_the_template_shows_what_learners_would_get(open_home: Open) -> None:
    template = open_home("template")
    edit(template.tree, {"title: Yeast": "title: Yeast and time"})
    ran = template.run(template.pull())
    assert (ran.code, ran.jobs) == (0, {"roadmap": "success"}), ran.log
    assert "A new learner: Plan: " in ran.summary
    edit(template.tree, {"weeks: [2, 2]": "weeks: [2, 9]"})
    broken = template.run(template.pull())
    assert (broken.code, broken.jobs) == (1, {"roadmap": "failure"})
    ((level, said),) = broken.annotations
    assert (level, said.partition(":")[0]) == ("error", UNITS)


@pytest.mark.parametrize("kind", ["template-copy", "fork"])
def test_learners_get_a_table_also_where_the_author_wrote_the_readme_alone(
    kind: str, book: Path
) -> None:
    (book / "README.md").write_text("# The bakers' book\n", encoding="utf-8")
    files = seed.load_files(book)
    world = seed.make_world(kind, now=MONDAY, files=files, has_issues=True, workflow_state="active")
    roadmap = load_roadmap(book / "roadmap", check_bodies).roadmap
    assert roadmap
    learner = Scene(world, roadmap)
    learner.run()
    assert "progress/badge.svg" in (learner.home.head.files[".github/README.md"].text or "")
    assert learner.home.head.files["README.md"].text == "# The bakers' book\n"
    head = learner.home.head.sha
    assert learner.run().problems == ()
    assert learner.home.head.sha == head


def test_a_learner_copies_it_and_keeps_ticks_when_a_new_version_comes(
    open_home: Open, book: Path
) -> None:
    copy = open_home("template-copy")
    begun = copy.run(copy.do("first_push"))
    assert (begun.code, begun.jobs) == (0, {"follow": "success"}), begun.log
    files = copy.state["files"]
    assert "progress/badge.svg" in files[".github/README.md"]
    assert files["README.md"] == (book / "README.md").read_text("utf-8")

    copy.do("tick", number=copy.number("W01-2"), text="W01-2.1")
    closed = copy.run(copy.do("push", commits=[{"message": "done W02-1"}]))
    assert closed.code == 0, closed.log

    old = book.parent / "old"
    (book / "roadmap").rename(old)
    (book / "roadmap").mkdir()
    for path in old.iterdir():
        (book / "roadmap" / path.name).write_bytes(path.read_bytes())
    edit(book, NEWS)
    told = run(book, f"validate --since {old}")
    assert (told.code, told.err) == (0, "")
    assert "last release: Plan: 1 to create, " in told.out

    text = (book / UNITS).read_text("utf-8")
    copy.release("v2.0.0", {UNITS: text})
    updated = copy.run(copy.do("dispatch", inputs={"command": "update"}))
    assert updated.code == 0, updated.log
    assert copy.state["files"][UNITS] == text
    copy.check_out(UNITS)
    followed = copy.run(copy.do("push", commits=[{"message": "Go on"}]))
    assert followed.code == 0, followed.log
    assert copy.open_tasks == LEFT
    (mixed,) = (issue for issue in copy.state["issues"] if "[W01-5]" in issue["title"])
    assert "Mix two doughs by hand" in mixed["title"]
    assert mixed["body"].count("- [x]") == 1
