"""What learners said in their weekly reviews, read back from the boxes, closed reviews or not."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from roadmap_bot.issues.boxes import find_boxes, find_words, is_ticked
from roadmap_bot.keys import issue_id
from roadmap_bot.roadmap.calendar import Calendar
from roadmap_bot.roadmap.fields import Weekday
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.state import State, find_issues
from roadmap_bot.text.escape import BREAK, cell, inert

WEEKLY = re.compile(r"R(?P<year>\d{4})-W(?P<week>\d\d)")
WEEKDAYS = get_args(Weekday)

Notes = Mapping[tuple[int, str], float]  # by week and column: the share of its reviews that say yes


def find_weekday(roadmap: Roadmap) -> int:
    """Find the weekday of the review, from 0 on."""
    return WEEKDAYS.index(roadmap.review.weekday)


def find_day(id: str, roadmap: Roadmap) -> dt.date | None:
    """Find the day of a review by its id."""
    match = WEEKLY.fullmatch(id)
    if match is None:
        return None
    year, week = int(match["year"]), int(match["week"])
    try:
        return dt.date.fromisocalendar(year, week, find_weekday(roadmap) + 1)
    except ValueError:
        return None


def find_notes(roadmap: Roadmap, calendar: Calendar, state: State) -> Notes:
    """Find what the reviews say of the columns that no kind of work fills."""
    titles = [column.title for column in roadmap.self_check]
    own = [column.title for column in roadmap.self_check if not column.kinds]
    said: dict[tuple[int, str], list[bool]] = {}
    if not own:
        return {}
    for week, body in _find_reviews(roadmap, calendar, state):
        ticked = _find_ticked(body, titles)
        for title in own:
            answers = said.setdefault((week, title), [])
            answers.append(title in ticked)
    return {key: sum(answers) / len(answers) for key, answers in said.items() if any(answers)}


def _find_reviews(roadmap: Roadmap, calendar: Calendar, state: State) -> Iterator[tuple[int, str]]:
    """Find the reviews, each with the week of the plan that it is about."""
    for key, issue in find_issues(state):
        day = find_day(issue_id(key), roadmap)
        if day and day >= calendar.start:
            yield calendar.week_on(day), issue.body


def _find_ticked(body: str, titles: Sequence[str]) -> set[str]:
    """Find the columns whose box is ticked: each begins with the column's title."""
    by_length = sorted(titles, key=len, reverse=True)
    ticked: set[str] = set()
    for box in find_boxes(body):
        if is_ticked(box):
            words = find_words(box).removeprefix("]").lstrip()
            ticked.update([title for title in by_length if words.startswith(_render(title))][:1])
    return ticked


def _render(title: str) -> str:
    """Render a title as a review does, but for what keeps it inert."""
    line = " ".join(title.split())
    return cell(inert(line)).replace(BREAK, "")
