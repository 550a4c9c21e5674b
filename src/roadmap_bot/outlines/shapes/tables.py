"""Tasks that are rows of a table: with a state, a day, a number, or a head that says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from roadmap_bot.markdown.marks import read_state
from roadmap_bot.markdown.ordinals import DAY, NUMBER, PHASE, WEEK, Span, find_ordinals
from roadmap_bot.markdown.roles import CONDITIONS, Role
from roadmap_bot.markdown.survey import Survey
from roadmap_bot.markdown.tree import Chain, Line, Link, Row, Table
from roadmap_bot.outlines.shapes.columns import DOTTED, PLAN_TITLE, Columns, find_groups
from roadmap_bot.outlines.shapes.found import Found

FEWEST_ROWS = 3
_BESIDE = frozenset({*CONDITIONS, Role.NOISE, Role.MILESTONES, Role.ASIDE, Role.RESOURCES})
_LINKED = 0.6  # share of the rows whose task is a link, in a table that says nothing else


@dataclass(frozen=True, eq=False)
class _Place:
    """A table and where it stands."""

    table: Table
    chain: Chain
    columns: Columns


def find_state_rows(survey: Survey) -> tuple[Found, ...]:
    """Find the rows that say whether they are done."""
    return _find(survey, lambda columns: columns.state >= 0)


def find_timed_rows(survey: Survey) -> tuple[Found, ...]:
    """Find the rows that say their day or week."""
    return _find(survey, lambda columns: max(columns.day, columns.week) >= 0)


def find_numbered_rows(survey: Survey) -> tuple[Found, ...]:
    """Find the rows that are numbered."""
    return _find(survey, lambda columns: columns.number >= 0)


def find_named_rows(survey: Survey) -> tuple[Found, ...]:
    """Find the rows of tables whose head is a word for tasks."""
    return _find(survey, lambda columns: columns.score_head(columns.title) >= PLAN_TITLE)


def find_linked_rows(survey: Survey) -> tuple[Found, ...]:
    """Find the rows whose task is a link."""
    return _find(survey, _is_linked)


def find_overviews(survey: Survey) -> Iterator[tuple[Found, Mapping[str, Span]]]:
    """Find the rows of tables that list the numbered parts, each with the part that it is about."""
    for place in _find_places(survey):
        if is_overview(survey, place.table):
            lines = {found.line: found for found in _make_rows(place)}
            for row, named in zip(place.table.rows, read_parts(place.table), strict=True):
                if row.line in lines:
                    yield lines[row.line], named


def _is_linked(columns: Columns) -> bool:
    return columns.share(columns.title, lambda cell: bool(cell.links)) >= _LINKED


def _find(survey: Survey, fits: Callable[[Columns], bool]) -> tuple[Found, ...]:
    found: list[Found] = []
    for place in _find_places(survey):
        if fits(place.columns) and not is_overview(survey, place.table):
            found += _make_rows(place)
    return tuple(found)


@lru_cache(maxsize=1)
def _find_places(survey: Survey) -> tuple[_Place, ...]:
    """Find the tables that say what to do."""
    places: list[_Place] = []
    for chain in survey.chains:
        if survey.find_roles(chain) & _BESIDE:
            continue
        for part in chain[-1].parts:
            if isinstance(part, Table) and part.rows:
                places.append(_Place(part, chain, Columns(part)))
    return tuple(place for place in places if place.columns.title >= 0)


def is_overview(survey: Survey, table: Table) -> bool:
    """Whether the rows of a table are the numbered parts that have sections of their own."""
    inside = {id(part) for section in survey.parts for part in section.parts}
    if id(table) in inside:
        return False
    named = read_parts(table)
    for (word, _), group in survey.series.items():
        numbers = {survey.ordinals[section][word] for section in group}
        listed = {row[word] for row in named if word in row}
        is_most = len(numbers & listed) * 2 > len(numbers)
        if len(numbers) > 1 and is_most and len(listed) <= 2 * len(numbers):
            return len(listed) >= len(named) - 1
    return False


def read_parts(table: Table) -> list[dict[str, Span]]:
    """Read which part each row of a table is about, by its first cell and its head."""
    word = next(iter(find_ordinals(f"{table.heads[0]} 1")), "")
    if table.heads[0].strip() in ("阶段", "周", "周次"):
        word = PHASE if table.heads[0].strip() == "阶段" else WEEK
    found: list[dict[str, Span]] = []
    for row in table.rows:
        named = dict(find_ordinals(row.cells[0].text))
        number = "".join(filter(str.isdecimal, row.cells[0].text))
        if word and number and not named:
            named[word] = Span(int(number[:3]), int(number[:3]))
        found.append(named)
    return found


def _make_rows(place: _Place) -> Iterator[Found]:
    names = _name_numbers(place.columns) if place.columns.is_dotted else {}
    for row, group in zip(place.table.rows, find_groups(place.columns), strict=True):
        title = _find_title(row, place.columns)
        if not title.text:
            continue
        number = DOTTED.fullmatch(row.cells[0].text)
        name = names.get(number[1], number[1]) if number and names else group
        yield _make_row(row, title, name, place)


def _make_row(row: Row, title: Line, group: str, place: _Place) -> Found:
    columns = place.columns
    state = read_state(_cell(row, columns.state))
    criterion = _cell(row, columns.criteria)
    return Found(
        row.line,
        title,
        place.chain,
        bool(state),
        links=tuple(_find_links(row, title)),
        notes=tuple(_find_notes(row, columns)),
        criteria=(criterion,) if criterion else (),
        group=group or _find_week(row, columns),
        numbers=_find_numbers(row, columns),
    )


def _find_title(row: Row, columns: Columns) -> Line:
    """Find what the task is; where that cell is empty, the first that is linked or says a word."""
    title = row.cells[columns.title]
    if title.text:
        return title
    others = [cell for index, cell in enumerate(row.cells) if index not in columns.known]
    named = [cell for cell in others if cell.text]
    linked = [cell for cell in named if cell.links]
    return next(iter(linked or named), Line(""))


def _name_numbers(columns: Columns) -> dict[str, str]:
    """Name the parts of dotted numbers by the text that most of their rows share."""
    texts: dict[str, Counter[str]] = {}
    for row in columns.table.rows:
        number = DOTTED.fullmatch(row.cells[0].text)
        if number:
            shared = texts.setdefault(number[1], Counter())
            for index, cell in enumerate(row.cells[1:], start=1):
                if index != columns.title and not cell.links and cell.text:
                    shared[cell.text] += 1
    return {number: _name_part(number, shared) for number, shared in texts.items()}


def _name_part(number: str, shared: Counter[str]) -> str:
    most = shared.most_common(1)
    if most and most[0][1] > 1:
        return most[0][0]
    return number


def _find_week(row: Row, columns: Columns) -> str:
    return _cell(row, columns.week)


def _find_numbers(row: Row, columns: Columns) -> dict[str, Span]:
    numbers: dict[str, Span] = {}
    for word, column in ((DAY, columns.day), (WEEK, columns.week)):
        text = _cell(row, column)
        named = find_ordinals(text) or find_ordinals(f"{word} {text}")
        if text and word in named:
            numbers[word] = named[word]
    if columns.number == 0 and not numbers:
        spans = [*find_ordinals(f"step {row.cells[0].text}").values()]
        return {NUMBER: spans[0]} if spans else {}
    return numbers


def _find_links(row: Row, title: Line) -> Iterator[Link]:
    for cell in row.cells:
        if cell is not title:
            yield from cell.links


def _find_notes(row: Row, columns: Columns) -> Iterator[str]:
    """Find what else a row says, each with the head of its column."""
    skipped = {*columns.known, columns.title, columns.group}
    for index, cell in enumerate(row.cells):
        head = columns.table.heads[index] if index < len(columns.heads) else ""
        is_link = len(cell.links) == 1 and cell.links[0].text == cell.text
        if index not in skipped and any(map(str.isalnum, cell.text)) and not is_link:
            yield f"{head}: {cell.text}" if head else cell.text


def _cell(row: Row, column: int) -> str:
    if 0 <= column < len(row.cells):
        return row.cells[column].text
    return ""
