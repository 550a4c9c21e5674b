"""The schema that editors get is that of the model, and both accept the same."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]
import pytest

from roadmap_bot.roadmap.schema import load_meanings, make_schema
from roadmap_bot.yaml.yaml_file import parse_source
from tests.kit.roadmap_text import BASE
from tests.yaml.test_shape import MISTAKES
from tests.yaml.test_yaml_file import expect

SEED = Path(__file__).parents[2] / "roadmap"


def test_the_committed_schema_is_the_schema_of_the_model() -> None:
    assert (SEED / "schema.json").read_text(encoding="utf-8") == make_schema()
    jsonschema.Draft202012Validator.check_schema(json.loads(make_schema()))


def test_the_bot_accepts_what_the_schema_accepts() -> None:
    validator = jsonschema.Draft202012Validator(json.loads(make_schema()))
    for name, (old, new) in MISTAKES.items():
        text, expected = expect(BASE.replace(old, new))
        finer = ("yaml.missing", "yaml.url", "yaml.url-sign", "yaml.empty-text", "yaml.nothing")
        is_known = any(code in finer for code, _, _ in expected)
        value = parse_source(text.encode(), "r.yml").value
        if not is_known and "nan" not in new and "start:" not in new:
            assert validator.is_valid(value) == (not expected), name


def find_keys() -> set[tuple[str, str]]:
    """Find every key that a roadmap's file may hold, with the record that has it."""
    schema = json.loads(make_schema())
    records = {"Roadmap": schema, **schema["$defs"]}
    return {(name, key) for name, record in records.items() for key in record["properties"]}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_key_is_explained_in_both_languages_and_nothing_else_is(language: str) -> None:
    meanings = load_meanings(language)
    explained = {(name, key) for name, record in meanings.items() for key in record}
    assert explained == find_keys()
    assert all(text.strip() for record in meanings.values() for text in record.values())


def test_an_editor_shows_what_each_key_means() -> None:
    schema = json.loads(make_schema())
    for name, record in {"Roadmap": schema, **schema["$defs"]}.items():
        said = {key: value["description"] for key, value in record["properties"].items()}
        assert said == load_meanings()[name]


def test_no_meaning_is_left_in_english() -> None:
    english, chinese = load_meanings("en"), load_meanings("zh")
    assert [key for name, key in find_keys() if english[name][key] == chinese[name][key]] == []
