"""The files of a report: where they lie, which are ours, and what stands in the way."""

from __future__ import annotations

from roadmap_bot.keys import file_key
from roadmap_bot.report.pictures import GENERATED, PICTURES
from roadmap_bot.report.progress_json import find_stamp
from roadmap_bot.report.region import BEGIN, END
from roadmap_bot.roadmap.paths import FIGURES, SETTINGS
from roadmap_bot.roadmap.settings import Settings
from roadmap_bot.state import File, State, find_file
from roadmap_bot.text.markers import Span, find_span

ROOT = "README.md"
OWN = ".github/README.md"
SPELLINGS = (ROOT, "readme.md", "Readme.md", "README.MD")
RIVALS = ("README", "README.rst", "README.txt")  # a new README.md would be shown in their place
MANUAL = "<!-- roadmap-bot:manual -->"
LIMIT = 512 * 1024  # bytes; GitHub shows no more of a README (F7.12)


def wanted_files(settings: Settings) -> tuple[str, ...]:
    """Return every path that a report must know of."""
    return tuple(
        dict.fromkeys((*settings.readme, OWN, *SPELLINGS, *RIVALS, SETTINGS, *PICTURES, FIGURES))
    )


def readme_paths(state: State, settings: Settings) -> tuple[str, ...]:
    """Return the READMEs that carry the region: in a copy of the template the root README is the manual."""
    own = (
        OWN
        if is_copy(state)
        else next((path for path in SPELLINGS if file_key(path) in state), ROOT)
    )
    return settings.readme or (own,)


def find_rival(path: str, state: State) -> str | None:
    """Find the README of another format that a new one would hide."""
    is_new = path == ROOT and file_key(ROOT) not in state
    return next((rival for rival in RIVALS if is_new and file_key(rival) in state), None)


def find_trouble(file: File) -> str:
    """Find why a file must not be written; empty where it may be."""
    if file.text is None:
        return file.trouble
    return "too-large" if len(file.text.encode(errors="surrogatepass")) > LIMIT else ""


def is_copy(state: State) -> bool:
    """Whether the root README is the template's manual."""
    root = find_file(state, ROOT)
    return root is not None and MANUAL in (root.text or "")


def is_own(state: State, path: str) -> bool:
    """Whether the bot may write a file of its own folder: nobody else put one there."""
    file = find_file(state, path)
    if file is None or file.text is None:
        return file is None
    return find_stamp(file.text) is not None if path == FIGURES else GENERATED in file.text


def find_region(file: File | None) -> Span | None:
    """Find the region of a README that the bot may write."""
    if file is None or file.text is None or find_trouble(file):
        return None
    span = find_span(file.text, BEGIN, END)
    return span if isinstance(span, Span) else None


def find_inner(file: File, span: Span) -> str:
    """Find what stands between the marks of a region."""
    return (file.text or "")[span.inner_start : span.inner_end]
