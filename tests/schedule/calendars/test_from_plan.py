"""What the calendars, people and things of a plan come to."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fairlead.plan.entities import Calendar, Equipment, Person, Settings, Supplier
from fairlead.plan.errors import PlanError
from fairlead.schedule.calendars import week_minutes, working_day_minutes
from fairlead.schedule.calendars.from_plan import PlanCalendars
from fairlead.schedule.calendars.spec import WorkingTime

from .helpers import stretches

ROBOT = {
    "country": "DE",
    "region": "BY",
    "hours": ["Mon-Thu 08:30-12:30 13:00-17:00", "Fri 08:30-12:30 13:00-15:00"],
}


def calendars_of(
    head: Any = None, *named: dict[str, Any], first: str = "2027-01-01", last: str = "2027-12-31"
) -> PlanCalendars:
    """Return the calendars of a plan, written as in its document."""
    entities = [Calendar.model_validate(each) for each in named]
    return PlanCalendars(
        Settings.model_validate({"calendar": head}).calendar,
        {str(each.id): each for each in entities},
        date.fromisoformat(first),
        date.fromisoformat(last),
    )


def on(calendars: PlanCalendars, spec: WorkingTime, first: str, last: str | None = None) -> list[str]:
    """Return the working spans of a few days, without the year where they begin and end on one day."""
    all_spans = stretches(calendars.compiled(spec))
    return [span for span in all_spans if first <= span[:10] <= (last or first)]


def hours_on(calendars: PlanCalendars, spec: WorkingTime, day: str) -> str:
    """Return the hours of a day as "08:00-12:00 13:00-17:00"; empty when it is closed."""
    return " ".join(f"{span[11:16]}-{span[-5:]}" for span in on(calendars, spec, day))


def a_person(**said: Any) -> Person:
    return Person.model_validate({"id": "ana", **{key.rstrip("_"): value for key, value in said.items()}})


def test_without_any_calendar_a_plan_works_the_standard_week() -> None:
    plan = calendars_of()
    assert hours_on(plan, plan.plan(), "2027-01-04") == "08:00-12:00 13:00-17:00"
    assert hours_on(plan, plan.plan(), "2027-01-09") == ""


def test_a_day_and_a_week_of_the_robot_plan() -> None:
    spec = calendars_of(ROBOT).plan()
    assert working_day_minutes(spec) == 480
    assert week_minutes(spec) == 2280


def test_public_holidays_close_the_plan() -> None:
    plan = calendars_of(ROBOT)
    assert hours_on(plan, plan.plan(), "2027-01-06") == ""  # Epiphany, a Wednesday
    assert hours_on(plan, plan.plan(), "2027-01-07") == "08:30-12:30 13:00-17:00"


def test_holidays_cover_every_year_of_the_window() -> None:
    plan = calendars_of({"country": "DE"}, first="2026-12-01", last="2029-01-31")
    assert [hours_on(plan, plan.plan(), f"{year}-01-01") for year in (2027, 2028, 2029)] == ["", "", ""]


def test_open_beats_closed_and_both_beat_holidays() -> None:
    plan = calendars_of(
        {
            "country": "DE",
            "hours": "Mon-Fri 09:00-17:00",
            "closed": "2027-12-20..2027-12-31",
            "open": ["2027-12-24 08:00-12:00", "2027-05-17", "2027-05-22"],
        }
    )
    spec = plan.plan()
    assert hours_on(plan, spec, "2027-12-23") == ""
    assert hours_on(plan, spec, "2027-12-24") == "08:00-12:00"
    assert hours_on(plan, spec, "2027-05-17") == "09:00-17:00"  # Whit Monday, worked
    assert hours_on(plan, spec, "2027-05-22") == "09:00-17:00"  # a Saturday takes an ordinary day's hours


def test_rhythms_close_and_open_days() -> None:
    plan = calendars_of(
        {
            "hours": "Mon-Fri 09:00-17:00",
            "closed": "month on last Fri",
            "open": "month on 1st Sat 08:00-12:00",
        }
    )
    assert hours_on(plan, plan.plan(), "2027-02-26") == ""
    assert hours_on(plan, plan.plan(), "2027-02-19") == "09:00-17:00"
    assert hours_on(plan, plan.plan(), "2027-02-06") == "08:00-12:00"


def test_a_closed_period_may_begin_and_end_at_a_time_of_day() -> None:
    plan = calendars_of({"hours": "Mon-Fri 09:00-17:00", "closed": "2027-03-01 12:00..2027-03-02 10:00"})
    assert hours_on(plan, plan.plan(), "2027-03-01") == "09:00-12:00"
    assert hours_on(plan, plan.plan(), "2027-03-02") == "10:00-17:00"


def test_an_open_period_may_begin_and_end_at_a_time_of_day() -> None:
    plan = calendars_of({"hours": "Mon-Fri 09:00-17:00", "open": "2027-03-06 10:00..2027-03-06 14:00"})
    assert hours_on(plan, plan.plan(), "2027-03-06") == "10:00-14:00"


def test_a_period_without_an_end_closes_for_good() -> None:
    plan = calendars_of({"hours": "Mon-Fri 09:00-17:00", "closed": "2027-06-01.."})
    assert on(plan, plan.plan(), "2027-06-01", "2027-12-31") == []
    assert hours_on(plan, plan.plan(), "2027-05-31") == "09:00-17:00"


def test_a_work_week_holds_for_a_time_and_keeps_days_it_does_not_name() -> None:
    summer = {"when": "2027-07-01..2027-08-31", "hours": "Mon-Thu 07:00-13:00"}
    plan = calendars_of({"hours": "Mon-Fri 09:00-17:00", "weeks": [summer]})
    assert hours_on(plan, plan.plan(), "2027-06-30") == "09:00-17:00"
    assert hours_on(plan, plan.plan(), "2027-07-01") == "07:00-13:00"
    assert hours_on(plan, plan.plan(), "2027-07-02") == "09:00-17:00"


def test_a_derived_calendar_says_only_what_differs() -> None:
    plan = calendars_of(
        None,
        {"id": "site", "hours": "Mon-Fri 07:00-15:00", "closed": "2027-08-02..2027-08-13", "country": "DE"},
        {
            "id": "night",
            "base": "site",
            "hours": ["Fri 20:00-04:00", "Mon closed"],
            "open": "2027-08-04 10:00-12:00",
        },
    )
    night = plan.named("night")
    assert hours_on(plan, night, "2027-07-06") == "07:00-15:00"  # Tuesday, from the base
    assert hours_on(plan, night, "2027-07-05") == ""  # Monday, closed here
    assert on(plan, night, "2027-07-09") == ["2027-07-09 20:00..2027-07-10 04:00"]
    assert hours_on(plan, night, "2027-08-03") == ""  # the base's summer break
    assert hours_on(plan, night, "2027-08-04") == "10:00-12:00"  # its own word counts more
    assert hours_on(plan, night, "2027-03-26") == ""  # Good Friday of the base's country


def test_a_calendar_of_its_own_hours_knows_no_holidays_of_the_plan() -> None:
    plan = calendars_of(ROBOT, {"id": "always", "hours": "Mon-Sun 00:00-24:00"})
    assert plan.compiled(plan.named("always")).total == 365 * 1440


def test_a_calendar_without_hours_and_base_differs_from_the_plan_only_in_what_it_says() -> None:
    plan = calendars_of(ROBOT, {"id": "freeze", "closed": "2027-02-01..2027-02-05"})
    assert hours_on(plan, plan.named("freeze"), "2027-02-03") == ""
    assert hours_on(plan, plan.named("freeze"), "2027-02-08") == "08:30-12:30 13:00-17:00"
    assert hours_on(plan, plan.named("freeze"), "2027-01-06") == ""


def test_the_plan_may_name_one_of_its_calendars() -> None:
    named = {"id": "std", "base": "core", "closed": "2027-02-01"}, {"id": "core", "closed": "2027-02-02"}
    plan = calendars_of("std", *named)
    assert plan.named("std") == plan.plan() == plan.named(None)
    assert hours_on(plan, plan.plan(), "2027-02-02") == ""
    assert calendars_of("std", *named).named("core").week == plan.plan().week


def test_part_time_means_own_hours_and_nothing_else() -> None:
    plan = calendars_of(ROBOT)
    tom = plan.of_party(a_person(hours="Mon-Wed 09:00-15:00"))
    assert [hours_on(plan, tom, f"2027-01-{day:02}") for day in (4, 6, 7)] == ["09:00-15:00", "", ""]


def test_a_special_saturday_of_the_plan_calls_in_only_those_who_work_its_hours() -> None:
    plan = calendars_of({"hours": "Mon-Fri 09:00-17:00", "open": ["2027-12-24 08:00-12:00", "2027-12-18"]})
    assert hours_on(plan, plan.of_party(a_person()), "2027-12-18") == "09:00-17:00"
    own = plan.of_party(a_person(hours="Mon-Fri 10:00-15:00"))
    assert hours_on(plan, own, "2027-12-18") == ""
    assert hours_on(plan, own, "2027-12-24") == "10:00-12:00"


def test_leave_closes_the_calendar_of_a_person_even_on_specially_opened_days() -> None:
    plan = calendars_of({"open": "2027-02-20 08:00-12:00"})
    ana = plan.of_party(
        a_person(away=["2027-02-15..2027-02-20", "2027-03-01 12:00..2027-03-01 15:00", "week on Fri"])
    )
    assert on(plan, ana, "2027-02-15", "2027-02-20") == []
    assert hours_on(plan, ana, "2027-03-01") == "08:00-12:00 15:00-17:00"
    assert hours_on(plan, ana, "2027-03-05") == ""


def test_somebody_in_singapore_works_the_plans_hours_on_their_own_clock() -> None:
    plan = calendars_of({**ROBOT, "zone": "Europe/Berlin"})
    mei = plan.of_party(a_person(zone="Asia/Singapore", away="2027-01-12 10:00..2027-01-12 12:00"))
    assert plan.axis_zone == "Europe/Berlin"
    # 08:30 in Singapore is 00:30 UTC.
    assert hours_on(plan, mei, "2027-01-11") == "00:30-04:30 05:00-09:00"
    assert hours_on(plan, mei, "2027-01-12") == "00:30-02:00 04:00-04:30 05:00-09:00"


def test_a_moment_with_an_offset_is_the_same_instant_for_everybody() -> None:
    plan = calendars_of({**ROBOT, "zone": "Europe/Berlin"})
    away = "2027-01-12T09:00+01:00..2027-01-12T10:00+01:00"
    ana = plan.of_party(a_person(away=away))
    assert hours_on(plan, ana, "2027-01-12") == "07:30-08:00 09:00-11:30 12:00-16:00"
    mei = plan.of_party(a_person(away=away, zone="Asia/Singapore"))
    assert hours_on(plan, mei, "2027-01-12") == "00:30-04:30 05:00-08:00"


def test_where_time_floats_zones_and_offsets_say_nothing() -> None:
    plan = calendars_of({"hours": "Mon-Fri 09:00-17:00"})
    mei = plan.of_party(
        a_person(zone="Asia/Singapore", away="2027-01-12T09:00+01:00..2027-01-12T10:00+01:00")
    )
    assert plan.axis_zone is None
    assert hours_on(plan, mei, "2027-01-12") == "10:00-17:00"


def test_somebody_joins_and_leaves_on_their_most_likely_dates() -> None:
    plan = calendars_of()
    hire = plan.of_party(a_person(from_="2027-04-01..2027-04-07..2027-05-15", until="2027-04-09"))
    assert [span[:10] for span in stretches(plan.compiled(hire))] == [
        "2027-04-07", "2027-04-07", "2027-04-08", "2027-04-08", "2027-04-09", "2027-04-09",
    ]  # fmt: skip


def test_a_laboratory_works_inside_its_windows_only() -> None:
    plan = calendars_of(ROBOT)
    said = {
        "id": "emv-lab",
        "available": ["2027-07-05..2027-07-06", "month on last Thu"],
        "until": "2027-07-31",
    }
    lab = plan.of_party(Supplier.model_validate(said))
    days = sorted({span[:10] for span in stretches(plan.compiled(lab)) if span >= "2027-06-01"})
    assert days == ["2027-06-24", "2027-07-05", "2027-07-06", "2027-07-29"]


def test_equipment_on_its_own_calendar_is_away_when_others_booked_it() -> None:
    plan = calendars_of(ROBOT, {"id": "always", "hours": "Mon-Sun 00:00-24:00"})
    said = {"id": "rig", "calendar": "always", "away": "2027-03-01..2027-03-12"}
    rig = plan.of_party(Equipment.model_validate(said))
    assert stretches(plan.compiled(rig)) == [
        "2027-01-01 00:00..2027-03-01 00:00",
        "2027-03-13 00:00..2028-01-01 00:00",
    ]


def test_equal_specs_compile_to_one_calendar() -> None:
    plan = calendars_of(ROBOT)
    assert plan.compiled(plan.plan()) is plan.compiled(plan.of_party(a_person()))


def test_an_unknown_calendar_names_the_one_that_was_meant() -> None:
    plan = calendars_of(None, {"id": "night", "base": "sight"}, {"id": "site"})
    with pytest.raises(PlanError, match=r"'night' stands on the calendar 'sight'.*Did you mean site"):
        plan.named("night")
    with pytest.raises(PlanError, match="There are night, site"):
        plan.named("zzz")


def test_bases_in_a_circle_are_shown_as_a_path() -> None:
    plan = calendars_of(None, {"id": "a", "base": "b"}, {"id": "b", "base": "c"}, {"id": "c", "base": "a"})
    with pytest.raises(PlanError, match="a -> b -> c -> a"):
        plan.named("a")


def test_an_unknown_zone_of_the_plan_is_refused() -> None:
    with pytest.raises(PlanError, match="Did you mean Europe/Berlin"):
        _ = calendars_of({"zone": "Europe/Berln"}).axis_zone


@pytest.mark.parametrize(("first", "last"), [("0001-01-01", "0001-01-05"), ("9999-12-20", "9999-12-31")])
def test_the_ends_of_the_calendar_are_no_edge_to_fall_over(first: str, last: str) -> None:
    plan = calendars_of({"hours": "Mon-Sun 00:00-24:00", "open": "week on Sat"}, first=first, last=last)
    assert len(plan.compiled(plan.plan())) == 1
