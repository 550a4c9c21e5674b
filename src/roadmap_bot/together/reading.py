"""Look at a cohort: what its repository holds, who asks for what, what changed elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from roadmap_bot.errors import Place, Problem
from roadmap_bot.foreign.figures import Figures
from roadmap_bot.foreign.member import Found
from roadmap_bot.foreign.reading import find_repositories, read_figures, read_texts
from roadmap_bot.http.reader import Node, Reader
from roadmap_bot.issues.comments import find_trace
from roadmap_bot.keys import Key, comment_key, issue_key
from roadmap_bot.reading.files import name_files, parse_files
from roadmap_bot.reading.head import parse_repository
from roadmap_bot.repository import Id, Look, Repository
from roadmap_bot.roadmap.paths import SETTINGS
from roadmap_bot.state import Comment, Issue, Thing, find_file
from roadmap_bot.together.cohort import FILE, Cohort, parse_cohort
from roadmap_bot.together.entries import find_changed
from roadmap_bot.together.record import PATHS, Entry, parse_record
from roadmap_bot.together.requests import Request, list_members, parse_request

README = "README.md"
FILES = (FILE, README, *PATHS)
MOST_REQUESTS = 100  # that one run looks into

_AGREED = re.compile(r"^cohort:\s*[\"']?([\w./-]+)[\"']?\s*(?:#.*)?$", re.MULTILINE)


@dataclass(frozen=True)
class CohortLook(Look):
    """All that one look found: what GitHub holds here, who asks, and what there is elsewhere.

    `found` and `figures` are by the names of repositories; a name that nobody asked for is missing.
    """

    cohort: Cohort | None = None
    entries: tuple[Entry, ...] = ()
    requests: tuple[Request, ...] = ()
    found: Mapping[str, Found | None] = field(default_factory=dict)
    figures: Mapping[str, Figures | None] = field(default_factory=dict)
    agreed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Readers:
    """Who asks: about the cohort's own repository, and about its members'; how much at a time."""

    home: Reader
    away: Reader
    size: int


def look_at_home(readers: Readers) -> CohortLook:
    """Look at the cohort's own repository."""
    data = readers.home.query(
        "look_cohort", {**readers.home.names, **name_files(FILES)}, len(FILES)
    )
    facts = data["repository"]
    repository = parse_repository(data)
    nodes = facts["issues"]["nodes"]
    things: dict[Key, Thing] = dict(parse_files(facts, FILES))
    seen = CohortLook(repository, things, {}, newest=max(_numbers(nodes), default=0))
    seen = _add_requests(seen, nodes)
    return _add_cohort(seen)


def look_around(readers: Readers, seen: CohortLook, requests: Sequence[Request]) -> CohortLook:
    """Look at the repositories that are asked about."""
    names = list(dict.fromkeys(request.name for request in requests if request.name))
    found = find_repositories(readers.away, names, readers.size)
    others = [name for name, one in found.items() if one and _is_others(one, requests)]
    texts = read_texts(readers.away, others, SETTINGS, readers.size)
    agreed = [name for name in others if _agrees(texts[name] or "", seen.repository)]
    names_now = {one.name: one for one in found.values() if one}
    return replace(
        seen,
        found={**seen.found, **found, **names_now},
        agreed=frozenset(one.name.casefold() for one in map(found.get, agreed) if one),
    )


def look_at_members(readers: Readers, seen: CohortLook) -> CohortLook:
    """Look at all who are members or may be: which figures they have, what is new in them."""
    names = [entry.repository for entry in seen.entries]
    unknown = [name for name in names if name not in seen.found]
    found = {**seen.found, **find_repositories(readers.away, unknown, readers.size)}
    asking = [found.get(request.name) for request in seen.requests if request.verb == "join"]
    newcomers = [Entry(repository=one.name) for one in asking if one and one.name not in names]
    changed = find_changed((*seen.entries, *newcomers), found)
    figures = read_figures(readers.away, changed, readers.size)
    return replace(seen, found=found, figures=figures)


def _numbers(nodes: Iterable[Node]) -> Iterator[int]:
    return (node["number"] for node in nodes)


def _add_cohort(seen: CohortLook) -> CohortLook:
    """Read what the files say; a broken one is a problem, and nobody's loss."""
    file = find_file(seen.things, FILE)
    if file is None or file.text is None:
        missing = Problem("cohort.missing", {}, Place(FILE))
        return replace(seen, problems=(missing,))
    cohort, problems = parse_cohort(file.text)
    if cohort is None:
        return replace(seen, problems=problems)
    files = {path: find_file(seen.things, path) for path in PATHS}
    texts = {path: file.text or "" for path, file in files.items() if file}
    record, problems = parse_record(texts)
    entries = tuple(list_members(cohort, record))
    return replace(seen, cohort=cohort, entries=entries, problems=problems)


def _add_requests(seen: CohortLook, nodes: Sequence[Node]) -> CohortLook:
    """Read the issues that ask for something as things, with what the bot said there."""
    things, ids = dict(seen.things), dict(seen.ids)
    requests: list[Request] = []
    for node in nodes[:MOST_REQUESTS]:
        author = (node["author"] or {}).get("login", "")
        request = parse_request(node["number"], node["title"], node["body"], author)
        if request is None:
            continue
        requests.append(request)
        key = request_key(request)
        things[key] = Issue(node["title"], node["body"], number=node["number"])
        ids[key] = Id(node["id"], node["number"])
        said = dict(_read_comments(node, key, seen.repository))
        things |= said
        ids |= dict.fromkeys(said, Id(""))
    return replace(seen, things=things, ids=ids, requests=tuple(reversed(requests)))


def request_key(request: Request) -> Key:
    """Make the key of the issue that asks."""
    return issue_key(request_id(request))


def request_id(request: Request) -> str:
    """Make the id under which the bot answers."""
    return f"{request.verb}-{request.number}"


def _read_comments(node: Node, key: Key, repository: Repository) -> Iterator[tuple[Key, Comment]]:
    for comment in node["comments"]["nodes"]:
        trace = find_trace(comment, repository)
        if trace:
            yield comment_key(trace["id"], trace["sha"]), Comment(key, comment["body"])


def _is_others(found: Found, requests: Sequence[Request]) -> bool:
    """Whether somebody else than its owner asks: an organisation's copy may have agreed."""
    names = (found.name.casefold(), found.owner.casefold())
    return any(
        request.name.casefold() == names[0] and request.author.casefold() != names[1]
        for request in requests
    )


def _agrees(settings: str, repository: Repository) -> bool:
    named = _AGREED.search(settings)
    return named is not None and named[1].casefold() == repository.name.casefold()
