"""What the bot says to people, as inputs of requests: comments, and reactions to theirs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from roadmap_bot.changes import Change, Sort
from roadmap_bot.keys import Key
from roadmap_bot.repository import Id, Look
from roadmap_bot.state import Comment, Reaction

Known = Mapping[Key, Id]
Input = Mapping[str, Any]


def _comment_input(change: Change, seen: Look, known: Known) -> Input:
    comment = change.want
    assert isinstance(comment, Comment)
    return {"subjectId": known[comment.issue].node, "body": comment.body}


def _reaction_input(change: Change, seen: Look, known: Known) -> Input:
    reaction = change.want
    assert isinstance(reaction, Reaction)
    return {"subjectId": known[reaction.remark].node, "content": reaction.content}


INPUTS: Mapping[Sort, Callable[[Change, Look, Known], Input]] = {
    Sort.ADD_COMMENT: _comment_input,
    Sort.ADD_REACTION: _reaction_input,
}
