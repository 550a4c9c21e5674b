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

BOT = (sys.executable, "-P", "-m", "roadmap_bot")


def start_bot(
    server: Server,
    variables: Mapping[str, str],
    command: str = "apply",
    *,
    output: int = subprocess.DEVNULL,
) -> subprocess.Popen[str]:
    """Start the bot with a command; both its outputs go where `output` says."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT / "src"),
        "GITHUB_API_URL": server.url,
        "GITHUB_REPOSITORY": HOME,
        "GITHUB_TOKEN": seed.JOB_TOKEN,
        "ROADMAP_FOLDER": str(TINY),
        **variables,
    }
    line = (*BOT, command)
    return subprocess.Popen(line, env=environment, stdout=output, stderr=output, text=True)
