"""Hours and stretches of days, one and several."""

from __future__ import annotations

from datetime import date

from fairlead.outsource.phrases import said_hours, said_span


def test_one_hour_and_one_day_are_said_as_one() -> None:
    assert [said_hours(each) for each in (0.9, 2, 1234)] == ["1 hour", "2 hours", "1,234 hours"]
    assert said_span(date(2027, 3, 1), date(2027, 3, 1)) == "on Mon 1 Mar 2027"
    assert said_span(date(2027, 3, 1), date(2027, 3, 5)) == "from Mon 1 Mar 2027 to Fri 5 Mar 2027"
