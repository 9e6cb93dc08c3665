"""Whose calendar a task goes by."""

from __future__ import annotations

import pytest

from fairlead.plan.errors import PlanError
from tests.schedule.asking import scheduled, span, start, tasks


def test_public_holidays_are_not_worked() -> None:
    # Epiphany, 6 January, is a holiday in Bavaria and none in Berlin.
    line = "id: a, estimate: 3d"

    assert span(tasks(line, head="calendar: {country: DE, region: BY}"), "a") == "01-04 08:00 to 01-07 17:00"
    assert span(tasks(line, head="calendar: {country: DE, region: BE}"), "a") == "01-04 08:00 to 01-06 17:00"


def test_a_task_goes_by_its_own_calendar() -> None:
    found = scheduled("""
        calendars: [{id: always, hours: Mon-Sun 00:00-24:00}, {id: nights, hours: Mon-Fri 22:00-06:00}]
        tasks:
          - {id: soak, duration: 100h, calendar: always}
          - {id: night, duration: 8h, calendar: nights}
    """)

    assert span(found, "soak") == "01-04 00:00 to 01-08 04:00"
    assert span(found, "night") == "01-04 22:00 to 01-05 06:00"


def test_an_equal_calendar_is_stored_once() -> None:
    found = scheduled("""
        people: [{id: ana}, {id: tom}, {id: mei}]
        tasks: [{id: a, who: [ana]}, {id: b, who: [tom, mei]}, {id: c, who: [ana, mei]}]
    """)

    assert len(found.compiled.network.calendars.first) == 2


def test_somebody_in_another_zone_works_their_own_hours() -> None:
    # Nine to five in Singapore is 02:00 to 10:00 in Berlin's winter.
    found = scheduled("""
        calendar: {zone: Europe/Berlin, hours: Mon-Fri 09:00-17:00}
        people: [{id: mei, zone: Asia/Singapore, hours: Mon-Fri 09:00-17:00}, {id: ana}]
        tasks: [{id: a, estimate: 8h, who: [mei]}, {id: both, estimate: 2h, who: [mei, ana]}]
    """)

    assert span(found, "a") == "01-04 02:00 to 01-04 10:00"
    assert span(found, "both") == "01-04 09:00 to 01-05 10:00"


def test_working_days_keep_their_hours_when_clocks_change_and_elapsed_days_their_minutes() -> None:
    # Clocks go forward on Sunday 28 March 2027.
    found = tasks(
        "id: work, estimate: 2d",
        "id: cure, duration: 3ed, start: from 2027-03-26 12:00",
        head="start: 2027-03-26\ncalendar: {zone: Europe/Berlin, hours: [Mon-Fri 08:00-12:00 13:00-17:00]}",
    )

    assert span(found, "work") == "03-26 08:00 to 03-29 17:00"
    assert span(found, "cure") == "03-26 12:00 to 03-29 13:00"
    assert found.to_json()["tasks"][1]["finish"] == "2027-03-29T13:00:00+02:00"


def test_somebody_without_any_hour_is_refused_by_name() -> None:
    with pytest.raises(PlanError, match="person tom: has no working time"):
        scheduled("""
            people: [{id: tom, available: [1999-01-01..1999-01-31]}]
            tasks: [{id: a, estimate: 1d, who: [tom]}]
        """)


def test_a_window_that_is_too_short_is_shown_with_the_overrun() -> None:
    found = scheduled("""
        suppliers: [{id: lab, available: [2027-01-12..2027-01-15]}]
        tasks: [{id: a, estimate: 9d, needs: [lab]}]
    """)

    assert [(each.code, each.id) for each in found.findings] == [("overruns-hours", "a")]
    assert "comes too late for `lab`" in found.findings[0].message
    # As if the laboratory went on after Friday: nine days from Tuesday on.
    assert span(found, "a") == "01-12 08:00 to 01-22 17:00"


def test_late_dates_before_a_window_are_no_error() -> None:
    # The deadline is over before the laboratory opens: the plan is late, but it has dates.
    found = scheduled("""
        suppliers: [{id: lab, available: [2027-02-01..2027-02-05]}]
        tasks: [{id: a, estimate: 2d, needs: [lab], deadline: 2027-01-15}, {id: b, estimate: 1d, after: [a]}]
    """)

    assert start(found, "a") == "02-01 08:00"
    assert (found["a"].total_float or 0) < 0


def test_nobody_works_before_they_come_or_after_they_leave_even_where_their_hours_are_ignored() -> None:
    text = """
        calendars: [{id: nights, hours: Mon-Fri 18:00-24:00}]
        people: [{id: tom, %s}]
        tasks: [{id: a, estimate: 4h, who: [tom], calendar: nights, ignore_hours: yes}]
    """

    # His leave and his hours in the day count for nothing at night.
    assert span(scheduled(text % "away: [2027-01-04]"), "a") == "01-04 18:00 to 01-04 22:00"
    assert span(scheduled(text % "from: 2027-01-12"), "a") == "01-12 18:00 to 01-12 22:00"
    assert span(scheduled(text % "available: [2027-01-08..]"), "a") == "01-08 18:00 to 01-08 22:00"
    assert [each.code for each in scheduled(text % "until: 2027-01-03").findings] == ["overruns-hours"]
