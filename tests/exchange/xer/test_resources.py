from __future__ import annotations

from typing import Any

from fairlead.exchange.imported import Imported
from tests.exchange.xer.exports import activity, calendar, hours, imported, scheduled, task

ANA = {"rsrc_id": 1, "rsrc_name": "Ana Ruiz", "rsrc_short_name": "AR", "rsrc_type": "RT_Labor", "clndr_id": 1}


def _assigned(task_id: int = 1, rsrc_id: int | str = 1, **said: Any) -> dict[str, Any]:
    known = {"taskrsrc_id": task_id, "task_id": task_id, "rsrc_id": rsrc_id, "target_qty": 8, "remain_qty": 8}
    return known | {"target_qty_per_hr": 1} | said


def _read(*resources: dict[str, Any], **others: Any) -> Imported:
    return imported(activity(1), RSRC=resources, **others)


def test_people_equipment_materials_and_the_teams_they_stand_in() -> None:
    crew = {"rsrc_id": 9, "rsrc_name": "Crew", "rsrc_type": "RT_Labor"}
    crane = {"rsrc_id": 2, "rsrc_name": "Crane", "rsrc_type": "RT_Equip"}
    pipe = {"rsrc_id": 3, "rsrc_name": "Pipe", "rsrc_type": "RT_Mat", "unit_id": 4}
    plan = _read(
        {**ANA, "parent_rsrc_id": 9, "email_addr": "ana@example.org"}, crew, crane, pipe,
        UMEASURE=[{"unit_id": 4, "unit_abbrev": "m"}],
    ).plan  # fmt: skip

    assert (plan.people["ana-ruiz"].team, plan.people["ana-ruiz"].email) == ("crew", "ana@example.org")
    assert (list(plan.teams), list(plan.equipment)) == (["crew"], ["crane"])
    assert plan.materials["pipe"].unit == "m"


def test_rates_by_date_and_how_many_there_are() -> None:
    rates = [
        {"rsrc_id": 1, "start_date": "2028-01-01 00:00", "cost_per_qty": 60, "max_qty_per_hr": 2.5},
        {"rsrc_id": 1, "start_date": "1980-01-01 00:00", "cost_per_qty": 50, "cost_per_qty2": 70, "max_qty_per_hr": 2.5},
    ]  # fmt: skip
    plan = _read(ANA, RSRCRATE=rates).plan
    rows = plan.of_kind("rate")["ana-ruiz"].body()["value"]

    assert rows == [
        {"rate": "50/h"},
        {"rate": "70/h", "table": "B"},
        {"from": "2028-01-01", "rate": "60/h"},
    ]
    assert (plan.people["ana-ruiz"].count, str(plan.people["ana-ruiz"].share)) == (3, "83.3333%")


def test_roles_are_skills_and_assignments_of_a_role_alone_are_needs() -> None:
    found = _read(
        ANA,
        ROLES=[{"role_id": 7, "role_short_name": "WELD", "role_name": "Welder"}],
        RSRCROLE=[{"rsrc_id": 1, "role_id": 7, "skill_level": 1}],
        TASKRSRC=[_assigned(rsrc_id="", role_id=7, target_qty_per_hr=0.5)],
    )

    assert found.plan.people["ana-ruiz"].skills == {"weld": 5}
    assert list(map(str, task(found, "A1").needs)) == ["weld at 50%"]


def test_what_an_assignment_says_is_kept() -> None:
    found = _read(ANA, TASKRSRC=[_assigned(remain_qty=3, act_reg_qty=5, target_qty_per_hr=0.5)])
    kept = task(found, "A1")

    assert list(map(str, kept.who)) == ["ana-ruiz at 50%"]
    assert kept.assignments[0].body() == {
        "who": "ana-ruiz",
        "share": "50%",
        "work": "8h",
        "spent": "5h",
        "left": "3h",
    }


def test_what_is_used_up_of_a_material_is_one_need() -> None:
    pipe = {"rsrc_id": 1, "rsrc_name": "Pipe", "rsrc_type": "RT_Mat"}
    found = _read(pipe, TASKRSRC=[_assigned(target_qty=2.5), _assigned(target_qty=1.5)])

    assert list(map(str, task(found, "A1").needs)) == ["4 pipe"]


def test_only_resource_dependent_activities_go_by_the_hours_of_their_resources() -> None:
    # Ana works four hours a day, so eight hours of hers take two days.
    mornings = calendar(2, clndr_data=hours(shifts=[("08:00", "12:00")]))
    found = scheduled(
        activity(1),
        activity(2, task_type="TT_Rsrc"),
        CALENDAR=[calendar(1), mornings],
        RSRC=[{**ANA, "clndr_id": 2}],
        TASKRSRC=[_assigned(1), _assigned(2)],
    )

    assert str(found["A1"].finish) == "2027-01-04 17:00:00"
    assert str(found["A2"].finish) == "2027-01-05 12:00:00"


def test_what_has_no_place_is_counted() -> None:
    found = _read(ANA, TASKRSRC=[_assigned(curv_id=3), _assigned(rsrc_id=5), _assigned(task_id=8)])

    assert found.lost == {
        "curves of assignments": 1,
        "assignments of resources that are not in the file": 1,
        "assignments to activities that are not in the plan": 1,
    }
