"""The bot's own comments: what each says it did, to which issue, for which commit."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

from roadmap_bot.errors import Problem
from roadmap_bot.issues.body import OPENING
from roadmap_bot.issues.nodes import Node, may_write
from roadmap_bot.keys import Key, comment_key, issue_id
from roadmap_bot.repository import Id, Repository
from roadmap_bot.state import Comment
from roadmap_bot.text.escape import inert_line
from roadmap_bot.text.problems import render_problem
from roadmap_bot.text.words import Words

TRACE = re.compile(
    rf"{OPENING}(?P<id>[A-Za-z0-9.-]{{1,20}})@(?P<sha>[0-9a-f]{{7,40}})"
    r"(?: (?P<verb>done|reopen|skip))? -->"
)


def make_trace(id: str, sha: str, verb: str = "") -> str:
    """Make the hidden line by which the bot knows what it said to whom."""
    said = f"{id}@{sha} {verb}".rstrip()
    return f"{OPENING}{said} -->"


def make_words(
    issue: Key, sign: str, problems: Iterable[Problem], words: Words
) -> dict[Key, Comment]:
    """Make the one comment that says what did not work, if anything did not; `sign` tells it."""
    sentences = dict.fromkeys(inert_line(render_problem(one, words)) for one in problems)
    if not sentences:
        return {}
    id, sha = issue_id(issue), hashlib.sha1(sign.encode(), usedforsecurity=False).hexdigest()
    body = "\n".join((make_trace(id, sha), *sentences))
    return {comment_key(id, sha): Comment(issue, body)}


def explain_to_asker(refusal: Problem) -> Problem:
    """Make of a refusal what is said to who asked for the thing."""
    what = f"{refusal.values['what']}{refusal.values['needs']}"
    return Problem("answer.refused", {"what": what})


def find_said(nodes: Iterable[Node | None], repository: Repository) -> dict[Key, Id]:
    """Find the bot's comments on issues read by themselves: these never lag, as lists do."""
    said: dict[Key, Id] = {}
    for comment in _find_comments(nodes):
        trace = find_trace(comment, repository)
        if trace:
            said[comment_key(trace["id"], trace["sha"])] = Id("")
    return said


def find_trace(comment: Node, repository: Repository) -> re.Match[str] | None:
    """Find what a comment of the bot says it did: the id, and the commit."""
    if may_write(comment["author"], repository):
        return TRACE.match(comment["body"])
    return None


def find_speakers(nodes: Iterable[Node | None], repository: Repository) -> Iterator[str]:
    """Find the people on whose right to write it hangs whether a comment is the bot's word."""
    for comment in _find_comments(nodes):
        author = comment["author"]
        if author and TRACE.match(comment["body"]) and not may_write(author, repository):
            yield author["login"]


def _find_comments(nodes: Iterable[Node | None]) -> Iterator[Node]:
    for node in nodes:
        if node and "comments" in node:
            yield from node["comments"]["nodes"]
