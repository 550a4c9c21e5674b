"""The first roadmap speaks two languages, and says the same in both: numbers, names, addresses."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from roadmap_bot.issues.size import check_bodies
from roadmap_bot.roadmap.load import load_roadmap
from tests.kit.first_roadmap import need_first_roadmap
from tests.kit.learner import Learner

HOME = need_first_roadmap()
FILES = sorted(path.name for path in HOME.glob("*.yml"))
ORDINALS = str.maketrans("一二三四", "1234")
PHASE = re.compile("阶段[一二三四]")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
NAME = re.compile(r"[A-Z][A-Za-z0-9+./-]*[A-Za-z0-9]")
CHINESE = re.compile("[\u3400-\u9fff，。：；、（）《》“”]")
# These bear a Chinese name in every language.
PLACES = ("剪映", "掘金", "知乎", "AI 研习社")
TRANSLATED = {"Issues"}
# The names of this trade end in -ize (quantize, normalization), and so does every other word.
OTHER_SPELLING = (
    r"\w*(?:optim|visual|recogn|regular|vector|util|quant|normal|organ)is(?:e|ing|ation)\w*"
)


def find_pairs(chinese: Any, english: Any) -> Iterator[tuple[str, str]]:
    """Find every text that is not the same in both, with its counterpart."""
    if isinstance(chinese, dict):
        for key, part in chinese.items():
            yield from find_pairs(part, english[key])
    elif isinstance(chinese, list):
        for one, other in zip(chinese, english, strict=True):
            yield from find_pairs(one, other)
    elif chinese != english:
        yield chinese, english


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def find_all_pairs() -> list[tuple[str, str]]:
    return [
        pair for name in FILES for pair in find_pairs(read(HOME / name), read(HOME / "en" / name))
    ]


def number(chinese: str) -> str:
    return PHASE.sub(lambda found: found[0].translate(ORDINALS), chinese)


def test_both_languages_are_loaded_without_a_problem() -> None:
    loaded = load_roadmap(HOME, check_bodies)
    assert loaded.problems == ()
    assert loaded.roadmap is not None
    assert [edition.language for edition in loaded.roadmap.editions] == ["zh", "en"]
    english = loaded.roadmap.spoken("en")
    assert [owner.id for owner in english.owners] == [owner.id for owner in loaded.roadmap.owners]


def test_there_is_much_to_compare() -> None:
    assert len(find_all_pairs()) > 750


def test_every_number_is_the_same_in_both() -> None:
    differing = [
        (chinese, english)
        for chinese, english in find_all_pairs()
        if sorted(NUMBER.findall(number(chinese))) != sorted(NUMBER.findall(english))
    ]
    assert differing == []


def test_every_name_of_a_tool_or_person_stands_in_both() -> None:
    missing = []
    for chinese, english in find_all_pairs():
        shown = english.casefold()
        for name in set(NAME.findall(chinese)) - TRANSLATED:
            spellings = {name.casefold(), name.casefold().replace("-", " ")}
            if not any(spelling in shown for spelling in spellings):
                missing.append((name, english))
    assert missing == []


def test_what_is_said_twice_in_chinese_is_said_the_same_way_in_english() -> None:
    said: dict[str, set[str]] = defaultdict(set)
    for chinese, english in find_all_pairs():
        said[chinese].add(english)
    assert {chinese: ways for chinese, ways in said.items() if len(ways) > 1} == {}


def test_conditions_that_the_bot_calls_criteria_are_headed_so() -> None:
    heads = {
        (group["title"], other["title"])
        for name in FILES
        for unit, spoken in zip(
            read(HOME / name).get("units", ()),
            read(HOME / "en" / name).get("units", ()),
            strict=True,
        )
        for group, other in zip(unit.get("boxes", ()), spoken.get("boxes", ()), strict=True)
        if group["role"] == "criteria"
    }
    assert heads == {("完成标准", "Completion criteria"), ("深度指标", "Depth metrics")}


@pytest.mark.parametrize("name", FILES)
def test_english_is_spelled_one_way(name: str) -> None:
    text = (HOME / "en" / name).read_text(encoding="utf-8")
    assert re.findall(OTHER_SPELLING, text) == []


@pytest.mark.parametrize("name", FILES)
def test_english_files_hold_no_chinese_but_names_of_places(name: str) -> None:
    text = (HOME / "en" / name).read_text(encoding="utf-8")
    for place in PLACES:
        text = text.replace(place, "")
    assert CHINESE.findall(text) == []


@pytest.mark.parametrize("name", FILES)
def test_editors_find_the_schema_from_the_folder_of_a_language(name: str) -> None:
    first = (HOME / "en" / name).read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../schema.json"


@pytest.mark.parametrize("settings", ["language: en\n", "language: zh\n", "{}\n"])
def test_a_first_run_in_any_language_makes_all_and_the_second_makes_nothing(settings: str) -> None:
    learner = Learner("seed", settings=settings)
    assert len(learner.home.issues) == len(list(learner.roadmap.owners))
    assert learner.apply().plan == ()


def test_whoever_changes_the_language_keeps_every_issue_label_and_milestone() -> None:
    learner = Learner("seed", settings="language: en\n")
    before = (len(learner.home.issues), len(learner.home.labels), len(learner.home.milestones))
    learner.write_settings("language: zh\n")
    learner.apply()
    assert before == (
        len(learner.home.issues),
        len(learner.home.labels),
        len(learner.home.milestones),
    )
    assert learner.apply().plan == ()
