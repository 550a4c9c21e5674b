"""Plant a text in one place of a learner's repository, and let the bot run as a job."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import yaml

from github_twin import seed
from github_twin.crowd import add_crowd, describe
from github_twin.faults import Fault
from github_twin.twin import HOME
from github_twin.world import World
from tests.kit.planting_action import plant_variable, plant_wheels
from tests.kit.planting_comments import Speech, plant_speech
from tests.kit.planting_control import plant_control, plant_tick
from tests.kit.planting_texts import plant_everywhere
from tests.kit.scene import MONDAY, Scene
from tests.kit.terminal import TINY, Said, Terminal

MANUAL = "# roadmap\n\n<!-- roadmap-bot:manual -->\n"
SETTINGS = ".github/roadmap-bot.yml"
PAGE = "page.html"
UPSTREAM = f"{seed.AUTHOR}/{seed.NAME}"
ROADMAP = "roadmap/roadmap.yml"
BOT = ("action.yml", "requirements.txt", "src/roadmap_bot/__main__.py")
FILES = {  # what the template and its copy hold
    **dict.fromkeys(BOT, "\n"),
    "README.md": MANUAL,
    ROADMAP: (TINY / "roadmap.yml").read_text(encoding="utf-8"),
    ".github/workflows/roadmap.yml": "jobs: {follow: {steps: [\n  - uses: ./\n]}}\n",
}


def plant_commit(terminal: Terminal, text: str) -> Said:
    follow(terminal)
    return terminal.run({"act": "push", "commits": [{"message": text}]})


def plant_stranger(terminal: Terminal, text: str) -> Said:
    follow(terminal)
    return terminal.run({"act": "push", "commits": [{"message": text, "login": seed.STRANGER}]})


def plant_roadmap(terminal: Terminal, change: Callable[[dict[str, Any]], object]) -> Said:
    roadmap = yaml.safe_load((TINY / "roadmap.yml").read_text(encoding="utf-8"))
    change(roadmap)
    put(terminal, "roadmap.yml", yaml.safe_dump(roadmap, allow_unicode=True))
    return run_folder(terminal)


def plant_file(terminal: Terminal, text: str, name: str = "evil.yml") -> Said:
    put(terminal, "roadmap.yml", (TINY / "roadmap.yml").read_text(encoding="utf-8"))
    put(terminal, name, text)
    return run_folder(terminal)


def plant_link(terminal: Terminal, name: str) -> Said:
    secret = terminal.folder / "secret.yml"
    secret.write_text("s3cret: [", encoding="utf-8")
    put(terminal, "roadmap.yml", (TINY / "roadmap.yml").read_text(encoding="utf-8"))
    (terminal.folder / "roadmap" / name).symlink_to(secret)
    return run_folder(terminal)


def plant_settings(terminal: Terminal, text: str) -> Said:
    follow(terminal)
    return terminal.run(
        {"act": "push", "commits": [{"message": "Settings", "files": {SETTINGS: text}}]}
    )


def plant_readme(terminal: Terminal, text: str) -> Said:
    follow(terminal)
    marks = {f"{{{name}}}": f"<!-- roadmap-bot:progress:{name} -->" for name in ("begin", "end")}
    for name, mark in marks.items():
        text = text.replace(name, mark)
    files = {".github/README.md": text, SETTINGS: "refresh: push\n"}
    return terminal.run({"act": "push", "commits": [{"message": "README", "files": files}]})


def plant_issue(terminal: Terminal, body: str, title: str = "Mine") -> Said:
    follow(terminal)
    terminal.twin.act("open_issue", seed.STRANGER, HOME, title=title, body=body)
    return terminal.run({"act": "dispatch"})


def plant_comment(terminal: Terminal, text: str) -> Said:
    follow(terminal)
    event = terminal.twin.act("push", seed.LEARNER, HOME, commits=[{"message": "done W01-1"}])
    assert event
    number = next(
        one.number for one in terminal.home.issues.values() if one.title.startswith("[W01-1]")
    )
    body = text.replace("{sha}", event.payload["after"])
    terminal.twin.act("comment", seed.STRANGER, HOME, number=number, body=body)
    return terminal(
        "run", event.payload, GITHUB_ACTIONS="true", GITHUB_EVENT_NAME="push", GITHUB_REF=event.ref
    )


def plant_project(terminal: Terminal, text: str) -> Said:
    """Let a repository say this of itself, which the learner names as a project."""
    follow(terminal)
    world = add_crowd(terminal.twin.world, {"evil/shop": {"x.py": "1"}})
    terminal.twin.world = describe(world, "evil/shop", description=text, languages=(text,))
    terminal.twin.act("publish", "evil", "evil/shop", tag=text)
    files = {SETTINGS: "projects: {W01: {repository: evil/shop}}\n"}
    return terminal.run({"act": "push", "commits": [{"message": "Settings", "files": files}]})


def plant_said(terminal: Terminal, speech: Speech) -> Said:
    follow(terminal)
    return plant_speech(terminal, speech)


def plant_environment(terminal: Terminal, pair: tuple[str, str]) -> Said:
    follow(terminal)
    return terminal("run", None, GITHUB_ACTIONS="true", **{pair[0]: pair[1]})


def plant_answer(terminal: Terminal, answer: tuple[int, Mapping[str, Any]], **headers: str) -> Said:
    follow(terminal)
    text = json.dumps(answer[1])
    reply = (answer[0], {"content-type": "application/json", **headers}, text)
    terminal.twin.send = lambda *_: reply  # type: ignore[method-assign]
    return terminal("run", None, GITHUB_ACTIONS="true")


def plant_echo(terminal: Terminal, text: str) -> Said:
    """Let GitHub answer with this very text, to a job that has both tokens."""
    follow(terminal)
    reply = (200 if "errors" in text else 401, {"content-type": "application/json"}, text)
    terminal.twin.send = lambda *_: reply  # type: ignore[method-assign]
    tokens = {"ROADMAP_PROJECT_TOKEN": seed.PROJECT_TOKEN}
    return terminal("run", None, GITHUB_ACTIONS="true", **tokens)


def plant_break(terminal: Terminal, fault: tuple[str, int]) -> Said:
    """Let so many answers break, from the second on where it is one, else all."""
    follow(terminal)
    way, times = fault
    first = 2 if times == 1 else 1
    terminal.twin.arm(*(Fault(first + turn, way, after=True) for turn in range(times)))
    return terminal.run({"act": "dispatch"})


def plant_page(terminal: Terminal, text: str) -> Said:
    """Put a text into all titles that stand on the page, and let it be written."""
    terminal.variables["ROADMAP_PAGE"] = str(terminal.folder / PAGE)
    return plant_roadmap(terminal, lambda it: _rename_all(it, text))


def _rename_all(roadmap: dict[str, Any], text: str) -> None:
    for thing in (roadmap, roadmap["units"][0], first_task(roadmap), *roadmap["kinds"]):
        thing["title"] = text
    roadmap["milestones"][0]["title"] = text


def plant_news(terminal: Terminal, files: Mapping[str, str], tag: str = "v2") -> Said:
    follow(terminal)
    terminal.twin.act(
        "push", seed.AUTHOR, UPSTREAM, commits=[{"message": "News", "files": dict(files)}]
    )
    terminal.twin.act("publish", seed.AUTHOR, UPSTREAM, tag=tag)
    return terminal("run --command update", None, GITHUB_ACTIONS="true")


def plant_clash(terminal: Terminal, path: str) -> Said:
    follow(terminal)
    terminal.twin.act(
        "push", seed.LEARNER, HOME, commits=[{"message": "Mine", "files": {path: "mine\n"}}]
    )
    terminal.twin.act(
        "push", seed.AUTHOR, UPSTREAM, commits=[{"message": "News", "files": {path: "theirs\n"}}]
    )
    terminal.twin.act("publish", seed.AUTHOR, UPSTREAM, tag="v2")
    return terminal("run --command update", None, GITHUB_ACTIONS="true")


PLANTS: Mapping[str, Callable[[Terminal, Any], Said]] = {
    "commit": plant_commit,
    "stranger": plant_stranger,
    "title": lambda terminal, text: plant_roadmap(
        terminal, lambda it: first_task(it).update(title=text)
    ),
    "note": lambda terminal, text: plant_roadmap(
        terminal, lambda it: first_task(it).update(note=text)
    ),
    "step": lambda terminal, text: plant_roadmap(
        terminal, lambda it: first_task(it)["steps"][0].update(text=text)
    ),
    "milestone": lambda terminal, text: plant_roadmap(
        terminal, lambda it: it["milestones"][0].update(title=text)
    ),
    "roadmap title": lambda terminal, text: plant_roadmap(
        terminal, lambda it: it.update(title=text)
    ),
    "phase": lambda terminal, text: plant_roadmap(
        terminal, lambda it: it["phases"][0].update(title=text)
    ),
    "label": lambda terminal, text: plant_roadmap(
        terminal, lambda it: it["phases"][0]["label"].update(name=text)
    ),
    "resource": lambda terminal, text: plant_roadmap(
        terminal,
        lambda it: first_task(it).update(
            resources=[{"title": text, "url": "https://a.example", "note": text}]
        ),
    ),
    "address": lambda terminal, text: plant_roadmap(
        terminal, lambda it: first_task(it).update(resources=[{"title": "x", "url": text}])
    ),
    "everywhere": plant_everywhere,
    "file": plant_file,
    "file name": lambda terminal, text: plant_file(terminal, "x: 1", text),
    "link": plant_link,
    "settings": plant_settings,
    "readme": plant_readme,
    "issue": plant_issue,
    "issue title": lambda terminal, text: plant_issue(terminal, "", text),
    "comment": plant_comment,
    "project": plant_project,
    "speech": plant_said,
    "tick": lambda terminal, text: plant_tick(follow(terminal), text),
    "control": lambda terminal, body: plant_control(follow(terminal), body),
    "environment": plant_environment,
    "answer": plant_answer,
    "echo": plant_echo,
    "break": plant_break,
    "page": plant_page,
    "wheels": plant_wheels,
    "variable": plant_variable,
    "news": plant_news,
    "tag": lambda terminal, tag: plant_news(terminal, {"src/x.py": "1\n"}, tag),
    "clash": plant_clash,
    "redirect": lambda terminal, text: plant_answer(terminal, (301, {}), location=text),
}


def first_task(roadmap: dict[str, Any]) -> dict[str, Any]:
    task: dict[str, Any] = roadmap["units"][0]["tasks"][0]
    return task


def put(terminal: Terminal, name: str, text: str) -> None:
    folder = terminal.folder / "roadmap"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def run_folder(terminal: Terminal) -> Said:
    return terminal(
        "run", None, GITHUB_ACTIONS="true", ROADMAP_FOLDER=str(terminal.folder / "roadmap")
    )


@cache
def followed() -> World:
    scene = Scene(seed.make_world("template-copy", now=MONDAY, files=FILES))
    scene.run("workflow_dispatch")
    return scene.twin.world


def follow(terminal: Terminal) -> Terminal:
    """Begin where the tiny roadmap has been followed."""
    terminal.twin.world = replace(followed(), url=terminal.twin.world.url)
    return terminal
