"""A stand-in of GitHub's page: a Markdown file in GitHub's own measures, as wide as a screen."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt

from tests.kit.browser import dump_page

# The measures of GitHub's style sheet for Markdown: https://github.com/primer/css
STYLE = """
body {margin: 0; color: #1f2328; background: #fff; overflow-wrap: break-word}
body {font: 16px/1.5 -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif}
main {box-sizing: border-box; margin: 0; padding: 16px}
h1, h2, h3 {margin: 24px 0 16px; line-height: 1.25; font-weight: 600}
h1 {font-size: 2em; margin-top: 0} h2 {font-size: 1.5em} h3 {font-size: 1.25em}
h1, h2 {padding-bottom: .3em; border-bottom: 1px solid #d1d9e0}
p, ul, ol, table, details, pre, blockquote {margin: 0 0 16px}
ul, ol {padding-left: 2em} li + li {margin-top: .25em}
table {display: block; width: max-content; max-width: 100%; overflow: auto}
table {border-collapse: collapse} td, th {padding: 6px 13px; border: 1px solid #d1d9e0}
img {max-width: 100%} a {color: #0969da}
code {font: 85% ui-monospace, monospace; padding: .2em .4em; background: #818b981f}
pre {padding: 16px; overflow: auto; font-size: 85%; background: #f6f8fa}
"""
DARK = """
@media (prefers-color-scheme: dark) {
body {color: #f0f6fc; background: #0d1117} a {color: #4493f8} pre {background: #151b23}
h1, h2, td, th, blockquote {border-color: #3d444d} blockquote {color: #9198a1}
}
"""
QUOTES = """
blockquote {padding: 0 1em; border-left: .25em solid #d1d9e0; color: #59636e}
.heard {position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden}
button {float: right; border: 0; background: none; color: inherit}
.task {list-style: none} .task input {margin: 0 .4em 0 -1.4em}
"""
# What GitHub adds so that everybody reaches it: to wide tables, to code that may be copied.
REACHED = {
    "<table>": '<table tabindex="0">',
    "</pre>": '<button aria-label="Copy">⧉</button></pre>',
}
ALERT = re.compile(r"<p>\[!(TIP|WARNING|NOTE)\]\n?")
TASK = re.compile(r"<li>(?:\n<p>)?\[([ x])\] ")
MEASURE = """
const boxes = Array.from(document.querySelectorAll("h1, h2, ol, img, table"), one => {
  const {top, right} = one.getBoundingClientRect();
  return {tag: one.localName, text: one.textContent.trim(), top, right};
});
const wide = document.querySelector("main").scrollWidth;
document.querySelector("main").outerHTML = "<pre></pre>";
document.querySelector("pre").textContent = JSON.stringify({boxes, wide});
"""


def make_page(source: Path, width: int, script: str = "") -> str:
    """Make the page that shows a Markdown file on a screen of some width."""
    shown = render_markdown(source.read_text("utf-8"))
    shown = re.sub(r'(src|srcset)="(?!https?:)', rf'\1="{source.parent.as_uri()}/', shown)
    style = f"{STYLE} main {{width: {width}px}}"
    load = f"<script>onload = () => {{{script}}}</script>"
    return f'<meta charset="utf-8"><style>{style}</style><main>{shown}</main>{load}'


def render_markdown(text: str) -> str:
    """Render Markdown as GitHub does, task lists and alerts, too."""
    shown = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
    shown = ALERT.sub(lambda alert: f"<p><b>{alert[1].title()}</b><br>", shown)
    return TASK.sub(_render_box, shown)


def _render_box(task: re.Match[str]) -> str:
    checked = " checked" if task[1] == "x" else ""
    label = ' aria-label="box"'
    return f'<li class="task"><input type="checkbox" disabled{checked}{label}> '


def make_themed_page(text: str, title: str, language: str) -> str:
    """Make the page that shows Markdown in the reader's theme, below a title, as wide as it is."""
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    style = f"<style>{STYLE}{QUOTES}{DARK}</style><title>{title}</title>"
    shown = render_markdown(text)
    for tag, more in REACHED.items():
        shown = shown.replace(tag, more)
    body = f"<main><h1>{title}</h1><h2 class='heard'>Description</h2>{shown}</main>"
    return f'<!doctype html><html lang="{language}">{head}{style}<body>{body}</body></html>'


def measure_page(source: Path, folder: Path, width: int) -> dict[str, Any]:
    """Measure where the boxes of a page stand, and how wide the page is."""
    page = folder / "measured.html"
    page.write_text(make_page(source, width, MEASURE), encoding="utf-8")
    found = re.search(r"<pre>(.*?)</pre>", dump_page(page), re.DOTALL)
    assert found
    measured: dict[str, Any] = json.loads(found[1].replace("&amp;", "&"))
    return measured
