"""A document of any bytes ends as a text or in one sentence, soon."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from roadmap_bot.errors import UserError
from roadmap_bot.imports.source import MOST_LINES, load_text, parse_text
from roadmap_bot.markdown.document import parse_document
from roadmap_bot.outlines.read import read_outline

FILE = Path("plan.md")
SECONDS = 5
HOSTILE = {
    "headings": "# Roadmap\n" + "".join(f"## Week {n}\n" for n in range(MOST_LINES - 1)),
    "levels": "".join("#" * (n % 6 + 1) + f" Day {n}\n" for n in range(MOST_LINES)),
    "deep list": "# Roadmap\n" + "".join("  " * n + f"- [ ] {n}\n" for n in range(600)),
    "deep line": "# Roadmap\n" + "- " * 50_000 + "x\n",
    "quotes": ">" * 50_000 + " x\n",
    "brackets": "[" * 50_000,
    "ticks": "`" * 200_000,
    "fences": "```markdown\n" * (MOST_LINES - 1),
    "rows": "# Roadmap\n|a|b|\n|-|-|\n" + "|1|2|\n" * (MOST_LINES - 4),
    "columns": "# Roadmap\n|" + "a|" * 9_000 + "\n|" + "-|" * 9_000 + "\n|" + "x|" * 9_000 + "\n",
    "broken tables": "# Roadmap\n" + "| Week | Task\n|---|\n| 1 | a | b | c\n|||||\n" * 2_000,
    "details": "<details>\n<summary>Week 1</summary>\n\n" * (MOST_LINES // 3),
    "one line": "# Roadmap " + "x" * 500_000,
    "twice": "".join(
        f"## V{part}\n" + "".join(f"### Week {n}\n- [ ] do {n}\n" for n in range(1, 6))
        for part in range(300)
    ),
}


@pytest.mark.usefixtures("unwatched")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_is_read_soon(name: str) -> None:
    started = time.process_time()
    text = parse_text(HOSTILE[name].encode(), FILE)
    read_outline(parse_document(text), "plan")
    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"x" * 10_000_000, "import.size"),
        (b"# h\n" * 100_000, "import.lines"),
        ("# Plan".encode("utf-16"), "import.encoding"),
        (b"\xff\xfe\xfd", "import.encoding"),
        (b"\xe9t\xe9", "import.encoding"),
        (b"a\x00b", "import.binary"),
        (b"\x1b[31m"[:1] + b"\x07", "import.binary"),
    ],
)
def test_what_is_no_text_of_a_plan_is_refused_by_its_name(data: bytes, code: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_text(data, FILE)
    assert [problem.code for problem in refused.value.problems] == [code]


def test_a_text_is_read_whatever_ends_its_lines() -> None:
    assert parse_text(b"\xef\xbb\xbfa\r\nb\rc\n", FILE) == "a\nb\nc\n"


@pytest.mark.parametrize("name", ["", "missing.md"])
def test_what_cannot_be_read_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError) as refused:
        load_text(tmp_path / name)
    assert refused.value.problems[0].code == "import.unreadable"
