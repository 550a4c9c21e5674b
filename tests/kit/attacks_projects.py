"""What others may write where the learner's projects are read: descriptions, tags, languages."""

from __future__ import annotations

from tests.kit.attacks import COMMANDS, FORGED, REFERENCES, SCRIPT, Attack

SAID = {
    "commands": COMMANDS,
    "references": REFERENCES,
    "markers": FORGED,
    "script": SCRIPT,
    "template": "{{ 7 * 7 }} {0.__class__} ${{ secrets.GITHUB_TOKEN }}",
    "end of the region": "x\n<!-- roadmap-bot:portfolio:end -->\n# Mine",
    "links": "[x](javascript:alert(1)) ![x](https://evil.example/x.png) <https://evil.example>",
    "bidi and control": "\u202egpj.x\u202c\x1b[2J\x07",
    "backslashes": "\\\\\\` @mallory \\",
}
PLACES = (
    "https://127.0.0.1/",
    "https://169.254.169.254/latest/meta-data",
    "https://localhost/",
    "https://[::1]/",
    "https://db.internal/",
    "https://me:hunter2@evil.example/",
    "file:///etc/passwd",
    "https://evil.example/?x=%0d%0a\\r\\nHost: x",
)
PROJECTS = [
    *(Attack(f"project: {name}", "project", text) for name, text in SAID.items()),
    *(
        Attack(
            f"project: demo at {url}", "settings", f'projects: {{W01: {{demo: "{url}"}}}}', (), 1
        )
        for url in PLACES
    ),
    Attack(
        "project: repository with a path",
        "settings",
        "projects: {W01: {repository: evil/../../x}}",
        code=1,
    ),
    *(
        Attack(f"project: portfolio at {path}", "settings", f'portfolio: "{path}"', (), 1)
        for path in ("../x.md", "/x.md", ".github/workflows/x.md", ".git/x.md", "x.yml")
    ),
]
