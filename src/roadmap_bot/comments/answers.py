"""Answer comments: a reaction each, by which the bot knows what it read; words for what failed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from roadmap_bot.commits.order import Answer
from roadmap_bot.issues.comments import make_trace
from roadmap_bot.keys import Key, comment_key, issue_id, reaction_key
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.state import Comment, Reacted, Reaction, State, Thing
from roadmap_bot.text.escape import inert_line
from roadmap_bot.text.problems import render_problem


def answer_comments(state: State, answers: Iterable[Answer], goal: Goal) -> State:
    """React to each comment; where something did not work, say in one comment what."""
    things = dict(state)
    for answer in answers:
        things |= _answer(answer, goal)
    return things


def _answer(answer: Answer, goal: Goal) -> dict[Key, Thing]:
    remark = answer.remark
    is_fine = not answer.problems and not answer.is_void
    content: Reacted = "ROCKET" if is_fine else "CONFUSED"
    words = _make_words(answer, goal)
    about = answer.about | words.keys()
    reaction = Reaction(remark.key, content, remark.issue, about)
    return {**words, reaction_key(remark.key): reaction}


def _make_words(answer: Answer, goal: Goal) -> dict[Key, Thing]:
    """Make the one comment that says what did not work, if anything did not."""
    if not answer.problems:
        return {}
    remark = answer.remark
    id, sha = issue_id(remark.issue), _hash_words(remark.sha)
    sentences = [inert_line(render_problem(one, goal.words)) for one in answer.problems]
    body = "\n".join((make_trace(id, sha), *sentences))
    return {comment_key(id, sha): Comment(remark.issue, body)}


def _hash_words(sha: str) -> str:
    """Make the hash by which the words about a comment are known, beside what it did."""
    return hashlib.sha1(f"{sha} words".encode(), usedforsecurity=False).hexdigest()
