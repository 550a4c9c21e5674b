"""The first roadmap counts what its source names: LeetCode by topic, notes, interviews."""

from __future__ import annotations

import pytest

from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.units import Counter
from tests.kit.first_roadmap import need_first_roadmap
from tests.kit.scene import load

need_first_roadmap()
# The source's table "题目分类和数量", and what its last list and its self-check ask for
TABLE = {
    "数组/字符串": 20,
    "链表": 15,
    "树/图": 25,
    "动态规划": 30,
    "回溯": 15,
    "贪心": 10,
    "其他": 10,
}
GOALS = {"LC": 200, "NOTES": 24, "STAR": 10, "MOCK": 3, "SD": 5}


def find_counters(language: str = "zh") -> dict[str, Counter]:
    roadmap: Roadmap = load("seed").spoken(language)
    return {counter.id: counter for counter in roadmap.counters}


def test_leetcode_is_two_hundred_of_which_the_table_sorts_125() -> None:
    leetcode = find_counters()["LC"]
    assert {group.title: group.goal for group in leetcode.groups} == TABLE
    assert (sum(TABLE.values()), leetcode.free) == (125, 75)


def test_every_goal_is_the_sources() -> None:
    assert {id: counter.goal for id, counter in find_counters().items()} == GOALS


@pytest.mark.parametrize("language", ["zh", "en"])
def test_folders_can_be_typed_on_any_keyboard(language: str) -> None:
    globs = [counter.files or "" for counter in find_counters(language).values()]
    folders = [group.folder for group in find_counters(language)["LC"].groups]
    assert all(name.isascii() for name in [*globs, *folders])


def test_system_designs_are_the_five_problems_of_their_task() -> None:
    boxes = find_counters()["SD"].boxes
    (task,) = (task for _, task in load("seed").tasks if task.id == "W24-2")
    assert boxes == tuple(step.id for step in task.steps[:5])
    assert [step.text.partition("：")[0] for step in task.steps[:5]] == [
        "可扩展的 LLM 推理服务",
        "推荐系统",
        "实时聊天系统",
        "分布式训练平台",
        "RAG 应用架构",
    ]


def test_what_is_counted_ticks_the_boxes_that_ask_for_as_many() -> None:
    counters = find_counters()
    leetcode, stories = counters["LC"], counters["STAR"]
    wanted = {("leetcode/**/*.py", leetcode.goal), (stories.files, stories.goal)}
    wanted |= {(f"leetcode/{one.folder}/**/*.py", one.goal) for one in leetcode.groups}
    steps = [step for owner in load("seed").owners for step in owner.steps]
    found = {(step.evidence.files, step.evidence.least) for step in steps if step.evidence}
    assert wanted <= found
