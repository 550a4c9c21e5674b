"""Which READMEs the settings may name: Markdown files inside the repository, each once."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from roadmap_bot.errors import Problem
from roadmap_bot.text.problems import shorten
from roadmap_bot.yaml.spot import Spot

MAX_READMES = 10
MARKDOWN = (".md", ".markdown")
_DRIVE = re.compile(r"[A-Za-z]:")
_NO_FOLDERS = {"", ".git", "git~1"}
_UNSEEN = re.compile("[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]")


def check_readmes(files: Sequence[Spot]) -> Iterator[Problem]:
    """Check that each names a Markdown file of the repository, and each another one."""
    if len(files) > MAX_READMES:
        yield files[MAX_READMES].blame("settings.readmes", limit=MAX_READMES)
    seen: set[str] = set()
    for file in files:
        code = find_fault(file.text, seen)
        if code:
            yield file.blame(code, path=shorten(file.text))
        seen.add(file.text)


def find_fault(path: str, seen: Collection[str]) -> str:
    """Find what is wrong with the path of a README."""
    if not path:
        return ""
    if not _is_plain(path):
        return "settings.readme-path"
    if path.lower().startswith(".github/workflows/"):
        return "settings.readme-workflows"
    if not path.lower().endswith(MARKDOWN):
        return "settings.readme-markdown"
    if path in seen:
        return "settings.readme-twice"
    return ""


def _is_plain(path: str) -> bool:
    """Tell whether a path is relative and stays inside the repository."""
    if _DRIVE.match(path) or "\\" in path or "\n" in path:
        return False
    return _NO_FOLDERS.isdisjoint(map(_fold_name, path.split("/")))


def _fold_name(name: str) -> str:
    """Fold a name as Windows and macOS do: `.git` has many spellings there, dots alone none.

    https://git-scm.com/docs/git-config#Documentation/git-config.txt-coreprotectNTFS
    """
    seen = _UNSEEN.sub("", name)
    name, _, _ = seen.partition(":")
    return name.rstrip(" .").lower()
