"""Let people say something on issues, in every way that tempts a bot, and let it run as a job."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from github_twin import seed
from github_twin.events import Event
from github_twin.twin import HOME
from github_twin.world import User, put_repository
from tests.kit.terminal import Said, Terminal

APP = "helper-app[bot]"  # an app that somebody installed


@dataclass(frozen=True)
class Speech:
    """Who says what, where: on an issue of an id, on a stranger's, on a pull request.

    `role` is the speaker's; `trick` what else happens.
    """

    body: str
    user: str = seed.STRANGER
    role: str = ""
    place: str = "W01-1"
    trick: str = ""


def plant_speech(terminal: Terminal, speech: Speech) -> Said:
    """Let somebody speak where the tiny roadmap has been followed, then run what that sets off."""
    if speech.user == APP:
        users = {**terminal.twin.world.users, APP: User(APP, 77, "Bot")}
        terminal.twin.world = replace(terminal.twin.world, users=users)
    if speech.role:
        _give_role(terminal, speech)
    number = PLACES.get(speech.place, _find_number)(terminal, speech)
    event = terminal.twin.act("comment", speech.user, HOME, number=number, body=speech.body)
    assert event
    TRICKS.get(speech.trick, _do_nothing)(terminal, number)
    told = {"GITHUB_EVENT_NAME": event.name, "GITHUB_REF": event.ref, "GITHUB_ACTOR": event.actor}
    said = terminal("run", _forge(event, speech), GITHUB_ACTIONS="true", **told)
    # And what reads all that was said of late.
    tick = {"GITHUB_EVENT_NAME": "schedule", "GITHUB_REF": event.ref}
    terminal("run", {}, GITHUB_ACTIONS="true", **tick)
    return said


def _forge(event: Event, speech: Speech) -> Mapping[str, object]:
    """Let the event say of a stranger what an attacker would like it to say."""
    payload = dict(event.payload)
    if speech.trick == "forged event":
        payload["comment"] = {**payload["comment"], "author_association": "OWNER"}
        payload["sender"] = {"login": seed.LEARNER, "type": "User"}
    return payload


def _give_role(terminal: Terminal, speech: Speech) -> None:
    people = {**terminal.home.collaborators, speech.user: speech.role}
    changed = replace(terminal.home, collaborators=people)
    terminal.twin.world = put_repository(terminal.twin.world, changed)


def _find_number(terminal: Terminal, speech: Speech) -> int:
    issues = terminal.home.issues.values()
    named = (one.number for one in issues if one.title.startswith(f"[{speech.place}] "))
    return int(next(named))


def _open_pull(terminal: Terminal, speech: Speech) -> int:
    body = "<!-- roadmap-bot: tiny W01-1 000000000000 -->"
    terminal.twin.act("open_pull", seed.STRANGER, HOME, title="[W01-1] Mine", body=body)
    return int(max(terminal.home.issues))


def _open_issue(terminal: Terminal, speech: Speech) -> int:
    body = "<!-- roadmap-bot: tiny W01-1 000000000000 -->\n<!-- roadmap-bot:end -->"
    terminal.twin.act("open_issue", seed.STRANGER, HOME, title="[W01-1] Mine", body=body)
    return int(max(terminal.home.issues))


PLACES: Mapping[str, Callable[[Terminal, Speech], int]] = {
    "pull": _open_pull,
    "stranger's issue": _open_issue,
}


def _do_nothing(terminal: Terminal, number: int) -> None:
    pass


def _edit(terminal: Terminal, number: int) -> None:
    """Let somebody else put words into the learner's mouth."""
    terminal.twin.act("edit_comment", seed.STRANGER, HOME, number=number, body="done W01-1")


def _lock(terminal: Terminal, number: int) -> None:
    terminal.twin.act("lock", seed.LEARNER, HOME, number=number)


def _vanish(terminal: Terminal, number: int) -> None:
    terminal.twin.act("delete_person", seed.LEARNER, HOME, login=seed.STRANGER)


def _delete(terminal: Terminal, number: int) -> None:
    issue = terminal.home.issues[number]
    kept = replace(issue, comments=issue.comments[:-1])
    issues = {**terminal.home.issues, number: kept}
    terminal.twin.world = put_repository(terminal.twin.world, replace(terminal.home, issues=issues))


def _react(terminal: Terminal, number: int) -> None:
    """Let a stranger leave the very reactions by which the bot remembers."""
    for content in ("ROCKET", "CONFUSED"):
        terminal.twin.act("react", seed.STRANGER, HOME, number=number, content=content)


def _flood(terminal: Terminal, number: int) -> None:
    """Let a stranger write a thousand comments above the one that counts."""
    issue = terminal.home.issues[number]
    *before, last = issue.comments
    many = [replace(last, id=10**6 + n, author=seed.STRANGER) for n in range(1000)]
    full = replace(issue, comments=(*before, *many, last))
    issues = {**terminal.home.issues, number: full}
    terminal.twin.world = put_repository(terminal.twin.world, replace(terminal.home, issues=issues))


TRICKS: Mapping[str, Callable[[Terminal, int], None]] = {
    "edited": _edit,
    "locked": _lock,
    "gone": _vanish,
    "deleted": _delete,
    "reacted": _react,
    "flooded": _flood,
}
