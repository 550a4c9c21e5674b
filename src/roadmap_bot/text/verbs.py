"""The one list of words that messages are read by.

Verbs, and those that a roadmap may not take as a verb.
"""

from __future__ import annotations

from typing import Literal

Verb = Literal["done", "reopen", "skip"]

# https://docs.github.com/en/issues/tracking-your-work-with-issues/using-issues/linking-a-pull-request-to-an-issue
CLOSING = frozenset({"close", "closes", "closed"})
MENDING = frozenset({"fix", "fixes", "fixed", "resolve", "resolves", "resolved"})
# Of an English base form it is not sure that the thing is done: `finish W03-2 report` may be a
# wish.
BASE_FORMS = frozenset(
    {"finish", "complete", "close", "closes", "reopen", "redo", "skip", "fix", "resolve"}
)
BUILT_IN: dict[str, Verb] = {
    **dict.fromkeys(("done", "finish", "finished", "complete", "completed"), "done"),
    **dict.fromkeys((*sorted(CLOSING), *sorted(MENDING)), "done"),
    **dict.fromkeys(("完成", "已完成", "搞定", "做完", "学完", "写完", "打卡", "关闭"), "done"),
    "重做完": "done",
    **dict.fromkeys(("reopen", "redo", "重做", "重开"), "reopen"),
    **dict.fromkeys(("skip", "跳过"), "skip"),
}

# What a comment may ask for that is nothing else; there these win over a roadmap's own verbs.
CALLS: dict[str, tuple[str, ...]] = {
    "pause": ("pause", "暂停"),
    "resume": ("resume", "继续", "恢复"),
    "restart": ("restart", "重新开始"),
    "refresh": ("refresh", "刷新"),
}
# Around a call these count as nothing.
COURTESIES = ("please", "thanks", "thank you", "请", "麻烦", "一下", "吧", "谢谢", "/")

# Before a verb, or directly behind an id, these take its force.
HEDGES = (
    "not",
    "never",
    "no longer",
    "cannot",
    "can",
    "could",
    "should",
    "shall",
    "will",
    "would",
    "may",
    "might",
    "must",
    "maybe",
    "perhaps",
    "hopefully",
    "almost",
    "mostly",
    "nearly",
    "partly",
    "partially",
    "half",
    "undo",
    "undoes",
    "until",
    "if",
    "before",
    "tomorrow",
    "hope",
    "need",
    "needs",
    "gonna",
    "wip",
    "todo",
)
HEDGES_ZH = (
    *("未", "没", "还没", "尚未", "待", "将", "需要", "准备", "打算", "继续", "差点", "之前"),
    *("明天", "希望", "争取", "应该", "应当", "必须", "如果", "假如", "下周", "改天", "尽快"),
)
# They say that a part is meant, or what came of the work, not the thing itself.
PARTS = ("part", "step", "draft", "wip", "一部分", "一半", "初稿")
BY_PRODUCTS = ("notes", "docs", "tests", "readme", "笔记", "文档", "测试", "题解")
TAKE_BACKS = ("except", "left", "除了", "还差")
JOINERS = ("and", "和", "与", "及", "以及", "还有", "task", "任务", "with", "but", "then", "但")

TAKEN = frozenset(
    (*BUILT_IN, *HEDGES, *HEDGES_ZH, *PARTS, *BY_PRODUCTS, *TAKE_BACKS, *JOINERS, "然后")
)
