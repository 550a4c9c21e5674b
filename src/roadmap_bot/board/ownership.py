"""Who owns what on the board: what the learner changed there stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from roadmap_bot.board.cards import STATUS
from roadmap_bot.issues.body import find_mark
from roadmap_bot.issues.merge import merge_body
from roadmap_bot.keys import Key
from roadmap_bot.state import Board, Field, Issue, Item, State, Thing, is_open_again


def settle(key: Key, want: Thing, actual: State, state: State) -> Thing:
    """Copy the learner's part of a thing on the board, as `follow.settle` does elsewhere."""
    match actual.get(key), want:
        case None, _:
            return want
        case Item() as have, Item() as item:
            return _settle_item(item, have, actual, state)
        case Board() as have, Board() as board:
            return _settle_board(board, have)
        case Field() as have, Field() as field:
            return _settle_field(field, have)
        case have, _:
            return have


def find_contradicted(state: State) -> Iterator[Key]:
    """Find what is open again though its card says otherwise: which came later decides."""
    for item in state.values():
        if not isinstance(item, Item) or item.archived:
            continue
        status = dict(item.values).get(STATUS, "todo")
        if status != "todo" and is_open_again(_find_issue(state, item)):
            yield item.issue


def _settle_board(want: Board, have: Board) -> Board:
    """Keep what the learner wrote, and never make it wider than the learner did."""
    # Linked and still without a mark: made by a run that got no further, private as GitHub does.
    is_raw = have.linked and find_mark(have.readme) is None
    return replace(
        have,
        about=have.about or want.about,
        readme=merge_body(want.readme, have.readme, {}),
        public=want.public and (have.public or is_raw),
        linked=True,
        knows=have.knows | want.knows,
    )


def _settle_field(want: Field, have: Field) -> Field:
    """Rename what bears its name of another language, and add what is missing."""
    names = [want.renames.get(option, option) for option in have.options]
    made = [
        replace(option, name=want.renames.get(option.name, option.name)) for option in have.made
    ]
    return replace(have, options=_merge_options(want.options, names), made=tuple(made))


def _merge_options(want: Sequence[str], have: Sequence[str]) -> tuple[str, ...]:
    """Put each option that is missing behind the one that comes before it in the roadmap."""
    merged, place = list(have), 0
    for option in want:
        if option not in merged:
            merged.insert(place, option)
        place = merged.index(option) + 1
    return tuple(merged)


def _settle_item(want: Item, have: Item, actual: State, state: State) -> Item:
    """Keep the Status, unless the issue was closed or reopened after that was set."""
    if have.archived:
        return have
    if _is_bare(have) or _is_moved(have, actual, state):
        return replace(have, values=want.values)
    held = dict(have.values)
    values = dict(want.values)
    told = values.pop(STATUS, None)
    if told and STATUS in held:
        values[STATUS] = held[STATUS]
    return replace(have, values=frozenset(values.items()))


def _is_bare(item: Item) -> bool:
    """Whether nobody set anything yet: GitHub itself may have put it into the first column."""
    values = dict(item.values)
    return values.pop(STATUS, "todo") == "todo" and not values


def _is_moved(have: Item, actual: State, state: State) -> bool:
    """Whether the issue was closed or reopened since the Status was set.

    What this run closes, GitHub moves.
    """
    was = _find_issue(actual, have)
    shall = _find_issue(state, have)
    if was.closed and not shall.closed:
        return True
    moved_at = was.closed_at if was.closed else was.reopened_at
    if have.chosen_at is None or moved_at is None:
        return False
    return have.chosen_at < moved_at


def _find_issue(state: State, item: Item) -> Issue:
    issue = state[item.issue]
    assert isinstance(issue, Issue)
    return issue
