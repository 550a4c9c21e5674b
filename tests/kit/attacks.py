"""What strangers, authors and broken servers may write, each text with where it is planted."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from github_twin import seed
from tests.kit.planting import SETTINGS

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
    Attack("answer: redirect to another host", "redirect", "https://evil.example/graphql", code=1),
]
