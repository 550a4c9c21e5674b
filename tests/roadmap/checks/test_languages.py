"""A roadmap in several languages is one roadmap: only words differ, and every language knows it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from roadmap_bot.issues.labels import all_labels
from roadmap_bot.issues.size import check_bodies
from roadmap_bot.roadmap.load import Loaded, check_roadmap
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.yaml.yaml_file import parse_source
from tests.kit.roadmap_text import BASE

GERMAN = (
    BASE.replace("title: First steps", "title: Erste Schritte")
    .replace("text: Page", "text: Seite")
    .replace("name: kind-study", "name: Lernen")
    + "language: de\n"
)


def load_files(files: Mapping[str, str]) -> Loaded:
    sources = [parse_source(text.encode(), path) for path, text in files.items()]
    return check_roadmap(sources, check_bodies)


def load_both(german: str = GERMAN, base: str = BASE) -> Loaded:
    return load_files({"roadmap/r.yml": base, "roadmap/de/r.yml": german})


def speak(loaded: Loaded, language: str | None) -> Roadmap:
    assert loaded.roadmap is not None
    return loaded.roadmap.spoken(language)


def test_a_folder_that_mirrors_every_file_is_a_language() -> None:
    loaded = load_both()
    assert loaded.problems == ()
    assert [edition.language for edition in speak(loaded, None).editions] == ["en", "de"]


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        (None, "First steps"),
        ("en", "First steps"),
        ("fr", "First steps"),
        ("de", "Erste Schritte"),
        ("de-AT", "Erste Schritte"),
    ],
)
def test_the_learner_gets_the_language_asked_for_or_the_roadmaps_own(
    asked: str | None, title: str
) -> None:
    assert speak(load_both(), asked).units[0].title == title


def test_each_language_knows_all_others() -> None:
    german = speak(load_both(), "de")
    assert [edition.language for edition in german.editions] == ["de", "en"]
    assert speak(load_both(), None) == german.spoken("en")


def test_labels_of_every_language_are_ours() -> None:
    for language in ("en", "de"):
        assert {"lernen", "kind-study"} <= all_labels(speak(load_both(), language)).keys()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("language: de", "language: fr", "mirror-language"),
        ("language: de\n", "", "mirror-language"),
        ("id: W01-1,", "id: W01-7,", "mirror-value"),
        ("kind: study, steps", "kind: build, steps", "mirror-value"),
        ("weeks: [1, 2]", "weeks: [1, 3]", "mirror-value"),
        ("least: 10", "least: 11", "mirror-value"),
        ("https://example.org", "https://example.com", "mirror-value"),
        ("aliases: [W99]", "aliases: [W98]", "mirror-value"),
        ("aliases: [W99-2]", "aliases: []", "mirror-count"),
        ("    aliases: [W99]\n", "", "mirror-lacks"),
        ("language: de", "language: de\nzone: UTC", "mirror-more"),
        ("language: de", "language: de\nlabel: {name: plan}", "mirror-more"),
    ],
)
def test_whatever_is_no_word_must_be_the_same(old: str, new: str, code: str) -> None:
    assert GERMAN.count(old) == 1
    problems = load_both(GERMAN.replace(old, new)).problems
    assert f"roadmap.{code}" in {problem.code for problem in problems}
    assert {problem.place.file for problem in problems if problem.place} == {"roadmap/de/r.yml"}


def test_words_verbs_and_texts_may_differ_or_be_left_out() -> None:
    german = GERMAN.replace("language: de", "language: de\nverbs: {done: [fertig]}\nsummary: Kurz")
    assert load_both(german).problems == ()


def test_what_the_bot_knows_its_issues_by_has_one_name() -> None:
    base = BASE + "label: {name: plan}\n"
    german = GERMAN + "label: {name: Plan B}\n"
    [problem] = load_both(german, base).problems
    assert (problem.code, problem.values) == ("roadmap.mirror-label", {"name": "plan"})


def test_a_folder_that_lacks_a_file_is_no_language_and_said_so() -> None:
    files = {"r/a.yml": BASE, "r/b.yml": "library: []\n", "r/de/a.yml": GERMAN}
    loaded = load_files(files)
    assert speak(loaded, "de").language == "en"
    [warning] = [one for one in loaded.warnings if "mirror" in one.code]
    assert (warning.code, warning.values) == ("roadmap.mirror-incomplete", {"file": "b.yml"})


@pytest.mark.parametrize("path", ["r/drafts-of-mine/a.yml", "r/de/other.yml", "r/de/at/a.yml"])
def test_an_authors_other_folders_are_nobodys_business(path: str) -> None:
    alone, loaded = load_files({"r/a.yml": BASE}), load_files({"r/a.yml": BASE, path: "id: [x\n"})
    assert loaded.roadmap == alone.roadmap
    assert loaded.warnings == alone.warnings


def test_a_broken_language_is_said_and_compared_with_nothing() -> None:
    problems = load_both(GERMAN.replace("id: W01-1,", "id: nonsense,")).problems
    assert {problem.code for problem in problems} == {"yaml.task-id"}
