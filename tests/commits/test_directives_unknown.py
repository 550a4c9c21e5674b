"""An id that the roadmap lacks is named, with those that may have been meant; prose is not."""

from __future__ import annotations

import pytest

from roadmap_bot.commits.directives import WARNINGS, parse_message
from roadmap_bot.commits.names import make_names
from roadmap_bot.text.words import load_words
from tests.kit.messages import NAMES, ROADMAP, read, unknown

UNKNOWN = """
done W03-99 | W03-99
done W09-1 | W09-1
done W9 | W9
完成 W03-99 | W03-99
完成W03-22 | W03-22
done W03-2.9 | W03-2.9
done W03-2a | W03-2a
done W03-2-old | W03-2-old
done W03-2_old | W03-2_old
done W03-2.md | W03-2.md
done W03-2/x | W03-2/x
done W03-2\\x | W03-2\\x
done W03-2@home | W03-2@home
done W03-2#3 | W03-2#3
done W03-2's tests | W03-2's
done W03-2’s tests | W03-2\\u2019s
done W03-2*x | W03-2*x
done W03-2|3 | W03-2|3
done W03-2andW03-3 | W03-2andW03-3
done W03-2/W03-3 | W03-2/W03-3
done W03-2\u2014nice | W03-2-nice
done W03-2+W03-99 | W03-2+W03-99
done W03-2~W03-4 | W03-2~W03-4
完成 W03-2～W03-4 | W03-2~W03-4
完成 W03-2〜W03-4 | W03-2~W03-4
done W03-2-W03-4 | W03-2-W03-4
done W03-2\u2013W03-4 | W03-2-W03-4
done W03-2..W03-4 | W03-2..W03-4
done W03-2 .. W03-4 | W03-2 .. W03-4
done W03-2 ~ W03-4 | W03-2 ~ W03-4
done W03-2 to W03-4 | W03-2 to W03-4
done W03-2 through W03-4 | W03-2 through W03-4
完成 W03-2 至 4 | W03-2 至 4
done W03-2 to 4 | W03-2 to 4
完成 W03-2 至 W03-4 | W03-2 至 W03-4
完成W03-2到W03-4 | W03-2到W03-4
done W03 - 2 | W03 - 2
done W03- 2 | W03- 2
done W03:2 | W03:2
完成 W03一2 | W03\\u4e002
完成 W03ー2 | W03\\u30fc2
done W03\u02d72 | W03\\u02d72
done W03\x00-2 | W03\\x00-2
done W03\u200b-2 | W03\\u200b-2
done W03-2\u200b | W03-2\\u200b
done \u202eW03-2 | \\u202eW03-2
done \ufeffW03-2 | \\ufeffW03-2
done W03\u00ad-2 | W03\\xad-2
done W0\u0417-2 | W0\\u0417-2
done \u0420\u0032A | \\u04202A
done \u03a703-2 | \\u03a703-2
done W\u0660\u0663-2 | W\\u0660\\u0663-2
done W03-\u00b2 | W03-\\xb2
done W03-\u2460 | W03-\\u2460
done W03-2\ufe0f\u20e3 | W03-2\\ufe0f\\u20e3
done W03-2\u0301 | W03-2\\u0301
done #W03-2 | #W03-2
done [W03-99] | W03-99
fix W03-99. | W03-99
""".strip().split("\n")

PROSE = """
done v1.2
done utf8 work
finished h264 and i18n
close Q99x
fix es6
fixed 3D view
done gpt4
done 100%
done RFC2119
done refactoring
完成 80%
完成 3 个任务
not done W03-99
`done W03-99`
""".strip().split("\n")


@pytest.mark.parametrize("row", UNKNOWN)
def test_an_unknown_id_is_named_and_nothing_is_done(row: str) -> None:
    message, _, word = row.rpartition(" | ")
    assert read(message) == ""
    assert unknown(message) == [word]


@pytest.mark.parametrize("message", PROSE)
def test_prose_is_not_warned_about(message: str) -> None:
    assert read(message) == ""
    assert not unknown(message)


def test_at_most_ten_unknown_ids_are_told_once_each() -> None:
    message = "\n".join(f"done W{number:02}-9\ndone W{number:02}-9" for number in range(10, 40))
    assert unknown(message) == [f"W{number}-9" for number in range(10, 10 + WARNINGS)]


def test_an_unknown_id_comes_with_the_three_nearest() -> None:
    (problem,) = parse_message("done W03-22", NAMES).problems
    assert str(problem.values["near"]).split(", ")[0] == "W03-2"
    assert len(str(problem.values["near"]).split(", ")) == 3


@pytest.mark.parametrize("word", ["W03_2", "W03:2", "W03-02a", "w3-2a", "W03ー2", "\u051c03-2"])
def test_a_slip_of_the_pen_is_near_to_what_was_meant(word: str) -> None:
    (problem,) = parse_message(f"done {word}", NAMES).problems
    assert str(problem.values["near"]).split(", ")[0] == "W03-2"


@pytest.mark.parametrize("word", ["W3-9", "W03-02/W03-3", "W03-2~W03-4", "W03-2 to W03-4"])
def test_ids_of_the_unit_that_was_meant_come_first(word: str) -> None:
    (problem,) = parse_message(f"done {word}", NAMES).problems
    assert all(near.startswith("W03-") for near in str(problem.values["near"]).split(", "))


def test_ids_of_the_same_sort_are_near() -> None:
    near = [
        str(problem.values["near"])
        for problem in parse_message("done W04\ndone W03-7.1", NAMES).problems
    ]
    assert near[0] == "W03, P2A"
    assert all("." in name and "-" in name for name in near[1].split(", "))


def test_a_roadmap_without_ids_of_that_sort_names_others() -> None:
    lone = make_names(ROADMAP.model_copy(update={"units": ROADMAP.units[1:]}))
    (problem,) = parse_message("done W03-2", lone).problems
    assert set(str(problem.values["near"]).split(", ")) == {"P2A", "P2A.1"}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_words_name_the_id(language: str) -> None:
    (problem,) = parse_message("done W03-99", NAMES).problems
    words = load_words(language)
    assert f"problem.{problem.code}" in words
    assert "W03-99" in words(f"problem.{problem.code}", **problem.values)
