"""The Projects board as more things in the same state: the project, its fields, views and items."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from roadmap_bot.board.cards import DATA_TYPES, STATUS, find_options, find_values, name_options
from roadmap_bot.board.memory import find_views_made, hash_key, make_memory
from roadmap_bot.board.ownership import settle
from roadmap_bot.issues.body import make_body
from roadmap_bot.keys import BOARD, Key, field_key, issue_key, item_key, option_key, view_key
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.paths import GUIDE
from roadmap_bot.state import Board, Field, Issue, Item, State, Thing, View, find_issue
from roadmap_bot.text.escape import inert, link, plain
from roadmap_bot.text.render import render
from roadmap_bot.text.words import find_languages, load_words

Shown = Mapping[Key, str]  # options that are called otherwise, by what they shall be called
VIEWS: Mapping[str, View] = {
    "board": View("board", "Board"),
    "phases": View("table", "Phases"),
    "timeline": View("roadmap", "Timeline"),
}
ON_CARDS = ("Title", STATUS, "Kind", "Week", "Hours", "Target", "Sub-issues progress")
IN_ROWS = ("Title", STATUS, "Kind", "Week", "Hours", "Start", "Target", "Milestone")
# What of a view is named by fields. The two dates of the timeline go by no API: the readme says
# which to choose.
PARTS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "board": {"vertical_group_by": (STATUS,), "visible_fields": ON_CARDS},
    "phases": {"group_by": ("Phase",), "sort_by": ("Start",), "visible_fields": IN_ROWS},
    "timeline": {"sort_by": ("Start",)},
}
LONGEST = 8000  # signs of the guide: how many a readme may have is unknown
TITLE, NAMED = 100, 200  # characters of the roadmap's title: as the board's own, and within a text


def lay_board(actual: State, state: State, goal: Goal) -> State:
    """Lay the board over the state: all that the roadmap asks for is an item with its fields.

    `actual` is what GitHub holds now, so that a Status follows only what happens to its issue.
    """
    shown = _find_shown(actual, goal)
    want: Mapping[Key, Thing] = {
        BOARD: _make_board(goal),
        **_make_fields(goal, shown),
        **_make_views(actual),
        **_make_items(actual, state, goal, shown),
    }
    settled = {key: settle(key, thing, actual, state) for key, thing in want.items()}
    return {**state, **settled}


def archive_left(state: State, goal: Goal) -> State:
    """Archive the items of closed issues that left the roadmap."""
    live = set(map(item_key, find_values(goal, state)))
    left: dict[Key, Thing] = {}
    for key, item in state.items():
        if not isinstance(item, Item) or key in live:
            continue
        if _is_closed(item, state):
            left[key] = replace(item, archived=True)
    return {**state, **left}


def board_title(roadmap: Roadmap) -> str:
    """Return the title that the board is made with."""
    return plain(roadmap.title, TITLE)


def _make_board(goal: Goal) -> Board:
    roadmap, repository = goal.roadmap, goal.repository
    name = plain(roadmap.title, NAMED)
    text = goal.words("board.readme", title=inert(name), url=repository.url)
    guide = _render_guide(roadmap, goal)
    memory = make_memory(repository.id, VIEWS)
    return Board(
        title=board_title(roadmap),
        about=goal.words("board.about", title=name),
        readme=make_body(roadmap.id, BOARD, f"{text}\n\n{guide}\n\n{memory}"),
        public=not repository.is_private,
        knows=_find_known(goal),
    )


def _render_guide(roadmap: Roadmap, goal: Goal) -> str:
    """Render what the roadmap says beside its tasks; a long one only begins here."""
    text = render("guide_parts.md.j2", words=goal.words, roadmap=roadmap)
    if len(text) > LONGEST:
        short = roadmap.model_copy(update={"guides": (), "library": ()})
        text = render("guide_parts.md.j2", words=goal.words, roadmap=short)
    guide = f"{goal.repository.url}/blob/HEAD/{GUIDE}"
    ways = [link(goal.words("report.guide"), guide)]
    if goal.portfolio_page:
        ways.append(link(goal.words("report.portfolio"), goal.portfolio_page))
    return f"{text.strip()}\n\n{goal.words('report.joint').join(ways)}"


def _find_known(goal: Goal) -> frozenset[str]:
    """Find which fields and options the readme shall remember."""
    keys = [field_key(name) for name in DATA_TYPES]
    for name, options in find_options(goal).items():
        keys += [option_key(name, option) for option in options]
    return frozenset(map(hash_key, keys))


def _find_shown(actual: State, goal: Goal) -> Shown:
    """Find the options that bear another name: the learner's, or one of another language."""
    board = actual.get(BOARD)
    shown: dict[Key, str] = {}
    if not isinstance(board, Board):
        return shown
    for name, spoken in _find_spoken(goal).items():
        field = actual.get(field_key(name))
        if not isinstance(field, Field):
            continue
        now = {option.id: option.name for option in field.made}
        for option, others in spoken.items():
            called = _find_name_now(name, (option, *others), board.ids, now)
            if called and option not in now.values():
                shown[option_key(name, option)] = called
    return shown


def _find_name_now(
    field: str, names: Sequence[str], ids: Mapping[str, str], now: Mapping[str, str]
) -> str | None:
    """Find what an option is called now, by its id, else by a name that it had."""
    for name in names:
        id = ids.get(hash_key(option_key(field, name)), "")
        if id in now:
            return now[id]
    return next((name for name in names if name in now.values()), None)


def _find_spoken(goal: Goal) -> dict[str, dict[str, list[str]]]:
    """Find what each option is called in other languages, by field and by its name in this one."""
    others = [name_options(other) for other in _speak_otherwise(goal)]
    spoken: dict[str, dict[str, list[str]]] = {}
    for name, options in name_options(goal).items():
        spoken[name] = {
            option: [other[name][what] for other in others if what in other[name]]
            for what, option in options.items()
        }
    return spoken


def _speak_otherwise(goal: Goal) -> Iterator[Goal]:
    """Say the same in every other language: of the roadmap, and of the bot alone."""
    for edition in goal.roadmap.editions[1:]:
        yield replace(goal, roadmap=edition, words=load_words(edition.language))
    for language in find_languages():
        yield replace(goal, words=load_words(language))


def _make_fields(goal: Goal, shown: Shown) -> dict[Key, Field]:
    spoken = _find_spoken(goal)
    fields: dict[Key, Field] = {}
    for name, data_type in DATA_TYPES.items():
        others = spoken.get(name, {})
        called = {option: _show(name, option, shown) for option in find_options(goal).get(name, ())}
        renames = {old: new for new, old in called.items() if old != new and old in others[new]}
        names = tuple(renames.get(old, old) for old in called.values())
        fields[field_key(name)] = Field(data_type, names, name, renames=renames)
    return fields


def _show(field: str, value: str, shown: Shown) -> str:
    """Return what a value is called on the board: an option as the learner renamed it."""
    return shown.get(option_key(field, value), value)


def _make_views(actual: State) -> dict[Key, View]:
    """Make the views that were not made yet: one that the learner deleted stays deleted."""
    board = actual.get(BOARD)
    new = dict(VIEWS)
    if isinstance(board, Board):
        for name in find_views_made(board.readme):
            new.pop(name, None)
    return {view_key(name): view for name, view in new.items()}


def _make_items(actual: State, state: State, goal: Goal, shown: Shown) -> dict[Key, Item]:
    """Make the items of all issues that there are or will be; some boards cannot tell a Status."""
    has_status = BOARD not in actual or field_key(STATUS) in actual
    items: dict[Key, Item] = {}
    for id, values in find_values(goal, state).items():
        issue = find_issue(state, id)
        if issue is None:
            continue
        if has_status:
            values[STATUS] = _find_status(issue)
        said = {(name, _show(name, value, shown)) for name, value in values.items()}
        items[item_key(id)] = Item(issue_key(id), frozenset(said))
    return items


def _find_status(issue: Issue) -> str:
    return "done" if issue.closed else "todo"


def _is_closed(item: Item, state: State) -> bool:
    issue = state[item.issue]
    return isinstance(issue, Issue) and issue.closed is not None
