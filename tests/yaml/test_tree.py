"""Depth and size have limits, which no alias gets around; what is beyond is refused fast."""

from __future__ import annotations

import time

import pytest

from roadmap_bot.yaml import tree as module
from roadmap_bot.yaml.tree import MAX_DEPTH
from tests.yaml.test_yaml_file import find_problems


def test_depth_has_a_limit_whether_written_out_or_by_aliases() -> None:
    assert find_problems(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH) == []
    assert find_problems(b"[" * 21 + b"]" * 21) == [("yaml.too-deep", 1, 21)]
    ladder = "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 30))
    assert find_problems(f"a0: &a0 x\n{ladder}".encode()) == [("yaml.too-deep", 20, 12)]


@pytest.mark.parametrize("unit", [b"[", b"{a: ", b"- ", b"? ", b"[\n", b"&a [", b"!!seq ["])
def test_very_deep_nesting_is_refused_in_no_time(unit: bytes) -> None:
    begin = time.perf_counter()
    assert [code for code, _, _ in find_problems(unit * 100_000)] == ["yaml.too-deep"]
    assert time.perf_counter() - begin < 2


def test_aliases_cannot_multiply_nodes() -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12))
    assert find_problems(bomb.encode()) == [("yaml.too-many", 5, 5)]


def test_aliases_cannot_multiply_long_text() -> None:
    text = f"a: &a {'x' * 500_000}\nb: [{', '.join(['*a'] * 30)}]"
    assert find_problems(text.encode()) == [("yaml.too-many", 2, 4)]


def test_nodes_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_NODES", 4)
    assert find_problems(b"[a, b, c]") == []
    assert find_problems(b"[a, b, c, d]") == [("yaml.too-many", 1, 11)]
