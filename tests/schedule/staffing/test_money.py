"""What an hour costs, and from when on."""

from __future__ import annotations

from decimal import Decimal

from fairlead.schedule.codes import EARLIEST, LATEST
from fairlead.schedule.staffing.money import HourlyRate
from tests.schedule.staffing.test_from_plan import limits

RISING = HourlyRate(((EARLIEST, Decimal(1)), (10, Decimal(3)), (20, Decimal(2))))


def test_an_amount_holds_until_the_next() -> None:
    assert [int(RISING.at(moment)) for moment in (-5, 9, 10, 19, 20, 99)] == [1, 1, 3, 3, 2, 2]
    assert list(RISING.between(5, 15)) == [(5, 10, 1), (10, 15, 3)]
    assert list(RISING.between(10, 20)) == [(10, 20, 3)]
    assert list(RISING.between(12)) == [(12, 20, 3), (20, LATEST, 2)]
    assert list(RISING.between(20, 20)) == [(20, 20, 2)]


def test_the_least_and_the_most_are_those_still_to_come() -> None:
    assert [tuple(map(int, RISING.range(since))) for since in (0, 10, 20)] == [(1, 3), (2, 3), (2, 2)]


def test_rates_are_read_with_their_dates_and_what_is_not_paid_by_time_is_free() -> None:
    found = limits("""
        people:
          - {id: ana, rate: [{rate: 80/h}, {from: 2027-01-05, rate: 800/d}, {from: 2027-01-06, rate: 50/use}]}
          - {id: tom, rate: [30/h from 2027-02-01, 40/h from 2027-03-01]}
        tasks: []
    """)

    ana, tom = (resource.hourly for resource in found.resources)
    assert ana is not None
    assert tom is not None
    minute = found.compiled.ground.plan_start // 1440 * 1440
    assert [int(ana.at(minute + day * 1440)) for day in range(3)] == [80, 100, 0]
    # The first that is said holds before it as well.
    assert [int(amount) for _, amount in tom.steps] == [30, 40]
    assert found.resources[1].rate == 30
