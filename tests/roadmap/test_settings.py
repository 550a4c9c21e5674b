"""The learner's settings: absent means defaults, mistakes are placed, names are the living ones."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.settings import Project, Settings, parse_settings
from tests.kit.roadmap_text import BASE, load
from tests.yaml.test_yaml_file import expect

FILE = ".github/roadmap-bot.yml"
ROADMAP = load(BASE).roadmap or pytest.fail("the base is no roadmap")


def parse(text: str, roadmap: Roadmap = ROADMAP) -> tuple[Settings, list[tuple[str, int, int]]]:
    found, problems = parse_settings(text.encode(), FILE, roadmap)
    assert all(problem.place and problem.place.file == FILE for problem in problems)
    return found, [(p.code, p.place.line, p.place.column) for p in problems if p.place]


@pytest.mark.parametrize(
    "data", [None, b"", b"# start: 2026-03-02\n#\n", b"---\n", b"{}", b"\xef\xbb\xbf# zone: UTC"]
)
def test_nothing_written_means_defaults(data: bytes | None) -> None:
    assert parse_settings(data, FILE, ROADMAP) == (Settings(), ())


def test_everything_can_be_set_and_old_ids_become_the_living_ones() -> None:
    text = """
start: 2026-03-02
zone: Asia/Shanghai
language: zh
pauses:
  - {from: 2026-04-01, to: 2026-04-05}
  - {from: 2026-05-01}
hours: 12.5
electives: {E1: [P2]}
without: [W99-2, P1]
readme: [docs/进度.md, .github/README.MD]
refresh: push
review: false
allow: [octocat, some-bot[bot]]
""".replace("some-bot[bot]", '"some-bot[bot]"')
    found, problems = parse(text)
    assert problems == []
    assert (found.start, found.zone, found.without) == (
        dt.date(2026, 3, 2),
        "Asia/Shanghai",
        ("W01-2", "P1"),
    )
    assert found.electives == {"E1": ("P2",)}
    assert found.pauses[0].to == dt.date(2026, 4, 5)
    assert found.hours == 12.5
    assert (found.refresh, found.review, found.allow) == (
        "push",
        False,
        ("octocat", "some-bot[bot]"),
    )


TEN = ", ".join(f"{n}.md" for n in range(10))
BROKEN = {
    "a list instead of keys": "⟦yaml.mapping⟧- a",
    "text instead of keys": "⟦yaml.mapping⟧hello",
    "broken YAML": "a: [⟦yaml.syntax⟧}",
    "a key twice": "review: true\n⟦yaml.duplicate-key⟧review: false",
    "an unknown key": "⟦yaml.unknown-field⟧pause: []",
    "an unknown key in a pause": (
        "pauses:\n  - {from: 2026-01-01, ⟦yaml.unknown-field⟧until: 2026-01-02}"
    ),
    "a pause without a beginning": "pauses:\n  - ⟦yaml.missing⟧{to: 2026-01-01}",
    "a date that is none": "start: ⟦yaml.date⟧2026-13-01",
    "a number as date": "start: ⟦yaml.date⟧20260302",
    "a pause for ever": "pauses:\n  - {from: 2026-01-01, to: ⟦roadmap.year⟧9999-12-31}",
    "a pause long ago": "pauses:\n  - {from: ⟦roadmap.year⟧1026-01-01}",
    "no hours at all": "hours: ⟦yaml.at-least⟧0",
    "hours without end": "hours: ⟦yaml.at-most⟧.inf",
    "hours in words": "hours: ⟦yaml.number⟧ten",
    "a start long ago": "start: ⟦roadmap.year⟧1999-12-31",
    "a start far away": "start: ⟦roadmap.year⟧2101-01-01",
    "an unknown zone": "zone: ⟦roadmap.zone⟧Asia/Shanghia",
    "an unknown word": "refresh: ⟦yaml.choice⟧weakly",
    "a login with @": 'allow: [⟦settings.login⟧"@octocat"]',
    "an unknown elective": "electives: {⟦settings.unknown-elective⟧E2: [P1]}",
    "a unit of no elective": "electives: {E1: [⟦settings.not-in-elective⟧W01]}",
    "an unknown unit in an elective": "electives: {E1: [⟦settings.not-in-elective⟧P9]}",
    "too many chosen": "electives: {E1: ⟦settings.choose⟧[P1, P2]}",
    "one chosen twice": "electives: {E1: ⟦settings.choose⟧[P1, P1]}",
    "none chosen": "electives: {E1: ⟦settings.choose⟧[]}",
    "a choice that is no list": "electives: {E1: ⟦yaml.list⟧P1}",
    "electives that are no mapping": "electives: ⟦yaml.mapping⟧[P1]",
    "an unknown id": "without: [⟦settings.unknown-id⟧W77-1]",
    "a step": "without: [⟦settings.unknown-id⟧W01-1.1]",
    "a malformed id": "without: [⟦settings.unknown-id⟧⟦yaml.any-id⟧week one]",
    "a pause reversed": "pauses:\n  - {from: 2026-01-05, to: ⟦settings.pause-reversed⟧2026-01-04}",
    "pauses that overlap": (
        "pauses:\n"
        "  - {from: 2026-01-05, to: 2026-01-09}\n"
        "  - {from: ⟦settings.pauses-overlap⟧2026-01-09}"
    ),
    "a pause after an open one": (
        "pauses:\n  - {from: 2026-01-05}\n  - {from: ⟦settings.pauses-overlap⟧2026-02-01}"
    ),
    "an absolute README": "readme: [⟦settings.readme-path⟧/README.md]",
    "a README above": "readme: [⟦settings.readme-path⟧docs/../README.md]",
    "a README with a backslash": "readme: [⟦settings.readme-path⟧docs\\a.md]",
    "a README on a drive": "readme: [⟦settings.readme-path⟧'C:/a.md']",
    "a README in the repository's insides": "readme: [⟦settings.readme-path⟧.git/a.md]",
    "insides in capitals": "readme: [⟦settings.readme-path⟧docs/.GIT/a.md]",
    "insides by their short name": "readme: [⟦settings.readme-path⟧Git~1/a.md]",
    "insides with a dot at the end": "readme: [⟦settings.readme-path⟧.git./a.md]",
    "insides with a space at the end": "readme: [⟦settings.readme-path⟧'.git /a.md']",
    "insides as a stream": "readme: [⟦settings.readme-path⟧'.git::$INDEX_ALLOCATION/a.md']",
    "insides with a sign that nobody sees": "readme: [⟦settings.readme-path⟧.g\u200cit/a.md]",
    "a README below nothing but dots": "readme: [⟦settings.readme-path⟧.../a.md]",
    "a README among the workflows": "readme: [⟦settings.readme-workflows⟧.github/Workflows/a.md]",
    "a README of another kind": "readme: [⟦settings.readme-markdown⟧README.txt]",
    "a README twice": "readme: [a.md, ⟦settings.readme-twice⟧a.md]",
    "eleven READMEs": f"readme: [{TEN}, ⟦settings.readmes⟧10.md]",
    "a project of no unit": "projects: {⟦settings.unknown-project⟧P9: {repository: a/b}}",
    "a project of a task": "projects: {⟦settings.unknown-project⟧W01-1: {repository: a/b}}",
    "a project under an old id, too": (
        "projects: {W01: {repository: a/b}, ⟦settings.project-twice⟧W99: {repository: a/c}}"
    ),
    "a project that is nowhere": "projects: {P1: ⟦settings.project-empty⟧{}}",
    "a project with a key too many": (
        "projects: {P1: {repository: a/b, ⟦yaml.unknown-field⟧page: x}}"
    ),
    "a project that is only a name": "projects: {P1: ⟦yaml.mapping-as⟧a/b}",
    "a repository by its address": (
        "projects: {P1: {repository: ⟦yaml.repository⟧https://github.com/a/b}}"
    ),
    "a demo without a lock": ("projects: {P1: {demo: ⟦settings.demo⟧http://a.example.org}}"),
    "a portfolio in the table's place": "readme: [a.md]\nportfolio: ⟦settings.portfolio-taken⟧A.md",
    "a portfolio as README": "portfolio: ⟦settings.portfolio-taken⟧docs/README.md",
    "a portfolio in the guide's place": "portfolio: ⟦settings.portfolio-taken⟧.github/GUIDE.md",
    "a portfolio elsewhere": "portfolio: ⟦settings.readme-path⟧../a.md",
    "a portfolio of another kind": "portfolio: ⟦settings.readme-markdown⟧a.txt",
    "a portfolio among the workflows": (
        "portfolio: ⟦settings.readme-workflows⟧.github/workflows/a.md"
    ),
    "several at once": (
        "zone: ⟦roadmap.zone⟧x\nreadme: [⟦settings.readme-markdown⟧a]\n⟦yaml.unknown-field⟧b: c"
    ),
}


@pytest.mark.parametrize("marked", BROKEN.values(), ids=BROKEN)
def test_each_kind_of_mistake_is_reported_at_its_node(marked: str) -> None:
    text, expected = expect(marked)
    assert sorted(parse(text)[1]) == sorted(expected)


def test_a_readme_may_lie_in_a_folder_that_only_sounds_like_the_insides() -> None:
    paths = (".github/a.md", ".gitlab/a.md", "docs/git/a.md", "git~2/a.md", "a.git/a.md")
    found, problems = parse(f"readme: [{', '.join(paths)}]")
    assert (found.readme, problems) == (paths, [])


def test_projects_stand_under_the_living_ids() -> None:
    text = "projects: {w99: {repository: a/b}, P1: {demo: 'https://a.example.org/x?y=1'}}"
    found, problems = parse(text)
    first, second = (
        Project(repository="a/b"),
        Project(demo="https://a.example.org/x?y=1"),
    )
    assert (found.projects, problems) == ({"W01": first, "P1": second}, [])
    assert found.portfolio == "PORTFOLIO.md"


def test_keys_without_a_mistake_still_hold() -> None:
    found, problems = parse("language: zh\nzone: nowhere\nwithout: [W01-1, X1]\nreview: false\n")
    assert [code for code, _, _ in problems] == ["roadmap.zone", "settings.unknown-id"]
    assert found == Settings(language="zh", review=False)


def test_where_no_part_can_be_trusted_the_defaults_hold() -> None:
    assert parse("review: [\n")[0] == Settings()
    assert parse("- review")[0] == Settings()


@settings(deadline=1000)
@given(
    st.one_of(
        st.binary(max_size=80),
        st.text("zone:review -[]{}\n#pausesE1W0jct", max_size=80).map(str.encode),
    )
)
def test_any_bytes_give_settings_and_never_an_error(data: bytes) -> None:
    found, problems = parse_settings(data, FILE, ROADMAP)
    assert isinstance(found, Settings)
    assert all(problem.place and problem.place.file == FILE for problem in problems)
