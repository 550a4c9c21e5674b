"""Which files there are on the default branch: one request, whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass

from roadmap_bot.http.reader import Reader, ReadFailed
from roadmap_bot.repository import Tree

UNREAD = Tree(is_whole=False, trouble="unread")
CUT = Tree(is_whole=False, trouble="cut")  # more files than GitHub shows (F3.53)


@dataclass
class Trees:
    """The files of the default branch as one run knows them: they are asked for once."""

    known: Tree | None = None
    tries: int = 0

    def read(self, reader: Reader, commit: str | None) -> Tree:
        """Read the paths of all files of a commit; where there is none, there are no files.

        What GitHub shows in part, or refuses to show, is no tree: nothing is found in it. Raises
        ReadFailed where another try may help: always for a limit, once for any other trouble.
        """
        if self.known is None:
            self.known = self._ask(reader, commit)
        return self.known

    def _ask(self, reader: Reader, commit: str | None) -> Tree:
        if commit is None:
            return Tree()
        self.tries += 1
        try:
            return _read_tree(reader, commit)
        except ReadFailed as failed:
            kind = failed.meaning.kind
            if kind == "wait" or (kind == "unsure" and self.tries == 1):
                raise
            return UNREAD


def _read_tree(reader: Reader, commit: str) -> Tree:
    found = reader.get(f"/git/trees/{commit}?recursive=1")
    if found.get("truncated"):
        return CUT
    entries = found.get("tree", ())
    return Tree(frozenset(entry["path"] for entry in entries if entry["type"] == "blob"))
