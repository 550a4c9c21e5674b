"""The screens that learners look at, each as a page: which there are, and what they show."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from github_twin import seed
from roadmap_bot.acts.review import open_review
from roadmap_bot.issues.body import is_review
from roadmap_bot.report.files import MANUAL
from roadmap_bot.report.generated import FILES
from roadmap_bot.report.page import render_page
from roadmap_bot.report.region import render_region
from roadmap_bot.roadmap.paths import REPORT, SETTINGS
from roadmap_bot.session import Done
from roadmap_bot.shell.summary.headline import render_deed
from roadmap_bot.shell.summary.page import made_sentence, render_summary
from roadmap_bot.state import Issue, find_issue
from tests.kit.github_page import make_themed_page
from tests.kit.learner_states import STATES, make_learner
from tests.kit.scene import MONDAY, Scene
from tests.kit.small_roadmap import measure

PHONE, DESK = 375, 1012
# Theme, width and language, so that each pair of values occurs.
LOOKS = (
    (False, PHONE, "zh"),
    (True, DESK, "zh"),
    (True, PHONE, "en"),
    (False, DESK, "en"),
)
CALM = ("midway", "behind", "ahead", "start")  # states in which there is a task to open


@dataclass(frozen=True)
class Screen:
    """What is shown, of whom, and how it is looked at."""

    kind: str
    state: str
    dark: bool
    width: int
    language: str

    @property
    def name(self) -> str:
        """Its name, as that of a file."""
        theme = "dark" if self.dark else "light"
        return f"{self.kind}-{self.state}-{theme}-{self.width}-{self.language}"


def find_screens() -> Iterator[Screen]:
    """Find the screens: all states of what has states, every pair of theme, width, language."""
    for shift, kind in enumerate(("region", "page", "card")):
        looks = cycle((*LOOKS[shift:], *LOOKS[:shift]))
        for state, look in zip(STATES, looks, strict=False):
            yield Screen(kind, state, *look)
    for kind, states in (
        ("task", CALM),
        ("unit", CALM),
        ("review", ("behind", "midway", "ahead", "midway")),
        ("summary", ("start",) * 4),
        ("congratulation", ("finished",) * 4),
    ):
        for state, look in zip(states, LOOKS, strict=True):
            yield Screen(kind, state, *look)


def write_screen(screen: Screen, folder: Path) -> Path:
    """Write the page of a screen, and the pictures that it shows."""
    goal, state = make_learner(screen.state, screen.language)
    progress = measure(goal, state)
    for path, draw in FILES.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(draw(progress, goal), encoding="utf-8")
    page = folder / "screen.html"
    page.write_text(DRAWN[screen.kind](screen), encoding="utf-8")
    return page


def _show_region(screen: Screen) -> str:
    goal, state = make_learner(screen.state, screen.language)
    region = render_region(measure(goal, state), state, goal, REPORT, ".github/GUIDE.md")
    return make_themed_page(region, goal.roadmap.title, screen.language)


def _show_page(screen: Screen) -> str:
    goal, state = make_learner(screen.state, screen.language)
    return render_page(state, goal)


def _show_card(screen: Screen) -> str:
    picture = f'<source media="(prefers-color-scheme: dark)" srcset="{REPORT}/card-dark.svg">'
    text = f'<picture>{picture}<img alt="card" src="{REPORT}/card.svg" width="440"></picture>'
    return make_themed_page(text, "card.svg", screen.language)


def _show_issue(screen: Screen, id: str) -> str:
    _, state = make_learner(screen.state, screen.language)
    issue = find_issue(state, id)
    assert issue
    return _dress(issue, screen)


def _show_task(screen: Screen) -> str:
    goal, state = make_learner(screen.state, screen.language)
    todos = measure(goal, state).next
    return _show_issue(screen, next(todo.id for todo in todos if "-" in todo.id))


def _show_unit(screen: Screen) -> str:
    goal, state = make_learner(screen.state, screen.language)
    return _show_issue(screen, measure(goal, state).current or "")


def _show_review(screen: Screen) -> str:
    goal, state = make_learner(screen.state, screen.language)
    made = open_review(state, goal)
    (issue,) = [thing for key, thing in made.items() if is_review(key)]
    assert isinstance(issue, Issue)
    return _dress(issue, screen)


def _dress(issue: Issue, screen: Screen) -> str:
    """Show the body of an issue as on its page; pictures of the repository lie beside it."""
    body = issue.body.replace("../blob/main/", "").replace("?raw=true", "")
    return make_themed_page(body, html.escape(issue.title), screen.language)


def _show_summary(screen: Screen) -> str:
    files = {"README.md": MANUAL, SETTINGS: f"language: {screen.language}\n"}
    world = seed.make_world("template-copy", now=MONDAY, files=files, has_issues=True)
    done = Scene(world, "seed").run()
    return make_themed_page(_summarise(done), "Roadmap", screen.language)


def _summarise(done: Done) -> str:
    words = done.goal.words
    headline = render_deed(done, made_sentence(done.plan, words))
    return render_summary(headline, done.plan, done.problems, done.hints, words)


DRAWN: Mapping[str, Callable[[Screen], str]] = {
    "region": _show_region,
    "page": _show_page,
    "card": _show_card,
    "task": _show_task,
    "unit": _show_unit,
    "review": _show_review,
    "congratulation": _show_review,
    "summary": _show_summary,
}
