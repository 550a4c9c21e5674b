"""What the commands do, and what each says in the end."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from roadmap_bot.acts.update import render_news
from roadmap_bot.commits.directives import parse_message
from roadmap_bot.commits.names import make_names
from roadmap_bot.decide import Act, Acts
from roadmap_bot.issues.size import check_bodies
from roadmap_bot.progress.progress import make_progress
from roadmap_bot.report.page import render_page
from roadmap_bot.roadmap.load import load_roadmap
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.round import see_companions
from roadmap_bot.session import Done, examine, perform, preview
from roadmap_bot.setup import Setup
from roadmap_bot.shell.authors.preview import show_preview
from roadmap_bot.shell.authors.validate import take_roadmap, validate
from roadmap_bot.shell.callers import add_old_callers
from roadmap_bot.shell.connection import make_setup
from roadmap_bot.shell.console import Console
from roadmap_bot.shell.explain import render_explanation, render_json
from roadmap_bot.shell.summary.headline import (
    Mood,
    find_mood,
    find_troubles,
    render_deed,
    render_headline,
)
from roadmap_bot.shell.summary.page import (
    made_sentence,
    nothing_sentence,
    plan_sentence,
    render_summary,
)
from roadmap_bot.shell.summary.rows import plan_lines
from roadmap_bot.text.escape import plain

LONGEST = 500  # signs of an output


@dataclass(frozen=True)
class Commands:
    """All commands, each by its name; `today` is the date that they pretend it is, if any."""

    console: Console
    folder: Path
    today: dt.date | None = None

    def validate(self, since: Path | None = None) -> None:
        """Check the roadmap's files, and say what learners will get."""
        validate(self.console, self.folder, self._find_now(), since)

    def preview(self, page: Path) -> None:
        """Write what learners will get into a page."""
        show_preview(self.console, self._load(), self._find_now(), page)

    def explain(self, message: str, *, as_json: bool) -> None:
        """Say what a commit message would do; `-` reads it from standard input."""
        words = self.console.words  # the learner's, who may speak another language than the roadmap
        names = make_names(self._load())
        text = _read_input() if message == "-" else message
        parsed = parse_message(text, names)
        lines = [render_json(parsed, words)] if as_json else render_explanation(parsed, words)
        for line in lines:
            self.console.say(line)

    def plan(self, *, check: bool = False) -> None:
        """Show what apply would change; with `check`, exit with 1 when that is anything."""
        done = self._show_plan(self._setup())
        if check and done.plan:
            sys.exit(1)

    def apply(self, *, prune: bool, force: bool) -> None:
        """Make GitHub hold what the roadmap says."""
        acts = {Act.FOLLOW}
        if prune:
            acts.add(Act.PRUNE)
        self._perform(self._setup(), frozenset(acts), force=force)

    def close(self) -> None:
        """Do what commit messages ask for."""
        self._perform(self._setup(), frozenset({Act.OBEY}))

    def report(self, page: Path | None = None) -> None:
        """Write the report into the repository, or one page to a file."""
        if page:
            self._write_page(self._setup(), page)
        else:
            self._perform(self._setup(), frozenset({Act.REPORT}))

    def run(self, command: str, page: Path | None = None, *, yes: bool = False) -> None:
        """Do what a manual command says; `run` does what the job's event calls for."""
        setup = self._setup()
        setup = replace(setup, job=replace(setup.job, command=command))
        if page:
            self._write_page(setup, page)
        elif command == "uninstall" and not yes:
            self._show_uninstall(setup)
        else:
            self._find_way(command)(setup)

    def _find_way(self, command: str) -> Callable[[Setup], object]:
        ways = {"plan": self._show_plan, "doctor": self._examine}
        return ways.get(command, self._perform)

    def _load(self) -> Roadmap:
        return take_roadmap(self.console, load_roadmap(self.folder, check_bodies))

    def _setup(self) -> Setup:
        return make_setup(self.console, self._load(), self.today)

    def _find_now(self) -> dt.datetime:
        if self.today:
            return dt.datetime.combine(self.today, dt.time(12), dt.UTC)
        return dt.datetime.now(dt.UTC)

    # What each does with GitHub

    def _perform(self, setup: Setup, acts: Acts | None = None, *, force: bool = False) -> None:
        done = self._look_around(perform(setup, acts, force=force))
        words, troubles = done.goal.words, find_troubles(done)
        special = _find_sentence(done)
        sentence = special or made_sentence(done.plan, words, troubles)
        is_told = bool(done.plan or special)
        last_line = sentence if is_told else nothing_sentence(words, troubles)
        self._tell(done, render_deed(done, sentence), last_line)

    def _write_page(self, setup: Setup, page: Path) -> None:
        done = preview(setup, frozenset())
        things = {**done.seen.things, **see_companions(setup, done.goal)}
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(render_page(things, done.goal), encoding="utf-8")
        self.console.say(done.goal.words("told.page", file=page))

    def _show_plan(self, setup: Setup) -> Done:
        done = self._look_around(preview(setup))
        self._say_lines(done)
        sentence = plan_sentence(done.plan, done.goal.words, find_troubles(done))
        mood: Mood = "told" if done.plan else find_mood(done)
        self._tell(done, render_headline(mood, sentence), sentence)
        return done

    def _show_uninstall(self, setup: Setup) -> None:
        done = preview(setup, frozenset({Act.UNINSTALL}))
        self._say_lines(done)
        touched = {change.key for change in done.plan}
        sentence = done.goal.words("uninstall.plan", count=len(touched))
        self._tell(done, render_headline("told", sentence), sentence)

    def _examine(self, setup: Setup) -> None:
        done = self._look_around(examine(setup))
        is_hinted = any(hint.code != "doctor.no-board" for hint in done.hints)
        is_ailing = bool(done.problems) or is_hinted
        sentence = done.goal.words("told.ailing" if is_ailing else "told.healthy")
        mood: Mood = "look" if is_ailing else "well"
        self._tell(done, render_headline(mood, sentence), sentence)

    def _look_around(self, done: Done) -> Done:
        """Look at the workflows that lie around the roadmap, in a job's checkout."""
        return add_old_callers(done, self.folder) if self.console.job.in_actions else done

    # What each says

    def _say_lines(self, done: Done) -> None:
        for line in plan_lines(done.plan, done.goal.words):
            self.console.say(line)

    def _tell(self, done: Done, headline: str, last_line: str) -> None:
        """Name all problems, leave the summary and the outputs, and end with a sentence."""
        console = self.console
        console.words = done.goal.words
        self._name_problems(done)
        self._leave_outputs(done, last_line)
        troubles = (*done.refused, *done.problems)
        summary = render_summary(headline, done.plan, troubles, done.hints, console.words)
        console.job.add_summary(summary)
        console.say(last_line)
        if done.refused:
            sys.exit(1)

    def _leave_outputs(self, done: Done, message: str) -> None:
        """Leave what later steps may send elsewhere: how far it is, and what happened."""
        job, percent = self.console.job, str(_find_percent(done))
        job.set_output("progress", percent)
        job.set_output("title", plain(f"{done.goal.roadmap.title}: {percent} %", LONGEST))
        job.set_output("message", plain(message, LONGEST))
        job.set_output("changed", str(bool(done.plan)).lower())

    def _name_problems(self, done: Done) -> None:
        levels = {"error": done.refused, "warning": done.problems, "notice": done.hints}
        for level, problems in levels.items():
            for problem in problems:
                self.console.warn(problem, level)


def _read_input() -> str:
    return sys.stdin.buffer.read().decode("utf-8", "replace")


def _find_percent(done: Done) -> int:
    goal = done.goal
    progress = make_progress(goal.roadmap, goal.settings, goal.calendar, done.target)
    return int(progress.share * 100)


def _find_sentence(done: Done) -> str:
    """Find what there is to say of a run that is about something else than what was made."""
    words, acts = done.goal.words, done.decision.acts
    if Act.UPDATE in acts and done.goal.release:
        made = {change.key for change in done.plan}
        return render_news(done.seen.things, done.goal, done.goal.release, made)
    if Act.UNINSTALL in acts:
        return words("uninstall.done")
    why = f"told.{done.decision.why}"
    if acts or why not in words:
        return ""
    return words(why)
