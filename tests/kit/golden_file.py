"""Compare a text with its file in tests/golden.

`UPDATE_GOLDEN=1` writes the files anew, to be read before a commit.
"""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "golden"


def check_golden(name: str, text: str) -> None:
    path = FOLDER / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    assert path.read_text(encoding="utf-8") == text, (
        f"{name} differs; look at it with UPDATE_GOLDEN=1"
    )
