"""Nothing comes of any attack, whatever its place.

The same must hold of all that the bot leaves behind: logs, summary, outputs, issues, comments,
files.
"""

from __future__ import annotations

import html
import json
import re
import time
import xml.etree.ElementTree as ET
from base64 import b64decode
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt

from github_twin import seed
from tests.kit.attacks import ATTACKS, Attack
from tests.kit.attacks_comments import COMMENTS, STRANGERS
from tests.kit.attacks_control import CONTROL
from tests.kit.attacks_outside import OUTSIDE
from tests.kit.attacks_projects import PROJECTS
from tests.kit.attacks_texts import TEXTS
from tests.kit.attacks_upstream import UPSTREAM
from tests.kit.planting import FILES, MANUAL, PAGE, PLANTS, SETTINGS
from tests.kit.scene import MONDAY
from tests.kit.terminal import Said, Terminal, open_terminal

OURS = re.compile(
    r"\.github/((README|GUIDE)\.md|roadmap-bot\.yml|progress/[\w-]+\.(svg|json))|(README|PORTFOLIO)\.md"
)
TAKEN = re.compile(r"(roadmap|src)/.+|action\.yml|requirements\.txt", re.DOTALL)
COMMAND = re.compile(r"::(error|warning|notice)( file=[^:,\r\n]+,line=\d+)?::[^\r\n]*")
CANARY = re.compile(
    r"(?<!\w)@mallory|#999|GH-999|0dd0dd0dd|(?<!redirect\.)github\.com/evil/repo/issues|closes evil"
)
HANDLER = re.compile(r"<(script|iframe|img[^>]* on\w+ ?=)")
OUTPUTS = re.compile(r"((progress|title|message|changed)<<(\w{32})\n[^\r\n]*\n\3\n)*")
BASE64 = re.compile(r"\b(?:[A-Za-z0-9+/]{4}){4,}")
ALL = [*ATTACKS, *OUTSIDE, *UPSTREAM, *TEXTS, *COMMENTS, *CONTROL, *PROJECTS]
TOKENS = (seed.JOB_TOKEN, seed.PROJECT_TOKEN, "s3cret")


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Terminal]:
    monkeypatch.chdir(tmp_path)
    with open_terminal(monkeypatch, tmp_path, "template-copy", now=MONDAY, files=FILES) as terminal:
        for name in ("GITHUB_OUTPUT", "GITHUB_ENV", "GITHUB_PATH"):
            (tmp_path / name).touch()
            terminal.variables[name] = str(tmp_path / name)
        terminal.variables["ROADMAP_PATIENCE"] = "60"
        yield terminal


@pytest.mark.parametrize("attack", ALL, ids=lambda attack: attack.name)
def test_an_attack_does_no_harm(attack: Attack, terminal: Terminal) -> None:
    start = time.process_time()
    said = PLANTS[attack.where](terminal, attack.text)
    assert time.process_time() - start < 5
    assert said.code == attack.code, said.out + said.err
    assert_tame(said)
    assert_files_untouched(terminal)
    assert_silent(terminal, said)
    assert_repository_sound(terminal, attack)
    assert_page_sound(terminal)


@pytest.mark.parametrize("attack", STRANGERS, ids=lambda attack: attack.name)
def test_who_may_not_write_changes_nothing_at_all(attack: Attack, terminal: Terminal) -> None:
    PLANTS[attack.where](terminal, attack.text)
    ours = [one for one in terminal.home.issues.values() if one.author == seed.JOB]
    comments = [comment for issue in terminal.home.issues.values() for comment in issue.comments]
    assert not [one for one in comments if one.author == seed.JOB and one.body != attack.text.body]
    assert not [one for one in comments if one.reactions]
    assert "\npauses:" not in (terminal.home.head.files[SETTINGS].text or "")
    assert {one.state for one in ours} == {"open"}


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
    """Nothing was run, and the runner's files hold its own outputs, a line each, and no more."""
    assert not list(terminal.folder.rglob("PWNED"))
    assert (
        (terminal.folder / "GITHUB_ENV").read_text()
        == (terminal.folder / "GITHUB_PATH").read_text()
        == ""
    )
    assert OUTPUTS.fullmatch((terminal.folder / "GITHUB_OUTPUT").read_text())


def assert_silent(terminal: Terminal, said: Said) -> None:
    """No token is in anything, and nothing that GitHub renders refers to anybody or runs."""
    written = json.dumps(terminal.twin.dump(), ensure_ascii=False)
    files = "".join(path.read_text() for path in terminal.folder.glob("GITHUB_*"))
    told = reveal(said.out + said.err + said.summary + files + written)
    for token in TOKENS:
        assert not re.search(rf"{token}(?![\w-])", told), token
    for text in (*find_texts(terminal), said.summary):
        assert_inert(text)
    for path, text in terminal.twin.dump()["files"].items():
        if path.endswith(".svg"):
            assert_still(text)


def reveal(text: str) -> str:
    """Add to a text what it says to whoever reads its escapes, of URLs, HTML, JSON and base64."""
    for _ in range(2):
        text = html.unescape(unquote(re.sub(r"\\+u00(\w\w)", r"%\1", text)))
    coded = (b64decode(found) for found in BASE64.findall(text))
    return "\n".join((text, *(found.decode("utf-8", "replace") for found in coded)))


def find_texts(terminal: Terminal) -> Iterator[str]:
    """Find all Markdown that the bot wrote."""
    state = terminal.twin.dump()
    for thing in (*state["issues"], *state["comments"]):
        if thing["user"]["login"] == seed.JOB:
            yield thing["body"] or ""
    yield from (one["description"] or "" for one in state["milestones"])
    yield from (one["commit"]["message"] for one in state["commits"] if one["author"] is None)
    yield from (state["files"].get(f".github/{name}.md", "") for name in ("README", "GUIDE"))
    yield state["files"].get("PORTFOLIO.md", "")
    yield (state["board"] or {}).get("readme", "")


def assert_inert(markdown: str) -> None:
    parser = MarkdownIt("commonmark").enable(["table"])
    for token in parser.parse(markdown):
        if token.type == "html_block":
            assert not HANDLER.search(token.content), token.content
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


def assert_page_sound(terminal: Terminal) -> None:
    """A page that was written has one script, which is its own, and asks nothing of anybody."""
    page = terminal.folder / PAGE
    if not page.exists():
        return
    elements = Elements(page.read_text(encoding="utf-8"))
    tags = [tag for tag, _ in elements.found]
    names = {name for _, names in elements.found for name in names}
    assert tags.count("script") == 1
    assert not {"base", "iframe", "object", "embed", "link"} & set(tags)
    assert not {name for name in names if name.startswith("on") or name.endswith("action")}


class Elements(HTMLParser):
    """The elements of a page, each with the names of its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, list[str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, [name for name, _ in attrs]))


def assert_repository_sound(terminal: Terminal, attack: Attack) -> None:
    """The bot wrote its own files only, and closed what the learner asked for and no more."""
    commits = terminal.home.commits.values()
    written = {
        path
        for commit in commits
        if commit.author.name not in (seed.LEARNER, seed.AUTHOR)
        for path in find_changed({path: blob.text for path, blob in commit.files.items()})
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


def find_changed(files: Mapping[str, str | None]) -> set[str]:
    """Find the paths where a commit is not what the copy began with."""
    return {path for path in {*files, *FILES} if files.get(path) != FILES.get(path)}


def test_the_table_is_long_enough_and_names_each_row_once() -> None:
    names = [attack.name for attack in ALL]
    assert len(names) == len(set(names)) >= 190
