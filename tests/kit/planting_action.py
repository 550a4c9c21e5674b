"""Plant something where the Action installs from, or in the environment, and let it install."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.kit.action_step import EVIL, PACKAGES, Runner, make_wheel, open_runner
from tests.kit.terminal import Said, Terminal

CONFIG = "[install]\ndry-run = true\n"


def plant_wheels(terminal: Terminal, name: str) -> Said:
    """Poison what was kept, or the index."""
    with open_runner(terminal.folder / "runner") as runner:
        runner.keep()
        POISONS[name](runner)
        return _install(runner)


def plant_variable(terminal: Terminal, pair: tuple[str, str]) -> Said:
    """Set a variable of the job; `{folder}` holds a configuration of pip's that bends it."""
    name, value = pair
    config = terminal.folder / "pip" / "pip.conf"
    config.parent.mkdir()
    config.write_text(CONFIG, encoding="utf-8")
    with open_runner(terminal.folder / "runner") as runner:
        runner.keep()
        return _install(runner, **{name: value.format(folder=terminal.folder)})


def _install(runner: Runner, **variables: str) -> Said:
    done = runner.install(**variables)
    return Said(done.returncode, done.stdout, done.stderr, "", "")


def _poison_page(runner: Runner) -> None:
    """Keep a page of links beside the wheels, and what it links to."""
    wheel = make_wheel(runner.wheels / "evil", PACKAGES[0], EVIL, "9-")
    link = f"{runner.index.removesuffix('simple')}evil/{wheel.name}"
    _empty(runner.kept / "1")
    page = runner.kept / "1" / "index.html"
    page.write_text(f'<a href="{link}">{wheel.name}</a>', encoding="utf-8")


def _poison_link(runner: Runner) -> None:
    """Keep a link to a folder elsewhere instead of the wheels."""
    elsewhere = runner.folder / "elsewhere"
    make_wheel(elsewhere, PACKAGES[0], EVIL)
    shutil.rmtree(runner.kept / "1")
    (runner.kept / "1").symlink_to(elsewhere)


def _poison_index(runner: Runner) -> None:
    """Let the index have another wheel by the same name, and nothing be kept."""
    make_wheel(runner.wheels, PACKAGES[0], EVIL)
    shutil.rmtree(runner.kept)


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()


POISONS: Mapping[str, Callable[[Runner], None]] = {
    "built, with a made-up origin": Runner.poison_built,
    "an answer to unpickle": Runner.poison_answers,
    "another of the same name": Runner.poison,
    "another of a higher build": lambda runner: runner.poison("9-"),
    "a page of links": _poison_page,
    "a link to a folder": _poison_link,
    "index": _poison_index,
}
