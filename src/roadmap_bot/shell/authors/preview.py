"""Write what learners will get of a roadmap into a page."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from roadmap_bot.authors.folder import write_page
from roadmap_bot.authors.preview import render_preview
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.shell.console import Console


def show_preview(console: Console, roadmap: Roadmap, now: dt.datetime, page: Path) -> None:
    """Write the page, and say where it is."""
    write_page(page, render_preview(roadmap, now))
    console.say(console.words("preview.done", file=page))
