"""Each file of the roadmap has its place in a thin template of any language, and finds back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_bot.roadmap.paths import Edition, fit
from tests.kit.thin_copy import SCHEMA

PATHS = st.sampled_from(
    [
        *(f"roadmap/{folder}{name}" for folder in ("", "zh/", "en/", "fr/") for name in "ab"),
        *("roadmap/1.yml", "roadmap/zh/1.yml", "roadmap/en/1.YAML", "roadmap/fr/1.yml"),
        *("roadmap/schema.json", "roadmap/en/x/1.yml", "roadmap/.x.yml", "README.md"),
    ]
)
LANGUAGES = st.sampled_from(["zh", "en"])


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("roadmap/1.yml", "roadmap/zh/1.yml"),
        ("roadmap/en/1.yml", "roadmap/1.yml"),
        ("roadmap/fr/1.yml", "roadmap/fr/1.yml"),
        ("roadmap/schema.json", "roadmap/schema.json"),
        ("README.md", "README.md"),
        (".github/roadmap/1.yml", ".github/roadmap/1.yml"),
    ],
)
def test_the_language_of_the_template_stands_first_and_the_homes_own_below(
    path: str, place: str
) -> None:
    assert Edition("zh", "en").place(path) == place
    assert Edition("en", "en").place(path) == path


@given(PATHS, LANGUAGES, LANGUAGES)
def test_every_file_is_traced_back(path: str, base: str, language: str) -> None:
    edition = Edition(base, language)
    if base == language or not path.startswith(f"roadmap/{base}/"):  # nobody mirrors himself
        assert edition.trace(edition.place(path)) == path


def test_no_line_is_changed_but_the_first_that_names_the_schema() -> None:
    text = SCHEMA.format("../") * 2 + "id: x\n"
    laid = Edition("zh", "en").lay_out({"roadmap/en/1.yml": text, "README.md": text})
    first = SCHEMA.format("") + SCHEMA.format("../") + "id: x\n"
    assert laid == {"roadmap/1.yml": first, "README.md": text}
    assert fit("roadmap/en/1.yml", first) == text


@pytest.mark.parametrize(
    "text", ["id: x\n", "# $schema=../schema.json\n", SCHEMA.format("../../"), "", "\ufeff# x"]
)
def test_another_first_line_stays(text: str) -> None:
    assert fit("roadmap/1.yml", text) == text
