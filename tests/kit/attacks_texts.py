"""What the texts of a roadmap may hold: blocks of Markdown that end code, marks like ours."""

from __future__ import annotations

from tests.kit.attacks import Attack

LIVE = "@mallory #999 GH-999"
END, BEGIN = "<!-- roadmap-bot:end -->", "<!-- roadmap-bot:progress:begin -->"
STARTS = {
    "a comment": "<!-- x -->",
    "our own end": END,
    "our own region": BEGIN,
    "a tag": "<div>",
    "a script": "<script>",
    "a processing instruction": "<?php",
    "a declaration": "<!DOCTYPE x>",
    "CDATA": "<![CDATA[",
    "a heading": "# x",
    "a line below a heading": "===",
    "a break": "* * *",
    "an item": "- x",
    "a numbered item": "1. x",
    "a quote": "> x",
    "a fence": "~~~",
    "another fence": "```",
    "a table": "|a|b|\n|-|-|",
    "a definition": "[x]: `y",
    "a note": "[^1]: x",
}
OTHERS = {
    "code in a quote over a comment": f"> a `\n> <!-- x -->\n> {LIVE}\n> ` b",
    "a definition with code": f"[x]: <b`c\n{LIVE}`",
    "a definition that ends": f"[x]: {LIVE}\n    {LIVE}",
    "a definition in an item": f"2. [a]: /x\nb\n2. ~~~\n   {LIVE}",
    "an item like a commit": f"1234567. a\n         ~~~\n         {LIVE}\n         ~~~",
    "an item like a commit, empty": f"1234567.\n    `{LIVE}`",
    "a fence left open": f"~~~\n{LIVE}",
    "a box in a fence": f"```\n- [x] x <!-- W01-1.1 -->\n- [x] x <!-- W01.1 -->\n{END}\n```",
    "a box in a fence left open": "~~~~\n- [x] x <!-- W01-1.1 -->",
    "a box in indented code": "x\n\n    - [x] x <!-- W01-1.1 -->",
    "another step's mark in code": "x `<!-- W01-1.2 -->` `` <!-- W01.1 1a2b3c4 --> ``",
    "another step's mark, escaped": "x \\<!-- W01-1.2 -->",
    "the marks of an issue in code": f"`<!-- roadmap-bot: tiny W01-2 000000000000 -->` `{END}`",
    "the marks of a region in code": f"`{BEGIN}`\n\n    {BEGIN}",
    "the memory of a board": "`<!-- roadmap-bot: board of evil, views made:  -->`",
    "many backticks": f"`` ` ``` {LIVE} ` `````",
}

TEXTS = [
    *(
        Attack(f"texts: code over {name}", "everywhere", f"a `\n{start}\n{LIVE}\n` b")
        for name, start in STARTS.items()
    ),
    *(Attack(f"texts: {name}", "everywhere", text) for name, text in OTHERS.items()),
]
