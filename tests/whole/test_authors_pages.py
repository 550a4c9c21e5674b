"""The manual for authors: its examples are one sound roadmap, its tables are true."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from roadmap_bot.cli import main
from roadmap_bot.issues.size import check_bodies
from roadmap_bot.report.files import MANUAL
from roadmap_bot.roadmap.load import load_roadmap
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.schema import load_meanings, make_schema
from tests.kit.scene import ROOT

PAGES = {"en": ".github/AUTHORS.md", "zh": ".github/AUTHORS.zh-CN.md"}
HEAD = {"en": ("key", "what it means"), "zh": ("字段", "意思")}
BLOCK = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TABLE = re.compile(r"(<!-- keys: (\w+) -->\n)(.*?)(<!-- /keys -->)", re.DOTALL)
COMMAND = re.compile(r"roadmap-bot ([a-z]+)((?: --[a-z]+)*)")

languages = pytest.mark.parametrize("language", PAGES)


def read_page(language: str) -> str:
    return (ROOT / PAGES[language]).read_text(encoding="utf-8")


def find_records() -> dict[str, Any]:
    schema = json.loads(make_schema())
    return {"Roadmap": schema, **schema["$defs"]}


def find_required(name: str) -> set[str]:
    if name == "Roadmap":
        fields = Roadmap.model_fields.items()
        return {key for key, info in fields if info.is_required()}
    return set(find_records()[name].get("required", ()))


def render_table(name: str, language: str) -> str:
    required = find_required(name)
    first, second = HEAD[language]
    lines = [f"| {first} | {second} |", "|---|---|"]
    for key, meaning in load_meanings(language)[name].items():
        shown = f"**`{key}`**" if key in required else f"`{key}`"
        lines.append(f"| {shown} | {meaning} |")
    return "\n" + "\n".join(lines) + "\n\n"


@languages
def test_the_tables_say_what_the_schema_says(language: str) -> None:
    """`UPDATE_GOLDEN=1` writes them anew."""
    page = read_page(language)
    made = TABLE.sub(lambda found: found[1] + render_table(found[2], language) + found[4], page)
    if os.environ.get("UPDATE_GOLDEN"):
        (ROOT / PAGES[language]).write_text(made, encoding="utf-8", newline="")
        page = made
    assert page == made
    assert {found[1] for found in TABLE.findall(page)} == set(find_records())


@languages
def test_the_examples_are_one_sound_roadmap_with_every_key(language: str, tmp_path: Path) -> None:
    for number, block in enumerate(BLOCK.findall(read_page(language))):
        if not block.startswith("#"):
            (tmp_path / f"{number:02}.yml").write_text(block, encoding="utf-8")
    loaded = load_roadmap(tmp_path, check_bodies)
    assert (loaded.problems, loaded.warnings) == ((), ())
    assert loaded.roadmap
    assert loaded.roadmap.language == language
    used = set(find_used(load_whole(tmp_path), find_records(), "Roadmap"))
    records = find_records().items()
    wanted = {(name, key) for name, record in records for key in record["properties"]}
    assert wanted - used == set()


def load_whole(folder: Path) -> dict[str, Any]:
    whole: dict[str, Any] = {}
    for path in sorted(folder.glob("*.yml")):
        whole |= yaml.safe_load(path.read_text(encoding="utf-8"))
    return whole


def find_used(value: Any, records: dict[str, Any], name: str) -> Iterator[tuple[str, str]]:
    """Find every key in use, with the record that has it."""
    for key, inner in value.items():
        yield name, key
        shape = json.dumps(records[name]["properties"][key])
        inside = re.search(r"#/\$defs/(\w+)", shape)
        for each in inner if isinstance(inner, list) else [inner]:
            if inside and isinstance(each, dict):
                yield from find_used(each, records, inside[1])


@languages
def test_every_command_and_option_that_is_named_is_there(language: str) -> None:
    named = COMMAND.findall(read_page(language))
    assert {name for name, _ in named} >= {"init", "import", "validate", "preview", "schema"}
    for name, options in named:
        known = {option for each in main.commands[name].params for option in each.opts}
        assert set(options.split()) <= known


@languages
def test_the_editors_line_the_mark_and_every_link_are_right(language: str) -> None:
    page = read_page(language)
    assert "# yaml-language-server: $schema=schema.json\n" in page
    assert MANUAL in page
    links = re.findall(r"\]\(([\w./-]+)\)", page)
    assert links
    assert [link for link in links if not (ROOT / ".github" / link).exists()] == []


def test_both_pages_have_the_same_parts() -> None:
    english, chinese = read_page("en"), read_page("zh")
    for mark in (r"^#+ ", r"^<!-- keys: (\w+)", r"^\d\. ", r"^```(\w*)"):
        found = [re.findall(mark, page, re.MULTILINE) for page in (english, chinese)]
        assert found[0] == found[1], mark
