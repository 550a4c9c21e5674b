"""Code of Markdown ends where its author saw it end."""

from __future__ import annotations

import pytest

from roadmap_bot.markdown.fences import blank_nested

NESTED = "a\n```markdown\n# b\n```bash\nc\n```\n## d\n```\ne\n"


def test_code_in_code_of_markdown_is_blanked_out_and_lines_keep_their_numbers() -> None:
    assert blank_nested(NESTED) == "a\n" + "\n" * 7 + "e\n"


@pytest.mark.parametrize(
    "text",
    [
        "a\n```markdown\n# b\n```\n## c\n",
        "a\n```bash\n# b\n```python\n## c\n```\n",
        "a\n```markdown\n# b\n```bash\nnever closed\n",
        "no code\n",
    ],
)
def test_all_other_code_stays_as_it_is(text: str) -> None:
    assert blank_nested(text) == text
