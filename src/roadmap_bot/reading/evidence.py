"""What may be evidence, read once in a run: the files and merged pull requests of the repository.

Where GitHub will not show them, nothing is found there, and the run goes on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from roadmap_bot.http.reader import Reader, ReadFailed
from roadmap_bot.repository import Pull, Pulls, Tree

UNREAD = Tree(is_whole=False, trouble="unread")
CUT = Tree(is_whole=False, trouble="cut")  # more files than GitHub shows (F3.53)
UNREAD_PULLS = Pulls(is_whole=False)
Read = TypeVar("Read")


@dataclass
class Once(Generic[Read]):
    """What was read as one run knows it, and how often that was tried."""

    known: Read | None = None
    tries: int = 0

    def read(self, ask: Callable[[], Read], without: Read) -> Read:
        """Read it, or do `without` where GitHub will not show it.

        Raises ReadFailed where another try may help: for a limit always, for other trouble once.
        """
        if self.known is None:
            self.known = self._ask(ask, without)
        return self.known

    def _ask(self, ask: Callable[[], Read], without: Read) -> Read:
        self.tries += 1
        try:
            return ask()
        except ReadFailed as failed:
            kind = failed.meaning.kind
            if kind == "wait" or (kind in ("unsure", "smaller") and self.tries == 1):
                raise
            return without


def read_tree(reader: Reader, commit: str | None) -> Tree:
    """Read the paths of all files of a commit; where there is none, there are no files.

    What GitHub shows in part is no tree: nothing is found in it.
    """
    if commit is None:
        return Tree()
    found = reader.get(f"/git/trees/{commit}?recursive=1")
    if found.get("truncated"):
        return CUT
    entries = found.get("tree", ())
    return Tree(frozenset(entry["path"] for entry in entries if entry["type"] == "blob"))


def read_pulls(reader: Reader, branch: str | None) -> Pulls:
    """Read the last hundred that were merged; older ones were there for earlier runs to see."""
    if branch is None:
        return Pulls()
    data = reader.query("read_pulls", {**reader.names, "branch": branch})
    nodes = data["repository"]["pullRequests"]["nodes"]
    merged = [Pull(node["number"], node["title"], node["headRefName"]) for node in nodes if node]
    return Pulls(tuple(merged))
