"""What was agreed, out of a schedule and back into one."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from fairlead.schedule.agreed import Agreed, AgreedTask, minute
from fairlead.schedule.axis import Axis
from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.levelling.placed import Assigned
from tests.plans import a_plan

TWO = """
name: Test
start: 2027-01-04
calendar: {hours: Mon-Fri 08:00-12:00 13:00-17:00}
people: [{id: ana, name: Ana Ruiz}]
tasks:
  - {id: saw, estimate: 2d, who: [ana]}
  - {id: glue, estimate: 1d, who: [ana]}
  - {id: dry, milestone: yes, after: [saw, glue]}
"""


def test_what_is_agreed_is_who_and_when() -> None:
    agreed = Agreed.of(levelled(a_plan(TWO)))

    # Three days of work for Ana, one after the other: Monday to Wednesday.
    assert (agreed.start, agreed.finish) == (datetime(2027, 1, 4, 8), datetime(2027, 1, 6, 17))
    assert agreed.tasks["saw"].assigned == (Assigned("ana", Decimal(1)),)
    assert agreed.tasks["dry"].segments == ()
    assert (agreed.agreed, agreed.goal) == (None, "finish")


def test_the_day_of_agreeing_is_the_status_date() -> None:
    plan = a_plan(TWO.replace("calendar:", "status_date: 2027-01-05\ncalendar:", 1))

    assert Agreed.of(levelled(plan), "cost").agreed == date(2027, 1, 5)


def test_it_comes_back_as_the_same_schedule() -> None:
    before = levelled(a_plan(TWO))
    after = Agreed.of(before).schedule(before.compiled)

    assert {each.id: (each.start, each.finish, each.segments, each.assigned) for each in after} == {
        each.id: (each.start, each.finish, each.segments, each.assigned) for each in before
    }
    assert (after.start, after.finish) == (before.start, before.finish)


def test_with_a_zone_it_comes_back_across_the_change_of_clocks() -> None:
    zoned = TWO.replace("2027-01-04", "2027-10-29").replace(
        "calendar: {", "calendar: {zone: Europe/Berlin, ", 1
    )
    before = levelled(a_plan(zoned))
    agreed = Agreed.of(before)

    # Clocks go back on Sunday, 31 October: the same wall clock is an hour later in UTC.
    ends = [agreed.start, agreed.finish]
    assert [moment.utcoffset() for moment in ends if moment] == [timedelta(hours=2), timedelta(hours=1)]
    assert agreed.schedule(before.compiled)["glue"].finish == before["glue"].finish


def test_tasks_that_are_gone_are_named_and_left_out() -> None:
    agreed = Agreed.of(levelled(a_plan(TWO)))
    smaller = levelled(
        a_plan(TWO.replace("  - {id: glue, estimate: 1d, who: [ana]}\n", "").replace(", glue]", "]"))
    )

    assert agreed.strangers(smaller.plan) == ("glue",)
    assert [each.id for each in agreed.schedule(smaller.compiled)] == ["saw", "dry"]


def test_nothing_agreed_is_false() -> None:
    assert not Agreed()
    assert Agreed({"a": AgreedTask("a", datetime(2027, 1, 4), datetime(2027, 1, 5))})


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)),
    st.sampled_from([None, "Europe/Berlin", "Asia/Kolkata"]),
)
def test_a_moment_of_the_axis_is_found_again(moment: datetime, zone: str | None) -> None:
    axis = Axis(zone)
    at = int((moment - datetime(1970, 1, 1)) / timedelta(minutes=1))

    assert minute(axis, datetime.fromisoformat(axis.iso(at))) == at


def test_a_moment_without_offset_is_of_the_plans_clock_and_one_with_offset_shown_on_a_floating_one() -> None:
    east = timezone(timedelta(hours=1))

    assert minute(Axis("Europe/Berlin"), datetime(2027, 1, 4, 8)) == minute(Axis(), datetime(2027, 1, 4, 7))
    assert minute(Axis(), datetime(2027, 1, 4, 8, tzinfo=east)) == minute(Axis(), datetime(2027, 1, 4, 8))
