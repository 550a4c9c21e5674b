"""Evidence is of one kind, and a pattern shows something only where it is the learner's own."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase

import pytest

from roadmap_bot.roadmap.checks.evidence import FROM_THE_START
from tests.kit.roadmap_text import judge
from tests.kit.scene import ROOT
from tests.roadmap.checks.test_warnings import SOUND, find_warnings
from tests.yaml.test_yaml_file import expect

WRONG = {
    "none": "{}",
    "a number alone": "{least: 2}",
    "pull that is not asked for": "{pull: false}",
    "two at once": "{files: a/**, pull: true}",
    "all three": "{files: a/**, pull: true, link: demo}",
}


@pytest.mark.parametrize("name", WRONG)
def test_evidence_is_of_one_kind(name: str) -> None:
    marked = f"text: Page, evidence: ⟦roadmap.evidence-kinds⟧{WRONG[name]}}}"
    found, expected = judge("text: Page}", marked)
    assert found == expected


@pytest.mark.parametrize(
    "marked",
    [
        "{files: a/**, least: ⟦yaml.at-least⟧0}",
        "{link: ⟦yaml.choice⟧video}",
        "{files: ⟦yaml.text-shape⟧[a]}",
    ],
)
def test_what_the_schema_refuses_is_refused_at_its_place(marked: str) -> None:
    found, expected = judge("text: All read}", f"text: All read, evidence: {marked}}}")
    assert found == expected


def judge_glob(marked: str) -> tuple[list[tuple[str, int, int]], list[tuple[str, int, int]]]:
    text, expected = expect(SOUND.replace("text: Page}", f"text: Page, evidence: {marked}}}"))
    return find_warnings(text), expected


@pytest.mark.parametrize(
    "glob",
    [
        *("**", "*", "**/*", "*/**", "?*", "**/*.md", "README.md", ".github/**", "roadmap/*.yml"),
        *("src/**", "tests/**", "**/*.py", "**/README.md", "**/*.json", "*.txt", "LICENSE"),
    ],
)
def test_a_pattern_that_takes_what_is_there_from_the_start_is_worth_a_look(glob: str) -> None:
    found, expected = judge_glob(f'{{files: ⟦roadmap.glob-all⟧"{glob}"}}')
    assert found == expected


@pytest.mark.parametrize(
    "glob", ["/a/b", "a/", "../a", "a/../b", "./a", "a//b", "a\\\\b", "C:\\\\a", "."]
)
def test_a_pattern_that_matches_nothing_is_worth_a_look(glob: str) -> None:
    found, expected = judge_glob(f'{{files: ⟦roadmap.glob-never⟧"{glob}"}}')
    assert found == expected


@pytest.mark.parametrize("glob", ["projects/{a,b}/**", "[a-z]*.py", "!notes/**", "~/notes/**"])
def test_a_pattern_with_signs_of_other_tools_is_worth_a_look(glob: str) -> None:
    found, expected = judge_glob(f'{{files: ⟦roadmap.glob-plain⟧"{glob}"}}')
    assert found == expected


@pytest.mark.parametrize(
    "asked",
    [
        "{files: projects/shop/**, least: 2}",
        "{files: projects/shop/README.md}",
        '{files: "projects/*/README.md"}',
        '{files: "**/Dockerfile"}',
        "{pull: true}",
        "{link: demo}",
        "{link: repository}",
    ],
)
def test_what_is_the_learners_own_is_told_nothing(asked: str) -> None:
    assert judge_glob(asked) == ([], [])


def test_every_place_in_which_a_copy_holds_files_from_the_start_is_known() -> None:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    unknown = [".git", *(line.strip("/") for line in ignored)]
    places = {path.name for path in ROOT.iterdir() if not is_any(path.name, unknown)}
    assert places <= {path.partition("/")[0] for path in FROM_THE_START}


def is_any(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)
