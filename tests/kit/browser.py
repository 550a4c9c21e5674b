"""Headless Chromium: what a page holds after it ran."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "google-chrome", "chromium-browser"))), None
)
OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--hide-scrollbars",
    "--disable-background-networking",
)
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not on this machine")


def open_page(page: Path, *options: str) -> str:
    """Open a page and return what it prints."""
    with tempfile.TemporaryDirectory() as profile:
        command = [str(CHROMIUM), *OPTIONS, f"--user-data-dir={profile}", *options, page.as_uri()]
        return subprocess.run(
            command, capture_output=True, text=True, timeout=120, check=True
        ).stdout


def dump_page(page: Path, *options: str) -> str:
    """Return the page as it is after its scripts ran."""
    return open_page(page, "--dump-dom", *options)
