"""Whatever names the settings give one after the other, regions stand where they are to stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_bot.acts.regions import PORTFOLIO, PROGRESS, Marks
from roadmap_bot.acts.report import is_report_due, write_report
from roadmap_bot.acts.uninstall import uninstall
from roadmap_bot.keys import file_key, file_path, is_file
from roadmap_bot.report.files import ROOT, find_region
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.settings import Settings
from roadmap_bot.state import File, State, find_file
from tests.kit.portfolios import PROJECTS, make_portfolio

READMES = ("README.md", "docs/a.md", "docs/b.md", "mine.md")
PORTFOLIOS = ("PORTFOLIO.md", "docs/a.md", "work.md", "mine.md")
MINE = "Mine.\r\n\n\ufeff\t`中`\n"  # around what the bot may write in the file of that name


def place(marks: Marks) -> str:
    begin, end = marks
    return f"{MINE}{begin}\n{end}\n{MINE}"


@st.composite
def draw_settings(draw: st.DrawFn) -> Settings:
    """Settings that `check_portfolio` lets pass."""
    readme = draw(st.lists(st.sampled_from(READMES), unique=True, max_size=3))
    names = [name for name in PORTFOLIOS if name not in readme]
    portfolio = draw(st.sampled_from(names))
    projects = PROJECTS if draw(st.booleans()) else {}
    language = draw(st.sampled_from(["en", "zh"]))
    return Settings(readme=tuple(readme), portfolio=portfolio, projects=projects, language=language)


def live(state: State, goal: Goal, chosen: Sequence[Settings]) -> Iterator[tuple[State, Goal]]:
    """Let a report follow on each choice of settings."""
    for one in chosen:
        spoken = replace(goal, settings=one).spoken(one.language or "en")
        written = write_report(state, spoken)
        state = {key: thing for key, thing in written.items() if not is_gone(thing)}
        yield state, spoken


def is_gone(thing: object) -> bool:
    return isinstance(thing, File) and thing.gone


def bearing(state: State, marks: Marks) -> set[str]:
    """The files that bear a region in which something stands."""
    paths = [file_path(key) for key in state if is_file(key)]
    found = {path: find_region(find_file(state, path), *marks) for path in paths}
    return {path for path, span in found.items() if span and span.inner_end - span.inner_start > 1}


@settings(max_examples=40, deadline=None)
@given(
    chosen=st.lists(draw_settings(), min_size=1, max_size=5),
    marks=st.sampled_from([PROGRESS, PORTFOLIO]),
)
def test_regions_stand_where_the_settings_say_and_nowhere_else(
    chosen: list[Settings], marks: Marks
) -> None:
    goal, state = make_portfolio("midway")
    first = {
        **state,
        file_key(ROOT): File(place(PROGRESS)),
        file_key("mine.md"): File(place(marks)),
    }
    for state, spoken in live(first, goal, chosen):
        readmes = set(spoken.settings.readme) or {ROOT}
        shown = {spoken.settings.portfolio} if spoken.settings.projects else set()
        assert bearing(state, PROGRESS) <= readmes
        assert bearing(state, PORTFOLIO) <= shown
        assert (readmes | shown) - {ROOT, "mine.md"} <= bearing(state, PROGRESS) | bearing(
            state, PORTFOLIO
        )
        for path in (ROOT, "mine.md"):
            text = state[file_key(path)].text or ""  # type: ignore[union-attr]
            assert text.startswith(MINE)
            assert text.endswith(MINE)
        assert write_report(state, spoken) is state
        assert not is_report_due(state, spoken)
    left = uninstall(state, spoken)
    files = {key: thing for key, thing in left.items() if is_file(key) and not is_gone(thing)}
    assert files.keys() == {file_key(ROOT), file_key("mine.md")}
    assert bearing(files, PROGRESS) | bearing(files, PORTFOLIO) == set()
