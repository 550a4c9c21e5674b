"""What `init` makes: a folder that `validate` accepts, for any title, language and length."""

from __future__ import annotations

import os

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from roadmap_bot.authors.thin_template import (
    NAMES,
    ROADMAP,
    SCHEMA,
    check_thin_template,
    make_id,
    make_thin_template,
    render_workflow,
)
from roadmap_bot.report.files import MANUAL
from roadmap_bot.report.manual import Outset, describe
from roadmap_bot.roadmap.schema import make_schema
from tests.kit.scene import ROOT, load

EXAMPLE = ROOT / "examples/minimal"
MINIMAL = Outset("My roadmap", "en", 2)


def test_the_example_is_what_init_writes() -> None:
    """`UPDATE_GOLDEN=1` writes it anew."""
    files = make_thin_template(MINIMAL)
    if os.environ.get("UPDATE_GOLDEN"):
        for path, text in files.items():
            (EXAMPLE / path).parent.mkdir(parents=True, exist_ok=True)
            (EXAMPLE / path).write_text(text, encoding="utf-8", newline="")
    there = [path for path in EXAMPLE.rglob("*") if path.is_file()]
    assert files == {
        path.relative_to(EXAMPLE).as_posix(): path.read_text(encoding="utf-8") for path in there
    }


@given(
    title=st.text(min_size=1, max_size=80).filter(
        lambda title: title.isprintable() and title.strip()
    ),
    language=st.sampled_from(["en", "zh", "zh-CN", "no", "es"]),
    weeks=st.integers(1, 50),
)
def test_a_roadmap_to_begin_with_is_sound_whatever_its_title(
    title: str, language: str, weeks: int
) -> None:
    files = make_thin_template(Outset(title, language, weeks))
    assert check_thin_template(files) == ()
    value = yaml.safe_load(files[ROADMAP])
    assert (value["title"], value["language"]) == (title, language)
    assert value["units"][-1]["weeks"][1] == value["milestones"][-1]["week"] == weeks


def test_a_language_that_is_none_is_named() -> None:
    (problem,) = check_thin_template(make_thin_template(Outset("A", "No pe", 2)))
    assert problem.code == "yaml.language"


@pytest.mark.parametrize(
    ("title", "id"),
    [
        ("Rust: from 0 to 1!", "rust-from-0-to-1"),
        ("深度学习", "my-roadmap"),
        ("Go 语言", "go"),
        ("x" * 60, "x" * 40),
        (f"{'y' * 39} and more", "y" * 39),
    ],
)
def test_an_id_is_made_of_the_titles_latin_letters(title: str, id: str) -> None:
    assert make_id(title) == id


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_readme_is_the_manual_and_names_what_there_is_to_do_in_its_language(
    language: str,
) -> None:
    readme = make_thin_template(Outset("A @b", language, 3))["README.md"]
    assert readme.startswith(f"{MANUAL}\n\n# A @<!-- -->b\n")
    assert "](../../generate)" in readme
    assert ("做完" in readme) == (language == "zh")


def test_a_roadmap_that_is_there_already_gives_its_own_words_to_the_readme() -> None:
    outset = describe(load("tiny"), "me/bot")
    assert (outset.title, outset.weeks, outset.example) == ("Bake a Loaf", 1, "W01-1")
    assert "me/bot/blob" in make_thin_template(outset)["README.md"]


@pytest.mark.parametrize("name", NAMES)
def test_a_workflow_calls_the_bot_where_it_is_at_home(name: str) -> None:
    text = render_workflow(name, "me/bot")
    assert "uses: me/bot/.github/workflows/" in text
    assert "OWNER" not in text
    assert yaml.safe_load(text)["permissions"] == {}


def test_the_schema_is_the_one_of_this_version() -> None:
    assert make_thin_template(MINIMAL)[SCHEMA] == make_schema()
