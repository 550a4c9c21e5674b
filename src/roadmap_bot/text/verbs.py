"""The one list of words that messages are read by.

Verbs, and those that a roadmap may not take as a verb.
"""

from __future__ import annotations

from typing import Literal

Verb = Literal["done", "reopen", "skip"]

# https://docs.github.com/en/issues/tracking-your-work-with-issues/using-issues/linking-a-pull-request-to-an-issue
CLOSING = frozenset({"close", "closes", "closed"})
MENDING = frozenset({"fix", "fixes", "fixed", "resolve", "resolves", "resolved"})
# Of a person nobody asks that: "please finish this" is a wish, and "please close this" no wish.
CLOSE = frozenset({"close", "关闭"})
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
    "resume": (
        *("resume", "unpause", "end the pause", "end pause", "stop the pause", "go on studying"),
        *("恢复", "恢复打卡", "取消暂停", "结束暂停", "解除暂停", "停止暂停"),
    ),
    "continue": ("continue", "继续"),
    "restart": (
        *("restart", "move open work to today"),
        *("重新开始", "从今天重新开始", "从今天重新排"),
    ),
    "refresh": ("refresh", "刷新"),
}
# Words that many use of other things, too: they are not read behind a wish, and no hint is given.
WEAK = {"continue": "resume"}
BARE = ("restart", *WEAK)  # verbs that, behind a wish, may be about a task: not obeyed there
UNSURE = ("重来", "start over", "start again")  # the task, or the plan?

_PLAN = (
    *("the plan", "my plan", "the roadmap", "my roadmap", "the schedule", "my schedule"),
    *("learning", "studying", "my learning", "my studies"),
    *("学习", "计划", "学习计划", "我的计划", "我的学习", "路线图"),
)
_AT_ONCE = ("now", "right now", "现在")
_FROM_NOW = (*_AT_ONCE, "from today", "from now on")
# What a call may say that it is about, which is the plan in any case.
OBJECTS: dict[str, tuple[str, ...]] = {
    "pause": (
        *(*_PLAN, *_AT_ONCE, "it", "the bot", "my progress", "for now", "for a while"),
        *("until further notice", "indefinitely", "打卡", "进度", "机器人", "一段时间", "一阵子"),
    ),
    "resume": (*_PLAN, *_FROM_NOW, "it", "this", "the bot", "机器人"),
    "continue": _PLAN,
    "restart": (*_PLAN, *_FROM_NOW),
    "refresh": (
        *(*_PLAN, *_FROM_NOW, "it", "this", "progress", "the progress", "my progress"),
        *("the report", "the charts", "again", "the bot", "进度", "我的进度", "图表", "机器人"),
    ),
}
# With these a comment points at the issue on which it stands.
POINTING = ("this", "it", "task", "this one", "this task", "this unit", "the task")
POINTING_ZH = (
    *("这个", "这一个", "这题", "这道题", "这一题", "这任务", "这个任务", "本任务", "该任务"),
    *("这个单元", "本单元", "任务", "它"),
)

# What a call cannot be about; it is meant for the bot all the same.
MISTAKEN = (
    *("everything", "all", "this task", "this one", "全部", "所有", "这个", "这个任务", "本任务"),
)

# Around a call these count as nothing.
THANKS = ("thanks", "thank you", "thx", "谢谢", "谢谢啦")
COURTESIES = (
    *THANKS,
    *("please", "pls", "plz", "请", "麻烦", "一下", "吧", "啦", "哈", "呗", "啊", "哦", "/"),
)
# Before a call: who is asked, and who wishes it.
ASKING = (
    *("can you", "could you", "would you"),
    *("能帮我", "可以帮我", "能不能帮我", "可不可以帮我", "能否帮我"),
)
CHEERS = ("yes", "yeah", "yay", "phew", "ok", "okay", "好的", "好了", "嗯", "耶", "好耶")
GREETINGS = (
    *("hi", "hello", "hey", "bot", "hi bot", "帮我", "帮忙", "给我", "替我"),
    *("你好", "好", "机器人,", *CHEERS),
)
WISHES = (
    *("let's", "lets", "let us", "i want to", "i'd like to", "i would like to", "i need to"),
    *("我要", "我想", "我想要", "我需要", "我得", "我", "我们", "先", "那就", "那", "就", "现在"),
    *("想", "想要", "要", "需要", "从今天起", "从今天开始", "今天起", "再"),
)
ABOUT = ("学习", "学习计划", "打卡", "把学习", "把计划", "把学习计划", "把打卡")
# Why somebody rests, as a clause of its own: only of these words, for "the teacher said, pause 2
# weeks" is no call.
REASONS = (
    *("exam", "exams", "exam week", "finals", "finals week", "midterms", "sick", "ill", "busy"),
    *("travelling", "traveling", "on a trip", "holiday", "holidays", "vacation", "away"),
    *("a cold", "overtime", "考试", "考试周", "期末", "期末考", "期末周", "期中", "生病", "感冒"),
    *("发烧", "住院", "出差", "旅行", "旅游", "放假", "过年", "春节", "国庆", "假期", "休假"),
    *("加班", "搬家", "忙", "有事", "有急事"),
)
# Why somebody skips a task, before the verb or behind it.
SKIPPED_FOR = (
    *("too hard", "too easy", "no time", "i know this", "i already know this", "already know this"),
    *(
        "太难了",
        "太简单了",
        "会了",
        "已经会了",
        "学过了",
        "已经学过了",
        "没时间了",
        "不做了",
        "这个不做了",
    ),
)
RETURNS = ("back", "over", "better", "回来", "考完", "忙完", "结束", "病好")  # why he goes on
FILLERS = (
    *("i'm", "i am", "i have", "i've got", "because of", "due to", "on", "too", "very", "my"),
    *("the", "got", "are", "at work", "this week", "final", "我", "我们", "最近", "这周", "本周"),
    *("这几天", "要", "在", "有点", "太", "很", "比较", "了", "啦", "因为", "由于", "工作", "学校"),
    *("家里", "去"),
)

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
# As these signs do anywhere, for what they stand beside is not done.
CROSSES = "❌✗✘✖✕❎⬜☐🔲🔳⏳🚧🚫⛔🔜👎"
# They say that a part is meant, or what came of the work, not the thing itself.
PARTS = ("part", "step", "draft", "wip", "一部分", "一半", "初稿")
BY_PRODUCTS = ("notes", "docs", "tests", "readme", "笔记", "文档", "测试", "题解")
TAKE_BACKS = ("except", "left", "除了", "还差")
JOINERS = ("and", "和", "与", "及", "以及", "还有", "task", "任务", "with", "but", "then", "但")

TAKEN = frozenset(
    (*BUILT_IN, *HEDGES, *HEDGES_ZH, *PARTS, *BY_PRODUCTS, *TAKE_BACKS, *JOINERS, "然后")
)
