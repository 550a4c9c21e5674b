"""Worlds to begin with: a fork, a copy of a template, the template, a plain one, an empty one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from github_twin import git, labels
from github_twin.clock import set_clock, stamp, tick
from github_twin.issues import Draft, create_issue
from github_twin.project_access import PERMISSION
from github_twin.project_seed import seed_projects
from github_twin.repositories import Repository, Workflow
from github_twin.world import Kind, Token, User, World, put_repository, take_id

KINDS = ("own", "template-copy", "fork", "template", "empty")
LEARNER = "learner"
AUTHOR = "author"
HELPER = "helper"
STRANGER = "stranger"
JOB = "github-actions[bot]"
JOB_TOKEN, READ_TOKEN = "twin-job", "twin-job-read"
LEARNER_TOKEN, PROJECT_TOKEN, FINE_TOKEN = "twin-learner", "twin-project", "twin-fine"
LOOK_TOKEN, PLAIN_TOKEN, ORG_TOKEN = "twin-look", "twin-plain", "twin-org"
AUTHOR_TOKEN, STRANGER_TOKEN, BARE_TOKEN = "twin-author", "twin-stranger", "twin-bare"
COHORT, COHORT_TOKEN = "teacher/class", "twin-cohort"
NAME = "roadmap"
JOB_PERMISSIONS = {
    "issues": "write",
    "contents": "write",
    "actions": "write",
    "pull-requests": "read",
    "metadata": "read",
}
DEFAULT_LABELS = {
    "bug": "d73a4a",
    "documentation": "0075ca",
    "duplicate": "cfd3d7",
    "enhancement": "a2eeef",
    "good first issue": "7057ff",
    "help wanted": "008672",
    "invalid": "e4e669",
    "question": "d876e3",
    "wontfix": "ffffff",
}
README = "# My roadmap\n"
WORKFLOWS = ".github/workflows/"
SKIP = {".git", ".venv", "__pycache__", "node_modules", "build"}


def load_files(folder: Path) -> dict[str, bytes]:
    """Load the files of a folder by path from it; what git would never hold is left out."""
    found: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        is_plain = path.is_file() and not path.is_symlink()
        if is_plain and SKIP.isdisjoint(inside.parts):
            found[inside.as_posix()] = path.read_bytes()
    return found


@dataclass(frozen=True, kw_only=True)
class Seed:
    """What the learner's repository is to be like; None takes what GitHub gives to its kind."""

    files: Mapping[str, bytes | str] = field(default_factory=lambda: {"README.md": README})
    now: dt.datetime | None = None
    owner_kind: Kind = "User"
    private: bool = False
    has_issues: bool | None = None
    default_labels: bool = True
    extra_labels: Sequence[str] = ()
    issues: Sequence[str] = ()
    projects: Sequence[Mapping[str, Any]] = ()
    workflow_state: str | None = None
    permissions: Mapping[str, str] = field(default_factory=lambda: JOB_PERMISSIONS)


def make_world(kind: str = "own", **settings: Any) -> World:
    """Make a world with the repository `learner/roadmap` and tokens for all; settings: `Seed`.

    A fork shares its upstream's history, has Issues off and its workflows off (F1.8, F1.11); a copy
    of a template has one commit of its own, Issues on (F1.1–F1.4); `template` is the template as
    its author sees it, under the same name.
    """
    if kind not in KINDS:
        kinds = ", ".join(KINDS)
        raise ValueError(f"{kind!r} is no kind of world; there are {kinds}")
    seed = Seed(**settings)
    world = _make_people(seed.owner_kind)
    world = _set_clock(world, seed.now)
    files = {path: git.make_file(content) for path, content in seed.files.items()}
    if kind in ("fork", "template-copy"):
        world = _add_repository(world, AUTHOR, files, "First version", is_template=True)
    world = _add_home(world, kind, files)
    world = _fit(world, kind, seed)
    world = _add_labels(world, seed)
    for title in seed.issues:
        world, _ = create_issue(world, _home(world), LEARNER, Draft(title))
    world = seed_projects(world, _home(world), seed.projects)
    tokens = _make_tokens(seed.permissions)
    return replace(world, tokens=tokens)


# People


def _make_people(owner_kind: Kind) -> World:
    people = [
        User(LEARNER, 101, owner_kind),
        User(AUTHOR, 102),
        User(HELPER, 103),
        User(STRANGER, 104),
        User(JOB, 41898282, "Bot"),
    ]
    return World(users={user.login: user for user in people})


def _make_tokens(permissions: Mapping[str, str]) -> dict[str, Token]:
    home = frozenset({f"{LEARNER}/{NAME}"})
    projects = {PERMISSION: "write"}
    reading = dict.fromkeys(permissions, "read")
    everything = frozenset({"repo", "workflow", "project", "read:org"})
    made = (
        Token(JOB_TOKEN, "actions", JOB, permissions=permissions, repositories=home),
        Token(
            COHORT_TOKEN, "actions", JOB, permissions=permissions, repositories=frozenset({COHORT})
        ),
        Token(READ_TOKEN, "actions", JOB, permissions=reading, repositories=home),
        Token(LEARNER_TOKEN, "classic", LEARNER, everything),
        Token(PROJECT_TOKEN, "classic", LEARNER, frozenset({"project", "read:org"})),
        Token(BARE_TOKEN, "classic", LEARNER, frozenset({"project"})),
        Token(LOOK_TOKEN, "classic", LEARNER, frozenset({"repo", "read:project"})),
        Token(PLAIN_TOKEN, "classic", LEARNER, frozenset({"repo", "workflow"})),
        Token(ORG_TOKEN, "fine_grained", LEARNER, permissions=projects, repositories=home),
        Token(FINE_TOKEN, "fine_grained", LEARNER, permissions=permissions, repositories=home),
        Token(AUTHOR_TOKEN, "classic", AUTHOR, everything),
        Token(STRANGER_TOKEN, "classic", STRANGER, everything),
    )
    return {token.text: token for token in made}


def _set_clock(world: World, now: dt.datetime | None) -> World:
    if now is None:
        return tick(world)
    return set_clock(world, now)


# The repository


def _home(world: World) -> Repository:
    return world.repositories[f"{LEARNER}/{NAME}"]


def _add_home(world: World, kind: str, files: git.Files) -> World:
    origin = f"{AUTHOR}/{NAME}"
    if kind == "fork":
        return _add_fork(world, origin)
    if kind == "empty":
        return _add_repository(world, LEARNER, None, "")
    settings: dict[str, str | bool] = {"is_template": kind == "template"}
    if kind == "template-copy":
        settings["template"] = origin
    return _add_repository(world, LEARNER, files, "Initial commit", **settings)


def _add_fork(world: World, origin: str) -> World:
    upstream = world.repositories[origin]
    world, new_id = take_id(world)
    fork = replace(
        upstream,
        id=new_id,
        owner=LEARNER,
        upstream=origin,
        is_template=False,
        made_at=stamp(world),
        labels={},
    )
    return put_repository(world, fork)


def _add_repository(
    world: World, owner: str, files: git.Files | None, message: str, **settings: str | bool
) -> World:
    """Add a repository with one commit; without files it has none."""
    world, new_id = take_id(world)
    now = stamp(world)
    made = Repository(new_id, owner, NAME, now, now, now)
    if files is not None:
        made = _add_commit(made, files, message)
    made = replace(made, **settings)  # type: ignore[arg-type]
    return put_repository(world, made)


def _add_commit(home: Repository, files: git.Files, message: str) -> Repository:
    author = git.Author(home.owner, f"{home.owner}@users.noreply.github.com", home.owner)
    commit = git.make_commit(files, message, author, home.made_at)
    return replace(
        home,
        commits={commit.sha: commit},
        branches={home.default_branch: commit.sha},
        workflows=_find_workflows(home, files),
    )


def _find_workflows(home: Repository, files: git.Files) -> tuple[Workflow, ...]:
    paths = [path for path in files if path.startswith(WORKFLOWS)]
    ids = range(home.id * 100, home.id * 100 + len(paths))
    return tuple(Workflow(id, Path(path).stem, path) for id, path in zip(ids, paths, strict=True))


def _fit(world: World, kind: str, seed: Seed) -> World:
    """Give the learner's repository the settings of the seed."""
    home = _home(world)
    is_fork = kind == "fork"
    has_issues = seed.has_issues
    if has_issues is None:
        has_issues = not is_fork
    state = seed.workflow_state
    if state is None:
        state = "disabled_fork" if is_fork else "active"
    workflows = tuple(replace(one, state=state) for one in home.workflows)
    fitted = replace(
        home,
        is_private=seed.private,
        has_issues=has_issues,
        collaborators={HELPER: "write"},
        workflows=workflows,
    )
    return put_repository(world, fitted)


def _add_labels(world: World, seed: Seed) -> World:
    drafts: list[labels.Draft] = []
    if seed.default_labels:
        drafts += [
            labels.Draft(name, color, default=True) for name, color in DEFAULT_LABELS.items()
        ]
    drafts += [labels.Draft(name) for name in seed.extra_labels]
    for draft in drafts:
        world, _ = labels.create_label(world, _home(world), draft)
    return world
