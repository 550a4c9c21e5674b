"""The files of a report: where they lie, which are ours, and what stands in the way."""

from __future__ import annotations

from roadmap_bot.keys import file_path, is_file
from roadmap_bot.report.figures import find_regions
from roadmap_bot.report.generated import FILES, GENERATED
from roadmap_bot.report.progress_json import find_stamp
from roadmap_bot.report.region import BEGIN, END
from roadmap_bot.repository import Repository
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.paths import FIGURES, REPORT, SETTINGS, is_readme
from roadmap_bot.roadmap.settings import Settings
from roadmap_bot.state import File, State, find_file
from roadmap_bot.text.markers import Span, find_span

ROOT = "README.md"
OWN = ".github/README.md"
TRANSLATED = {"zh": "README.zh-CN.md"}  # the root's README in other languages
SPELLINGS = (ROOT, "readme.md", "Readme.md", "README.MD")
HOMES = (".github", "", "docs")  # where GitHub looks for a README, in this order (F7.13)
MANUAL = "<!-- roadmap-bot:manual -->"
LIMIT = 500 * 1024  # bytes; GitHub shows no more of a README (F7.12)


def wanted_files(settings: Settings) -> tuple[str, ...]:
    """Return every path that a report must know of."""
    readmes = (*settings.readme, OWN, *SPELLINGS, *TRANSLATED.values())
    paths = (*readmes, settings.portfolio, SETTINGS, *FILES, FIGURES)
    return tuple(dict.fromkeys(paths))


def further_files(settings: Settings, state: State) -> tuple[str, ...]:
    """Return what a report must know of, too: files that the settings name or the bot remembers."""
    usual = wanted_files(Settings())
    regions = find_regions(state)
    paths = (*wanted_files(settings), *regions.progress, *regions.portfolio)
    return tuple(path for path in dict.fromkeys(paths) if path not in usual)


def readme_paths(state: State, goal: Goal) -> tuple[str, ...]:
    """Return the READMEs that carry the region."""
    return goal.settings.readme or find_readmes(state, goal.repository)


def find_readmes(state: State, repository: Repository) -> tuple[str, ...]:
    """Find the learner's READMEs; in a copy of a template the one at the root is its author's.

    A hidden mark says so. Without it the one that came with the copy is left alone from the first
    report on, which leaves the settings behind; a place for the table, wherever it is, is taken.
    """
    if has_mark(state):
        return (OWN,)
    present = [path for path in SPELLINGS if find_file(state, path)]
    root = present[0] if present else ROOT
    placed = [path for path in (root, OWN) if find_region(find_file(state, path))]
    is_inherited = bool(present and repository.upstream) and not find_file(state, SETTINGS)
    if placed:
        return tuple(placed)
    return (OWN,) if is_inherited else (root,)


def find_manual(state: State, language: str) -> str | None:
    """Find the README at the root in the reader's language, else in the template's."""
    paths = (TRANSLATED.get(language, ROOT), ROOT)
    return next((path for path in paths if find_file(state, path)), None)


def find_rival(path: str, state: State) -> str | None:
    """Find the README that a new one would hide, or would stand beside.

    The manual at the root of a copy is no rival of the learner's own README.
    """
    if path not in (ROOT, OWN) or find_file(state, path):
        return None
    homes = HOMES if path == ROOT else HOMES[:1]
    paths = (file_path(key) for key in state if is_file(key))
    rivals = [rival for rival in paths if is_readme(rival) and _find_home(rival) in homes]
    return min(rivals, key=lambda rival: homes.index(_find_home(rival)), default=None)


def _find_home(path: str) -> str:
    home, _, _ = path.rpartition("/")
    return home


def find_trouble(file: File) -> str:
    """Find why a file must not be written; empty where it may be."""
    if file.text is None:
        return file.trouble
    data = file.text.encode(errors="surrogatepass")
    return "too-large" if len(data) > LIMIT else ""


def has_mark(state: State) -> bool:
    """Whether the root README is the template's manual."""
    root = find_file(state, ROOT)
    return root is not None and MANUAL in (root.text or "")


def is_blocked(state: State) -> bool:
    """Whether a file stands where the folder of the report would be."""
    return find_file(state, REPORT) is not None


def is_own(state: State, path: str) -> bool:
    """Whether the bot may write a file of its own folder: nobody else put one there."""
    if path.startswith(f"{REPORT}/") and is_blocked(state):
        return False
    file = find_file(state, path)
    if file is None:
        return True
    if file.text is None:
        return False
    if path == FIGURES:
        return find_stamp(file.text) is not None
    return GENERATED in file.text


def find_region(file: File | None, begin: str = BEGIN, end: str = END) -> Span | None:
    """Find the region of a README, or of another file, that the bot may write."""
    if file is None or file.text is None or find_trouble(file):
        return None
    span = find_span(file.text, begin, end)
    return span if isinstance(span, Span) else None


def find_inner(file: File, span: Span) -> str:
    """Find what stands between the marks of a region."""
    text = file.text or ""
    return text[span.inner_start : span.inner_end]
