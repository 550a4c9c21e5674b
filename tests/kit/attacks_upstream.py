"""What an upstream may publish that nobody should take over."""

from __future__ import annotations

from tests.kit.attacks import Attack
from tests.kit.planting import BOT, ROADMAP

ALIKE = (  # names that only begin, end or sound like those of the bot's own files
    "action.yml.evil",
    "action.yml/x",
    "Action.yml",
    " action.yml",
    "x/action.yml",
    "requirements.txt-dev",
    "requirements.txt.evil",
    "requirements.txt\n",
    "roadmap.yml",
    "roadmap",
    "src",
    "srcs/x.py",
    "./src/x.py",
    ".github/roadmap-bot.yml.evil",
    ".github/workflows.yml",
)
MISSING = (ROADMAP, *BOT)

UPSTREAM = [
    *(
        Attack(f"upstream: a file {name!r}", "news", {name: "evil\n", "src/x.py": "1\n"})
        for name in ALIKE
    ),
    *(Attack(f"upstream: no {name} any more", "news", {name: None}, code=1) for name in MISSING),
    Attack(
        "upstream: a roadmap that hides",
        "news",
        {ROADMAP: None, "roadmap/.evil.yml": "id: evil\n", "roadmap/x/y.yml": "id: evil\n"},
        code=1,
    ),
]
