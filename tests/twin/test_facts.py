"""The facts: every citation names one, every one is cited; each has a source and a date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = (".ci", ".github", "examples", "roadmap", "src", "tests")
PAGE = "src/github_twin/facts.md"
THIS = Path(__file__).relative_to(ROOT).as_posix()  # its samples cite facts that are not there

# One alone, as in F3.18, or a range within a group, as in F2.19–2.22 and F2.19–F2.22.
CITATION = re.compile(r"\bF(\d+)\.(\d+)(?:[–-]F?(\d+)\.(\d+))?(?![\w.]*\d)")
FACT = re.compile(r"- \*\*F(\d+)\.(\d+)\*\* (.+?) — (.+?) — (.+)")
CONFIRMED = re.compile(r"(read|told|probed) \d{4}-\d\d-\d\d")
SOURCE = re.compile(r"https://|docs: |OpenAPI: |schema: |npm's |documentation")

Number = tuple[int, int]


@dataclass(frozen=True)
class Fact:
    number: Number
    heading: int
    text: str
    source: str
    confirmed: tuple[str, ...]


def load_page() -> str:
    return (resources.files("github_twin") / "facts.md").read_text(encoding="utf-8")


def parse_facts(page: str) -> list[Fact]:
    """Read the facts in their order; a line that begins like one must be whole."""
    facts: list[Fact] = []
    heading = -1
    for line in page.splitlines():
        if found := re.match(r"## (\d+)\. ", line):
            heading = int(found[1])
        if line.startswith("- **F"):
            facts.append(parse_fact(line, heading))
    return facts


def parse_fact(line: str, heading: int) -> Fact:
    found = FACT.fullmatch(line)
    if found is None or line.count(" — ") != 2:
        raise ValueError(f"this is not number, fact, source and confirmation in one line: {line}")
    group, rank, text, source, confirmed = found.groups()
    return Fact((int(group), int(rank)), heading, text, source, tuple(confirmed.split(", ")))


def find_cited(text: str) -> Iterator[Number]:
    """Yield each fact that a text cites; a range stands for every number in it."""
    for found in CITATION.finditer(text):
        group, first = int(found[1]), int(found[2])
        last = int(found[4] or first)
        if int(found[3] or group) != group or last < first:
            raise ValueError(f"{found[0]} is no range")
        yield from ((group, rank) for rank in range(first, last + 1))


def find_missing(text: str, facts: list[Fact]) -> list[Number]:
    known = {fact.number for fact in facts}
    return [number for number in find_cited(text) if number not in known]


def find_idle(texts: Iterable[str], facts: list[Fact]) -> list[Number]:
    cited = {number for text in texts for number in find_cited(text)}
    return [fact.number for fact in facts if fact.number not in cited]


def find_faults(fact: Fact) -> list[str]:
    """Name what is wrong with a fact."""
    dates = [part for part in fact.confirmed if CONFIRMED.fullmatch(part)]
    doubts = [part for part in fact.confirmed if part not in dates]
    fitting = ["partly unknown"] if dates else ["unknown"]
    is_doubted = "unknown" in fact.text
    faults = {
        "it stands under another heading": fact.heading != fact.number[0],
        "it names no source": not SOURCE.search(fact.source),
        "it has no date and is not called unknown": not dates and not doubts,
        "its text and its confirmation differ about what is unknown": is_doubted != bool(doubts),
        "its confirmation cannot be read": bool(doubts) and doubts != fitting,
    }
    return [fault for fault, holds in faults.items() if holds]


@cache
def load_texts() -> dict[str, str]:
    """Read every text of the repository but the page of facts and this file, by path."""
    paths = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*")]
    paths += ROOT.glob("*")
    files = [path for path in sorted(paths) if path.is_file() and "__pycache__" not in path.parts]
    contents = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in files}
    texts = {path: content for path, content in contents.items() if b"\0" not in content}
    searched = texts.keys() - {PAGE, THIS}
    return {path: texts[path].decode(errors="replace") for path in sorted(searched)}


FACTS = parse_facts(load_page())


def test_every_citation_names_a_fact() -> None:
    texts = {**load_texts(), PAGE: load_page()}
    missing = {path: find_missing(text, FACTS) for path, text in texts.items()}
    assert {path: numbers for path, numbers in missing.items() if numbers} == {}


def test_every_fact_is_cited() -> None:
    assert find_idle(load_texts().values(), FACTS) == []


def test_the_code_the_tests_and_the_recorded_errors_are_searched() -> None:
    citing = {path for path, text in load_texts().items() if list(find_cited(text))}
    assert {"src/github_twin/errors.json", "src/roadmap_bot/plan.py"} <= citing
    assert any(path.startswith("tests/") for path in citing)
    assert {"Makefile", "action.yml", ".github/workflows/roadmap.yml"} <= load_texts().keys()


def test_the_numbers_rise_and_none_is_given_twice() -> None:
    numbers = [fact.number for fact in FACTS]
    assert [(one, other) for one, other in pairwise(numbers) if one >= other] == []


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: "F{}.{}".format(*fact.number))
def test_a_fact_stands_in_its_place_with_source_and_date(fact: Fact) -> None:
    assert find_faults(fact) == []


# The searches are tried on samples, because on a repository in order they find nothing.


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("closed for good (F3.18).", [(3, 18)]),
        ("F2.19–2.22", [(2, 19), (2, 20), (2, 21), (2, 22)]),
        ("F3.33–F3.35", [(3, 33), (3, 34), (3, 35)]),
        ("F2.1-2.2, F3.4; F10.11", [(2, 1), (2, 2), (3, 4), (10, 11)]),
        ("PDF3.18, f3.18, F3, F3.x, 3.18, version F1.2.3", []),
    ],
)
def test_a_range_cites_each_fact_in_it(text: str, cited: list[Number]) -> None:
    assert list(find_cited(text)) == cited


@pytest.mark.parametrize("text", ["F2.19–3.2", "F2.22–2.19"])
def test_a_range_that_falls_or_leaves_its_group_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no range"):
        list(find_cited(text))


SAMPLE = """## 1. Days
- **F1.1** A day has 24 hours. — docs: day.md@c0f — read 2026-11-23
- **F1.3** Which month is best is unknown. — https://example.com — told 2026-11-23, partly unknown
"""


def test_a_citation_of_no_fact_is_found() -> None:
    assert find_missing("rest on F1.1, F1.3 and F2.1", parse_facts(SAMPLE)) == [(2, 1)]
    assert find_missing("rest on F1.1–F1.3", parse_facts(SAMPLE)) == [(1, 2)]


def test_a_fact_that_nothing_cites_is_found() -> None:
    assert find_idle(["see F1.1", "nothing"], parse_facts(SAMPLE)) == [(1, 3)]
    assert find_idle(["see F1.1–1.3"], parse_facts(SAMPLE)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("docs: day.md@c0f", "everybody"),
        ("read 2026-11-23", "read once"),
        ("read 2026-11-23", "believed 2026-11-23"),
        ("read 2026-11-23", "unknown"),
        ("is best is unknown", "is best is May"),
        ("told 2026-11-23, partly unknown", "told 2026-11-23"),
        ("told 2026-11-23, partly unknown", "partly unknown"),
        ("told 2026-11-23, partly unknown", "told 2026-11-23, unknown"),
        ("## 1.", "## 2."),
    ],
)
def test_a_fact_that_lacks_something_is_found(old: str, new: str) -> None:
    assert [find_faults(fact) for fact in parse_facts(SAMPLE)] == [[], []]
    assert any(find_faults(fact) for fact in parse_facts(SAMPLE.replace(old, new)))


@pytest.mark.parametrize("cut", ["— docs: day.md@c0f", "— read 2026-11-23", " A day has 24 hours."])
def test_a_line_that_is_not_whole_is_refused(cut: str) -> None:
    with pytest.raises(ValueError, match="this is not number, fact, source"):
        parse_facts(SAMPLE.replace(cut, ""))
