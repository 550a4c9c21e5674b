"""A problem is one line in the reader's language, with as much of its place as is known."""

from __future__ import annotations

import re
import string
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_bot.errors import Place, Problem
from roadmap_bot.roadmap.fields import Model
from roadmap_bot.roadmap.settings import parse_settings
from roadmap_bot.text import problems as module
from roadmap_bot.text.problems import find_near, render_problem, render_spot, shorten
from roadmap_bot.text.words import load_words
from roadmap_bot.yaml import shape
from roadmap_bot.yaml.yaml_file import parse_source
from tests.kit.roadmap_text import BASE, load
from tests.roadmap.test_load import ROWS
from tests.roadmap.test_settings import BROKEN, ROADMAP
from tests.yaml.test_yaml_file import BROKEN as BROKEN_SOURCES
from tests.yaml.test_yaml_file import expect

PACKAGE = Path(module.__file__).parents[1]
LANGUAGES = ["en", "zh"]
AREAS = ("yaml", "roadmap", "settings")


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (None, ""),
        (Place("a.yml"), "a.yml: "),
        (Place("a.yml", 3), "a.yml:3: "),
        (Place("a.yml", 3, 7), "a.yml:3:7: "),
        (Place("a.yml", 3, 7, "units[0].id"), "a.yml:3:7: units[0].id: "),
        (Place("a.yml", path="units[0].id"), "a.yml: units[0].id: "),
    ],
)
def test_unknown_parts_of_the_place_are_left_out(place: Place | None, said: str) -> None:
    line = render_problem(Problem("yaml.missing", {"key": "title"}, place), load_words("en"))
    assert line == f"{said}the key `title` is missing: add it"


def test_a_suggestion_follows_in_the_language_of_the_words() -> None:
    problem = Problem(
        "roadmap.zone",
        {"zone": "Asia/Shanghia", "near": "Asia/Shanghai"},
        Place("a.yml", 1, 2, "zone"),
    )
    assert render_problem(problem, load_words("en")).endswith(" (did you mean Asia/Shanghai?)")
    assert render_problem(problem, load_words("zh")).endswith("（是否想写 Asia/Shanghai？）")


def test_no_suggestion_leaves_no_brackets() -> None:
    problem = Problem("roadmap.zone", {"zone": "x", "near": ""})
    assert "?" not in render_problem(problem, load_words("en"))


def test_text_of_others_cannot_break_the_line() -> None:
    problem = Problem("yaml.missing", {"key": "a\n::error::\x1b[31mb\u2028c"}, Place("x\ny.yml", 1))
    assert (
        render_problem(problem, load_words("en"))
        == "x y.yml:1: the key `a ::error:: [31mb c` is missing: add it"
    )


@given(st.text(), st.integers(1, 80))
def test_shortened_text_is_one_line_and_short(text: str, limit: int) -> None:
    assert len(shorten(text, limit)) <= limit
    assert len(shorten(text, limit).splitlines()) <= 1


def test_the_nearest_word_ignores_case_and_gives_up_where_nothing_is_near() -> None:
    assert find_near("SUMARY", ["title", "Summary"]) == "Summary"
    assert find_near("zzz", ["title", "summary"]) == ""
    assert find_near("title" * 30, ["title" * 30]) == ""


def test_another_place_is_named_by_file_and_line() -> None:
    assert (render_spot(Place("a.yml", 3, 4, "x")), render_spot(Place("a.yml"))) == (
        "a.yml:3",
        "a.yml",
    )


def read_catalogue(language: str) -> dict[str, str]:
    tables = tomllib.loads(
        (PACKAGE / "templates" / f"words.{language}.toml").read_text(encoding="utf-8")
    )["problem"]
    return {f"{area}.{name}": text for area in AREAS for name, text in tables[area].items()}


def find_codes() -> set[str]:
    modules = [
        *(PACKAGE / "yaml").rglob("*.py"),
        *(PACKAGE / "roadmap").rglob("*.py"),
        PACKAGE / "authors" / "rehearsal.py",
        PACKAGE / "issues" / "size.py",
        PACKAGE / "acts" / "pauses.py",
        PACKAGE / "authors" / "rehearsal.py",
    ]
    code = "".join(path.read_text(encoding="utf-8") for path in modules)
    from_shape = {f"yaml.{name}" for name in [*shape._CODES.values(), *Model.patterns.values()]}
    returned = {f"yaml.{name}" for name in re.findall(r'return "([a-z-]+)", ', code)}
    return (
        set(re.findall(r'"((?:yaml|roadmap|settings)\.(?!yml")[a-z0-9-]+)"', code))
        | from_shape
        | returned
        | {"yaml.invalid"}
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_has_words_for_every_code_and_no_others(language: str) -> None:
    assert set(read_catalogue(language)) == find_codes()


def find_fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_put_in_the_same_values() -> None:
    english, chinese = (read_catalogue(language) for language in LANGUAGES)
    assert {code: find_fields(text) for code, text in english.items()} == {
        code: find_fields(text) for code, text in chinese.items()
    }


def make_all_problems() -> list[Problem]:
    found = [
        problem for row in ROWS.values() for problem in load(expect(BASE.replace(*row))[0]).problems
    ]
    for text in BROKEN.values():
        found += parse_settings(expect(text)[0].encode(), "s.yml", ROADMAP)[1]
    for text in BROKEN_SOURCES.values():
        found += parse_source(expect(text)[0].encode(), "f.yml").problems
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_of_these_tests_can_be_said_in_one_line(language: str) -> None:
    words = load_words(language)
    for problem in make_all_problems():
        line = render_problem(problem, words)
        assert "\n" not in line
        assert not re.search(r"[Ii]nput should|[Ff]ield required|pydantic|[Vv]alue error", line)
