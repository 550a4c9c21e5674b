"""What stands where a report would go is named in one sentence, and nothing is made beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from github_twin import git, seed
from github_twin.world import put_repository
from roadmap_bot.report.files import MANUAL, OWN, ROOT
from roadmap_bot.report.region import BEGIN, END
from roadmap_bot.roadmap.paths import REPORT, SETTINGS
from roadmap_bot.session import Done
from roadmap_bot.text.problems import render_problem
from roadmap_bot.text.words import load_words
from tests.kit.scene import MONDAY, Scene

PAIR = f"# Mine\n\n{BEGIN}\n{END}\n"


def make(**files: str) -> Scene:
    return Scene(seed.make_world("own", now=MONDAY, files={"notes.txt": "x", **files}))


def link(scene: Scene, path: str, target: str) -> Scene:
    """Put a symbolic link at a path."""
    head = scene.home.head
    files = {**head.files, path: git.make_blob(target.encode(), "120000")}
    linked = replace(head, files=files)
    home = replace(scene.home, commits={**scene.home.commits, head.sha: linked})
    scene.twin.world = put_repository(scene.twin.world, home)
    return scene


def told(done: Done) -> list[tuple[str, str]]:
    """What the report has to say: what, and of which file."""
    found = []
    for problem in done.problems:
        if problem.code.startswith("report."):
            assert problem.place
            found.append((problem.code, problem.place.file))
            assert all(render_problem(problem, load_words(name)) for name in ("en", "zh"))
    return found


def readmes(scene: Scene) -> dict[str, Any]:
    """The READMEs there are, by path."""
    files = scene.home.head.files
    return {path: blob.data for path, blob in files.items() if "readme" in path.lower()}


# Links


@pytest.mark.parametrize(
    ("path", "files"),
    [
        (ROOT, {}),
        (OWN, {ROOT: f"{MANUAL}\n"}),
        ("docs/a.md", {ROOT: PAIR, SETTINGS: "readme: [docs/a.md]\n"}),
    ],
)
def test_a_readme_that_is_a_link_stays_one_and_is_named(path: str, files: dict[str, str]) -> None:
    scene = link(make(**{"docs/real.md": PAIR, **files}), path, "docs/real.md")
    before = readmes(scene)
    done = scene.run()
    assert told(done) == [("report.link", path)]
    assert readmes(scene) == before
    assert scene.home.head.files[path].mode == "120000"
    assert scene.plan().plan == ()


def test_the_file_that_a_link_leads_to_is_written_once_the_settings_name_it() -> None:
    scene = make(**{"docs/real.md": PAIR, SETTINGS: "readme: [docs/real.md]\n"})
    link(scene, ROOT, "docs/real.md")
    done = scene.run()
    assert told(done) == []
    assert b"W01-1" in scene.home.head.files["docs/real.md"].data


def test_settings_that_are_a_link_are_named_and_nothing_is_done() -> None:
    scene = link(make(**{ROOT: PAIR}), SETTINGS, "elsewhere.yml")
    with pytest.raises(Exception, match=r"report\.link"):
        scene.run()


# A file where the folder would be


def test_a_file_called_progress_is_one_sentence_and_the_table_is_written_all_the_same() -> None:
    scene = make(**{ROOT: PAIR, REPORT: "my progress\n"})
    done = scene.run()
    assert told(done) == [("report.no-folder", REPORT)]
    assert scene.home.head.files[REPORT].data == b"my progress\n"
    assert not any(path.startswith(f"{REPORT}/") for path in scene.home.head.files)
    assert b"W01-1" in scene.home.head.files[ROOT].data
    scene.clock.sleep(3600)
    assert scene.run().plan == ()


def test_a_folder_called_progress_is_where_the_report_goes() -> None:
    scene = make(**{ROOT: PAIR, f"{REPORT}/mine.txt": "x"})
    assert told(scene.run()) == []
    assert f"{REPORT}/progress.json" in scene.home.head.files


def test_a_readme_in_a_folder_that_is_a_file_is_one_sentence() -> None:
    scene = make(**{ROOT: PAIR, "docs": "a file\n", SETTINGS: "readme: [docs/a.md]\n"})
    assert told(scene.run()) == [("report.no-folder", "docs/a.md")]


# Other READMEs


@pytest.mark.parametrize(
    "path",
    [
        "README",
        "README.rst",
        "README.markdown",
        "ReadMe.mkd",
        "readme.adoc",
        ".github/readme.md",
        ".github/README.txt",
        "docs/README.md",
        "docs/readme.org",
    ],
)
def test_where_a_readme_is_shown_already_none_is_made_beside_it(path: str) -> None:
    scene = make(**{path: "Mine.\n"})
    done = scene.run()
    assert told(done) == [("report.rival", path)]
    assert readmes(scene) == {path: b"Mine.\n"}
    assert scene.plan().plan == ()


@pytest.mark.parametrize("path", [".github/readme.md", ".github/Readme.markdown"])
def test_in_a_copy_a_readme_beside_the_learners_own_is_none(path: str) -> None:
    scene = make(**{ROOT: f"{MANUAL}\n", path: "Mine.\n"})
    assert told(scene.run()) == [("report.rival", path)]
    assert OWN not in scene.home.head.files


@pytest.mark.parametrize(
    "path", ["README.zh-CN.md", "docs/guide.md", "src/README.md", "docs/api/README.md"]
)
def test_what_github_shows_for_no_readme_is_in_nobodys_way(path: str) -> None:
    scene = make(**{path: "Mine.\n"})
    assert told(scene.run()) == []
    assert ROOT in scene.home.head.files


def test_in_a_copy_the_manual_and_a_readme_in_docs_are_in_nobodys_way() -> None:
    scene = make(**{ROOT: f"{MANUAL}\n", "docs/README.md": "Mine.\n"})
    assert told(scene.run()) == []
    assert OWN in scene.home.head.files


def test_a_markdown_file_of_the_longer_name_may_be_named() -> None:
    scene = make(**{"README.markdown": PAIR, SETTINGS: "readme: [README.markdown]\n"})
    assert told(scene.run()) == []
    assert b"W01-1" in scene.home.head.files["README.markdown"].data
