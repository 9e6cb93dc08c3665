"""How much everybody has to do."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.load import Load, load_by_logic, load_of
from fairlead.schedule.schedule import schedule
from tests.plans import a_plan

HOURS = "name: Test\nstart: 2027-01-04\ncalendar: {hours: Mon-Fri 08:00-12:00 13:00-17:00}"
HOUR = 60
DAY = 8 * HOUR


def levelled_load(text: str, by: str = "week") -> Load:
    return load_of(levelled(a_plan(f"{HOURS}\n{text}")), by)  # type: ignore[arg-type]


def logic_load(text: str, by: str = "week") -> Load:
    return load_by_logic(schedule(a_plan(f"{HOURS}\n{text}")), None, by)  # type: ignore[arg-type]


def of(load: Load, id: str) -> list[tuple[int, int, int]]:
    """Work, capacity and what is over, period by period."""
    party = next(each for each in (*load.parties, *load.teams) if each.id == id)
    return [(cell.work, cell.capacity, cell.over) for cell in party.cells]


def test_work_fills_the_hours_of_whoever_does_it() -> None:
    load = levelled_load("""
people: [{id: ana, name: Ana}, {id: tom, name: Tom}]
tasks: [{id: saw, estimate: 7d, who: [ana]}]
""")

    # Monday the 4th to Tuesday the 12th: five days in the first week, two in the second.
    assert of(load, "ana") == [(5 * DAY, 5 * DAY, 0), (2 * DAY, 5 * DAY, 0)]
    assert of(load, "tom") == [(0, 5 * DAY, 0), (0, 5 * DAY, 0)]
    assert [period.start for period in load.periods] == [datetime(2027, 1, 4), datetime(2027, 1, 11)]


def test_whoever_is_done_with_their_part_of_shared_work_is_free() -> None:
    load = levelled_load(
        """
people: [{id: ana, name: Ana}, {id: tom, name: Tom}]
duties: [{id: lead, name: Lead, who: [ana], takes: 50%}]
tasks: [{id: saw, work: 4d, who: [ana, tom]}, {id: plane, estimate: 2d, who: [tom]}]
""",
        "day",
    )

    # Two days each; Ana, who has half of hers, takes four. Tom planes on Wednesday and Thursday.
    assert of(load, "ana") == [(DAY // 2, DAY // 2, 0)] * 4
    assert of(load, "tom") == [(DAY, DAY, 0)] * 4


def test_a_share_of_somebody_takes_a_share_of_their_hours() -> None:
    load = levelled_load("""
people: [{id: ana, name: Ana}]
tasks: [{id: saw, estimate: 2d, who: [ana at 50%]}]
""")

    # Four days at half of each.
    assert of(load, "ana") == [(2 * DAY, 5 * DAY, 0)]


def test_a_part_time_share_is_capacity_and_full_when_all_of_it_is_taken() -> None:
    load = levelled_load("""
people: [{id: ana, name: Ana, share: 50%}]
tasks: [{id: saw, estimate: 2d, who: [ana]}]
""")

    assert of(load, "ana") == [(2 * DAY, 2.5 * DAY, 0)]


def test_leave_takes_capacity_away() -> None:
    load = levelled_load(
        "people: [{id: ana, name: Ana, away: [2027-01-06..2027-01-08]}]\ntasks: [{id: saw, estimate: 3d, who: [ana]}]"
    )

    assert of(load, "ana") == [(2 * DAY, 2 * DAY, 0), (DAY, 5 * DAY, 0)]


def test_shared_work_is_counted_in_the_hours_that_all_share() -> None:
    load = levelled_load("""
people: [{id: ana, name: Ana}, {id: tom, name: Tom, hours: Mon-Wed 09:00-12:00}]
tasks: [{id: saw, estimate: 9h, who: [ana, tom]}]
""")

    # Three hours a day, Monday to Wednesday, for both of them.
    assert of(load, "ana") == [(9 * HOUR, 5 * DAY, 0)]
    assert of(load, "tom") == [(9 * HOUR, 9 * HOUR, 0)]


BOTH_AT_ONCE = """
people: [{id: ana, name: Ana}]
tasks:
  - {id: saw, estimate: 2d, who: [ana]}
  - {id: glue, estimate: 1d, who: [ana]}
"""


def test_by_logic_alone_two_tasks_at_once_are_too_much_even_in_a_week_with_room() -> None:
    load = logic_load(BOTH_AT_ONCE)
    ((party, period, cell),) = load.crowded()

    # Both begin on Monday; the one day that they overlap is a day too much, though three of five days are free.
    assert of(load, "ana") == [(3 * DAY, 5 * DAY, DAY)]
    assert (party.id, period.start, set(cell.crowded)) == ("ana", datetime(2027, 1, 4), {"saw", "glue"})
    assert cell.tasks == {"saw": 2 * DAY, "glue": DAY}
    assert cell.free == 3 * DAY


def test_levelled_nothing_is_too_much() -> None:
    load = levelled_load(BOTH_AT_ONCE)

    assert list(load.crowded()) == []
    assert of(load, "ana") == [(3 * DAY, 5 * DAY, 0)]


def test_two_halves_at_once_fit() -> None:
    assert of(logic_load(BOTH_AT_ONCE.replace("[ana]", "[ana at 50%]")), "ana") == [(3 * DAY, 5 * DAY, 0)]


def test_several_of_a_kind_do_several_things_at_once() -> None:
    text = BOTH_AT_ONCE.replace(
        "people: [{id: ana, name: Ana}]", "equipment: [{id: ana, name: Saw, count: 2}]"
    )

    assert of(logic_load(text), "ana") == [(3 * DAY, 10 * DAY, 0)]


def test_a_team_adds_up_its_members_and_the_teams_below() -> None:
    text = """
teams: [{id: all, name: All}, {id: wood, name: Wood, parent: all}]
people: [{id: ana, name: Ana, team: wood}, {id: tom, name: Tom, team: all}, {id: lea, name: Lea}]
tasks: [{id: saw, estimate: 1d, who: [ana]}, {id: glue, estimate: 2d, who: [tom]}]
"""
    load = levelled_load(text)

    assert of(load, "wood") == [(DAY, 5 * DAY, 0)]
    assert of(load, "all") == [(3 * DAY, 10 * DAY, 0)]
    assert [(party.id, level) for party, level in load.in_teams()] == [
        ("all", 0), ("tom", 1), ("wood", 1), ("ana", 2), ("lea", 0),
    ]  # fmt: skip
    assert [each.id for each in load.of_team("wood", a_plan(f"{HOURS}\n{text}")).parties] == ["ana"]


def test_periods_are_days_or_months() -> None:
    assert of(levelled_load(BOTH_AT_ONCE, "day"), "ana") == [(DAY, DAY, 0)] * 3
    (january,) = levelled_load(BOTH_AT_ONCE, "month").periods
    assert (january.start, january.finish) == (datetime(2027, 1, 1), datetime(2027, 2, 1))


def test_a_long_plan_is_shown_by_months_unless_told_otherwise() -> None:
    plan = a_plan(
        f"{HOURS}\npeople: [{{id: ana, name: Ana}}]\ntasks: [{{id: saw, estimate: 400d, who: [ana]}}]"
    )

    assert load_of(levelled(plan)).by == "month"


def test_what_is_done_was_done_by_those_who_were_named() -> None:
    load = levelled_load("""
status_date: 2027-01-08
people: [{id: ana, name: Ana}]
tasks: [{id: saw, estimate: 2d, who: [ana], started: 2027-01-04, done: 2027-01-05}, {id: glue, estimate: 1d, who: [ana]}]
""")

    assert of(load, "ana")[0][0] == 2 * DAY


def test_time_that_passes_by_itself_on_the_clock_holds_somebody_only_in_their_hours() -> None:
    load = levelled_load("people: [{id: ana, name: Ana}]\ntasks: [{id: dry, duration: 2ed, who: [ana]}]")

    # From Monday 08:00 to Wednesday 08:00 on the clock: Monday and Tuesday of Ana's.
    assert of(load, "ana") == [(2 * DAY, 5 * DAY, 0)]


def test_a_firm_that_sends_as_many_as_are_asked_for_has_no_load() -> None:
    load = levelled_load(
        "suppliers: [{id: lab, name: Laboratory}]\ntasks: [{id: emc, estimate: 1d, needs: [lab]}]"
    )

    assert load.parties == ()


@given(
    st.lists(
        st.tuples(st.integers(1, 40), st.sampled_from([25, 50, 100]), st.integers(0, 12)),
        min_size=1,
        max_size=5,
    ),
    st.sampled_from(["day", "week", "month"]),
)
def test_periods_of_any_length_add_up_to_all_the_work(tasks: list[tuple[int, int, int]], by: str) -> None:
    rows = "".join(
        f"  - {{id: t{n}, estimate: {hours}h, who: [ana at {share}%], start: from 2027-01-{4 + day:02}}}\n"
        for n, (hours, share, day) in enumerate(tasks)
    )
    load = logic_load(f"people: [{{id: ana, name: Ana}}]\ntasks:\n{rows}", by)
    whole = load.parties[0].whole

    # An estimate takes its hours of a person, whatever share of the time that person gives.
    assert whole.work == pytest.approx(sum(hours for hours, _, _ in tasks) * HOUR, abs=2 * len(load.periods))
    assert whole.over >= whole.work - whole.capacity - len(load.periods)
    assert sum(whole.tasks.values()) == pytest.approx(whole.work, abs=2 * len(load.periods))
