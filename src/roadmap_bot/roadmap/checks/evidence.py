"""What a box may ask for as evidence: one thing, and no files that are there from the start."""

from __future__ import annotations

import re
from collections.abc import Iterator

from roadmap_bot.errors import Problem
from roadmap_bot.roadmap.globs import find_matches
from roadmap_bot.text.problems import shorten
from roadmap_bot.yaml.spot import Spot

KINDS = ("files", "pull", "link")
# Of what a copy holds before anything was done in it: a file of each sort in each place.
FROM_THE_START = (
    ".editorconfig",
    ".gitignore",
    ".ci/audit.sh",
    ".github/GUIDE.md",
    ".github/README.md",
    ".github/pictures/start.svg",
    ".github/progress/progress.json",
    ".github/roadmap-bot.yml",
    ".github/workflows/roadmap.yml",
    "CHANGELOG.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "README.zh-CN.md",
    "action.yml",
    "examples/minimal/README.md",
    "examples/minimal/roadmap/roadmap.yml",
    "pyproject.toml",
    "requirements.txt",
    "roadmap/en/roadmap.yml",
    "roadmap/roadmap.yml",
    "roadmap/schema.json",
    "src/roadmap_bot/cli.py",
    "src/roadmap_bot/queries/look.graphql",
    "src/roadmap_bot/templates/page.html.j2",
    "src/roadmap_bot/templates/page.js",
    "src/roadmap_bot/templates/words.en.toml",
    "tests/golden/page/page.html",
    "tests/golden/screens/page.png",
    "tests/test_cli.py",
)
_ELSEWHERE = re.compile(r"[\[\]{}]|^[!~]")  # what patterns elsewhere mean something by


def check_evidence(root: Spot) -> Iterator[Problem]:
    """Check that each evidence is of one kind."""
    for evidence in _find_all(root):
        kinds = [kind for kind in KINDS if evidence[kind].value not in (None, False)]
        if isinstance(evidence.value, dict) and len(kinds) != 1:
            yield evidence.blame("roadmap.evidence-kinds")


def find_weak_evidence(root: Spot) -> Iterator[Problem]:
    """Find the patterns that show nothing: that of all copies, or that of no file at all.

    Those of counters are told the same way.
    """
    for asking in (*_find_all(root), *root.list("counters")):
        if asking["files"].text:
            yield from find_weak_glob(asking["files"])


def find_weak_glob(spot: Spot) -> Iterator[Problem]:
    """Find whether a pattern matches what every copy has from the start, or can match nothing."""
    glob = spot.text
    if _matches_nothing(glob):
        yield spot.blame("roadmap.glob-never", glob=shorten(glob))
        return
    if _ELSEWHERE.search(glob):
        yield spot.blame("roadmap.glob-plain", glob=shorten(glob))
    own = find_matches(FROM_THE_START, glob)
    if own:
        yield spot.blame("roadmap.glob-all", glob=shorten(glob), path=own[0])


def _matches_nothing(glob: str) -> bool:
    """Whether no path of a repository is written so: they have no backslash, no dots, no gaps."""
    return "\\" in glob or not {"", ".", ".."}.isdisjoint(glob.split("/"))


def _find_all(root: Spot) -> Iterator[Spot]:
    for unit in root.list("units"):
        owners = [*unit.list("tasks"), *unit.list("boxes")]
        for owner in owners:
            for step in owner.list("steps"):
                yield step["evidence"]
