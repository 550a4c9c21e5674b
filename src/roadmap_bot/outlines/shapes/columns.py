"""What the columns of a table hold: the task, its number, its state, what shows that it is done."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from roadmap_bot.markdown.marks import read_state
from roadmap_bot.markdown.ordinals import DAY, NUMBER, WEEK, find_leading, find_ordinals
from roadmap_bot.markdown.tree import Line, Table
from roadmap_bot.markdown.vocabulary import make_pattern

MOST = 0.6  # share of the cells that say what their column holds
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_DIGITS = re.compile(r"\W*\d{1,3}(?:\s*[-–—~～]\s*\d{1,3})?\W*")
DOTTED = re.compile(r"\W*(\d{1,2})\.(\d{1,2})\W*")

_NAMES = {
    "day": r"""
        days?|天数?|日期?|第?几天|d[ií]as?|fecha|date
    """,
    "week": r"""
        weeks?|wks?|周次?|周数|第?几周|星期|semanas?
    """,
    "number": r"""
        (?:)|nos?|num(?:ber)?|序号|编号|id|n[ºo°]|n[uú]mero
        |(?:module|lesson|unit|lecture) number
    """,
    "state": r"""
        status|state|done|progress|complete[d]?|状态|完成|完成情况|完成状态|进度|打卡
        |是否完成|estado|hecho|completado|progreso
    """,
    "criteria": r"""
        验证标准|完成标准|验收.*|完成标志|产出|核心产出|交付物|成果|criteria|criterion
        |deliverables?|outputs?|outcomes?|done when|acceptance.*|goals?|目标|entregables?
        |criterios?|objetivos?
    """,
    "note": r"""
        duration|effort|时长|用时|预计.*|hours|time|estimated.*|tiempo|horas|duraci[oó]n
        |esfuerzo|difficulty|难度|级别|dificultad|category|categor[ií]a|类别|类型|type|tipo
        |prerequisites?|notes?|备注|说明|note|difficulty level|level|priority|优先级
        |discussion|提交记录
    """,
}
_TITLES = {
    4: r"""
        tasks?|challenges?|任务|学习任务|今日任务|题目|ejercicios?|tareas?|retos?|courses?
        |lessons?|lectures?|课程|课时|cursos?|lecciones|book|books
    """,
    3: r"""
        topics?|主题|titles?|标题|内容|学习内容|what to (?:learn|study)|what|activity
        |activities|temas?|t[ií]tulos?|contenidos?|actividad(?:es)?|subject|focus|知识点
        |content|concepts?(?: taught)?|learn|assignments?|练习|exercises?|projects?|项目
        |proyectos?|problems?
    """,
    2: r"""
        names?|名称|nombre|module name|modules?|模块|resource|资源|video|item|section
        |chapter|章节|phase
    """,
}
_GROUPS = make_pattern(r"""
    (?:weeks?|phases?|stages?|modules?|units?|parts?|chapters?|months?|sections?|tracks?|周
    |阶段|模块|单元|部分|章节?|月|semanas?|fases?|m[oó]dulos?|unidad(?:es)?|mes(?:es)?|etapas?
    |module name|areas?).*
    |(?:lesson |topic )?group(?:ing)?|grupo|分组|板块
""")
PLAN_TITLE = 3  # score of a head that is a word for tasks


def tidy(head: str) -> str:
    """Return the words of a head alone."""
    return _EDGES.sub("", head).strip().casefold()


_HEADS = {name: make_pattern(words) for name, words in _NAMES.items()}
_TITLE_HEADS = {score: make_pattern(words) for score, words in _TITLES.items()}


@dataclass(frozen=True, eq=False)
class Columns:
    """The columns of a table, by what they hold; -1 where no column holds it."""

    table: Table

    @cached_property
    def heads(self) -> tuple[str, ...]:
        """The heads, as words."""
        return tuple(tidy(head) for head in self.table.heads)

    @cached_property
    def day(self) -> int:
        """The column of days."""
        return self._find("day", lambda cell: find_leading(cell.text) == DAY)

    @cached_property
    def week(self) -> int:
        """The column of weeks."""
        return self._find("week", lambda cell: find_leading(cell.text) == WEEK)

    @cached_property
    def state(self) -> int:
        """The column that says whether a task is done."""
        column = self._find("state", lambda cell: read_state(cell.text) is not None)
        if column >= 0 and self.share(column, lambda cell: read_state(cell.text) is not None) > 0:
            return column
        return -1

    @cached_property
    def number(self) -> int:
        """The column of numbers: the first."""
        if not self.heads:
            return -1
        is_named = bool(_HEADS["number"].fullmatch(self.heads[0]))
        if self.share(0, _is_number) >= MOST and (is_named or self.are_distinct(0)):
            return 0
        return -1

    @cached_property
    def is_dotted(self) -> bool:
        """Whether the numbers are of parts and of what is in them, such as 2.3."""
        return self.number == 0 and self.share(0, _is_dotted) >= MOST

    @cached_property
    def criteria(self) -> int:
        """The column that says what shows that a task is done."""
        return self._find_head("criteria")

    @cached_property
    def title(self) -> int:
        """The column that says what the task is."""
        scores = {column: self.score(column) for column in range(len(self.heads))}
        best = max(scores.values(), default=-1.0)
        return next((column for column, score in scores.items() if score == best > 0), -1)

    @cached_property
    def group(self) -> int:
        """The column whose value stays the same for several rows: the part they belong to."""
        for column, head in enumerate(self.heads):
            if column != self.title and _GROUPS.fullmatch(head) and self._has_runs(column):
                return column
        return -1

    @property
    def known(self) -> set[int]:
        """The columns that say something other than the task."""
        return {self.day, self.week, self.state, self.number, self.criteria}

    def score(self, column: int) -> float:
        """Tell how surely a column says what the task is."""
        if column in self.known:
            return -1
        score = self.score_head(column)
        if self.share(column, lambda cell: bool(cell.links)) >= MOST / 2:
            score += 2
        if self.share(column, lambda cell: len(tidy(cell.text)) < 2) > MOST:
            score -= 10
        if not self.are_distinct(column):
            score -= 3
        return score + 1 / (2 + column)

    def score_head(self, column: int) -> float:
        """Tell how surely the head of a column is a word for tasks."""
        head = self.heads[column]
        if _HEADS["note"].fullmatch(head):
            return -2
        return next((n for n, words in _TITLE_HEADS.items() if words.fullmatch(head)), 0)

    def share(self, column: int, holds: Callable[[Line], bool]) -> float:
        """Return the share of the cells in a column that hold something."""
        cells = [row.cells[column] for row in self.table.rows if column < len(row.cells)]
        return sum(map(holds, cells)) / max(1, len(cells))

    def are_distinct(self, column: int) -> bool:
        """Whether nearly all cells of a column say something else."""
        texts = [text for text in self._texts(column) if text]
        return len(set(texts)) >= 0.7 * max(1, len(self.table.rows))

    def _has_runs(self, column: int) -> bool:
        texts = self._texts(column)
        runs = [text for text, _ in groupby(texts) if text]
        counts = Counter(runs)
        return 1 < len(runs) == len(counts) < len(texts)

    def _texts(self, column: int) -> list[str]:
        rows = self.table.rows
        return [row.cells[column].text if column < len(row.cells) else "" for row in rows]

    def _find(self, name: str, holds: Callable[[Line], bool]) -> int:
        """Find a column by its head, else by what most of its cells hold."""
        named = self._find_head(name)
        if named >= 0:
            return named
        for column in range(len(self.heads)):
            if self.share(column, holds) >= MOST:
                return column
        return -1

    def _find_head(self, name: str) -> int:
        for column, head in enumerate(self.heads):
            if head and _HEADS[name].fullmatch(head):
                return column
        return -1


def _is_number(cell: Line) -> bool:
    return bool(_DIGITS.fullmatch(cell.text)) or _is_dotted(cell) or _names_number(cell.text)


def _names_number(text: str) -> bool:
    words = find_ordinals(text)
    return bool(words) and NUMBER not in words and len(text) <= 16


def _is_dotted(cell: Line) -> bool:
    return bool(DOTTED.fullmatch(cell.text))


def find_groups(columns: Columns) -> Iterator[str]:
    """Yield for each row the part that it belongs to; an empty cell is as the one above."""
    above = ""
    for row in columns.table.rows:
        text = row.cells[columns.group].text if columns.group >= 0 else ""
        above = text or above
        yield above
