"""Tails: until when tasks have to have begun, and be done, for the dates of others."""

from __future__ import annotations

from fairlead.plan.values import Moment
from fairlead.schedule.bounds.heads import Frame
from fairlead.schedule.codes import LATEST
from fairlead.schedule.compiling import compile_plan
from fairlead.schedule.staffing.from_plan import staffed
from tests.plans import a_plan


def tails_of(text: str, begun: str, by: str) -> dict[str, tuple[str, str]]:
    """When each task has to begin and end at the latest where one of them has to begin by a moment."""
    compiled = compile_plan(a_plan(text))
    limits = staffed(compiled)
    places = {id: limits.place_of(id) for id in ("before", "show", "after")}
    tails = Frame(limits).tails(LATEST, starts={places[begun]: compiled.axis.minute(Moment.parse(by))})

    def said(minute: int) -> str:
        return f"{compiled.axis.local(minute):%a %H:%M}" if minute < LATEST else "whenever"

    return {id: (said(tails.start[place]), said(tails.finish[place])) for id, place in places.items()}


CHAIN = """
    tasks:
      - {id: before, estimate: 2d}
      - {id: show, estimate: 1d, after: [before]}
      - {id: after, estimate: 1d, after: [show]}
"""


def test_a_latest_start_holds_for_what_comes_before_and_for_its_own_end() -> None:
    found = tails_of(CHAIN, "show", "2027-01-07 08:00")

    assert found["show"] == ("Thu 08:00", "Thu 17:00")
    assert found["before"] == ("Tue 08:00", "Thu 08:00")
    assert found["after"] == ("whenever", "whenever")


def test_work_that_may_be_interrupted_ends_whenever_it_ends() -> None:
    split = "options: {split_when_levelling: yes}\n    people: [{id: ana}]\n    tasks:"
    text = CHAIN.replace("tasks:", split).replace("1d, after: [before]", "1d, who: [ana], after: [before]")
    found = tails_of(text, "show", "2027-01-07 08:00")

    assert found["show"] == ("Thu 08:00", "whenever")


def test_a_finish_that_is_held_in_closed_hours_comes_with_the_next_open_ones() -> None:
    # Two days from Thursday on, not done before Saturday: the schedule has it done on Monday at 8.
    held = CHAIN.replace("{id: show, estimate: 1d", "{id: show, estimate: 2d, finish: from 2027-01-09")

    assert tails_of(held, "show", "2027-01-07 08:00")["show"] == ("Thu 08:00", "Mon 08:00")


def test_a_link_to_a_finish_may_hold_it_in_closed_hours() -> None:
    held = CHAIN.replace("after: [before]", "after: [before FF]")

    assert tails_of(held, "show", "2027-01-07 08:00")["show"] == ("Thu 08:00", "Fri 08:00")
