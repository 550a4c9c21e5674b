"""The state that a cohort's repository shall have: answers given, members entered, tables true."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from roadmap_bot.errors import Place, Problem
from roadmap_bot.issues.comments import make_trace
from roadmap_bot.keys import Key, comment_key, file_key
from roadmap_bot.report.files import find_inner, find_region
from roadmap_bot.report.region import BEGIN, END
from roadmap_bot.state import Comment, File, Issue, State, Thing, find_file
from roadmap_bot.text.escape import code_span
from roadmap_bot.text.words import Words
from roadmap_bot.together.cohort import Cohort
from roadmap_bot.together.entries import bring_up_to_date
from roadmap_bot.together.reading import README, CohortLook, request_id, request_key
from roadmap_bot.together.record import PATHS, Entry, render_record
from roadmap_bot.together.requests import MET, Request, Roll, Verdict, judge
from roadmap_bot.together.table import is_current, render_table


@dataclass(frozen=True)
class Meeting:
    """A cohort at one moment: what was seen, who asks for what, in which words it is answered."""

    seen: CohortLook
    cohort: Cohort
    words: Words
    today: dt.date

    @property
    def roll(self) -> Roll:
        """Who belongs to it."""
        seen = self.seen
        return Roll(self.cohort, seen.entries, seen.agreed, seen.repository.is_private)


def answer(meeting: Meeting, requests: Sequence[Request]) -> State:
    """Answer what is asked; what is refused is closed, what is granted waits for the daily run."""
    state: dict[Key, Thing] = dict(meeting.seen.things)
    for request, verdict in judge_all(meeting, requests):
        comment = _make_comment(request, verdict, meeting)
        key = comment_key(request_id(request), _make_sha(verdict, request))
        state.setdefault(key, comment)
        if verdict not in MET:
            state[request_key(request)] = _close(state, request, is_granted=False)
    return state


def enter(meeting: Meeting) -> State:
    """Enter who joined, strike out who left, and write what all members' figures say now."""
    state = dict(answer(meeting, meeting.seen.requests))
    entries = list(_list_new(meeting))
    record = render_record(meeting.cohort, entries)
    state |= _write_record(state, record)
    state |= _write_table(state, meeting, entries)
    return state


def close_met(meeting: Meeting) -> State:
    """Close what is granted and written down."""
    state: dict[Key, Thing] = dict(meeting.seen.things)
    for request in meeting.seen.requests:
        if _is_done(meeting, request):
            state[request_key(request)] = _close(state, request, is_granted=True)
    return state


def judge_all(meeting: Meeting, requests: Sequence[Request]) -> Iterator[tuple[Request, Verdict]]:
    """Judge what is asked, but for what was granted before and stands in the record by now."""
    for request in requests:
        if not (_is_granted(meeting, request) and _is_done(meeting, request)):
            yield request, judge(request, meeting.roll, meeting.seen.found.get(request.name))


def _is_granted(meeting: Meeting, request: Request) -> bool:
    said = (comment_key(request_id(request), _make_sha(verdict, request)) for verdict in MET)
    return any(key in meeting.seen.things for key in said)


def _is_done(meeting: Meeting, request: Request) -> bool:
    """Whether the record says what is asked for."""
    is_member = meeting.roll.find(request.name) is not None
    return bool(request.name) and is_member == (request.verb == "join")


def check_readme(state: State) -> tuple[Problem, ...]:
    """Say where a README has no place for the table."""
    file = find_file(state, README)
    if file is None or find_region(file):
        return ()
    return (Problem("report.no-region", {"begin": BEGIN, "end": END}, Place(README)),)


# Answers


def _make_comment(request: Request, verdict: Verdict, meeting: Meeting) -> Comment:
    trace = make_trace(request_id(request), _make_sha(verdict, request))
    name = code_span(request.name) if request.name else ""
    text = meeting.words(
        f"cohort.answer.{verdict}",
        name=name,
        cohort=code_span(meeting.seen.repository.name),
        limit=meeting.roll.limit,
    )
    return Comment(request_key(request), f"{trace}\n{text}")


def _make_sha(verdict: Verdict, request: Request) -> str:
    """Make what tells one answer from another, in the shape of a commit's name."""
    said = f"{verdict} {request.name}".encode()
    return hashlib.sha256(said).hexdigest()[:16]


def _close(state: State, request: Request, *, is_granted: bool) -> Issue:
    issue = state[request_key(request)]
    assert isinstance(issue, Issue)
    return replace(issue, closed="completed" if is_granted else "not_planned")


# Files


def _list_new(meeting: Meeting) -> Iterator[Entry]:
    """List the members after all that was granted, each as it was found."""
    seen = meeting.seen
    joining: list[Entry] = []
    leaving: set[str] = set()
    for request, verdict in judge_all(meeting, seen.requests):
        entry = meeting.roll.find(request.name)
        if verdict == "farewell" and entry:
            leaving.add(entry.repository)
        found = seen.found.get(request.name)
        if verdict == "welcome" and found:
            joining.append(Entry(repository=found.name, joined=meeting.today))
    once = {entry.repository: entry for entry in (*seen.entries, *joining)}
    for name, entry in once.items():
        if name not in leaving:
            found = seen.found.get(name)
            yield bring_up_to_date(entry, meeting.cohort, found, seen.figures)


def _write_record(state: State, record: Mapping[str, str]) -> dict[Key, Thing]:
    """Write the files of the record; those that are no longer needed go."""
    files: dict[Key, Thing] = {}
    for path in PATHS:
        before = find_file(state, path)
        if path in record:
            files[file_key(path)] = File(record[path])
        elif before is not None:
            files[file_key(path)] = File(None, gone=True)
    return files


def _write_table(state: State, meeting: Meeting, entries: Sequence[Entry]) -> dict[Key, Thing]:
    """Write the table into the README, unless it says the same already."""
    cohort, words = meeting.cohort, meeting.words
    site = meeting.seen.repository.url.removesuffix(f"/{meeting.seen.repository.name}")
    note = words("cohort.commit", count=len(entries))
    file = find_file(state, README)
    if file is None:
        table = render_table(cohort, entries, words, site, meeting.today)
        title = " ".join(cohort.title.split())
        return {file_key(README): File(f"# {title}\n\n{BEGIN}\n{table}{END}\n", note=note)}
    span = find_region(file)
    if span is None or file.text is None or is_current(find_inner(file, span), cohort, entries):
        return {}
    table = render_table(cohort, entries, words, site, meeting.today)
    text = file.text[: span.inner_start] + table + file.text[span.inner_end :]
    return {file_key(README): File(text, note=note)}
