"""The bot as a process of its own, before a twin over HTTP."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping

from github_twin import seed
from github_twin.server import Server
from github_twin.twin import HOME
from tests.kit.scene import ROOT
from tests.kit.terminal import TINY

APPLY = (sys.executable, "-m", "roadmap_bot", "apply")


def start_apply(
    server: Server, variables: Mapping[str, str], *, output: int = subprocess.DEVNULL
) -> subprocess.Popen[str]:
    """Start `roadmap-bot apply`; both its outputs go where `output` says."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT / "src"),
        "GITHUB_API_URL": server.url,
        "GITHUB_REPOSITORY": HOME,
        "GITHUB_TOKEN": seed.JOB_TOKEN,
        "ROADMAP_FOLDER": str(TINY),
        **variables,
    }
    return subprocess.Popen(APPLY, env=environment, stdout=output, stderr=output, text=True)
