"""The schema that editors get is that of the model, and both accept the same."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]

from roadmap_bot.roadmap.model import make_schema
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
