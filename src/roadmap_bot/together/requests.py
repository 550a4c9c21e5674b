"""Issues that ask to join a cohort or to leave it: what each asks for, and what is answered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from roadmap_bot.foreign.member import Found
from roadmap_bot.roadmap.fields import REPOSITORY
from roadmap_bot.together.cohort import Cohort
from roadmap_bot.together.record import Entry

Verb = Literal["join", "leave"]
Verdict = Literal[
    "welcome", "farewell", "no-repository", "not-yours", "unseen", "private", "empty", "already",
    "no-member", "named", "full",
]  # fmt: skip

MET: frozenset[Verdict] = frozenset({"welcome", "farewell"})
# As the forms of the example begin their titles.
VERBS: Mapping[str, Verb] = {"join": "join", "加入": "join", "leave": "leave", "退出": "leave"}
_TITLE = re.compile(rf"\s*\[({'|'.join(VERBS)})\]", re.IGNORECASE)
_NAMED = re.compile(
    rf"(?<![\w./-])(?:https://github\.com/)?(?P<name>{REPOSITORY})(?:\.git)?/?(?![\w/-])"
)
_LONGEST = 10_000  # signs of a body that are read


@dataclass(frozen=True, slots=True)
class Request:
    """An open issue that asks for something, and who wrote it; `name` is empty where none is."""

    number: int
    verb: Verb
    author: str
    name: str


def parse_request(number: int, title: str, body: str, author: str) -> Request | None:
    """Parse an issue; None where it asks for nothing."""
    begin = _TITLE.match(title)
    if begin is None:
        return None
    named = _NAMED.search(body[:_LONGEST])
    name = named["name"].removesuffix(".git") if named else ""
    return Request(number, VERBS[begin[1].casefold()], author, name)


@dataclass(frozen=True)
class Roll:
    """Who belongs to a cohort, by case-folded name, and which organisations' copies agreed.

    `agreed` are names of repositories whose own settings name this cohort.
    """

    cohort: Cohort
    entries: Sequence[Entry]
    agreed: frozenset[str] = frozenset()
    is_private: bool = False
    limit: int = 5_000

    def find(self, name: str) -> Entry | None:
        """Find the entry of a repository by its name, or the one it had."""
        for entry in self.entries:
            if name.casefold() in (entry.repository.casefold(), entry.called.casefold()):
                return entry
        return None


def judge(request: Request, roll: Roll, found: Found | None) -> Verdict:
    """Judge a request by what there is to see of its repository."""
    if not request.name:
        return "no-repository"
    entry = roll.find(found.name if found else request.name)
    if request.verb == "leave":
        return _judge_leaving(request, entry, found)
    return _judge_joining(request, roll, entry, found)


def _judge_leaving(request: Request, entry: Entry | None, found: Found | None) -> Verdict:
    if entry is None:
        return "no-member"
    owner, _, _ = entry.name.partition("/")
    owners = {owner.casefold(), found.owner.casefold() if found else ""}
    if request.author.casefold() not in owners:
        return "not-yours"
    return "farewell" if entry.joined else "named"


def _judge_joining(
    request: Request, roll: Roll, entry: Entry | None, found: Found | None
) -> Verdict:
    if found is None:
        return "unseen"
    is_owner = request.author.casefold() == found.owner.casefold()
    if not is_owner and found.name.casefold() not in roll.agreed:
        return "not-yours"
    if entry:
        return "already"
    if found.is_private and not roll.is_private:
        return "private"
    if not found.oid:
        return "empty"
    return "welcome" if len(roll.entries) < roll.limit else "full"


def list_members(cohort: Cohort, record: Iterable[Entry]) -> Iterator[Entry]:
    """List all members in the order of joining: those of `cohort.yml`, then who joined by issue."""
    known = {entry.repository.casefold(): entry for entry in record}
    named = {name.casefold() for name in cohort.members}
    for name in cohort.members:
        before = known.get(name.casefold())
        yield before.model_copy(update={"joined": None}) if before else Entry(repository=name)
    for key, entry in known.items():
        if entry.joined and key not in named:
            yield entry
