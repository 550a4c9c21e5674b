"""The files of a report: where they lie, which are ours, and what stands in the way."""

from __future__ import annotations

from roadmap_bot.report.generated import FILES, GENERATED
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
LIMIT = 500 * 1024  # bytes; GitHub shows no more of a README (F7.12)


def wanted_files(settings: Settings) -> tuple[str, ...]:
    """Return every path that a report must know of."""
    paths = (*settings.readme, OWN, *SPELLINGS, *RIVALS, SETTINGS, *FILES, FIGURES)
    return tuple(dict.fromkeys(paths))


def readme_paths(state: State, settings: Settings) -> tuple[str, ...]:
    """Return the READMEs that carry the region."""
    return settings.readme or (_find_readme(state),)


def _find_readme(state: State) -> str:
    """Find the learner's README; in a copy of the template the one at the root is the manual."""
    if is_copy(state):
        return OWN
    present = (path for path in SPELLINGS if find_file(state, path))
    return next(present, ROOT)


def find_rival(path: str, state: State) -> str | None:
    """Find the README of another format that a new one would hide."""
    if path != ROOT or find_file(state, ROOT):
        return None
    present = (rival for rival in RIVALS if find_file(state, rival))
    return next(present, None)


def find_trouble(file: File) -> str:
    """Find why a file must not be written; empty where it may be."""
    if file.text is None:
        return file.trouble
    data = file.text.encode(errors="surrogatepass")
    return "too-large" if len(data) > LIMIT else ""


def is_copy(state: State) -> bool:
    """Whether the root README is the template's manual."""
    root = find_file(state, ROOT)
    return root is not None and MANUAL in (root.text or "")


def is_own(state: State, path: str) -> bool:
    """Whether the bot may write a file of its own folder: nobody else put one there."""
    file = find_file(state, path)
    if file is None:
        return True
    if file.text is None:
        return False
    if path == FIGURES:
        return find_stamp(file.text) is not None
    return GENERATED in file.text


def find_region(file: File | None) -> Span | None:
    """Find the region of a README that the bot may write."""
    if file is None or file.text is None or find_trouble(file):
        return None
    span = find_span(file.text, BEGIN, END)
    return span if isinstance(span, Span) else None


def find_inner(file: File, span: Span) -> str:
    """Find what stands between the marks of a region."""
    text = file.text or ""
    return text[span.inner_start : span.inner_end]
