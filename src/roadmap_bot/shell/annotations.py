"""Lines for the job's log: what the runner shall read, and what it must not obey."""

from __future__ import annotations

from roadmap_bot.errors import Problem
from roadmap_bot.shell.summary import problem_line
from roadmap_bot.text.words import Words


def annotation(problem: Problem, words: Words, level: str) -> str:
    """Render a problem as a workflow command that GitHub shows beside the line it is about."""
    place = problem.place
    where = f" file={_property(place.file)},line={max(1, place.line)}" if place else ""
    text = _split(problem_line(problem, words))
    return f"::{level}{where}::{text.replace('%', '%25')}"


def tame(line: str) -> str:
    """Return a line that starts no workflow command, whoever wrote what stands in it.

    The runner looks for `::` at the beginning and for `##[` anywhere:
    https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
    """
    return ("· " if line.lstrip().startswith("::") else "") + _split(line)


def _split(line: str) -> str:
    return line.replace("##[", "# #[")


def _property(text: str) -> str:
    return (
        text.replace("%", "%25")
        .replace("\r", "%0D")
        .replace("\n", "%0A")
        .replace(":", "%3A")
        .replace(",", "%2C")
    )
