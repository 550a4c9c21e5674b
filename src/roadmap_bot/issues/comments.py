"""The bot's own comments, and who is the bot."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from roadmap_bot.keys import Key, comment_key
from roadmap_bot.repository import Id, Repository

Node = Mapping[str, Any]
JOBS = "github-actions"  # whoever holds a job's own token writes under this name
MEMBERS = ("OWNER", "MEMBER", "COLLABORATOR")
TRACE = re.compile(
    r"<!-- roadmap-bot: (?P<id>[A-Za-z0-9.-]{1,20})@(?P<sha>[0-9a-f]{7,40})"
    r"(?: (?P<verb>done|reopen|skip))? -->"
)


def make_trace(id: str, sha: str, verb: str) -> str:
    """Make the hidden line by which the bot knows what it said to whom."""
    return f"<!-- roadmap-bot: {id}@{sha} {verb} -->"


def find_said(nodes: Iterable[Node | None], repository: Repository) -> dict[Key, Id]:
    """Find the bot's comments on issues read by themselves: these never lag, as lists do."""
    comments = [
        comment
        for node in nodes
        if node and "comments" in node
        for comment in node["comments"]["nodes"]
    ]
    traces = filter(None, (find_trace(comment, repository) for comment in comments))
    return {comment_key(trace["id"], trace["sha"]): Id("") for trace in traces}


def find_trace(comment: Node, repository: Repository) -> re.Match[str] | None:
    """Find what a comment of the bot says it did: the id, and the commit."""
    is_ours = is_bot(comment["author"], repository) or comment["authorAssociation"] in MEMBERS
    return TRACE.match(comment["body"]) if is_ours else None


def is_bot(actor: Node | None, repository: Repository) -> bool:
    """Tell the bot from people; with a person's own token, what it does counts as that person's."""
    if actor is None or actor["__typename"] != "Bot":
        return False
    return actor["login"].removesuffix("[bot]") in (JOBS, repository.viewer.removesuffix("[bot]"))
