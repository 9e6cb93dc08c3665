"""What others take of somebody, and what is left of that for one plan."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import numpy.typing as npt
from hypothesis import given
from hypothesis import strategies as st

from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.sharing.clock import Clock
from fairlead.schedule.sharing.taken import Piece, Room, Taken, WorkBefore, pieces_of, taken
from tests.plans import a_plan

FULL = Room(Decimal(1), Decimal(1), Decimal(1))


def by_day(moments: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Minutes worked until then, where each 100 minutes the first 50 are open."""
    worked: npt.NDArray[np.int64] = moments // 100 * 50 + np.minimum(moments % 100, 50)
    return worked


def pieces(
    *asked: tuple[str, str, int, int], room: Room = FULL, first: int = 0, hours: WorkBefore | None = by_day
) -> list[str]:
    found = pieces_of(
        [Taken(task, "ana", Decimal(units), start, finish) for task, units, start, finish in asked],
        room,
        hours,
        first,
    )
    return sorted(f"{each.task} {each.share.normalize():f} {each.start}-{each.finish}" for each in found)


def test_two_days_with_a_night_between_them_are_one_piece() -> None:
    assert pieces(("a:x", "1", 10, 50), ("a:x", "1", 100, 120)) == ["a:x 1 10-120"]
    assert pieces(("a:x", "1", 10, 50), ("a:x", "1", 101, 120)) == ["a:x 1 10-50", "a:x 1 101-120"]


def test_where_others_work_by_night_the_night_is_free() -> None:
    assert pieces(("a:x", "1", 10, 50), ("a:x", "1", 100, 120), hours=None) == [
        "a:x 1 10-50",
        "a:x 1 100-120",
    ]


def test_what_is_past_takes_nobody_any_more() -> None:
    assert pieces(("a:x", "1", 0, 10), ("a:y", "1", 10, 40), first=20) == ["a:y 1 20-40"]


def test_others_together_take_no_more_than_there_is() -> None:
    found = pieces(("a:x", "0.7", 0, 40), ("b:y", "0.7", 20, 50))

    assert found == ["a:x 0.7 0-40", "b:y 0.3 20-40", "b:y 0.7 40-50"]


def test_what_is_only_there_for_others_is_not_missed() -> None:
    # Three rigs in all, two of them for this plan: of two in use elsewhere it misses one.
    assert pieces(("a:x", "2", 0, 40), room=Room(Decimal(3), Decimal(2), Decimal(1))) == ["a:x 1 0-40"]
    # Who gives half of their time to this plan, and half to another, isn't missed.
    assert pieces(("a:x", "0.5", 0, 40), room=Room(Decimal(1), Decimal("0.5"), Decimal("0.5"))) == []
    # Who gives half of their time to both together, is missed wholly.
    assert pieces(("a:x", "0.5", 0, 40), room=Room(Decimal("0.5"), Decimal("0.5"), Decimal("0.5"))) == [
        "a:x 1 0-40"
    ]


@given(
    st.lists(
        st.tuples(
            st.sampled_from("abc"), st.sampled_from([1, 3, 5, 10]), st.integers(0, 30), st.integers(1, 20)
        ),
        max_size=6,
    ),
    st.sampled_from([(10, 10), (10, 5), (15, 10)]),
)
def test_at_every_minute_all_that_is_taken_beyond_what_is_others_is_held(
    asked: list[tuple[str, int, int, int]], room: tuple[int, int]
) -> None:
    together, here = (Decimal(each) / 10 for each in room)
    given_out = [Taken(t, "ana", Decimal(units) / 10, start, start + long) for t, units, start, long in asked]
    found: list[Piece] = list(pieces_of(given_out, Room(together, here, Decimal(1)), None, 0))

    for minute in range(51):
        wanted = sum((each.units for each in given_out if each.start <= minute < each.finish), Decimal(0))
        held = sum((each.share for each in found if each.start <= minute < each.finish), Decimal(0))
        assert held == min(max(wanted - (together - here), Decimal(0)), here)


def test_a_schedule_takes_people_in_their_hours() -> None:
    plan = a_plan("""
        calendar: {hours: Mon-Fri 08:00-16:00}
        people: [{id: ana, share: 50%}, {id: tom}]
        tasks:
          - {id: saw, estimate: 1d, who: [ana]}
          - {id: oil, estimate: 1h, who: [tom]}
    """)
    people = levelled(plan)
    found = list(taken("bench", people, {"ana"}, Clock()))

    # A day's work at half of her time: two days.
    assert [(each.task, each.units, each.finish - each.start) for each in found] == [
        ("bench:saw", Decimal("0.5"), 480)
    ] * 2
    assert list(taken("bench", people, {"ana"}, Clock(), {"oil"})) == []
