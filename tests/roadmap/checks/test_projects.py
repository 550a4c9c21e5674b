"""Projects in the settings: known units, and addresses that a job may ask without harm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_bot.roadmap.checks.projects import MAX_PROJECTS, check_projects, is_open_address
from roadmap_bot.yaml.spot import Spot
from roadmap_bot.yaml.yaml_file import parse_source

OPEN = (
    "https://ada.github.io",
    "https://ada.github.io/sentiment/?a=1&b=%20#top",
    "https://xn--fiqs8s.example.cn:8443/demo",
    "https://HuggingFace.co/spaces/ada/chat",
)
SHUT = (
    "http://ada.github.io",
    "ftp://ada.github.io",
    "//ada.github.io",
    "https:ada.github.io",
    "https://",
    "https://ada",
    "https://localhost/x",
    "https://a.localhost",
    "https://db.internal",
    "https://nas.local",
    "https://1.0.0.127.in-addr.arpa",
    "https://127.0.0.1",
    "https://127.1",
    "https://0x7f.0x1",
    "https://2130706433",
    "https://169.254.169.254/latest",
    "https://[::1]/",
    "https://[fe80::1%25eth0]/",
    "https://me:secret@ada.github.io",
    "https://ada.github.io@evil.example",
    "https://ada.github.io:99999",
    "https://ada.github.io:x",
    "https://ada..io",
    "https://-a.example.org",
    "https://ada.github.io\\@evil.example",
    "https://ada.github.io/a b",
    "https://ada.github.io/\u202e",
    "https://ada.github.io/<b>",
    "https://ada.github.io/" + "a" * 500,
)


@pytest.mark.parametrize("url", OPEN)
def test_an_address_that_everybody_may_ask_is_taken(url: str) -> None:
    assert is_open_address(url)


@pytest.mark.parametrize("url", SHUT)
def test_an_address_of_another_kind_is_not(url: str) -> None:
    assert not is_open_address(url)


@given(st.text("htps:/@[]?#\\.a1 -%" + "\x00é", max_size=40))
def test_no_text_makes_the_check_fail(text: str) -> None:
    assert is_open_address(text) in (True, False)
    assert is_open_address(f"https://{text}") in (True, False)


def test_more_projects_than_one_page_bears_are_too_many() -> None:
    names = [f"P{number}" for number in range(MAX_PROJECTS + 2)]
    source = parse_source(
        "".join(f"{name}: {{repository: a/b}}\n" for name in names).encode(), "file"
    )
    units = {name.casefold(): name for name in names}
    problems = list(check_projects(Spot(source.value, source.nodes), units))
    assert [(problem.code, problem.place and problem.place.line) for problem in problems] == [
        ("settings.projects", MAX_PROJECTS + 1)
    ]
