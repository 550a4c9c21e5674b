"""One table of attacks: what strangers, authors, broken servers may write, and nothing comes of it.

Each row plants its text in one place and lets the bot run as a job. Whatever the place, the same
must hold of all that the bot leaves behind: logs, summary, outputs, issues, comments, files.
"""

from __future__ import annotations

import json
import re
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from markdown_it import MarkdownIt

from github_twin import seed
from github_twin.twin import HOME
from github_twin.world import World
from tests.kit.scene import MONDAY, Scene
from tests.kit.terminal import TINY, Said, Terminal, open_terminal

MANUAL = "# roadmap\n\n<!-- roadmap-bot:manual -->\n"
SETTINGS = ".github/roadmap-bot.yml"
OURS = re.compile(r"\.github/(README\.md|roadmap-bot\.yml|progress/[\w-]+\.(svg|json))|README\.md")
TAKEN = re.compile(r"(roadmap|src)/.+|action\.yml|requirements\.txt", re.DOTALL)
COMMAND = re.compile(r"::(error|warning|notice)( file=[^:,\r\n]+,line=\d+)?::[^\r\n]*")
CANARY = re.compile(
    r"(?<!\w)@mallory|#999|GH-999|0dd0dd0dd|(?<!redirect\.)github\.com/evil/repo/issues|closes evil"
)
TOKENS = (seed.JOB_TOKEN, seed.PROJECT_TOKEN, "s3cret")
UPSTREAM = f"{seed.AUTHOR}/{seed.NAME}"
REFERENCES = (
    "@mallory #999 GH-999 evil/repo#999 0dd0dd0dd0dd https://github.com/evil/repo/issues/999"
)
COMMANDS = "::error::x\n::set-env name=PATH::/evil\n::add-mask::o\n::stop-commands::x\n##[command]x"
FORGED = """\
<!-- roadmap-bot: tiny W01-2 000000000000 -->
- [x] x <!-- W01-1.1 1a2b3c4 -->
<!-- roadmap-bot:end -->"""
SCRIPT = (
    "</text></title><script>alert(1)</script><img src=x onerror=alert(1)> ![x](javascript:alert(1))"
)
BOMB = "a: &a [x, x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in pairwise("abcdefghijk")
)


@dataclass(frozen=True)
class Attack:
    """What is planted where, which tasks close all the same, and how the run ends."""

    name: str
    where: str
    text: Any
    closes: tuple[str, ...] = ()
    code: int = 0


def in_commit(name: str, text: str, *closes: str) -> Attack:
    return Attack(f"commit: {name}", "commit", text, closes)


ATTACKS = [
    in_commit("shell", "done W01-1; $(touch PWNED) `touch PWNED` && touch PWNED #", "W01-1"),
    in_commit("workflow commands", f"done W01-1\n{COMMANDS}", "W01-1"),
    in_commit("workflow commands first", f"{COMMANDS}\ndone W01-1", "W01-1"),
    in_commit(
        "workflow command after a carriage return",
        "done W01-1\r::error::x\r\n::warning::y",
        "W01-1",
    ),
    in_commit("workflow command in an unknown id", "done ::error::W99-1\ndone W99-1::error::x"),
    in_commit("percent-escaped line break", "done W99-1%0A::error::x"),
    in_commit("environment-file lines", "done W01-1\nprogress<<EOF\n100\nEOF\nPATH=/evil", "W01-1"),
    in_commit("expression", "done W01-1 ${{ secrets.GITHUB_TOKEN }} $GITHUB_TOKEN", "W01-1"),
    in_commit("table", "done W01-1 | a | b |\n|---|---|", "W01-1"),
    in_commit("end of a comment", "done W01-1 --> x <!--", "W01-1"),
    in_commit("forged marker", f"done W01-1 {FORGED}", "W01-1"),
    in_commit("references", f"done W01-1 {REFERENCES}", "W01-1"),
    in_commit("references in an unknown id", "done W99-1@mallory #999"),
    in_commit("closing words", "closes evil/repo#999, fixes #999, resolves GH-999"),
    in_commit("page script", f"done W01-1 {SCRIPT}", "W01-1"),
    in_commit("backticks", "done W01-1 ``` ` `` @mallory `", "W01-1"),
    in_commit("terminal control", "done W01-1 \x1b[2J\x1b]0;x\x07\x08\x08", "W01-1"),
    in_commit("template", "done W01-1 {{ 7 * 7 }} {0.__class__} %(x)s {{problem}}", "W01-1"),
    in_commit("Cyrillic look-alike", "done \u051c01-1, \u0410\u0415W01-2"),
    in_commit("zero-width id", "done W01\u200b-1"),
    in_commit("bidi id", "done \u202eW01-1\u202c"),
    in_commit("digits of other scripts", "done W\u0660\u0661-\u0661"),
    in_commit("quoted", "> done W01-1\n\n`done W01-2`\n\n```\ndone W01-3\n```"),
    in_commit("revert", 'Revert "done W01-1"'),
    in_commit("slow: verbs", "done " * 13_000),
    in_commit("slow: ids", "done " + "W01-1, " * 9_000, "W01-1"),
    in_commit("slow: half ids", "done W01-" * 8_000),
    in_commit("slow: brackets", "([{<`" * 13_000),
    in_commit("slow: words", "not " * 16_000 + "done W01-1"),
    in_commit("too long to read", "x" * 70_000 + "\ndone W01-1"),
    Attack("commit: by a stranger", "stranger", "done W01-1"),
    *(
        Attack(f"roadmap: {name} in {where}", where, text)
        for where in (
            "title",
            "step",
            "note",
            "milestone",
            "roadmap title",
            "phase",
            "label",
            "resource",
        )
        for name, text in {
            "commands": "::error::x ##[command]x",
            "references": REFERENCES,
            "markers": FORGED.replace("\n", " "),
            "script": SCRIPT,
        }.items()
        if where != "label" or len(text) <= 50
    ),
    Attack(
        "roadmap: template in title",
        "title",
        "{{ 7 * 7 }} {0.__class__} ${{ secrets.GITHUB_TOKEN }}",
    ),
    Attack("roadmap: table in milestone", "milestone", "a | b | c \\| d \\"),
    Attack("roadmap: script in address", "address", "javascript:alert(1)", code=1),
    Attack(
        "roadmap: quotes in address",
        "address",
        'https://a.example/x)"><script>alert(1)</script>',
        code=1,
    ),
    Attack(
        "roadmap: YAML tag", "file", "x: !!python/object/apply:os.system ['touch PWNED']\n", code=1
    ),
    Attack("roadmap: alias bomb", "file", BOMB, code=1),
    Attack("roadmap: deep nesting", "file", "x: " + "[" * 20_000, code=1),
    Attack("roadmap: commands in a key", "file", '"::error::x\\n::warning::y": 1\n', code=1),
    Attack(
        "roadmap: look-alike id",
        "file",
        "units:\n  - {id: \uff3701, title: x, phase: F1, weeks: [1, 1]}\n",
        code=1,
    ),
    Attack("roadmap: link out of the folder", "link", "evil.yml", code=1),
    Attack("roadmap: commands in a file name", "file name", "x,line=1::\n::error::y.yml", code=1),
    *(
        Attack(f"settings: {text[:40]!r}", "settings", text, code=1)
        for text in (
            "readme: [../../etc/passwd.md]",
            "readme: [/etc/passwd.md]",
            "readme: [.github/workflows/x.md]",
            "readme: [.GitHub/Workflows/x.md]",
            "readme: ['a\\..\\..\\b.md']",
            "readme: [.git/x.md]",
            "readme: [.github/workflows/evil.yml]",
            "zone: ../../../../etc/passwd",
            "language: ../../words",
            "allow: ['@mallory']",
            "start: !!python/object/apply:os.system ['touch PWNED']",
            '"::error::x": 1',
            "without: ['W01-1\\n::error::x']",
        )
    ),
    Attack("settings: commands in a comment", "settings", "# ::error::x\n# ##[command]x\n"),
    Attack("readme: markers in a fence", "readme", "```\n{begin}\n{end}\n```\n"),
    Attack("readme: two regions", "readme", "{begin}\n{end}\n{begin}\n{end}\n"),
    Attack("readme: region that never ends", "readme", "{begin}\n::error::x\n"),
    Attack("readme: backslashes in the region", "readme", "{begin}\n\\1 \\g<0> $1\n{end}\n"),
    Attack("issue: marker of a task", "issue", FORGED),
    Attack("issue: title of a task", "issue title", "[W01-2] mine"),
    Attack("issue: commands in the title", "issue title", "::error::x ##[command]x"),
    Attack(
        "comment: commit said to be handled",
        "comment",
        "<!-- roadmap-bot: W01-1@{sha} -->",
        ("W01-1",),
    ),
    *(
        Attack(f"environment: {name} {text[:30]!r}", "environment", (name, text), code=1)
        for name, text in (
            ("ROADMAP_COMMAND", "run; touch PWNED"),
            ("ROADMAP_COMMAND", "x\n::error::y"),
            ("GITHUB_REPOSITORY", "learner/../evil"),
            ("GITHUB_REPOSITORY", "learner/roadmap?x=::error::"),
            ("GITHUB_API_URL", "https://x:s3cret@evil.example/\n::error::x"),
            ("GITHUB_TOKEN", "s3cret\n::error::x"),
        )
    ),
    Attack(
        "environment: commands in the board's token",
        "environment",
        ("ROADMAP_PROJECT_TOKEN", "s3cret ::error::x"),
    ),
    *(
        Attack(f"answer: {name}", "answer", answer, code=1)
        for name, answer in {
            "commands": (403, {"message": f"\n{COMMANDS}"}),
            "references": (403, {"message": f"{REFERENCES} {SCRIPT}"}),
            "table and markers": (401, {"message": f"a | b\n|--|--|\n{FORGED}"}),
            "the token itself": (401, {"message": f"Bad credentials: token {seed.JOB_TOKEN}"}),
            "terminal control": (403, {"message": "\x1b[2J\x1b]0;x\x07"}),
            "GraphQL error with commands": (
                200,
                {"errors": [{"type": "FORBIDDEN", "message": COMMANDS}]},
            ),
        }.items()
    ),
    Attack("upstream: references in the tag", "tag", "v2-closes-#999-@mallory-GH-999"),
    Attack("upstream: commands in the tag", "tag", "::error::x"),
    Attack("upstream: table and script in the tag", "tag", "|<script>alert(1)</script>|--|"),
    Attack(
        "upstream: commands in a file's name", "news", {"src/x\n::error::y ##[command]z.py": "1\n"}
    ),
    Attack(
        "upstream: references in a file's name",
        "news",
        {f"src/{REFERENCES.replace('//', '/')} `|` x.py": "1\n"},
    ),
    Attack(
        "upstream: a workflow file",
        "news",
        {".github/workflows/evil.yml": "on: push\n", "src/x.py": "1\n"},
    ),
    Attack(
        "upstream: the learner's own files",
        "news",
        {SETTINGS: "start: x\n", "README.md": "evil\n", "src/x.py": "1\n"},
    ),
    Attack(
        "upstream: a broken roadmap", "news", {"roadmap/::error::x.yml": "a: [\n::error::x"}, code=1
    ),
    Attack(
        "upstream: commands in a changed file's name",
        "clash",
        "src/x\n::error::y ##[command]z.py",
        code=1,
    ),
    Attack("answer: wrong types", "answer", (200, {"data": {"repository": [COMMANDS]}}), code=4),
    Attack("answer: redirect to another host", "redirect", "https://evil.example/graphql", code=3),
]


# Planting


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


def plant_environment(terminal: Terminal, pair: tuple[str, str]) -> Said:
    follow(terminal)
    return terminal("run", None, GITHUB_ACTIONS="true", **{pair[0]: pair[1]})


def plant_answer(terminal: Terminal, answer: tuple[int, Mapping[str, Any]], **headers: str) -> Said:
    follow(terminal)
    text = json.dumps(answer[1])
    reply = (answer[0], {"content-type": "application/json", **headers}, text)
    terminal.twin.send = lambda *_: reply  # type: ignore[method-assign]
    return terminal("run", None, GITHUB_ACTIONS="true")


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
    "file": plant_file,
    "file name": lambda terminal, text: plant_file(terminal, "x: 1", text),
    "link": plant_link,
    "settings": plant_settings,
    "readme": plant_readme,
    "issue": plant_issue,
    "issue title": lambda terminal, text: plant_issue(terminal, "", text),
    "comment": plant_comment,
    "environment": plant_environment,
    "answer": plant_answer,
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
    scene = Scene(seed.make_world("template-copy", now=MONDAY, files={"README.md": MANUAL}))
    scene.run("workflow_dispatch")
    return scene.twin.world


def follow(terminal: Terminal) -> None:
    """Begin where the tiny roadmap has been followed."""
    terminal.twin.world = replace(followed(), url=terminal.twin.world.url)


# What must hold


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Terminal]:
    monkeypatch.chdir(tmp_path)
    with open_terminal(
        monkeypatch, tmp_path, "template-copy", now=MONDAY, files={"README.md": MANUAL}
    ) as terminal:
        for name in ("GITHUB_OUTPUT", "GITHUB_ENV", "GITHUB_PATH"):
            (tmp_path / name).touch()
            terminal.variables[name] = str(tmp_path / name)
        terminal.variables["ROADMAP_PATIENCE"] = "60"
        yield terminal


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_does_no_harm(attack: Attack, terminal: Terminal) -> None:
    start = time.process_time()
    said = PLANTS[attack.where](terminal, attack.text)
    assert time.process_time() - start < 5
    assert said.code == attack.code, said.out + said.err
    assert_tame(said)
    assert_files_untouched(terminal)
    assert_silent(terminal, said)
    assert_repository_sound(terminal, attack)


def assert_tame(said: Said) -> None:
    """No line of the log is a workflow command but our own annotations, none shows a traceback.

    Nothing else is said while the runner obeys.
    """
    mark = ""
    for line in filter(None, re.split(r"[\r\n]+", said.log)):
        if found := re.fullmatch(r"::stop-commands::([0-9a-f]{32})", line):
            mark = found[1]
        elif mark and line == f"::{mark}::":
            mark = ""
        elif mark:
            assert not line.strip().startswith("::"), line
            assert "##[" not in line
        else:
            assert COMMAND.fullmatch(line), line
    assert "Traceback" not in said.log + said.summary
    assert "\x1b" not in said.log + said.summary


def assert_files_untouched(terminal: Terminal) -> None:
    """Nothing was run, and the runner's files hold the one output and no more."""
    assert not list(terminal.folder.rglob("PWNED"))
    assert (
        (terminal.folder / "GITHUB_ENV").read_text()
        == (terminal.folder / "GITHUB_PATH").read_text()
        == ""
    )
    assert re.fullmatch(
        r"(progress<<(\w{32})\n\d+\n\2\n)?", (terminal.folder / "GITHUB_OUTPUT").read_text()
    )


def assert_silent(terminal: Terminal, said: Said) -> None:
    """No token is in anything, and nothing that GitHub renders refers to anybody or runs."""
    written = json.dumps(terminal.twin.dump(), ensure_ascii=False)
    files = "".join(path.read_text() for path in terminal.folder.glob("GITHUB_*"))
    for token in TOKENS:
        assert not re.search(
            rf"{token}(?![\w-])", said.out + said.err + said.summary + files + written
        ), token
    for text in (*find_texts(terminal), said.summary):
        assert_inert(text)
    for path, text in terminal.twin.dump()["files"].items():
        if path.endswith(".svg"):
            assert_still(text)


def find_texts(terminal: Terminal) -> Iterator[str]:
    """Find all Markdown that the bot wrote."""
    state = terminal.twin.dump()
    for thing in (*state["issues"], *state["comments"]):
        if thing["user"]["login"] == seed.JOB:
            yield thing["body"] or ""
    yield from (one["description"] or "" for one in state["milestones"])
    yield from (one["commit"]["message"] for one in state["commits"] if one["author"] is None)
    yield state["files"].get(".github/README.md", "")


def assert_inert(markdown: str) -> None:
    parser = MarkdownIt("commonmark").enable(["table"])
    for token in parser.parse(markdown):
        if token.type == "html_block":
            assert not re.search(r"<(script|iframe|img[^>]* on)", token.content), token.content
        for child in token.children or ():
            if child.type == "text":
                assert not CANARY.search(child.content), child.content
            if child.type == "html_inline":
                assert not re.match(r"<(script|iframe|/?details|img)", child.content), child.content
            if child.type == "link_open":
                assert (
                    not str(child.attrs["href"])
                    .lower()
                    .startswith(("javascript:", "data:", "vbscript:"))
                )


def assert_still(svg: str) -> None:
    for element in ET.fromstring(svg).iter():
        assert element.tag.rpartition("}")[2] not in (
            "script",
            "foreignObject",
            "iframe",
            "image",
            "a",
            "use",
            "animate",
        )
        assert not [
            name for name in element.attrib if name.startswith("on") or name.endswith("href")
        ]


def assert_repository_sound(terminal: Terminal, attack: Attack) -> None:
    """The bot wrote its own files only, and closed what the learner asked for and no more."""
    commits = terminal.home.commits.values()
    written = {
        path
        for commit in commits
        if commit.author.name not in (seed.LEARNER, seed.AUTHOR)
        for path in commit.files
    }
    own = [OURS, TAKEN] if attack.where in ("news", "tag") else [OURS]
    assert [path for path in written if not any(pattern.fullmatch(path) for pattern in own)] == []
    assert terminal.home.head.files["README.md"].text == MANUAL
    ours = [one for one in terminal.home.issues.values() if one.author == seed.JOB]
    closed = {
        one.title.partition("]")[0].removeprefix("[") for one in ours if one.state == "closed"
    }
    assert closed == set(attack.closes)
    assert all(
        one.state == "open" for one in terminal.home.issues.values() if one.author == seed.STRANGER
    )


def test_the_table_is_long_enough_and_names_each_row_once() -> None:
    names = [attack.name for attack in ATTACKS]
    assert len(names) == len(set(names)) >= 40
