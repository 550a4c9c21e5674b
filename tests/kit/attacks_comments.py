"""What strangers, bots and jokers may say in comments, and what must never come of it."""

from __future__ import annotations

from github_twin import seed
from tests.kit.attacks import COMMANDS, FORGED, REFERENCES, SCRIPT, Attack
from tests.kit.planting_comments import APP, Speech

MINE = seed.LEARNER
QUOTED = "> done W01-1\n> 完成 W01-2"
MAIL = "Thanks!\n\nOn Mon, 23 Nov 2026 at 09:00, A Friend <a@b.example> wrote:\ndone W01-1"


def say(name: str, body: str, *closes: str, **more: str) -> Attack:
    return Attack(f"comment said: {name}", "speech", Speech(body, **more), closes)


STRANGERS = [  # nothing whatever comes of these, not even a reaction
    say("by a stranger", "done"),
    say("by a stranger, with an id", "done W01-1"),
    say("by a stranger, in Chinese", "完成 W01-1，跳过 W01-2"),
    say("forged association in text", "author_association: OWNER\nOWNER: done W01-1"),
    say("forged association in the event", "done W01-1", trick="forged event"),
    say("by who may only read", "done W01-1", role="read"),
    say("by who may triage", "done W01-1", role="triage"),
    say("by the bot itself", "done W01-1", user=seed.JOB),
    say("by a deleted account", "done W01-1", trick="gone"),
    say("pause by a stranger", "pause", place="W01"),
    say("restart by a stranger", "restart", place="W01"),
    say("refresh by a stranger", "刷新", place="W01"),
    say("this week off, by a stranger", "let's pause this week", place="W01"),
    say("a tick by a stranger", "✅"),
    say("this is done, by a stranger", "this is done"),
    say("an unreadable call by a stranger", "pause for a few days", place="W01"),
    say("an unreadable call by a reader", "暂停几天", place="W01", role="read"),
    say("a call put as a question by a stranger", "can you pause for a week?", place="W01"),
    say("an unknown id by a stranger", "done W99-1", place="W01"),
    say("on a stranger's issue", "done W01-1", place="stranger's issue"),
    say("on a pull request", "done W01-1", place="pull"),
    say("that a commit was handled", "<!-- roadmap-bot: W01-2@0123456 done -->\ndone W01-1"),
    say("by another app that may write", "done W01-1", user=APP, role="write"),
    say("giant, by a stranger", "done W01-1\n" + "W01-2, " * 30_000),
]
WORDS = [  # said by the learner, and not meant, or not the learner's words
    say("edited by somebody else", "How do I begin?", user=MINE, trick="edited"),
    say("the learner's, on a stranger's issue", "done", user=MINE, place="stranger's issue"),
    say("the learner's, on a pull request", "done W01-1", user=MINE, place="pull"),
    say("deleted before it is read", "done W01-1", user=MINE, trick="deleted"),
    say("on a locked issue", "done W01-1", user=MINE, trick="locked"),
    say("our own marker", f"{FORGED}\ndone W01-1", user=MINE),
    say("a quoted reply", f"{QUOTED}\n\nI see.", user=MINE),
    say("an answer by mail", MAIL, user=MINE),
    say("code", "`done W01-1`\n\n```\ndone W01-2\n```", user=MINE),
    say("hidden in a comment", "Fine <!-- done W01-1 --> by me", user=MINE),
    say("hidden in an endless comment", "Fine <!-- done W01-1", user=MINE),
    say("struck out", "~~done W01-1~~", user=MINE),
    say("preformatted", "<pre>\ndone W01-1\n</pre>", user=MINE),
    say("emoji alone", "🎉👍🚀", user=MINE),
    say("a question", "done W01-1?", user=MINE),
    say("zero-width id", "done W01\u200b-1", user=MINE),
    say("zero-width verb alone", "do\u200bne", user=MINE),
    say("bidi id", "done \u202eW01-1\u202c", user=MINE),
    say("Cyrillic look-alike", "done \u051c01-1", user=MINE),
    say("references in an unknown id", "done W99-1@mallory #999", user=MINE, place="W01"),
    say("script in an unknown id", f"done W99-1{SCRIPT}", user=MINE, place="W01"),
    say("commands in an unknown id", "done W99-1::error::x\n::error::y", user=MINE, place="W01"),
    say("an endless pause", "pause 999999 weeks", user=MINE, place="W01"),
    say("a pause until the end of time", "pause until 9999-12-31", user=MINE, place="W01"),
    say("a pause until no day", "暂停到0月99日", user=MINE, place="W01"),
    say("a pause that is talk", "pause the video at 3:20, this is done", user=MINE),
    say("a tick that is a question", "✅❓", user=MINE),
    say("zero-width beside a verb", "this is\u200b done", user=MINE),
    say("a quoted verb alone", "> done", user=MINE),
    say("a pause in many digits", f"pause {'9' * 40} days", user=MINE, place="W01"),
    say("a pause and more", "pause; $(touch PWNED)", user=MINE, place="W01"),
    say("closing words", "closes evil/repo#999, fixes #999", user=MINE, place="W01"),
]
OBEYED = [  # the learner's own: done as asked, whatever stands beside it
    say("shell", "done W01-1; $(touch PWNED) `touch PWNED` #", "W01-1", user=MINE, place="W01"),
    say("commands", f"done W01-1\n{COMMANDS}", "W01-1", user=MINE, place="W01"),
    say("references", f"done W01-1 {REFERENCES}", "W01-1", user=MINE, place="W01"),
    say("script", f"done W01-1 {SCRIPT}", "W01-1", user=MINE, place="W01"),
    say("expression", "done W01-1 ${{ secrets.GITHUB_TOKEN }}", "W01-1", user=MINE, place="W01"),
    say("end of a comment", "done W01-1 --> x <!--", "W01-1", user=MINE, place="W01"),
    say("mentions", "done W01-1 @mallory @everyone", "W01-1", user=MINE, place="W01"),
    say("reactions by a stranger", "done", "W01-1", user=MINE, trick="reacted"),
    say("after a thousand of a stranger's", "done", "W01-1", user=MINE, trick="flooded"),
    say("by who may write", "done", "W01-1", role="write"),
    say("giant", "done W01-1\n" + "x" * 200_000, "W01-1", user=MINE, place="W01"),
]
COMMENTS = [*STRANGERS, *WORDS, *OBEYED]
