"""Build worlds to begin with: a fork, a copy of a template, the template itself, an empty or a plain own repository."""

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
LEARNER, AUTHOR, HELPER, STRANGER, JOB = (
    "learner",
    "author",
    "helper",
    "stranger",
    "github-actions[bot]",
)
JOB_TOKEN, READ_TOKEN = "twin-job", "twin-job-read"
LEARNER_TOKEN, PROJECT_TOKEN, FINE_TOKEN = "twin-learner", "twin-project", "twin-fine"
LOOK_TOKEN, PLAIN_TOKEN, ORG_TOKEN = "twin-look", "twin-plain", "twin-org"
AUTHOR_TOKEN, STRANGER_TOKEN = "twin-author", "twin-stranger"
NAME = "roadmap"
JOB_PERMISSIONS = {"issues": "write", "contents": "write", "actions": "write", "metadata": "read"}
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
SKIP = {".git", ".venv", "__pycache__", "node_modules", "build"}


def load_files(folder: Path) -> dict[str, bytes]:
    """Load the files of a folder on disk, by path from it; what git would never hold is left out."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
    kept = (path for path in found if not SKIP & set(path.relative_to(folder).parts))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in kept}


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
    """Make a world with the repository `learner/roadmap` of the given kind and tokens for everybody; settings: `Seed`.

    A fork shares its upstream's history, has Issues off and its workflows off (F1.8, F1.11); a copy of a template has
    one commit of its own, Issues on (F1.1–F1.4); `template` is the template as its author sees it, under the same name.
    """
    if kind not in KINDS:
        raise ValueError(f"{kind!r} is no kind of world; there are {', '.join(KINDS)}")
    seed = Seed(**settings)
    world = _make_people(seed.owner_kind)
    world = set_clock(world, seed.now) if seed.now else tick(world)
    blobs = {path: git.make_blob(_encode(text)) for path, text in seed.files.items()}
    if kind in ("fork", "template-copy"):
        world = _add_repository(world, AUTHOR, blobs, "First version", is_template=True)
    world = _fit(_add_home(world, kind, blobs), kind, seed)
    world = _add_labels(world, seed)
    for title in seed.issues:
        world, _ = create_issue(world, _home(world), LEARNER, Draft(title))
    world = seed_projects(world, _home(world), seed.projects)
    return replace(world, tokens=_make_tokens(seed.permissions))


def _fit(world: World, kind: str, seed: Seed) -> World:
    """Give the learner's repository the settings of the seed."""
    home = _home(world)
    state = seed.workflow_state or ("disabled_fork" if kind == "fork" else "active")
    fitted = replace(
        home,
        is_private=seed.private,
        has_issues=kind != "fork" if seed.has_issues is None else seed.has_issues,
        collaborators={HELPER: "write"},
        workflows=tuple(replace(one, state=state) for one in home.workflows),
    )
    return put_repository(world, fitted)


def _encode(text: bytes | str) -> bytes:
    return text.encode() if isinstance(text, str) else text


def _home(world: World) -> Repository:
    return world.repositories[f"{LEARNER}/{NAME}"]


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
    everything = frozenset({"repo", "workflow", "project"})
    reading = dict.fromkeys(permissions, "read")
    made = (
        Token(JOB_TOKEN, "actions", JOB, permissions=permissions, repositories=home),
        Token(READ_TOKEN, "actions", JOB, permissions=reading, repositories=home),
        Token(LEARNER_TOKEN, "classic", LEARNER, everything),
        Token(PROJECT_TOKEN, "classic", LEARNER, frozenset({"project"})),
        Token(LOOK_TOKEN, "classic", LEARNER, frozenset({"repo", "read:project"})),
        Token(PLAIN_TOKEN, "classic", LEARNER, frozenset({"repo", "workflow"})),
        Token(
            ORG_TOKEN, "fine_grained", LEARNER, permissions={PERMISSION: "write"}, repositories=home
        ),
        Token(FINE_TOKEN, "fine_grained", LEARNER, permissions=permissions, repositories=home),
        Token(AUTHOR_TOKEN, "classic", AUTHOR, everything),
        Token(STRANGER_TOKEN, "classic", STRANGER, everything),
    )
    return {token.text: token for token in made}


def _add_home(world: World, kind: str, blobs: git.Files) -> World:
    origin = f"{AUTHOR}/{NAME}"
    if kind == "fork":
        upstream = world.repositories[origin]
        world, new_id = take_id(world)
        return put_repository(
            world,
            replace(
                upstream,
                id=new_id,
                owner=LEARNER,
                upstream=origin,
                is_template=False,
                made_at=stamp(world),
                labels={},
            ),
        )
    if kind == "empty":
        return _add_repository(world, LEARNER, None, "")
    made = {"template": origin} if kind == "template-copy" else {"is_template": kind == "template"}
    return _add_repository(world, LEARNER, blobs, "Initial commit", **made)


def _add_repository(
    world: World, owner: str, blobs: git.Files | None, message: str, **settings: str | bool
) -> World:
    world, new_id = take_id(world)
    now = stamp(world)
    home = Repository(new_id, owner, NAME, now, now, now)
    if blobs is not None:
        author = git.Author(owner, f"{owner}@users.noreply.github.com", owner)
        commit = git.make_commit(blobs, message, author, now)
        paths = (path for path in blobs if path.startswith(".github/workflows/"))
        flows = (
            Workflow(new_id * 100 + index, Path(path).stem, path)
            for index, path in enumerate(paths)
        )
        home = replace(
            home,
            commits={commit.sha: commit},
            branches={home.default_branch: commit.sha},
            workflows=tuple(flows),
        )
    return put_repository(world, replace(home, **settings))  # type: ignore[arg-type]


def _add_labels(world: World, seed: Seed) -> World:
    drafts = [
        labels.Draft(name, color, default=True)
        for name, color in DEFAULT_LABELS.items()
        if seed.default_labels
    ]
    for draft in (*drafts, *map(labels.Draft, seed.extra_labels)):
        world, _ = labels.create_label(world, _home(world), draft)
    return world
