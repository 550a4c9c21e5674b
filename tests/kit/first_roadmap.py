"""What is known of the first roadmap alone; in a template of another author such tests are skipped.

Whoever writes a roadmap of their own into `roadmap/` has all other tests still.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from roadmap_bot.demo.first_roadmap import FIRST, is_first

HOME = Path(__file__).parents[2] / "roadmap"


def need_first_roadmap() -> Path:
    """Return the folder of the first roadmap; skip the test, or the module, where it is gone."""
    if not is_first(HOME):
        pytest.skip(f"roadmap/ is not {FIRST} any more", allow_module_level=True)
    return HOME
