"""Every sentence that the bot says stands in one file that a person can read, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pytest

from roadmap_bot.text.words import Words, load_words
from tests.kit.golden_file import check_golden
from tests.kit.lifelike import fill_values
from tests.kit.scene import ROOT

# Where a sentence is met, and the sections of the catalogue that are met there
PLACES: Mapping[str, str] = {
    "In an issue": "issue comment",
    "On the control issue": "control",
    "In the README": "report current counter badge chart card date",
    "In the weekly review": "review",
    "In the guide": "guide",
    "In the portfolio": "portfolio",
    "On the page": "page",
    "In the settings": "settings",
    "On the page of a run, and in its log": "told steps clock update uninstall",
    "Limits, ends and refusals": "problem.run deed",
    "What is in the bot's way": "problem.doctor problem.github problem.job problem.issue",
    "What keeps report, update and uninstall from their work": (
        "problem.report problem.update problem.uninstall"
    ),
    "About a commit": "problem.order problem.directive why hint explain",
    "In answer to a comment": "problem.answer",
    "Evidence": "problem.tree problem.pulls",
    "On the board, and about it": "board problem.board",
    "Settings that are wrong": "problem.settings",
    "A roadmap that is wrong": "problem.roadmap problem.yaml problem.author",
    "For authors: init, import, preview": "init import preview problem.import",
    "Studying together": "companion cohort problem.cohort",
    "In the demo": "demo",
}


def find_place(key: str) -> str:
    """Find where a sentence is met."""
    area, _, rest = key.partition(".")
    section = f"{area}.{rest.partition('.')[0]}" if area == "problem" else area
    places = [name for name, sections in PLACES.items() if section in sections.split()]
    assert len(places) == 1, f"say in PLACES where [{section}] is met"
    return places[0]


def find_keys() -> list[str]:
    return list(load_words("en")._messages)


def render_page() -> Iterator[str]:
    """Render all sentences, each in Chinese and, below it, in English."""
    chinese, english = load_words("zh"), load_words("en")
    keys = find_keys()
    for place in PLACES:
        yield f"\n## {place}\n"
        for key in keys:
            if find_place(key) == place:
                yield f"- {_say(key, chinese)}"
                yield f"  {_say(key, english)}"


def _say(key: str, words: Words) -> str:
    said = words(key, **fill_values(key, words))
    return said.replace("\n", " ⏎ ").strip()


def test_every_sentence_can_be_read_from_top_to_bottom() -> None:
    check_golden("sentences.md", "\n".join(["# Every sentence", *render_page(), ""]))


def test_every_sentence_is_met_somewhere() -> None:
    assert {find_place(key) for key in find_keys()} == PLACES.keys()


def test_no_sentence_is_said_with_a_value_that_nobody_sees() -> None:
    shown = "\n".join(render_page())
    assert not re.search(r"\{[a-z]+[:}]|\bNone\b", shown)


# One word for one thing: what a thing is called, and what it must not be called as well
ONE_WORD: Mapping[str, tuple[str, ...]] = {
    "完成标准": ("验收标准", "达标条件"),
    "里程碑": ("检查点里", "检查点都"),
    "自动运行": ("定时任务", "每日运行", "定时运行", "定时触发"),
    "选做": ("选修",),
    "scheduled run": ("daily tick", "daily run", "cron job"),
    "criteria": ("acceptance",),
}
READ = ("README.md", "README.zh-CN.md", ".github/MANUAL.md", ".github/MANUAL.zh-CN.md")


@pytest.mark.parametrize("word", ONE_WORD)
def test_one_thing_has_one_name_wherever_a_learner_reads(word: str) -> None:
    pages = [(ROOT / page).read_text(encoding="utf-8") for page in READ]
    text = "\n".join([*render_page(), *pages])
    assert word in text
    assert [other for other in ONE_WORD[word] if other in text] == []
