"""Values as a learner meets them, to fill the sentences of a catalogue with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from roadmap_bot.errors import Moment
from roadmap_bot.text.clock import render_moment
from roadmap_bot.text.render import render_date
from roadmap_bot.text.words import Words

URL = "https://github.com/ada/roadmap"
TODAY = dt.date(2026, 11, 26)
NOW = dt.datetime(2026, 11, 26, 13, 50, tzinfo=dt.UTC)
LIMIT = Moment(NOW + dt.timedelta(minutes=34), NOW)

VALUES: Mapping[str, object] = {
    "act": "…",
    "active": 12,
    "cohort": "https://github.com/ada/class",
    "control": "https://github.com/ada/roadmap/issues/80",
    "after": 41,
    "before": 43,
    "begin": "<!-- roadmap-bot:progress:begin -->",
    "beginning": "W03-",
    "boxes": 120,
    "branch": "main",
    "character": "U+0007",
    "choices": "weekly, close, push",
    "choose": 2,
    "city": "Lisbon",
    "close": 2,
    "closed": 9,
    "code": 0,
    "commands": "run, plan, doctor",
    "commit": "`1a2b3c4`",
    "count": 3,
    "create": 6,
    "day": 5,
    "days": 3,
    "done": 37,
    "demo": "[`ada.github.io/sentiment`](https://ada.github.io/sentiment)",
    "due": 12,
    "edited": 1,
    "end": "<!-- roadmap-bot:progress:end -->",
    "error": "KeyError",
    "example": "weeks: [1, 2]",
    "file": "roadmap/1-foundations.yml",
    "first": 3,
    "folder": "my-roadmap",
    "glob": "**/*.md",
    "goal": "PyTorch",
    "gone": 1,
    "hours": 12.0,
    "id": "W03-2",
    "ids": "W03-2, W03-3",
    "into": "roadmap/",
    "key": "title",
    "known": "roadmap",
    "language": "en",
    "last": 4,
    "least": 15,
    "left": 4,
    "length": 300,
    "limit": 256,
    "link": f"{URL}/actions/workflows/roadmap.yml",
    "login": "grace",
    "manual": f"{URL}/blob/main/.github/MANUAL.md",
    "milestones": 6,
    "most": 20,
    "n": 2,
    "name": "W03-2",
    "near": "W03-2",
    "next": "W03-2",
    "needs": "",
    "new": 2,
    "number": 12,
    "old": "my-old-roadmap",
    "other": "typography-12w",
    "ours": "Roadmap phase",
    "owner": "ada",
    "parent": "W03",
    "part": 2,
    "path": "docs/progress.md",
    "percent": 41,
    "phase": "F1",
    "planned": 45,
    "portfolio": f"{URL}/blob/HEAD/PORTFOLIO.md",
    "profile": "https://github.com/ada",
    "range": "15–20",
    "reached": 2,
    "readme": "build/demo/README.md",
    "reopen": 1,
    "request": "",
    "lacking": "issues: edited, pull-requests: read",
    "requests": 12,
    "run": f"{URL}/actions/workflows/roadmap.yml",
    "scopes": "project",
    "seconds": 30,
    "secrets": f"{URL}/settings/secrets/actions/new",
    "settings": f"{URL}/edit/main/.github/roadmap-bot.yml",
    "sha": "`1a2b3c4`",
    "start": "2026-11-09",
    "state": "disabled_inactivity",
    "steps": 4,
    "tag": "v1.2.0",
    "tasks": 78,
    "time": "22:24",
    "total": 95,
    "unsure": 1,
    "units": 23,
    "update": 1,
    "upstream": "OWNER/roadmap-bot",
    "bot": "acme/roadmap-bot",
    "url": URL,
    "value": "soon",
    "verb": "finish",
    "version": "1.2.0",
    "wanted": 3,
    "warnings": 2,
    "week": 3,
    "weeks": 3,
    "what": "Resource not accessible by integration",
    "where": "roadmap/2-llm-apps.yml:14",
    "word": "W33-2",
    "writes": 4,
    "year": 2026,
}
# What a name means in some sentences alone: the beginning of their keys, and the value there
SPECIAL: Mapping[str, Mapping[str, object]] = {
    "board.": {"title": "roadmap"},
    "clock.": {"zone": "UTC"},
    "cohort.": {"name": "grace/roadmap", "count": 12, "week": 3},
    "companion.": {"name": "grace/roadmap"},
    "demo.": {"issues": 106, "milestones": 6},
    "problem.board.": {"done": 60, "total": 101, "name": "Phase"},
    "problem.doctor.": {"state": "disabled_fork"},
    "problem.github.unclear": {"what": "HTTP 502"},
    "problem.github.silent": {"what": "ReadTimeout"},
    "problem.job.": {"name": "ROADMAP_PATIENCE"},
    "counter.": {"title": "LeetCode", "bar": "■■□□□ 82/200"},
    "guide.": {"title": "LeetCode", "goal": 200, "files": "`leetcode/**/*.py`"},
    "guide.boxes": {"boxes": "`W24-2.1`"},
    "guide.goal": {"goal": "PyTorch"},
    "guide.group": {"goal": 30, "folder": "`leetcode/dynamic-programming/`"},
    "guide.rest": {"goal": 75},
    "problem.roadmap.counter-": {"id": "LC", "goal": 10, "total": 12, "count": 2},
    "problem.order.many": {"count": 34, "limit": 20},
    "problem.order.not-ours": {"number": 12},
    "problem.roadmap.body": {"length": 70_000, "limit": 65_536},
    "problem.roadmap.tasks": {"count": 120, "limit": 100},
    "problem.roadmap.zone": {"zone": "Asia/Beijing"},
    "problem.update.": {"file": "action.yml"},
    "problem.uninstall.": {"file": "schedule.yml"},
    "report.readme.": {"issues": f"{URL}/issues", "path": "roadmap-bot.yml"},
    "report.readme.manual": {"path": "../README.md"},
    "report.steps": {"done": 1, "total": 4},
    "report.topics": {"done": 0, "total": 2},
    "report.criteria": {"done": 1, "total": 3},
    "report.over": {"week": 26, "last": 24},
    "told.name.label": {"name": "AI"},
    "told.link.first": {"url": f"{URL}/issues/2", "id": "W01-1"},
    "told.link.next": {"url": f"{URL}/issues/7"},
    "told.link.tasks": {"url": f"{URL}/issues"},
}
TITLES = {"zh": "深度学习基础", "en": "Deep learning"}
SAID = {"zh": "第 3 周 · 完成 41 %", "en": "Week 3 · 41 % done"}


def fill_values(key: str, words: Words) -> dict[str, object]:
    """Fill in what a sentence names, as a reader of this language would see it."""
    values: dict[str, object] = {**VALUES, **_find_spoken(words)}
    for beginning, special in SPECIAL.items():
        if key.startswith(beginning):
            values.update(special)
    return values


def _find_spoken(words: Words) -> dict[str, object]:
    """Find the values that are words themselves."""
    title = TITLES[words.language]
    return {
        "column": title,
        "date": render_date(dt.date(2026, 12, 6), words, TODAY),
        "deed": words("deed.update_issue", name="W03-2"),
        "elective": title,
        "form": words("issue.finish", id="W03-2").partition("`")[2].partition("`")[0],
        "issues": f"{URL}/issues",
        "label": words("badge.label"),
        "names": title,
        "notes": words("report.commit", value="41 %"),
        "plan": words("told.plan", create=6, update=1, close=0),
        "said": SAID[words.language],
        "text": title,
        "things": words("told.things.issue", n=2),
        "title": title,
        "unit": f"W03 {title}",
        "until": render_moment(LIMIT, words.at("Asia/Shanghai")),
        "why": words("why.question"),
        "zone": words("clock.zones.Asia/Shanghai"),
    }
