"""Tell whether a verb is meant: "not done", "will finish", "TODO: close" and 还没完成 ask for nothing.

A hedge reaches to the end of its clause: "not done W03-2 and W03-3" is void, "not yet, but done W03-2" is not. A
heading such as "TODO:" or "[WIP]" speaks for its whole line. Chinese words of intent count right before the verb only:
按计划完成 is done, 计划完成 is not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_CLAUSE_END = re.compile(
    r"[,;!?。、…]| - |\.(?= |\Z)|(?<![0-9A-Za-z])but(?![0-9A-Za-z])|但", re.IGNORECASE
)
_HEDGE = re.compile(
    r"(?<![0-9A-Za-z_-])(?:not|never|no longer|cannot|should|shall|will|would|could|might|must|wip"
    r"|almost|mostly|nearly|partly|partially|half|undo|undoes|revert(?:s|ed|ing)?|(?<![0-9A-Za-z]\()to[ -]?do"
    r"|(?:is|are|was|do|does|did|ca|wo|would|should|could|has|have)nt"
    r"|(?:going|needs?|plans?|wants?|try|trying|ha(?:s|ve)|ought|still|yet) to)(?![0-9A-Za-z_-])"
    r"|(?<=[A-Za-z])(?:n['’]t|['’]ll)(?![0-9A-Za-z_-])|[未没待将]",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"^[\W_]*(?:to[ -]?do|wip)(?![0-9A-Za-z_-])|(?<![0-9A-Za-z_-])(?:(?<![0-9A-Za-z]\()to[ -]?do|wip|待办) ?[\]):】]"
    r"|^ ?(?:[-*+]|[0-9]{1,9}[.)]) \[ ?\]|(?<![按照原])(?:计划|目标|下一步|下周|明天) ?:"
    r"|(?<![0-9A-Za-z_-])(?:next(?: week| steps?| up)?|tomorrow|goals?) ?:",
    re.IGNORECASE,
)
_SOON = r"明[天晚早日]|后天|下个?[周月][一二三四五六日天末]?|改天|尽[快早]|早日|马上"
_INTENT = re.compile(
    rf"(?:不|不[再用必]|无需|不能|无法|别|勿|准备|打算|计划|希望|争取|要|想|会|快|必须|应该|应当|正在|继续|取消|撤销"
    rf"|几乎|差点|部分|基本|大致|差不多|可能|也许|大概|是否|能否|如果|假如|若|等|一旦|为了|忘[了记]|记得|尝试|{_SOON})"
    rf"(?:今[天晚日]|[这本]?周[一二三四五六日天末]?|{_SOON})?[再就才]? ?\Z"
    r"|(?<![0-9A-Za-z_-])(?:to|let['’]?s|if|when|once|until|unless|before|after|whether) \Z",
    re.IGNORECASE,
)
_SURE = re.compile(
    r"(?:[按照原]计划|[分特]别|主要|很快)(?:今[天晚日]|[这本]?周[一二三四五六日天末]?)? ?\Z"
)
_LONGEST = 12  # signs of intent, with the space after them

# "done W03-2?" and 完成 W03-2 的一半 take back what they say.
_TAKEN_BACK = re.compile(
    r" ?(?:了? ?(?:\?|[吗么]|没有?(?=[ ,;!?。]|\Z))|[之以]前|的? ?(?:一半|[一大小]部分)"
    r"|(?:partially|partly|halfway|tomorrow|next (?:week|month))(?![0-9A-Za-z]))",
    re.IGNORECASE,
)
# "done W03-2, W03-3 is next": the later id begins a clause of its own.
_PREDICATE = re.compile(
    r" ?(?:[未没待将还尚不]|进行|下周|明天"
    r"|(?:(?:is|are|was)(?:n['’]t)?|not|will|next|todo|wip|still|needs?)(?![0-9A-Za-z]))",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Hedges:
    """The hedges of one line, asked about from left to right."""

    line: str
    _marks: list[tuple[int, re.Pattern[str]]] = field(init=False)
    _hedged: bool = field(init=False, default=False)
    _headed: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        patterns = (_CLAUSE_END, _HEDGE, _HEADING)
        found = (
            (match.start(), pattern)
            for pattern in patterns
            for match in pattern.finditer(self.line)
        )
        self._marks = sorted(found, key=lambda mark: mark[0], reverse=True)

    def reach(self, place: int) -> bool:
        """Tell whether a hedge reaches a verb at this place, which lies right of all places before."""
        while self._marks and self._marks[-1][0] < place:
            pattern = self._marks.pop()[1]
            self._hedged = pattern is not _CLAUSE_END
            self._headed |= pattern is _HEADING
        before = self.line[max(0, place - _LONGEST) : place]
        return (
            self._hedged
            or self._headed
            or bool(_INTENT.search(before) and not _SURE.search(before))
        )


def is_subject(line: str, end: int) -> bool:
    """Tell whether the id that ends here begins a clause of its own, such as "W03-3 is next"."""
    return _PREDICATE.match(line, end) is not None


def is_taken_back(line: str, end: int) -> bool:
    """Tell whether what follows the last id, which ends here, asks about it or lessens it."""
    return _TAKEN_BACK.match(line, end) is not None
