"""What an issue asks of a cohort, and what is answered: only owners join and leave."""

from __future__ import annotations

import datetime as dt

import pytest

from roadmap_bot.foreign.member import Found
from roadmap_bot.together.cohort import Cohort
from roadmap_bot.together.record import Entry
from roadmap_bot.together.requests import Request, Roll, Verdict, judge, list_members, parse_request

COHORT = Cohort(
    title="We", roadmap="bread", start=dt.date(2026, 9, 7), members=("grace/plan", "ada/old")
)
JOINED = Entry(repository="lin/plan", joined=dt.date(2026, 10, 1))
RENAMED = Entry(repository="ada/old", called="ada/new")
ENTRIES = (Entry(repository="grace/plan"), RENAMED, JOINED)


@pytest.mark.parametrize(
    ("title", "body", "asked"),
    [
        ("[join] me", "### Repository\n\nada/plan\n", ("join", "ada/plan")),
        ("[JOIN]", "https://github.com/ada/plan", ("join", "ada/plan")),
        ("[Join] x", "https://github.com/ada/plan.git", ("join", "ada/plan")),
        ("[加入] 我", "### 仓库\n\nada/my.plan_2\n", ("join", "ada/my.plan_2")),
        ("[退出]", "ada/plan", ("leave", "ada/plan")),
        (" [leave] ", "`ada/plan`", ("leave", "ada/plan")),
        ("[join] me", "### Repository\n\n_No response_", ("join", "")),
        ("[join]", "", ("join", "")),
        ("join ada/plan", "ada/plan", None),
        ("Bug: [join] does not work", "ada/plan", None),
        ("[joining]", "ada/plan", None),
    ],
)
def test_an_issue_asks_by_its_title_and_names_a_repository(
    title: str, body: str, asked: tuple[str, str] | None
) -> None:
    request = parse_request(7, title, body, "ada")
    assert (request and (request.verb, request.name)) == asked


@pytest.mark.parametrize("body", ["a" * 100_000, "a/" * 50_000, "-" * 50_000 + "/", "/" * 100_000])
def test_a_long_body_is_read_in_no_time(body: str) -> None:
    assert parse_request(7, "[join]", body, "ada") is not None


def find(name: str, **changes: object) -> Found:
    owner, _, _ = name.partition("/")
    values: dict[str, object] = {"id": "R", "name": name, "owner": owner, "oid": "0" * 40}
    return Found(**{**values, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("verb", "author", "name", "found", "verdict"),
    [
        ("join", "ada", "ada/plan", find("ada/plan"), "welcome"),
        ("join", "ADA", "Ada/Plan", find("ada/plan"), "welcome"),
        ("join", "eve", "ada/plan", find("ada/plan"), "not-yours"),
        ("join", "ada", "school/plan", find("school/plan"), "not-yours"),
        ("join", "ada", "team/plan", find("team/plan"), "welcome"),
        ("join", "ada", "", None, "no-repository"),
        ("join", "ada", "ada/plan", None, "unseen"),
        ("join", "ada", "ada/plan", find("ada/plan", is_private=True), "private"),
        ("join", "ada", "ada/plan", find("ada/plan", oid=""), "empty"),
        ("join", "lin", "lin/plan", find("lin/plan"), "already"),
        ("join", "ada", "ada/new", find("ada/new"), "already"),
        ("leave", "lin", "lin/plan", find("lin/plan"), "farewell"),
        ("leave", "lin", "lin/plan", None, "farewell"),
        ("leave", "eve", "lin/plan", find("lin/plan"), "not-yours"),
        ("leave", "eve", "lin/plan", None, "not-yours"),
        ("leave", "grace", "grace/plan", find("grace/plan"), "named"),
        ("leave", "eve", "eve/plan", find("eve/plan"), "no-member"),
    ],
)
def test_only_whoever_owns_a_repository_asks_for_it(
    verb: str, author: str, name: str, found: Found | None, verdict: Verdict
) -> None:
    roll = Roll(COHORT, ENTRIES, agreed=frozenset({"team/plan"}))
    request = Request(7, verb, author, name)  # type: ignore[arg-type]
    assert judge(request, roll, found) == verdict


def test_a_private_cohort_takes_private_copies() -> None:
    roll = Roll(COHORT, ENTRIES, is_private=True)
    found = find("ada/plan", is_private=True)
    assert judge(Request(7, "join", "ada", "ada/plan"), roll, found) == "welcome"


def test_a_full_cohort_takes_nobody_more() -> None:
    roll = Roll(COHORT, ENTRIES, limit=3)
    assert judge(Request(7, "join", "ada", "ada/plan"), roll, find("ada/plan")) == "full"


def test_members_stand_in_the_order_of_joining() -> None:
    listed = list(list_members(COHORT, (JOINED, RENAMED)))
    assert [entry.repository for entry in listed] == ["grace/plan", "ada/old", "lin/plan"]
    assert listed[1].called == "ada/new"


def test_whom_the_keeper_takes_out_of_the_file_is_gone() -> None:
    alone = Cohort(title="We", roadmap="bread", start=dt.date(2026, 9, 7))
    listed = list(list_members(alone, (Entry(repository="grace/plan"), JOINED)))
    assert [entry.repository for entry in listed] == ["lin/plan"]
