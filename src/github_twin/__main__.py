"""Start the twin alone: `python -m github_twin --help`."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import textwrap
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from github_twin import controls, seed, server
from github_twin.faults import KINDS, Fault, parse_fault
from github_twin.twin import HOME
from github_twin.world import World

ABOUT = """A small GitHub on this machine, for trying roadmap-bot without an account.

Its address is the first line printed. REST is at the root, GraphQL at /graphql, a control below
/_twin/ (see the end). The repository is learner/roadmap."""
CONTROL = str(controls.__doc__).partition("\n\n")[2]
FAULTS = textwrap.indent(
    textwrap.fill(", ".join(KINDS), width=94, break_on_hyphens=False), prefix="  "
)
TOKENS = f"""tokens:
  {seed.JOB_TOKEN:14} the job's own GITHUB_TOKEN: issues, contents and actions of learner/roadmap
  {seed.READ_TOKEN:14} the same, read-only
  {seed.LEARNER_TOKEN:14} the learner's classic token: repo, workflow, project
  {seed.PROJECT_TOKEN:14} the learner's classic token: project alone
  {seed.LOOK_TOKEN:14} the learner's classic token: repo, read:project
  {seed.PLAIN_TOKEN:14} the learner's classic token without project: repo, workflow
  {seed.ORG_TOKEN:14} a fine-grained token: projects of the organization, where the learner is one
  {seed.FINE_TOKEN:14} the learner's fine-grained token: what the job may, as the learner
  {seed.AUTHOR_TOKEN:14} the template author's classic token
  {seed.STRANGER_TOKEN:14} a stranger's classic token

faults:
{FAULTS}

control:
{CONTROL}"""


def make_parser() -> argparse.ArgumentParser:
    """Make the parser of the command line."""
    parser = argparse.ArgumentParser(
        "python -m github_twin",
        description=ABOUT,
        epilog=TOKENS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--port", type=int, default=0, help="0, the default, takes a free one")
    _add_world(parser.add_argument)
    _add_troubles(parser.add_argument)
    parser.add_argument(
        "--state",
        type=Path,
        metavar="FILE",
        help="write all issues, files … here as JSON when stopped",
    )
    return parser


def _add_world(add: Callable[..., object]) -> None:
    """Add the options that say what there is at first."""
    add(
        "--seed",
        choices=seed.KINDS,
        default="own",
        help="what the repository is like at first",
    )
    add(
        "--files",
        type=Path,
        metavar="FOLDER",
        help="its first commit holds this folder's files",
    )
    add(
        "--issues",
        choices=("on", "off"),
        help="whether Issues are on (in a fork they are off)",
    )
    add("--private", action="store_true", help="make the repository private")


def _add_troubles(add: Callable[..., object]) -> None:
    """Add the options that make the twin slow, late or faulty."""
    add(
        "--latency",
        type=float,
        default=0,
        metavar="MS",
        help="milliseconds before each answer",
    )
    add(
        "--lag",
        type=float,
        default=0,
        metavar="S",
        help="seconds that lists lag behind writes, up to 5",
    )
    add(
        "--fault",
        type=_fault,
        action="append",
        default=[],
        metavar="K:KIND[:after]",
        help="let request K fail before or after it took effect, for example 7:502:after; "
        "may be repeated",
    )


def _fault(text: str) -> Fault:
    try:
        return parse_fault(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _make_world(options: argparse.Namespace) -> World:
    settings: dict[str, Any] = {"private": options.private}
    if options.issues:
        settings["has_issues"] = options.issues == "on"
    if options.files:
        settings["files"] = seed.load_files(options.files)
    world = seed.make_world(options.seed, **settings)
    latency = options.latency / 1000
    return replace(world, lag=options.lag, latency=latency, faults=tuple(options.fault))


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve until stopped by SIGINT or SIGTERM."""
    options = make_parser().parse_args(arguments)
    world = _make_world(options)
    running = server.Server(world, options.port)
    stopped = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stopped.set())
    with running:
        sys.stdout.write(f"{running.url}\n")
        sys.stdout.flush()
        stopped.wait()
    if options.state:
        _save_state(running, options.state)


def _save_state(running: server.Server, path: Path) -> None:
    state = running.twin.dump(HOME)
    text = json.dumps(state, ensure_ascii=False, indent=1)
    path.write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
