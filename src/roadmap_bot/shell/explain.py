"""What a commit message would do, and why not more: for learners, and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator

from roadmap_bot.commits.directives import Ignored, Parsed
from roadmap_bot.errors import Problem
from roadmap_bot.text.problems import render_problem
from roadmap_bot.text.words import Words


def render_explanation(parsed: Parsed, words: Words) -> Iterator[str]:
    """Render a line for each claim, and for each id with which nothing happens."""
    for directive in parsed.directives:
        said = words(f"explain.claim.{directive.verb}", id=directive.name)
        if directive.number:
            said += f" ({words('explain.ours')})"
        yield said
    yield from (render_problem(problem, words) for problem in parsed.problems)
    yield from (_render_ignored(one, words) for one in parsed.ignored)
    if not (parsed.directives or parsed.problems or parsed.ignored):
        yield words("explain.nothing")


def render_json(parsed: Parsed, words: Words) -> str:
    """Render `{"claims": [{"verb", "id"}], "ignored": [{"id", "why"}]}`."""
    claims = [{"verb": one.verb, "id": one.name} for one in parsed.directives]
    ignored = [{"id": one.id, "why": _render_why(one, words)} for one in parsed.ignored]
    unknown = [_make_unknown(problem, words) for problem in parsed.problems]
    return json.dumps({"claims": claims, "ignored": [*unknown, *ignored]}, ensure_ascii=False)


def _make_unknown(problem: Problem, words: Words) -> dict[str, str]:
    return {"id": str(problem.values["word"]), "why": render_problem(problem, words)}


def _render_ignored(one: Ignored, words: Words) -> str:
    return words("explain.ignored", id=one.id, why=_render_why(one, words))


def _render_why(one: Ignored, words: Words) -> str:
    why = words(f"why.{one.why}")
    if not one.is_hint:
        return why
    return why + words("explain.form", form=one.form)
