from __future__ import annotations

from fairlead.plan.entities import Person, Rates
from tests.exchange.mspdi.projects import assignment, read, resource, task


def rates_of(more: str, **values: object) -> dict[str, object] | None:
    found = read(resources=resource(1, "Ana", more, **values)).plan.get("rate", "ana")
    return found.body() if isinstance(found, Rates) else None


def ana(more: str = "", **values: object) -> Person:
    return read(resources=resource(1, "Ana", more, **values)).plan.people["ana"]


def test_a_resource_is_a_person() -> None:
    found = ana(EmailAddress="ana@example.org", Notes="Knows welding", Group="Yard", IsGeneric=1)
    assert (found.name, found.email, found.note, found.team) == (
        "Ana",
        "ana@example.org",
        "Knows welding",
        "yard",
    )
    assert found.fields == {"Generic": "yes"}


def test_units_are_how_many_and_what_share() -> None:
    assert (ana(MaxUnits=1).count, ana(MaxUnits=1).share) == (1, None)
    assert (ana(MaxUnits=3).count, ana(MaxUnits=3).share) == (3, None)
    assert (ana(MaxUnits="0.5").count, str(ana(MaxUnits="0.5").share)) == (1, "50%")
    assert (ana(MaxUnits="1.5").count, str(ana(MaxUnits="1.5").share)) == (2, "75%")


def test_the_unnamed_resource_number_nought_is_nobody() -> None:
    assert read(resources="<Resource><UID>0</UID><ID>0</ID><Type>1</Type></Resource>").plan.people == {}


def test_rates_are_by_the_hour() -> None:
    assert rates_of("", StandardRate=85, StandardRateFormat=3) == {"id": "ana", "value": "85/h"}
    assert rates_of("", StandardRate=0) is None


def test_rates_change_over_time_and_by_table() -> None:
    more = (
        "<Rates><Rate><RatesFrom>1984-01-01T00:00:00</RatesFrom><RateTable>0</RateTable><StandardRate>50</StandardRate>"
        "<OvertimeRate>75</OvertimeRate><CostPerUse>1000</CostPerUse></Rate>"
        "<Rate><RatesFrom>2028-01-01T00:00:00</RatesFrom><RateTable>1</RateTable><StandardRate>60</StandardRate></Rate></Rates>"
    )
    assert rates_of(more) == {
        "id": "ana",
        "value": [
            {"rate": "50/h", "overtime": "75/h", "per_use": "10"},
            {"from": "2028-01-01", "rate": "60/h", "table": "B"},
        ],
    }


def test_availability_is_kept_where_it_begins_or_ends() -> None:
    more = (
        "<AvailabilityPeriods><AvailabilityPeriod><AvailableFrom>2027-06-01T00:00:00</AvailableFrom>"
        "<AvailableTo>2049-12-31T23:59:00</AvailableTo><AvailableUnits>1</AvailableUnits></AvailabilityPeriod></AvailabilityPeriods>"
    )
    assert [str(each) for each in ana(more).available] == ["2027-06-01.."]


def test_an_assignment_says_who_how_much_and_at_what_share() -> None:
    plan = read(
        task(1, "Weld", Type=1),
        resources=resource(1, "Ana"),
        assignments=assignment(
            1, 1, Units="0.5", Work="PT20H0M0S", RemainingWork="PT12H0M0S", ActualWork="PT8H0M0S", Delay=2400
        ),
    ).plan
    weld = plan.tasks["weld"]
    assert [str(each) for each in weld.who] == ["ana at 50%"]
    assert [each.body() for each in weld.assignments] == [
        {"who": "ana", "share": "50%", "work": "20h", "spent": "8h", "left": "12h", "delay": "4h"}
    ]
    assert weld.task_type == "fixed duration"


def test_overtime_is_left_out_of_the_work_and_counted() -> None:
    imported = read(
        task(1, "Weld"),
        resources=resource(1, "Ana"),
        assignments=assignment(1, 1, Work="PT10H0M0S", OvertimeWork="PT2H0M0S"),
    )
    assert str(imported.plan.tasks["weld"].assignments[0].work) == "8h"
    assert list(imported.lost) == ["overtime work of assignments (left out of their work)"]


def test_a_material_is_needed_in_a_quantity() -> None:
    plan = read(
        task(1, "Weld"),
        resources=resource(1, "Steel", Type=0, MaterialLabel="t", StandardRate=900),
        assignments=assignment(1, 1, Units="2.5", Work="PT2H30M0S"),
    ).plan
    assert (plan.materials["steel"].unit, str(plan.materials["steel"].price)) == ("t", "900")
    assert [str(each) for each in plan.tasks["weld"].needs] == ["2.5 steel"]


def test_a_cost_resource_brings_a_cost_to_a_task() -> None:
    plan = read(
        task(1, "Weld"),
        resources=resource(1, "Travel", Type=0, IsCostResource=1),
        assignments=assignment(1, 1, Cost=12300),
    ).plan
    assert [each.body() for each in plan.tasks["weld"].assignments] == [{"who": "travel", "cost": "123"}]


def test_budgets_of_the_project_are_its_budget() -> None:
    plan = read(
        task(0, "Bridge", level=0),
        resources=resource(1, "Travel", Type=0, IsCostResource=1, IsBudget=1),
        assignments=assignment(0, 1, BudgetCost=500000),
    ).plan
    assert plan.settings.budget is not None
    assert plan.settings.budget.body() == {"total": "5000", "accounts": {"travel": "5000"}}


def test_assignments_to_nobody_and_to_unknown_tasks() -> None:
    imported = read(task(1, "Weld"), assignments=assignment(1, -65535) + assignment(7, 1) + assignment(1, 5))
    assert imported.plan.tasks["weld"].who == ()
    assert dict(imported.lost) == {
        "assignments to tasks that are not in the file": 1,
        "assignments of resources that are not in the file": 1,
    }
