from __future__ import annotations

from typing import Any

import pytest

from fairlead.plan.values import Moment
from tests.exchange.xer.exports import activity, imported, link, options, project, scheduled, task


@pytest.mark.parametrize(
    ("kind", "activity_type", "milestone"),
    [
        ("TT_Task", None, False),
        ("TT_Rsrc", "resource dependent", False),
        ("TT_LOE", "level of effort", False),
        ("TT_WBS", "WBS summary", False),
        ("TT_Mile", "start milestone", True),
        ("TT_FinMile", "finish milestone", True),
    ],
)
def test_activity_types(kind: str, activity_type: str | None, milestone: bool) -> None:
    found = task(imported(activity(1, task_type=kind)), "A1")

    assert (found.activity_type, found.milestone) == (activity_type, milestone)


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("CS_MSO", "start on 2027-01-06 08:00"),
        ("CS_MSOA", "start from 2027-01-06 08:00"),
        ("CS_MSOB", "start by 2027-01-06 08:00"),
        ("CS_MANDSTART", "start fixed 2027-01-06 08:00"),
        ("CS_MEO", "finish on 2027-01-06 08:00"),
        ("CS_MEOA", "finish from 2027-01-06 08:00"),
        ("CS_MEOB", "finish by 2027-01-06 08:00"),
        ("CS_MANDFIN", "finish fixed 2027-01-06 08:00"),
    ],
)
def test_constraints(kind: str, written: str) -> None:
    found = task(imported(activity(1, cstr_type=kind, cstr_date="2027-01-06 08:00")), "A1")

    said = {key: str(value) for key in ("start", "finish") if (value := getattr(found, key))}
    assert [f"{key} {value}" for key, value in said.items()] == [written]


def test_a_second_constraint_joins_the_first() -> None:
    said = {"cstr_type": "CS_MSOA", "cstr_date": "2027-01-06 08:00", "cstr_type2": "CS_MEOB"}
    found = task(imported(activity(1, **said, cstr_date2="2027-01-20 17:00")), "A1")

    assert (str(found.start), str(found.finish)) == ("from 2027-01-06 08:00", "by 2027-01-20 17:00")


def test_constraints_that_contradict_each_other_are_told() -> None:
    said = {"cstr_type": "CS_MSO", "cstr_date": "2027-01-06 08:00", "cstr_type2": "CS_MANDSTART"}
    found = imported(activity(1, **said, cstr_date2="2027-01-07 08:00"))

    assert str(task(found, "A1").start) == "on 2027-01-06 08:00"
    assert found.lost["second constraints that contradict the first"] == 1


def test_as_late_as_possible_uses_up_free_float_and_moves_early_dates() -> None:
    # A2 takes three days; A1 takes one and may as well be the third.
    found = scheduled(
        activity(1, 8, cstr_type="CS_ALAP"), activity(2, 24), activity(3, 8), links=[link(1, 3), link(2, 3)]
    )

    assert str(found["A1"].early_start) == "2027-01-06 08:00:00"


def test_a_mandatory_start_beats_its_links_and_gives_negative_float() -> None:
    # A1 takes until Wednesday evening, A2 must start on Tuesday: two days too early.
    found = scheduled(
        activity(1, 24), activity(2, 8, cstr_type="CS_MANDSTART", cstr_date="2027-01-05 08:00"), links=[link(1, 2)]
    )  # fmt: skip

    assert str(found["A2"].early_start) == "2027-01-05 08:00:00"
    assert found["A1"].total_float == -16 * 60


def test_a_date_by_which_the_project_must_finish_gives_negative_float() -> None:
    found = scheduled(activity(1, 24), PROJECT=[project(plan_end_date="2027-01-05 17:00")])

    assert found["A1"].total_float == -8 * 60
    assert found["A1"].critical


def test_work_takes_what_is_left_of_it_whatever_was_planned() -> None:
    found = scheduled(activity(1, 40, remain_drtn_hr_cnt=16))

    assert str(found["A1"].finish) == "2027-01-05 17:00:00"


def _begun(code: int, **said: Any) -> dict[str, Any]:
    known = {"act_start_date": "2027-01-04 08:00", "status_code": "TK_Active", "remain_drtn_hr_cnt": 8}
    return activity(code, 16, **known | said)


def test_work_left_waits_for_the_data_date() -> None:
    found = scheduled(_begun(1), PROJECT=[project(last_recalc_date="2027-01-07 08:00")])

    assert str(found["A1"].start) == "2027-01-04 08:00:00"
    assert str(found["A1"].early_start) == "2027-01-07 08:00:00"
    assert str(found["A1"].finish) == "2027-01-07 17:00:00"


@pytest.mark.parametrize(
    ("retained", "override", "finish"), [("Y", "N", "2027-01-12 17:00:00"), ("N", "Y", "2027-01-07 17:00:00")]
)
def test_work_begun_out_of_order_waits_or_goes_on(retained: str, override: str, finish: str) -> None:
    # A1 takes from Thursday to Monday. A2 began before: by retained logic its last day comes after that.
    found = scheduled(
        activity(1, 24),
        _begun(2),
        links=[link(1, 2)],
        PROJECT=[project(last_recalc_date="2027-01-07 08:00")],
        SCHEDOPTIONS=[options(sched_retained_logic=retained, sched_progress_override=override)],
    )

    assert str(found["A2"].finish) == finish


def test_a_lag_from_a_start_is_used_up_by_the_time_since_then() -> None:
    # Two of the five days of lag are over on Wednesday, three are left.
    found = scheduled(
        _begun(1, remain_drtn_hr_cnt=80),
        activity(2),
        links=[link(1, 2, "SS", 40)],
        PROJECT=[project(last_recalc_date="2027-01-06 08:00")],
    )

    assert str(found["A2"].early_start) == "2027-01-11 08:00:00"


def test_suspended_work_goes_on_when_it_is_resumed() -> None:
    found = scheduled(
        _begun(1, suspend_date="2027-01-05 08:00", resume_date="2027-01-11 08:00"),
        PROJECT=[project(last_recalc_date="2027-01-06 08:00")],
    )

    assert str(found["A1"].early_start) == "2027-01-11 08:00:00"


def test_an_expected_finish_holds_the_end() -> None:
    found = scheduled(activity(1, 8, expect_end_date="2027-01-08 17:00"))

    assert str(found["A1"].finish) == "2027-01-08 17:00:00"


def test_facts_notes_codes_fields_steps_and_costs_are_kept() -> None:
    found = imported(
        activity(1, phys_complete_pct=30, complete_pct_type="CP_Phys", priority_type="PT_Top", guid="g1"),
        MEMOTYPE=[{"memo_type_id": 1, "memo_type": "Scope"}],
        TASKMEMO=[{"task_id": 1, "memo_type_id": 1, "task_memo": "<p>Weld &amp; <b>paint</b></p><li>twice"}],
        TASKPROC=[{"task_id": 1, "seq_num": 2, "proc_name": "Paint", "complete_flag": "N"},
                  {"task_id": 1, "seq_num": 1, "proc_name": "Weld", "complete_flag": "Y"}],
        ACTVTYPE=[{"actv_code_type_id": 1, "actv_code_type": "Area"}],
        ACTVCODE=[{"actv_code_id": 5, "actv_code_type_id": 1, "short_name": "N", "actv_code_name": "North"}],
        TASKACTV=[{"task_id": 1, "actv_code_id": 5}],
        UDFTYPE=[{"udf_type_id": 1, "table_name": "TASK", "udf_type_label": "Permit"}],
        UDFVALUE=[{"udf_type_id": 1, "fk_id": 1, "udf_text": "B-7"}],
        PROJCOST=[{"task_id": 1, "act_cost": 100, "remain_cost": 50.5}],
    )  # fmt: skip
    kept = task(found, "A1")

    assert kept.note == "Scope: Weld & paint\n- twice\n\n[x] Weld\n[ ] Paint"
    assert kept.fields == {"Area": "N: North", "Permit": "B-7"}
    assert (str(kept.cost), str(kept.percent_physical), kept.percent_type) == ("150.5", "30%", "physical")
    assert (kept.priority, kept.wbs, kept.source and kept.source.guid) == (900, "A1", "g1")


def test_stored_dates_and_planned_dates_are_kept_beside_the_plan() -> None:
    said = {"early_start_date": "2027-01-05 08:00", "early_end_date": "2027-01-05 17:00"}
    said |= {"late_start_date": "2027-01-06 08:00", "late_end_date": "2027-01-06 17:00"}
    said |= {
        "total_float_hr_cnt": "8",
        "target_start_date": "2027-01-04 08:00",
        "target_end_date": "2027-01-04 17:00",
    }
    found = imported(activity(1, **said))

    assert str(found.stored["A1"].late_finish) == "2027-01-06 17:00"
    assert (found.stored["A1"].total_float_minutes, found.stored["A1"].critical) == (480, False)
    assert str(found.baselines["planned"]["A1"].start) == "2027-01-04 08:00"


def test_dates_that_other_projects_ask_for_hold_unless_they_are_ignored() -> None:
    asked = activity(1, external_early_start_date="2027-01-11 08:00")

    assert str(scheduled(asked)["A1"].start) == "2027-01-11 08:00:00"
    ignoring = scheduled(asked, SCHEDOPTIONS=[options(sched_outer_depend_type="SD_None")])
    assert str(ignoring["A1"].start) == "2027-01-04 08:00:00"


def test_an_id_that_is_the_activitys_code_can_be_looked_for_as_people_know_it() -> None:
    found = imported(activity(1, task_code="EC-100.10"), activity(2, task_code="Phase 1/2 Start"))

    assert list(found.plan.tasks) == ["EC-100.10", "phase-1-2-start"]
    assert found.plan.tasks["phase-1-2-start"].wbs == "Phase 1/2 Start"


def test_a_plan_starts_and_reports_when_the_project_does() -> None:
    plan = imported(activity(1), PROJECT=[project(last_recalc_date="2027-02-01 17:00")]).plan

    assert (str(plan.settings.start), plan.settings.status_date) == (
        "2027-01-04 08:00",
        Moment.parse("2027-02-01 17:00"),
    )
