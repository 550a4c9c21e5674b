"""Tell whether a verb is meant: "not done", "will finish" and 还没完成 ask for nothing.

A hedge reaches to the end of its clause: "not done W03-2 and W03-3" is void, "not yet, but done
W03-2" is not. Chinese words of intent count right before the verb only where they have other
meanings, too: 按计划完成 is done, 计划完成 is not.
"""

from __future__ import annotations

import re

from roadmap_bot.text.verbs import CROSSES, HEDGES, HEDGES_ZH

_BEGIN, _END = r"(?<![0-9A-Za-z_-])", r"(?![0-9A-Za-z_-])"
_WORDS = "|".join(sorted(HEDGES, key=len, reverse=True)).replace("may|", "may(?! [0-9])|")
_HEDGE = re.compile(
    rf"{_BEGIN}(?:{_WORDS}|(?<![0-9A-Za-z]\()to[ -]do|revert(?:s|ed|ing)?"
    r"|(?:is|are|was|do|does|did|ca|wo|would|should|could|has|have)nt"
    r"|(?<!as )(?<!to )plan(?:s|ned|ning)?|want(?:s|ed)?|hop(?:e[sd]?|ing)"
    r"|expect(?:s|ed)?|aim(?:s|ing)?"
    rf"|(?:going|try|trying|ha(?:s|ve)|ought|still|yet) to){_END}"
    r"|^\W*(?:did|do|does|have|has|had|is|are|was|were|am)"
    r" (?:i|we|you|it|he|she|they|anybody|anyone)(?!\w)"
    rf"|(?<=[A-Za-z])(?:n['’]t|['’]ll){_END}|{'|'.join(HEDGES_ZH)}"
    r"|(?<![按照原])计划(?!好)|目标|下一?步|接下来|以后|要是|基本上|[还只就]差|还剩"
    r"|(?<![理思感联猜])想(?![法到起通明出象])|([是有要能会])[不没]\1",
    re.IGNORECASE,
)
_HEADING = re.compile(
    rf"^[\W_]*(?:to[ -]?do|wip|fixme){_END}"
    rf"|(?:{_BEGIN}(?:(?<![0-9A-Za-z]\()to[ -]?do|wip)|待办) ?[\])】]",
    re.IGNORECASE,
)
_PLAN = re.compile(
    rf"{_BEGIN}(?:(?<![0-9A-Za-z]\()to[ -]?do|wip|fixme|next|tomorrow|goals?"
    r"|plan(?:s|ned|ning)?|upcoming|later|backlog"
    rf"|in progress|not|un(?:done|finished)|isn['’]?t|remaining){_END}"
    r"|(?<![按照原])计划|目标|下一?步|下[个]?[周月]|明[天日早晚]|后续|接下来|待|未|没|进行中|尚|打算|准备",
    re.IGNORECASE,
)
_PLAN_ALONE = re.compile(
    r"\W*(?:next(?: week| steps?| up| time)?|tomorrow|goals?|plans?|planned|later|soon|in progress"
    r"|(?:明[天日早晚]|下个?[周月]|下一?步|接下来|后续)?(?:的?(?:计划|目标|任务))?|待办)\W*",
    re.IGNORECASE,
)
_SOON = r"明[天晚早日]|后天|下个?[周月][一二三四五六日天末]?|改天|尽[快早]|早日|马上"
_WHEN = rf"(?:今[天晚日]|[这本]?(?:个?周|个?月)[一二三四五六日天末底]?|年底|[上下]午|晚上|{_SOON})"
_INTENT = re.compile(
    rf"(?:不|不[再用必]|无需|不能|无法|别|勿|计划|要|想|会|快|正在|取消|撤销"
    rf"|几乎|(?<![0-9一二三四五六七八九十])部分|基本|大体|初步|大致|差不多|可能|也许|大概|是否|能否|若|等|一旦|为了|忘[了记]|记得|尝试|[还总]?得|[需须]|{_SOON})"
    rf"{_WHEN}?前?[再就才]? ?\Z"
    rf"|{_BEGIN}(?:to|let['’]?s|let me|when|once|unless|before|after|whether|as soon as)"
    r"(?: (?:i|we|you|they|he|she|it))? \Z",
    re.IGNORECASE,
)
_SURE = re.compile(r"(?:[按照原]计划|[分特]别|主要|很快)" + _WHEN + r"? ?\Z")
_LONGEST = 24  # signs of intent, with the space after them
_RIGHT_BEFORE = re.compile(
    rf"(?:{_HEDGE.pattern}|{_INTENT.pattern})"
    rf"(?: ?(?:{_WHEN}|yet|really|be|also|[还再就有能]))? ?\Z",
    re.IGNORECASE,
)

# "done W03-2?" and 完成 W03-2 之前 take back what they say.
_QUESTION = re.compile(r"[吗嘛](?=\W|\Z)|了(?:么|没有?)(?=\W|\Z)|^ ?没有?(?=[ ,;!?。]|\Z)")
_ASKS = re.compile(r"\W*(?:is|are|was|were|has|have|did|does|do)\W*\Z", re.IGNORECASE)
_BEHIND = re.compile(
    rf" ?了? ?(?:以前|(?!没)(?:{'|'.join(HEDGES_ZH)})"
    rf"|(?:{_WORDS}|halfway|to[ -]do|next (?:week|month)){_END})",
    re.IGNORECASE,
)
_STATE = re.compile(
    rf" ?:? ?(?:[未没待将还尚不]|进行|正在|[在刚才](?=\S)|下周|明天|开始|看了|[{CROSSES}]"
    r"|(?:(?:is|are|was)(?:n['’]t)?|not|will|next|todo|to do|wip|still|needs?|in progress|started"
    rf"|pending|half|skipped|later|ongoing|tomorrow){_END})",
    re.IGNORECASE,
)

# What follows an id may name a part of the thing, what came of it, or take something back.
_NUMERAL = r"[0-9一二三四五六七八九十百两几]+"
_ORDINAL = r"(?:[0-9]+|one|two|three|four|five|six|i{1,3}|iv|v|a|b)"
_PART = re.compile(
    rf"第 ?{_NUMERAL}|[前后] ?{_NUMERAL}|[前后]半|一半|[一大小]部分|初稿|草稿|初版|半成品"
    r"|(?<![0-9A-Za-z_-])(?:"
    r"(?:parts?|steps?|chapters?|sections?|exercises?|questions?|problems?|lessons?|stages?"
    rf"|phases?)[ .#]*{_ORDINAL}"
    r"|(?:first|second|third|last|other) (?:part|half|step|chapter|section|exercise|draft)s?"
    r"|half of|halfway|partially|partly|draft|wip)(?![0-9A-Za-z_])",
    re.IGNORECASE,
)
_PORTION = re.compile(r" ?部分|,? ?half(?=\W*\Z)", re.IGNORECASE)
_SHARE = re.compile(
    r" ?[:(]? ?(?P<some>[0-9]{1,4}) ?(?:/|(?:out )?of) ?(?P<all>[0-9]{1,4})(?![0-9/])",
    re.IGNORECASE,
)
_PERCENT = re.compile(
    r" ?[:(]? ?(?P<percent>[0-9]{1,3})(?:\.[0-9]+)? ?%"
    r"(?= ?(?:\Z|[),;.!\]】]|of(?!\w)|[的了]|左右|进度|done|complete|finished))",
    re.IGNORECASE,
)
_THINGS = (
    r"(?:(?:unit |lecture |reading |course |study |my |the |some |all )?"
    r"(?:notes?|docs?|documentation|tests?|testing|readme|reports?|slides|summary|write-?up)"
    r"(?![0-9A-Za-z_-]))"
    r"|(?:学习|课程|读书|阅读|论文|实验|课堂|单元)?(?:笔记|文档|测试|题解|总结|报告|注释|代码)|README"
)
_PRODUCT = re.compile(rf" ?(?:的|{_THINGS})", re.IGNORECASE)
_ONLY_PRODUCT = re.compile(rf" ?[:(] ?(?:{_THINGS})(?= ?(?:\)|\Z))", re.IGNORECASE)
_TAKEN_BACK = re.compile(
    r"(?<![0-9A-Za-z_-])(?:except|excluding|apart from|aside from|other than|left|remaining"
    r"|still missing|but (?:not|haven['’]?t|hasn['’]?t|didn['’]?t))(?![0-9A-Za-z_-])"
    r"|除了|除去|[还只就仅尚]差|[还尚]缺|还剩|但是?(?:还|尚)?(?:没|未)",
    re.IGNORECASE,
)


def is_hedged(before: str) -> bool:
    """Tell whether a hedge, a negation or a plan stands in what precedes a verb in its clause."""
    end = before[-_LONGEST:]
    is_meant = _INTENT.search(end) and not _SURE.search(end)
    return bool(is_meant or _HEDGE.search(before))


def find_hedge_start(line: str, start: int, verb: int) -> int:
    """Find where a hedge right before a verb begins, not left of start; else the verb."""
    here = max(start, verb - _LONGEST)
    before = line[here:verb]
    found = None if _SURE.search(before) else _RIGHT_BEFORE.search(before)
    return here + found.start() if found else verb


def is_plan(label: str) -> bool:
    """Tell whether a label, such as "Next week" or 待办, speaks of what is not done yet."""
    return _PLAN.search(label) is not None


def is_heading(text: str) -> bool:
    """Tell whether a text holds what speaks for its whole line.

    It begins with TODO, or holds [WIP].
    """
    return _HEADING.search(text) is not None


def is_question(before: str) -> bool:
    """Tell whether what precedes an id makes a question of what follows: "is W03-2 done"."""
    return _ASKS.match(before) is not None


def is_plan_alone(clause: str) -> bool:
    """Tell whether a clause is nothing but a plan's label, as in "Tomorrow, finish W03-2"."""
    return len(clause) < 30 and _PLAN_ALONE.fullmatch(clause) is not None


def is_asked(behind: str) -> bool:
    """Tell whether what follows an id makes a question of it."""
    return _QUESTION.search(behind) is not None


def is_hedged_behind(behind: str) -> bool:
    """Tell whether a hedge stands directly behind an id."""
    return _BEHIND.match(behind) is not None


def is_state(behind: str) -> bool:
    """Tell whether what follows an id says how it stands with it: "is next", 进行中."""
    return _STATE.match(behind) is not None


def is_part(behind: str) -> bool:
    """Tell whether a part is meant: 第二题, step 3, a draft, 1/3, 50 %.

    But not 3/3 nor 98 % 准确率.
    """
    return bool(_PART.search(behind) or _PORTION.match(behind) or _is_share(behind))


def is_by_product(behind: str) -> bool:
    """Tell whether notes, docs or tests of the thing are meant, named directly behind it."""
    return bool(_PRODUCT.match(behind) or _ONLY_PRODUCT.match(behind))


def find_take_back(text: str) -> int | None:
    """Find where a text says that something is left out."""
    found = _TAKEN_BACK.search(text)
    return found.end() if found else None


def _is_share(behind: str) -> bool:
    share = _SHARE.match(behind)
    if share:
        return int(share["some"]) < int(share["all"])
    percent = _PERCENT.match(behind)
    return percent is not None and int(percent["percent"]) < 100
