"""Pins, over whatever bot and people did: each is set once, where a place is free."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from roadmap_bot.control.pins import find_pins, settle_pins, unpin_own
from roadmap_bot.keys import issue_id, pin_key
from roadmap_bot.state import PLACES, Pin, State

KEYS = [f"issue/{id}" for id in ("control", "W01", "W03")]
ISSUES = st.lists(st.sampled_from([*KEYS, "number/7", "number/8"]), unique=True, max_size=PLACES)
WHO = st.sampled_from([(False, False), (True, False), (False, True)])  # another's, a job's, ours


@st.composite
def states(draw: st.DrawFn) -> State:
    pins = [Pin(issue, True, *draw(WHO)) for issue in draw(ISSUES)]
    return {pin_key(pin.issue): pin for pin in pins}


WANTED = st.lists(st.sampled_from(KEYS), unique=True, max_size=2)
ONCE = st.lists(st.sampled_from([issue_id(key) for key in KEYS]), unique=True).map(tuple)


@given(states(), WANTED, ONCE)
def test_pins_obey_their_laws(state: State, wanted: list[str], once: tuple[str, ...]) -> None:
    after, known = settle_pins(state, wanted, once)
    before, left = dict(find_pins(state)), dict(find_pins(after))
    assert len(left) <= PLACES
    for key in left.keys() - before.keys():  # pinned: wanted, and never before
        assert left[key].issue in wanted
        assert issue_id(left[key].issue) not in once
    for key in before.keys() - left.keys():  # unpinned: what the bot pinned, and wants no more
        pin = before[key]
        assert pin.is_bots or pin.is_viewers
        assert issue_id(pin.issue) in once
        assert pin.issue not in wanted
    assert known[: len(once)] == once
    made = {key: before.get(key, Pin(pin.issue, is_bots=True)) for key, pin in left.items()}
    again, _ = settle_pins(made, wanted, known)
    assert dict(find_pins(again)) == made


def test_what_a_person_unpinned_stays_so() -> None:
    state, once = settle_pins({}, KEYS[:2], ())
    assert once == ("control", "W01")
    assert settle_pins({}, KEYS[:2], once) == ({}, once)
    assert unpin_own(state, once).keys() == state.keys()


def test_a_pin_of_a_job_that_was_cut_short_is_remembered() -> None:
    state = {pin_key(KEYS[1]): Pin(KEYS[1], is_bots=True)}
    assert settle_pins(state, [KEYS[1]], ()) == (state, ("W01",))
    theirs = {pin_key(KEYS[1]): Pin(KEYS[1])}
    assert settle_pins(theirs, [KEYS[1]], ()) == (theirs, ())
