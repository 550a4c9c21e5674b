"""The 24-week plan says things as its source does, in good Chinese."""

from __future__ import annotations

import re

import pytest

from roadmap_bot.issues.desired import Work, render_body
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.text.words import load_words
from tests.kit.roadmap_data import SEED, find_unit, load


@pytest.fixture(scope="module")
def seed() -> Roadmap:
    """Give the 24-week roadmap."""
    return load(SEED)


def test_the_six_titles_for_a_post_are_those_of_the_source(seed: Roadmap) -> None:
    task = next(task for _, task in seed.tasks if task.id == "W23-4")
    assert re.findall("《(.*?)》", task.note or "") == [
        "从零搭建一个企业级 AI 文档助手",
        "如何在单 GPU 上微调 13B 大模型",
        "深入理解 LoRA：原理、实现与优化",
        "LLM 推理优化全指南：从量化到 vLLM",
        "Kubernetes 部署 LLM 应用的 10 个最佳实践",
        "我在微调大模型时犯的 5 个错误",
    ]


def test_the_points_of_system_design_stand_where_it_is_prepared(seed: Roadmap) -> None:
    task = next(task for _, task in seed.tasks if task.id == "W24-2")
    points = [line for line in (task.note or "").splitlines() if line.startswith("- ")]
    assert len(points) == 12
    assert [step.id for step in task.steps if "掌握" in step.text] == ["W24-2.6", "W24-2.7"]


def test_the_checklist_of_a_resume_stands_where_it_is_written(seed: Roadmap) -> None:
    task = next(task for _, task in seed.tasks if task.id == "W24-4")
    checks = {step.id: step.aliases for step in task.steps if step.text.startswith("检查：")}
    assert checks == {f"W24-4.{number + 6}": (f"W24.{number}",) for number in range(1, 8)}


WORDINGS = {  # how the plan says it
    "W01": "理解反向传播的数学原理",
    "W03": "理解梯度下降的工作原理",
    "W05": "理解 CNN 与 RNN 的核心原理",
    "W09": "能快速部署预训练模型",
    "W11": "完成一个可用的 RAG 应用",
    "W13": "理解 PEFT 的核心原理|做指令跟随|运用内存优化技巧",
    "P2C": "生成代码的编译通过率 > 90%",
    "W18": "编写优化的 Dockerfile（分层缓存）|< 2 GB",
    "W21": "都要遵守下面的规范",
    "W23": "每个项目都用同一套模板|支持 100+ QPS 并发|节省成本 40%",
    "D3": "代码质量高，有测试覆盖",
}


@pytest.mark.parametrize("id", WORDINGS)
def test_a_unit_says_it_in_good_chinese(seed: Roadmap, id: str) -> None:
    text = find_unit(seed, id).model_dump_json()
    assert [wording for wording in WORDINGS[id].split("|") if wording not in text] == []


def test_words_that_read_like_a_translation_are_gone(seed: Roadmap) -> None:
    text = seed.model_dump_json()
    assert re.findall("懂得|三选|撑起|省下|骨架|用得熟练|不生疏", text) == []
    assert seed.milestones[-1].summary == "作品集完成，通过模拟面试。"
    assert "每天 1 题，保持手感" in text
    assert "遇到困难很正常，坚持就是胜利" in text


def render_unit(seed: Roadmap, id: str) -> str:
    """Render the body of a unit's issue."""
    found = find_unit(seed, id)
    work = Work(found, found, seed.hours_of(found))
    return render_body(work, seed, load_words("zh"), ())


def test_an_elective_says_how_many_of_how_many_once(seed: Roadmap) -> None:
    body = render_unit(seed, "P2A")
    assert "选做：阶段二核心项目，3 个里选 2 个" in body
    assert body.count("选做") == 1
    assert "第 15–16 周 · 7.5 小时" in body
    assert "第 24 周 · 12.5 小时" in render_unit(seed, "W24")
