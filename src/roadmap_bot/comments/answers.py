"""Answer comments: a reaction each, by which the bot knows what it read; words for what failed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from roadmap_bot.commits.order import Answer
from roadmap_bot.errors import Problem
from roadmap_bot.issues.comments import explain_to_asker, make_words
from roadmap_bot.keys import Key, reaction_key
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.state import Issue, Reacted, Reaction, State, Thing


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
    words = make_words(remark.issue, f"{remark.sha} words", answer.problems, goal.words)
    about = answer.about | words.keys()
    reaction = Reaction(remark.key, content, remark.issue, about)
    return {**words, reaction_key(remark.key): reaction}


def tell_refused(
    state: State,
    actual: State,
    answers: Iterable[Answer],
    refused: Mapping[Key, Problem],
    goal: Goal,
) -> State:
    """Say in one comment what GitHub refused of what was asked for; its answer waits for that."""
    told: dict[Key, Thing] = {}
    for answer in answers:
        remark = answer.remark
        lacking = (key for key in answer.about & refused.keys() if _is_lacking(state, actual, key))
        problems = [explain_to_asker(refused[key]) for key in sorted(lacking)]
        told |= make_words(remark.issue, f"{remark.sha} refused", problems, goal.words)
    return {**told, **state}


def _is_lacking(state: State, actual: State, key: Key) -> bool:
    """Whether what was asked for is not so: of an issue something else may have been refused."""
    want, have = state.get(key), actual.get(key)
    if isinstance(want, Issue) and isinstance(have, Issue):
        return (want.closed, want.body) != (have.closed, have.body)
    return True
