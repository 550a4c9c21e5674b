"""Tell a broken lock from a machine without a package index."""

from __future__ import annotations

import subprocess
import sys

INSTALL = "-m pip install --dry-run --quiet --no-deps --ignore-installed"
LIMITS = "--retries 0 --timeout 15 --target none"


def is_reachable() -> bool:
    """Ask pip for one small, well-known package."""
    command = [sys.executable, *INSTALL.split(), *LIMITS.split(), "iniconfig"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
