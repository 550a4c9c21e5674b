"""Read what commit messages ask for: `done W03-2`, `W03-2、W03-3 完成`, `closes #12`.

Each line is read on its own, once, from left to right, cut into clauses; GitHub's own reading
across newlines has closed issues by accident
(https://github.com/postmark-town/postmark/issues/1940). Only a heading is read on, before each
item of the list below it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from roadmap_bot.commits.lines import Found, read_lines
from roadmap_bot.commits.names import Names, make_problem
from roadmap_bot.commits.tokens import Token
from roadmap_bot.errors import Problem
from roadmap_bot.text.verbs import MENDING, Verb

WARNINGS = 10
MEANT = ("part", "product", "list")  # reasons that leave no doubt that an id was meant


@dataclass(frozen=True, slots=True)
class Directive:
    """One thing that a message asks for.

    Of a unit, task or step of the roadmap, or of an issue by its number.
    """

    verb: Verb
    id: str | None = None
    number: int | None = None

    @property
    def name(self) -> str:
        """Return the id as the roadmap writes it, or `#12`."""
        return self.id or f"#{self.number}"


@dataclass(frozen=True, slots=True)
class Ignored:
    """An id that a message names and does nothing with.

    `form` is what would do, where a hint is due.
    """

    id: str
    why: str
    is_hint: bool = False
    form: str = ""


@dataclass(frozen=True, slots=True)
class Parsed:
    """The directives of a message in order, what the roadmap lacks of it, and what is ignored."""

    directives: tuple[Directive, ...] = ()
    problems: tuple[Problem, ...] = ()
    ignored: tuple[Ignored, ...] = ()


def parse_message(message: str, names: Names) -> Parsed:
    """Parse a commit message, in time linear in its length."""
    directives: list[Directive] = []
    unknown: dict[str, None] = {}
    ignored: dict[str, Ignored] = {}
    latest: dict[str, Verb] = {}
    for found in read_lines(message, names):
        token, reason = found.token, found.reason
        name = token.means or token.text
        verb = names.verbs.get(found.verb, "done")
        if token.kind == "unknown":
            if reason is None or reason.why in MEANT:
                unknown[token.text] = None
        elif reason:
            form = _find_form(found, names)
            _keep(ignored, Ignored(name, reason.why, reason.is_hint, form))
        elif latest.get(name) != verb:
            latest[name] = verb
            directives.append(_make_directive(token, verb))
    problems = [make_problem(text, names) for text in islice(unknown, WARNINGS)]
    left = [one for one in ignored.values() if one.id not in latest]
    return Parsed(tuple(directives), tuple(problems), tuple(left))


def _make_directive(token: Token, verb: Verb) -> Directive:
    if token.kind == "number":
        return Directive(verb, number=int(token.text[1:]))
    return Directive(verb, token.means)


def _keep(ignored: dict[str, Ignored], new: Ignored) -> None:
    """Keep of several reasons the one that says most."""
    old = ignored.setdefault(new.id, new)
    if _weigh(new) > _weigh(old):
        ignored[new.id] = new


def _weigh(one: Ignored) -> tuple[bool, bool]:
    return one.is_hint, one.why != "mention"


def _find_form(found: Found, names: Names) -> str:
    """Find the form that works: GitHub's own word before a number, else the verb of the author."""
    if found.token.kind == "number":
        return f"closes {found.token.text}"
    is_own = found.verb in names.verbs and found.verb not in MENDING
    verb = found.verb if is_own else "done"
    return f"{verb} {found.token.means}"
