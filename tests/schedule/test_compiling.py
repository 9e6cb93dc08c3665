"""What a plan's links, summaries, templates and calendars mean to the network."""

from __future__ import annotations

import pytest

from fairlead.plan.errors import PlanError
from fairlead.schedule.schedule import schedule
from tests.plans import a_plan
from tests.schedule.asking import finish, scheduled, span, start, tasks

# ---------------------------------------------------------------- the four types of links


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("a", "01-06 08:00 to 01-08 17:00"),  # a is done on Tuesday evening
        ("a FS +1d", "01-07 08:00 to 01-11 17:00"),
        ("a -1d", "01-05 08:00 to 01-07 17:00"),  # a lead
        ("a SS", "01-04 08:00 to 01-06 17:00"),
        ("a SS +1d", "01-05 08:00 to 01-07 17:00"),
        (
            "a FF",
            "01-04 08:00 to 01-06 17:00",
        ),  # three days can't end on Tuesday: not before the plan's start
        ("a FF +2d", "01-05 08:00 to 01-07 17:00"),  # ends two days after a
        ("a SF +5d", "01-06 08:00 to 01-08 17:00"),  # five days after a's start is Friday evening
        ("a SS +50%", "01-05 08:00 to 01-07 17:00"),  # half of two days
        ("a +100%", "01-08 08:00 to 01-12 17:00"),
        ("a +4h", "01-06 13:00 to 01-11 12:00"),
    ],
)
def test_a_link_places_its_successor(link: str, expected: str) -> None:
    assert span(tasks("id: a, estimate: 2d", f"id: b, estimate: 3d, after: [{link}]"), "b") == expected


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("a +1ed", "01-11 08:00"),  # Saturday evening, so Monday
        ("a +3ed", "01-12 08:00"),  # Monday 17:00 is the end of work: Tuesday
        ("a +15eh", "01-11 08:00"),
        ("a +1d", "01-12 08:00"),
        ("a +1w", "01-18 08:00"),
        ("a +20e%", "01-11 08:00"),  # a fifth of 2400 minutes on the clock: Saturday 01:00
    ],
)
def test_elapsed_lags_pass_over_the_weekend_working_ones_wait_for_monday(link: str, expected: str) -> None:
    assert start(tasks("id: a, estimate: 5d", f"id: b, estimate: 1d, after: [{link}]"), "b") == expected


def test_the_latest_of_several_predecessors_decides() -> None:
    found = tasks("id: a, estimate: 2d", "id: b, estimate: 4d", "id: c, estimate: 1d, after: [a, b]")

    assert start(found, "c") == "01-08 08:00"
    assert found["a"].total_float == found["a"].free_float == 960


def test_two_links_between_one_pair_both_hold() -> None:
    found = tasks("id: a, estimate: 5d", "id: b, estimate: 2d, after: [a SS +1d, a FF +1d]")

    assert span(found, "b") == "01-08 08:00 to 01-11 17:00"


def test_nothing_unstarted_lies_before_the_plans_start() -> None:
    assert start(tasks("id: a, estimate: 1d", "id: b, estimate: 1d, after: [a -3d]"), "b") == "01-04 08:00"


def test_in_microsoft_projects_way_a_lead_may_go_before_the_plans_start() -> None:
    # Microsoft Project keeps only tasks without predecessors from starting before the project does.
    found = tasks(
        "id: a, estimate: 1d", "id: b, estimate: 1d, after: [a -3d]", head="options: {preset: msproject}"
    )

    assert start(found, "b") == "12-31 08:00"


# ---------------------------------------------------------------- which calendar a lag runs on

_TWO_WEEKS = """
    options: {%s}
    calendars: [{id: short, hours: Mon-Wed 08:00-12:00 13:00-17:00}]
    tasks:
      - {id: a, duration: 3d, calendar: short}
      - {id: b, duration: 3d, after: [a +1d]}
"""


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("successor", "01-08 08:00"),  # Thursday passes
        ("predecessor", "01-12 08:00"),  # Monday passes: the short week begins again
        ("project", "01-08 08:00"),
        ("24h", "01-07 08:00"),  # eight hours of the night are enough
    ],
)
def test_a_lag_runs_on_the_calendar_that_the_options_name(rule: str, expected: str) -> None:
    assert start(scheduled(_TWO_WEEKS % f"lag_calendar: {rule}"), "b") == expected


def test_lags_go_by_the_predecessor_in_primaveras_way_and_by_the_successor_in_projects() -> None:
    assert start(scheduled(_TWO_WEEKS % "preset: p6"), "b") == "01-12 08:00"
    assert start(scheduled(_TWO_WEEKS % "preset: msproject"), "b") == "01-08 08:00"


# ---------------------------------------------------------------- maximum lags


def test_a_maximum_lag_holds_the_predecessor_back() -> None:
    found = tasks(
        "id: mix, estimate: 1d",
        "id: form, estimate: 5d",
        "id: pour, estimate: 1d, after: [mix +0d..+1d, form]",
    )

    assert span(found, "pour") == "01-11 08:00 to 01-11 17:00"
    assert span(found, "mix") == "01-07 08:00 to 01-07 17:00"  # Friday lies between: one day at the most
    assert not found.findings


def test_a_maximum_lag_that_facts_break_is_a_finding() -> None:
    found = tasks(
        "id: mix, estimate: 1d, done: 2027-01-04, started: 2027-01-04",
        "id: pour, estimate: 1d, after: [mix +0d..+1d], start: from 2027-01-18",
        head="status_date: 2027-01-05",
    )

    assert [finding.code for finding in found.findings] == ["maximum-lag"]
    assert start(found, "pour") == "01-18 08:00"


def test_a_maximum_lag_that_pushes_itself_is_a_finding_and_moves_nothing() -> None:
    # `tune` ends 1d + 2d after `arm`, wherever that lies: holding `arm` back brings them no nearer.
    found = tasks(
        "id: arm, estimate: 1d",
        "id: bench, estimate: 1d, after: [arm +1d]",
        "id: tune, estimate: 1d, after: [bench, arm FF +0d..+1d]",
        "id: mix, estimate: 1d",
        "id: form, estimate: 3d",
        "id: pour, estimate: 1d, after: [mix +0d..+1d, form]",
    )

    assert [(finding.code, finding.id) for finding in found.findings] == [("maximum-lag", "tune")]
    assert start(found, "arm") == "01-04 08:00"
    assert start(found, "mix") == "01-05 08:00"  # another maximum lag is kept all the same


# ---------------------------------------------------------------- milestones


def test_a_milestone_stands_where_its_predecessor_ends() -> None:
    # As in Microsoft Project: 17:00 stays 17:00; it isn't the next morning.
    found = tasks(
        "id: a, estimate: 1d", "id: m, milestone: yes, after: [a]", "id: b, estimate: 1d, after: [m]"
    )

    assert span(found, "m") == "01-04 17:00 to 01-04 17:00"
    assert start(found, "b") == "01-05 08:00"


def test_a_first_milestone_stands_at_the_plans_start() -> None:
    found = tasks("id: m, milestone: yes", "id: a, estimate: 1d, after: [m]")

    assert start(found, "m") == "01-04 08:00"
    assert start(found, "a") == "01-04 08:00"


def test_a_milestone_asked_for_by_a_date_is_reached_at_its_morning_or_its_evening() -> None:
    found = tasks(
        "id: open, milestone: yes, start: from 2027-01-13",
        "id: close, milestone: yes, finish: from 2027-01-13",
    )

    assert start(found, "open") == "01-13 08:00"
    assert finish(found, "close") == "01-13 17:00"


def test_a_gate_waits_for_the_day_on_which_all_can_sign() -> None:
    found = scheduled("""
        stakeholders: [{id: cust, available: [month on last Thu]}, {id: boss, away: [2027-01-04..2027-01-08]}, {id: any}]
        tasks:
          - {id: a, estimate: 1d}
          - {id: signed, milestone: yes, after: [a], gate: [cust, any]}
          - {id: seen, milestone: yes, after: [a], gate: [boss]}
    """)

    assert finish(found, "signed") == "01-28 08:00"
    assert finish(found, "seen") == "01-11 08:00"


# ---------------------------------------------------------------- summaries


def test_a_summary_reaches_from_its_first_to_its_last_task() -> None:
    found = scheduled("""
        tasks:
          - id: s
            tasks: [{id: a, estimate: 2d}, {id: b, estimate: 1d, after: [a +1d]}]
    """)

    assert span(found, "s") == "01-04 08:00 to 01-07 17:00"
    assert found["s"].summary


def test_a_link_to_a_summary_holds_all_below_it_and_one_from_it_waits_for_all() -> None:
    found = scheduled("""
        tasks:
          - {id: first, estimate: 2d}
          - id: s
            after: [first]
            tasks: [{id: a, estimate: 1d}, {id: inner, tasks: [{id: b, estimate: 3d}]}]
          - {id: last, estimate: 1d, after: [s]}
    """)

    assert start(found, "a") == start(found, "b") == "01-06 08:00"
    assert start(found, "last") == "01-11 08:00"
    assert found["a"].total_float == 960


def test_links_to_the_start_of_a_summary_go_by_its_first_task() -> None:
    found = scheduled("""
        tasks:
          - id: s
            tasks: [{id: a, estimate: 1d, start: from 2027-01-12}, {id: b, estimate: 3d, start: from 2027-01-06}]
          - {id: alongside, estimate: 1d, after: [s SS +1d]}
          - {id: report, estimate: 1d, after: [s FF]}
    """)

    assert start(found, "alongside") == "01-07 08:00"
    assert finish(found, "report") == "01-12 17:00"


def test_a_finish_link_to_a_summary_holds_the_finish_of_each_task_below() -> None:
    # A summary finishes with its last task; Primavera has no such link, Microsoft Project forbids it.
    found = scheduled("""
        tasks:
          - {id: a, estimate: 5d}
          - {id: s, after: [a FF], tasks: [{id: b, estimate: 2d}]}
    """)

    assert finish(found, "b") == "01-08 17:00"


def test_a_summarys_dates_hold_what_is_below_it() -> None:
    found = scheduled("""
        tasks:
          - id: s
            start: from 2027-01-11
            deadline: 2027-01-12
            tasks: [{id: a, estimate: 1d}, {id: b, estimate: 3d, after: [a]}]
    """)

    assert start(found, "a") == "01-11 08:00"
    assert found["b"].total_float == found["s"].total_float == -960  # two days behind the deadline


def test_a_summary_to_finish_by_a_date_gives_what_is_below_it_negative_float() -> None:
    found = scheduled("""
        tasks:
          - {id: s, finish: by 2027-01-05, tasks: [{id: a, estimate: 1d}, {id: b, estimate: 3d}]}
    """)

    assert found["b"].total_float == -480
    assert found["a"].total_float == 480


def test_in_order_chains_the_children_of_a_summary() -> None:
    found = scheduled("""
        tasks:
          - id: s
            in_order: yes
            tasks: [{id: a, estimate: 1d}, {id: gone, estimate: 9d, inactive: yes}, {id: b, estimate: 1d}]
    """)

    assert start(found, "b") == "01-05 08:00"


def test_in_order_chains_summaries_too() -> None:
    found = scheduled("""
        tasks:
          - id: s
            in_order: yes
            tasks:
              - {id: p, tasks: [{id: a, estimate: 1d}, {id: b, estimate: 2d}]}
              - {id: q, tasks: [{id: c, estimate: 1d}]}
    """)

    assert start(found, "c") == "01-06 08:00"


# ---------------------------------------------------------------- templates


def test_a_template_is_unfolded_and_scaled() -> None:
    found = scheduled("""
        templates:
          - {id: build, in_order: yes, tasks: [{id: frame, estimate: 4d}, {id: wire, estimate: 2d}]}
        tasks:
          - {id: one, use: build}
          - {id: two, use: build, after: [one.frame], size: 0.5}
    """)

    assert span(found, "one") == "01-04 08:00 to 01-11 17:00"
    assert span(found, "two.frame") == "01-08 08:00 to 01-11 17:00"
    assert finish(found, "two") == "01-12 17:00"


# ---------------------------------------------------------------- what takes no part


def test_an_inactive_task_has_no_dates_and_holds_nobody_up() -> None:
    # Microsoft Project: successors of an inactive task schedule as if the link weren't there.
    found = tasks(
        "id: a, estimate: 5d, inactive: yes",
        "id: b, estimate: 1d, after: [a]",
        "id: c, estimate: 1d, after: [b]",
    )

    assert found["a"].start is None
    assert found["a"].total_float is None
    assert start(found, "c") == "01-05 08:00"


def test_an_inactive_summary_takes_what_is_below_it_along() -> None:
    found = scheduled("""
        tasks:
          - {id: s, inactive: yes, tasks: [{id: a, estimate: 9d}]}
          - {id: b, estimate: 1d, after: [a, s]}
    """)

    assert found["a"].start is found["s"].start is None
    assert start(found, "b") == "01-04 08:00"


def test_a_link_to_another_plan_is_a_finding_and_not_waited_for() -> None:
    found = tasks("id: a, estimate: 1d, after: ['other:b']")

    assert start(found, "a") == "01-04 08:00"
    assert [finding.code for finding in found.findings] == ["not-scheduled"]


# ---------------------------------------------------------------- what can't be scheduled


def test_links_in_a_circle_are_named_as_a_path() -> None:
    with pytest.raises(
        PlanError, match=r"waits for itself: (a -> b -> c -> a|b -> c -> a -> b|c -> a -> b -> c)"
    ):
        tasks("id: a, after: [c]", "id: b, after: [a]", "id: c, after: [b]", "id: d")


def test_a_circle_through_a_summary_is_found() -> None:
    with pytest.raises(PlanError, match="waits for itself"):
        scheduled("""
            tasks:
              - {id: s, after: [b], tasks: [{id: a, estimate: 1d}]}
              - {id: b, after: [a]}
        """)


def test_a_plan_without_any_date_asks_for_one() -> None:
    plan = a_plan("name: Test\ntasks: [{id: a, estimate: 1d}]")
    bare = plan.with_entities(plan.settings.model_copy(update={"start": None}))

    with pytest.raises(PlanError, match="doesn't say when it starts"):
        schedule(bare)


def test_a_plan_without_a_start_begins_with_its_first_date_else_with_the_default() -> None:
    from datetime import date

    plan = a_plan("name: Test\ntasks: [{id: a, estimate: 1d}, {id: b, start: from 2027-02-01}]")
    bare = plan.with_entities(plan.settings.model_copy(update={"start": None}))
    undated = bare.with_entities(bare.tasks["b"].model_copy(update={"start": None}))

    assert start(schedule(bare), "a") == "02-01 08:00"
    assert start(schedule(undated, date(2027, 3, 1)), "a") == "03-01 08:00"
    assert start(schedule(bare, date(2027, 3, 1)), "a") == "02-01 08:00"


def test_a_plan_without_tasks_starts_and_finishes_at_once() -> None:
    found = schedule(a_plan("name: Test\ntasks: []"))

    assert len(found) == 0
    assert found.start == found.finish


def test_dates_far_away_are_reached() -> None:
    assert tasks("id: a, duration: 100w", "id: b, duration: 2000w, after: [a]")["b"].finish.year == 2067  # type: ignore[union-attr]


def test_work_beyond_the_year_9999_is_refused() -> None:
    with pytest.raises(PlanError, match="9999"):
        tasks("id: a, duration: 500000w")
