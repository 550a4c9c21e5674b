"""What `pause`, `resume` and `restart` ask for, written into the learner's settings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from roadmap_bot.errors import Problem, UserError
from roadmap_bot.keys import file_key
from roadmap_bot.progress.progress import make_progress
from roadmap_bot.report.readme import render_settings
from roadmap_bot.roadmap.calendar import pause, pause_for, restart, resume
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.paths import SETTINGS
from roadmap_bot.roadmap.settings import Pause, Settings
from roadmap_bot.state import File, State, find_file
from roadmap_bot.yaml.block import Block, find_block
from roadmap_bot.yaml.places import Node
from roadmap_bot.yaml.shape import find_model
from roadmap_bot.yaml.yaml_file import Source, parse_source


def change_pauses(state: State, goal: Goal, command: str) -> tuple[State, Goal]:
    """Write what the command asks for into the settings, and go on with those.

    Other commands change nothing.
    """
    return _write(state, goal, _find_pauses(command, state, goal), command)


def _write(state: State, goal: Goal, pauses: tuple[Pause, ...], command: str) -> tuple[State, Goal]:
    if pauses == goal.settings.pauses:
        return state, goal
    text = replace_pauses(find_settings_text(state, goal), pauses)
    file = File(text, note=goal.words(f"report.{command}"))
    settings = goal.settings.model_copy(update={"pauses": pauses})
    calendar = replace(goal.calendar, pauses=pauses)
    changed = replace(goal, settings=settings, calendar=calendar)
    return {**state, file_key(SETTINGS): file}, changed


def answer_call(
    state: State, goal: Goal, command: str, day: dt.date, days: int | None = None
) -> tuple[State, Goal]:
    """Do what was asked for on a day, now or again: a pause may be of so many days."""
    then = replace(goal, calendar=replace(goal.calendar, now=_find_noon(goal, day)))
    if command == "pause" and days:
        pauses = pause_for(goal.settings.pauses, day, days)
    else:
        pauses = _find_pauses(command, state, then)
    return _write(state, goal, pauses, command)


def _find_noon(goal: Goal, day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12), ZoneInfo(goal.calendar.zone))


def replace_pauses(text: str, pauses: Sequence[Pause]) -> str:
    """Replace the `pauses:` block and nothing else; pauses that stay keep their lines.

    Raises UserError where the file is broken, or where other lines would have to change.
    """
    source = parse_source(text.encode(errors="surrogatepass"), "")
    if not source.problems and isinstance(source.value, dict | None):
        for result in _rewrite(text, source, pauses):
            if _has_pauses(result, source, pauses):
                return result
    raise UserError(Problem("settings.pauses-locked"))


def _find_pauses(command: str, state: State, goal: Goal) -> tuple[Pause, ...]:
    pauses, today = goal.settings.pauses, goal.calendar.date
    match command:
        case "pause":
            return pause(pauses, today)
        case "resume":
            return resume(pauses, today)
        case "restart":
            return _restart(state, goal)
    return pauses


def _restart(state: State, goal: Goal) -> tuple[Pause, ...]:
    progress = make_progress(goal.roadmap, goal.settings, goal.calendar, state)
    if progress.first_open_week is None:
        return goal.settings.pauses
    return restart(goal.calendar, progress.first_open_week)


def find_settings_text(state: State, goal: Goal) -> str:
    """Find the settings as they are; where there are none, or empty ones, write the first."""
    file = find_file(state, SETTINGS)
    if file and file.text:
        return file.text
    return render_settings(state, goal)


def _read_pauses(value: object) -> tuple[Pause, ...]:
    settings = find_model(Settings, {"pauses": value}) or Settings()
    return settings.pauses


def _has_pauses(text: str, before: Source, pauses: Sequence[Pause]) -> bool:
    """Tell whether the text says these pauses, and of everything else what was said before."""
    after = parse_source(text.encode(), "")
    if after.problems or not isinstance(after.value, dict | None):
        return False
    old, new = before.value or {}, after.value or {}
    if {**old, "pauses": None} != {**new, "pauses": None}:
        return False
    return _read_pauses(new.get("pauses", [])) == tuple(pauses)


def _rewrite(text: str, source: Source, pauses: Sequence[Pause]) -> Iterator[str]:
    """Yield the text as it is, with few lines changed, with the whole block written anew."""
    yield text
    block = find_block(text, source, "pauses")
    written = _find_written(block, source)
    if written and pauses:
        yield block.replace(_extend(block, written, pauses))
    yield block.replace(_render_pauses(pauses, is_new=block.is_new))


@dataclass(frozen=True)
class _Written:
    """A pause as the file has it: from which line on, in which lines, where its `from` stands."""

    pause: Pause
    start: int
    lines: Sequence[str]
    since: Node | None


def _find_written(block: Block, source: Source) -> list[_Written]:
    """Find the pauses as the file has them; each takes the lines up to the next one."""
    known = source.value or {}
    pauses = _read_pauses(known.get("pauses", []))
    written: list[_Written] = []
    stop = block.stop
    for index, each in reversed(list(enumerate(pauses))):
        start = source.nodes[("pauses", index)].place.line - 1
        since = source.nodes.get(("pauses", index, "from"))
        written.insert(0, _Written(each, start, block.lines[start:stop], since))
        stop = start
    return written


def _extend(block: Block, written: Sequence[_Written], pauses: Sequence[Pause]) -> list[str]:
    """Keep the lines of each pause that stays or only ends now."""
    first = written[0].start
    indent = _find_indent(block.lines[first])
    lines = list(block.lines[block.start : first])
    for index, each in enumerate(pauses):
        kept: list[str] = []
        if index < len(written):
            kept = _keep(written[index], each)
        lines += kept or _render_pause(each, indent)
    return lines


def _find_indent(line: str) -> str:
    return " " * (len(line) - len(line.lstrip(" ")))


def _keep(written: _Written, wanted: Pause) -> list[str]:
    """Return the lines of a pause that is the same or has an end now, nothing for another one."""
    old, lines = written.pause, list(written.lines)
    if old == wanted:
        return lines
    node = written.since
    is_ended = old == Pause(since=wanted.since)
    if not is_ended or not node or not node.key:
        return []
    indent = " " * (node.key.column - 1)
    lines.insert(node.last - written.start, f"{indent}to: {wanted.to}")
    return lines


def _render_pauses(pauses: Sequence[Pause], *, is_new: bool) -> list[str]:
    if not pauses:
        return [] if is_new else ["pauses: []"]
    lines = ["pauses:"]
    for each in pauses:
        lines += _render_pause(each, "  ")
    return lines


def _render_pause(wanted: Pause, indent: str) -> list[str]:
    lines = [f"{indent}- from: {wanted.since}"]
    if wanted.to:
        lines.append(f"{indent}  to: {wanted.to}")
    return lines
