"""Every message has its words in every language, and they name the same values."""

from __future__ import annotations

import ast
import re
import shutil
import string
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from roadmap_bot.github.doctor import PAGES
from roadmap_bot.github.switches import SWITCHES
from roadmap_bot.http.refusals import BARS
from roadmap_bot.report.generated import FILES
from roadmap_bot.report.page import render_page
from roadmap_bot.report.region import render_region
from roadmap_bot.roadmap.paths import REPORT
from roadmap_bot.text.words import FALLBACK, TEMPLATES, Words, find_languages, load_words
from tests.kit.scene import ROOT
from tests.kit.small_roadmap import make_moment, measure

SOURCE = ROOT / "src" / "roadmap_bot"
LANGUAGES = find_languages()
ESPERANTO = """
[date]
day = "{day}-a de {name}"
day_year = "{day}-a de {name} {year}"
[date.month]
3 = "mar."
[badge]
label = "progreso"
week = "{percent} % · semajno {week}"
[chart]
today = "hodiaŭ"
[report]
week = "**Semajno {week}**"
percent = "{percent} % farita"
behind = "{days} {days:tagon|tagojn} malfrue"
[page]
tasks = "taskoj"
"""
NEVER_SAID = ("problem.github.locked",)  # it is told of what is locked, as run.locked
MAKERS = {"Problem": "problem.", "blame": "problem.", "blame_key": "problem."}


def calls() -> Iterator[tuple[str, ast.Call, str]]:
    """Yield every call in the bot's source whose first argument is a text: file, call, text."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            first = node.args[0] if isinstance(node, ast.Call) and node.args else None
            if (
                isinstance(node, ast.Call)
                and isinstance(first, ast.Constant)
                and isinstance(first.value, str)
            ):
                yield path.name, node, first.value


def keys() -> Iterator[tuple[str, str, frozenset[str] | None]]:
    """Yield where a message is asked for, its key, and its values where they are plain to see."""
    for file, node, text in calls():
        name = (
            node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        )
        if name in MAKERS:
            yield file, MAKERS[name] + text, _find_values(node)
        elif name == "words":
            named = frozenset(keyword.arg for keyword in node.keywords if keyword.arg)
            yield (
                file,
                text,
                None if any(keyword.arg is None for keyword in node.keywords) else named,
            )


def _find_values(node: ast.Call) -> frozenset[str] | None:
    if len(node.args) > 1:
        given = node.args[1]
        if not isinstance(given, ast.Dict) or not all(
            isinstance(key, ast.Constant) for key in given.keys
        ):
            return None
        return frozenset(str(key.value) for key in given.keys if isinstance(key, ast.Constant))
    if any(keyword.arg is None for keyword in node.keywords):
        return None
    return frozenset(keyword.arg for keyword in node.keywords if keyword.arg)


@cache
def messages(language: str) -> dict[str, str]:
    return dict(load_words(language)._messages)


def fields(message: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(message) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_that_is_asked_for_has_words(language: str) -> None:
    words = load_words(language)
    assert (
        sorted(
            {
                f"{file}: {key}"
                for file, key, _ in keys()
                if key not in words and key not in NEVER_SAID
            }
        )
        == []
    )


@pytest.mark.parametrize("code", [*BARS.values(), "archived", "not-found", "protected", "refused"])
def test_whatever_github_answers_has_words(code: str) -> None:
    assert f"problem.github.{code}" in load_words(FALLBACK)


@pytest.mark.parametrize(
    "code", [*PAGES, *SWITCHES.values(), "run.unfinished", "run.unsettled", "run.unreadable"]
)
def test_codes_that_are_put_together_have_words(code: str) -> None:
    assert f"problem.{code}" in load_words(FALLBACK)


def test_words_are_asked_for_with_the_values_that_they_name() -> None:
    lacking = [
        f"{file}: {key} lacks {sorted(fields(messages(FALLBACK)[key]) - given)}"
        for file, key, given in keys()
        if given is not None
        and key in messages(FALLBACK)
        and fields(messages(FALLBACK)[key]) - given
    ]
    assert lacking == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_the_same(language: str) -> None:
    theirs = messages(language)
    assert theirs.keys() == messages(FALLBACK).keys()
    different = [
        key for key, message in messages(FALLBACK).items() if fields(message) != fields(theirs[key])
    ]
    assert [key for key in different if "{" not in messages(FALLBACK)[key] + theirs[key]] == []
    strange = {key: fields(theirs[key]) - fields(messages(FALLBACK)[key]) for key in different}
    assert {key: names for key, names in strange.items() if names} == {}


@pytest.mark.parametrize("language", [name for name in LANGUAGES if name != FALLBACK])
def test_no_message_is_left_in_english(language: str) -> None:
    own = load_words(language)._messages
    same = [
        key
        for key, message in messages(FALLBACK).items()
        if own[key] == message and re.search(r"[a-z]{4} [a-z]{3}", message)
    ]
    assert same == []


def test_a_problem_is_one_sentence_that_ends() -> None:
    for language in LANGUAGES:
        for key, message in messages(language).items():
            if key.startswith("problem."):
                assert "\n" not in message
                assert message == message.strip()


def test_a_plural_is_chosen_by_its_number() -> None:
    words = Words("en", {"a": "{n} {n:task|tasks}, {hours:g}"})
    assert words("a", n=1, hours=1.5) == "1 task, 1.5"
    assert words("a", n=0, hours=2.0) == "0 tasks, 2"


def test_another_language_needs_its_catalogue_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(TEMPLATES / f"words.{FALLBACK}.toml", tmp_path)
    (tmp_path / "words.eo.toml").write_text(ESPERANTO, encoding="utf-8")
    monkeypatch.setattr("roadmap_bot.text.words.TEMPLATES", tmp_path)
    words = load_words.__wrapped__("eo")
    goal, state = make_moment("behind")
    goal = replace(goal, words=words)
    said = render_region(measure(goal, state), state, goal, ".github/progress")
    assert (
        "**Semajno 5** · 23 % farita · 16 tagojn malfrue · at this pace done on 26-a de mar. 2027"
        in said
    )
    badge, chart = (
        FILES[f"{REPORT}/{name}.svg"](measure(goal, state), goal) for name in ("badge", "chart")
    )
    assert "<title>progreso: 23 % · semajno 5</title>" in badge
    assert 'xml:lang="eo"' in badge
    assert ">hodiaŭ</text>" in chart
    page = render_page(state, goal)
    assert '<html lang="eo">' in page
    assert "<dt>taskoj</dt>" in page


@pytest.mark.parametrize(
    ("language", "found"), [("zh", "zh"), ("zh-CN", "zh"), ("en", "en"), ("tlh", "en"), ("", "en")]
)
def test_the_nearest_language_is_spoken(language: str, found: str) -> None:
    assert load_words(language).language == found
