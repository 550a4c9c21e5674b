"""Ask axe-core, in headless Chromium, what of a page somebody may not be able to use."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

from tests.kit.browser import dump_page
from tests.kit.published import axe_script

POLICY = re.compile(r"<meta http-equiv=.Content-Security-Policy.*>\n")  # lets no script of axe run
JUDGE = """axe.run().then(found => {
    const pre = document.createElement("pre");
    pre.id = "found";
    pre.textContent = JSON.stringify([found.passes.length, found.violations.map(each =>
    [each.id, each.nodes.map(node => node.html)])]); document.body.append(pre); })"""


def find_violations(text: str, folder: Path) -> Any:
    """Return how many rules a page keeps, and those that it does not; skip without axe-core."""
    page, script = folder / "page.html", axe_script()
    scripts = f"<script>{script}</script><script>{JUDGE}</script></body>"
    page.write_text(POLICY.sub("", text).replace("</body>", scripts), "utf-8")
    dumped = dump_page(page, "--virtual-time-budget=20000")
    shown = re.search(r'<pre id="found">(.*?)</pre>', dumped, re.DOTALL)
    assert shown
    return json.loads(html.unescape(shown[1]))
