from __future__ import annotations

from fairlead.schedule.schedule import schedule
from tests.exchange.xer.exports import activity, calendar, imported, link, options, project

NODE = {"proj_id": 1, "proj_node_flag": "Y", "wbs_id": 10, "wbs_short_name": "PL", "wbs_name": "Plant"}
SECOND = {"proj_id": 2, "proj_node_flag": "Y", "wbs_id": 20, "wbs_short_name": "HR", "wbs_name": "Harbour"}


def test_options_are_those_the_project_was_scheduled_by() -> None:
    found = imported(
        activity(1),
        PROJECT=[project(critical_drtn_hr_cnt=24, critical_path_type="CT_DrivPath")],
        SCHEDOPTIONS=[
            options(
                sched_retained_logic="N",
                sched_progress_override="N",
                sched_float_type="FT_MIN",
                sched_calendar_on_relationship_lag="rcal_24Hour",
                sched_open_critical_flag="Y",
                sched_use_expect_end_flag="N",
                sched_lag_early_start_flag="N",
                sched_outer_depend_type="SD_None",
            )
        ],
    )

    assert found.plan.settings.options.body() == {
        "preset": "p6",
        "lag_calendar": "24h",
        "progress": "actual dates",
        "float_rule": "smallest",
        "critical_rule": "longest path",
        "critical_float": "24h",
        "open_ends_critical": "yes",
        "use_expected_finish": "no",
        "ss_lag_from": "actual start",
        "ignore_external": "yes",
        "minutes_per_day": "480",
        "minutes_per_week": "2400",
        "days_per_month": "22",
    }


def test_the_outline_is_the_work_breakdown_structure_below_the_project() -> None:
    parts = [
        {"proj_id": 1, "wbs_id": 11, "parent_wbs_id": 10, "wbs_short_name": "C", "wbs_name": "Civil"},
        {"proj_id": 1, "wbs_id": 12, "parent_wbs_id": 11, "wbs_short_name": "P", "wbs_name": "Pits"},
        {"proj_id": 1, "wbs_id": 13, "parent_wbs_id": 10, "wbs_short_name": "E", "wbs_name": "Empty"},
    ]
    found = imported(activity(1, wbs_id=12), activity(2), PROJWBS=[NODE, *parts])

    assert {task.id: task.parent for task in found.plan.tasks.values()} == {
        "civil": None,
        "pits": "civil",
        "A1": "pits",
        "A2": None,
    }
    assert found.plan.tasks["pits"].wbs == "PL.C.P"
    assert (found.plan.settings.name, found.lost["WBS elements without activities"]) == ("Plant", 1)


def test_several_exported_projects_stand_each_below_a_summary() -> None:
    found = imported(
        activity(1), activity(2, proj_id=2, wbs_id=20), links=[link(1, 2)],
        PROJECT=[project(1), project(2)], PROJWBS=[NODE, SECOND],
    )  # fmt: skip

    assert found.plan.settings.name == "P1, P2"
    assert [found.plan.tasks[id].parent for id in ("A1", "A2")] == ["plant", "harbour"]
    assert str(schedule(found.plan)["A2"].start) == "2027-01-05 08:00:00"


def test_each_of_several_projects_must_finish_by_its_own_date() -> None:
    found = imported(
        activity(1, 24), activity(2, 24, proj_id=2, wbs_id=20),
        PROJECT=[project(1), project(2, plan_end_date="2027-01-05 17:00")], PROJWBS=[NODE, SECOND],
    )  # fmt: skip
    dates = schedule(found.plan)

    assert (dates["A1"].total_float, dates["A2"].total_float) == (0, -8 * 60)


def test_only_what_was_exported_is_read_where_the_file_says_so() -> None:
    found = imported(activity(1), activity(2, proj_id=2), PROJECT=[project(1), project(2, export_flag="N")])

    assert list(found.plan.tasks) == ["A1"]
    assert found.lost["activities of other projects that nothing here is linked to"] == 1


def test_a_baseline_exported_along_is_a_baseline() -> None:
    agreed = {"early_start_date": "2027-01-11 08:00", "early_end_date": "2027-01-11 17:00"}
    found = imported(
        activity(1),
        activity(2, proj_id=2, task_code="A1", **agreed),
        activity(3, proj_id=2, task_code="A0"),
        PROJECT=[project(1), project(2, proj_short_name="P1 - B1", orig_proj_id=1, export_flag="")],
    )

    assert str(found.baselines["p1-b1"]["A1"].finish) == "2027-01-11 17:00"
    assert found.plan.baselines["p1-b1"].name == "P1 - B1"
    assert list(found.plan.tasks) == ["A1"]
    assert found.lost["activities of baselines that the project no longer has"] == 1


def test_the_projects_calendar_is_the_plans() -> None:
    found = imported(activity(1), PROJECT=[project(clndr_id=2)], CALENDAR=[calendar(1), calendar(2)])

    assert found.plan.settings.calendar == "calendar-2"
    assert found.plan.tasks["A1"].calendar == "calendar-1"


def test_tables_that_a_plan_has_no_place_for_are_counted_by_name() -> None:
    found = imported(activity(1), PROJRISK=[{"risk_id": 1}], SOMETHING=[{"a": 1}, {"a": 2}])

    assert found.lost == {"risks": 1, "rows of the table SOMETHING": 2}


def test_the_currency_is_the_one_the_file_was_exported_in() -> None:
    assert imported(activity(1)).plan.settings.currency == "EUR"
