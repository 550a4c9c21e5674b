"""Lines for the job's log: what the runner shall read, and what it must not obey."""

from __future__ import annotations

from roadmap_bot.errors import Place, Problem
from roadmap_bot.shell.summary.page import problem_line
from roadmap_bot.text.words import Words

CODES = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def annotation(problem: Problem, words: Words, level: str) -> str:
    """Render a problem as a workflow command that GitHub shows beside the line it is about."""
    text = _split(problem_line(problem, words)).replace("%", "%25")
    return f"::{level}{_render_place(problem.place)}::{text}"


def tame(line: str) -> str:
    """Return a line that starts no workflow command, whoever wrote what stands in it.

    The runner looks for `::` at the beginning and for `##[` anywhere:
    https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
    """
    tamed = _split(line)
    if line.lstrip().startswith("::"):
        return f"· {tamed}"
    return tamed


def _render_place(place: Place | None) -> str:
    if place is None:
        return ""
    return f" file={place.file.translate(CODES)},line={max(1, place.line)}"


def _split(line: str) -> str:
    return line.replace("##[", "# #[")
