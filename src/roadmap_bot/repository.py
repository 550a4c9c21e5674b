"""What a look brings beside the things: the repository, its commits, its board, its release."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from roadmap_bot.errors import Problem
from roadmap_bot.keys import Key
from roadmap_bot.state import File, State


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit of the default branch; `login` is whom GitHub attributes it to, None where nobody.

    `date` is when its author wrote it, or, where this run's push brought it, when that arrived.
    """

    sha: str
    message: str
    date: dt.datetime
    login: str | None
    is_news: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """What a person said in a comment on an issue of ours; it is read like a commit's message.

    `sha` is a hash of GitHub's id for it, `date` when it was made or last edited, `is_answered`
    whether the bot has reacted to it.
    """

    key: Key
    issue: Key
    sha: str
    message: str
    date: dt.datetime
    login: str
    url: str = ""
    is_answered: bool = False

    @property
    def is_news(self) -> bool:
        """Whether it is new: one that was answered is not."""
        return not self.is_answered


def is_person(login: str) -> bool:
    """Tell a person's login from nobody's and a bot's."""
    return bool(login) and not login.endswith("[bot]")


@dataclass(frozen=True, slots=True)
class Repository:
    """What the bot must know of the repository itself.

    `writers` are the case-folded logins of those who were found to have the right to write here.
    """

    id: str
    name: str
    url: str
    owner: str
    owner_is_user: bool
    made_at: dt.datetime
    branch: str | None
    head: str | None
    viewer: str
    permission: str | None
    is_archived: bool
    is_fork: bool
    is_private: bool
    is_template: bool
    has_issues: bool
    upstream: str | None
    owner_id: str = ""
    upstream_branch: str = ""
    writers: frozenset[str] = frozenset()

    def is_owner(self, login: str) -> bool:
        """Whether it belongs to somebody; what an organization owns belongs to nobody."""
        return self.owner_is_user and login.casefold() == self.owner.casefold()


@dataclass(frozen=True, slots=True)
class Tree:
    """The paths of all files on the default branch.

    Where they could not be read whole there are none, and `trouble` says why.
    """

    paths: frozenset[str] = frozenset()
    is_whole: bool = True
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Pull:
    """A pull request that was merged into the default branch, and the branch that it came from."""

    number: int
    title: str
    branch: str


@dataclass(frozen=True, slots=True)
class Pulls:
    """The newest merged pull requests, none where they could not be read."""

    merged: tuple[Pull, ...] = ()
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class Id:
    """GitHub's names for a thing: the GraphQL node id, and the number where it has one."""

    node: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where the board stands or will stand: what GitHub calls its owner and its fields.

    `last_project` and `last_view` are the highest numbers listed; `names` are those of fields that
    have to step aside for the learner's.
    """

    owner: str
    owner_id: str
    owner_number: int
    is_user: bool
    last_project: int = 0
    last_view: int = 0
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Home:
    """The bot's own repository, and the roadmap that comes from there: its id and languages.

    The first language is the one that stands in `roadmap/` there.
    """

    name: str
    roadmap: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest release of an upstream, before anything of it was read.

    `version` is what may be told of its tag anywhere; `date` is its commit's.
    """

    upstream: str
    url: str
    tag: str
    version: str
    commit: str
    date: dt.datetime


@dataclass(frozen=True, slots=True)
class Release:
    """The newest release of the upstream as it concerns this copy.

    `files` are those to write here, and to delete; `changed` are paths that the learner changed;
    `workflows` are the learner's that differ, each with the commit of the upstream that it comes
    from, if any; `dropped` are those that the release has no more; `roadmap` is the roadmap after
    it; `lost` are parts of the bot that it would take away though they are run here; `base` is the
    commit of the upstream that this copy stands at, where that can be told.
    """

    upstream: str
    url: str
    tag: str
    commit: str
    files: Mapping[Key, File] = field(default_factory=dict)
    changed: tuple[str, ...] = ()
    workflows: Mapping[str, str] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()
    roadmap: Mapping[str, str] = field(default_factory=dict)
    lost: tuple[str, ...] = ()
    base: str = ""
    has_roadmap: bool = True


@dataclass(frozen=True, slots=True)
class Visit:
    """The days on which the bot last asked for a demo, and last had an answer."""

    asked: dt.date | None = None
    answered: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A learner's project as visitors find it.

    `name` is `OWNER/NAME` as GitHub has it now, empty where there is no repository to be seen.
    """

    name: str = ""
    about: str = ""
    languages: tuple[str, ...] = ()
    release: str = ""
    released: dt.date | None = None
    is_private: bool = False
    visit: Visit = Visit()


@dataclass(frozen=True)
class Look:
    """All that one look at GitHub found.

    `trusted` are case-folded logins whose commits may close tasks; `inherited` are SHAs that a
    fork's upstream holds, too; `newest` is the highest number of all issues listed, ours or not;
    `remarks` are the comments of people that count, oldest first;
    `closely` are the issues that were looked at closely, so that what was said and done there is
    known; `late` are the seconds until the board may be read.
    """

    repository: Repository
    things: State
    ids: Mapping[Key, Id]
    commits: tuple[Commit, ...] = ()
    remarks: tuple[Remark, ...] = ()
    trusted: frozenset[str] = frozenset()
    inherited: frozenset[str] = frozenset()
    newest: int = 0
    closely: frozenset[Key] = frozenset()
    problems: tuple[Problem, ...] = ()
    obstacles: tuple[Problem, ...] = ()  # what makes it useless to go on
    shelf: Shelf | None = None  # None where no board is to be had
    release: Release | None = None  # None unless it was asked for
    late: float | None = None  # None where nothing kept the board from being read
    tree: Tree | None = None  # None unless it was asked for
    pulls: Pulls | None = None  # None unless they were asked for
