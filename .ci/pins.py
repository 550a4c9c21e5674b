"""Name the pinned actions that are behind their newest release, or not what is said beside them."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PIN = re.compile(r"uses: (?P<action>[\w.-]+/[\w.-]+)@(?P<commit>[0-9a-f]{40}) # (?P<tag>v[\d.]+)")
FOLDERS = (".github/actions", ".github/workflows", "examples", "src/roadmap_bot/templates")


@dataclass(frozen=True, slots=True)
class Pin:
    """An action as a line of a file pins it."""

    action: str
    commit: str
    tag: str
    path: str
    line: int


def load_pins() -> Iterator[Pin]:
    """Load the pins of all workflow files and of the Action itself."""
    for path in (Path("action.yml"), *_find_workflows()):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if found := PIN.search(line):
                yield Pin(**found.groupdict(), path=path.as_posix(), line=number)


def _find_workflows() -> Iterator[Path]:
    for folder in FOLDERS:
        yield from sorted(Path(folder).rglob("*.yml"))


def check_pin(pin: Pin) -> str | None:
    """Say what is wrong with a pin, if anything."""
    newest = ask(f"repos/{pin.action}/releases/latest", ".tag_name")
    if pin.tag != newest:
        commit = ask(f"repos/{pin.action}/commits/{newest}", ".sha")
        return f"{pin.action} {pin.tag} is behind: write @{commit} # {newest}"
    commit = ask(f"repos/{pin.action}/commits/{pin.tag}", ".sha")
    if pin.commit != commit:
        return f"{pin.action} {pin.tag} is commit {commit}, not the one that is pinned"
    return None


@cache
def ask(path: str, what: str) -> str:
    """Ask GitHub for one value."""
    command = ["gh", "api", path, "--jq", what]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603
    return done.stdout.strip()


def main() -> int:
    """Annotate each line that is behind; fail where there is one."""
    behind = [(pin, wrong) for pin in load_pins() if (wrong := check_pin(pin))]
    for pin, wrong in behind:
        print(f"::error file={pin.path},line={pin.line}::{wrong}")
    return int(bool(behind))


if __name__ == "__main__":
    sys.exit(main())
