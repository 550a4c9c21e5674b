"""What a heading says that it is for, in three languages."""

from __future__ import annotations

import pytest

from roadmap_bot.markdown.roles import Role, find_role


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("📖 Table of Contents", Role.NOISE),
        ("目录", Role.NOISE),
        ("Índice", Role.NOISE),
        ("📄 License", Role.NOISE),
        ("FAQ for this guide", Role.NOISE),
        ("🤝 Contributing", Role.NOISE),
        ("如何使用它？", Role.NOISE),
        ("💡 Tips for Success", Role.ASIDE),
        ("学习建议", Role.ASIDE),
        ("Requisitos", Role.ASIDE),
        ("💻 实践任务", Role.TASKS),
        ("Ejercicios", Role.TASKS),
        ("Lessons", Role.TASKS),
        ("学习内容", Role.TOPICS),
        ("✅ 完成标准", Role.CRITERIA),
        ("🎯 Learning Objectives", Role.CRITERIA),
        ("By the end of this week, you will be able to:", Role.CRITERIA),
        ("交付物：", Role.DELIVERABLES),
        ("📚 推荐资源", Role.RESOURCES),
        ("Recursos", Role.RESOURCES),
        ("**目标**", Role.GOAL),
        ("里程碑检查点", Role.MILESTONES),
        ("Introduction to Python", Role.PLAN),
        ("机器学习概论", Role.PLAN),
        ("Core security", Role.PLAN),
    ],
)
def test_a_heading_says_what_stands_below_it(title: str, role: Role) -> None:
    assert find_role(title) is role
