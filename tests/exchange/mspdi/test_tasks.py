from __future__ import annotations

import pytest

from tests.exchange.mspdi.projects import assignment, read, resource, task, the_task


def test_the_outline_becomes_parents() -> None:
    plan = read(
        task(0, "Bridge", level=0),
        task(1, "Deck", level=1),
        task(2, "Weld", level=2),
        task(3, "Paint", level=2),
        task(4, "Open", level=1),
    ).plan
    assert {each.id: each.parent for each in plan.tasks.values()} == {
        "deck": None, "weld": "deck", "paint": "deck", "open": None,
    }  # fmt: skip


def test_a_level_left_out_goes_below_the_nearest_task_further_out() -> None:
    plan = read(task(1, "Deck", level=1), task(2, "Weld", level=4), task(3, "Paint", level=3)).plan
    assert [each.parent for each in plan.tasks.values()] == [None, "deck", "deck"]


def test_levels_deeper_than_any_project_are_one_level() -> None:
    plan = read(*(task(number, level=number) for number in range(1, 500))).plan
    assert max(plan.outline.depth.values()) == 99


def test_ids_are_short_and_unique_and_the_source_keeps_the_other_tools_keys() -> None:
    plan = read(task(7, "Weld", GUID="A-1"), task(9, "Weld")).plan
    assert list(plan.tasks) == ["weld", "weld-2"]
    assert plan.tasks["weld"].source is not None
    assert plan.tasks["weld"].source.body() == {"tool": "msproject", "uid": "7", "guid": "A-1"}


def test_blank_rows_are_passed_over() -> None:
    assert list(read(task(1, "Weld"), task(2, "Blank", IsNull=1), task(3, "Paint")).plan.tasks) == [
        "weld",
        "paint",
    ]


@pytest.mark.parametrize(
    ("duration", "format", "said"),
    [
        ("PT7H30M0S", 5, "7.5h"),
        ("PT0H20M0S", 3, "20m"),
        ("PT16H0M0S", 7, "16h"),
        ("PT72H0M0S", 8, "3ed"),
        ("PT5H0M0S", 6, "5eh"),
        ("PT0H0M6S", 3, "0.1m"),
        ("PT0H0M0S", 7, "0h"),
    ],
)
def test_durations_are_exact(duration: str, format: int, said: str) -> None:
    assert str(the_task(Duration=duration, DurationFormat=format).duration) == said


def test_a_milestone_takes_no_time() -> None:
    found = the_task(Duration="PT0H0M0S", Milestone=1)
    assert found.milestone
    assert found.duration is None


@pytest.mark.parametrize(
    ("kind", "key", "said"),
    [
        (2, "start", "on 2027-02-01 08:00"),
        (3, "finish", "on 2027-02-01 08:00"),
        (4, "start", "from 2027-02-01 08:00"),
        (5, "start", "by 2027-02-01 08:00"),
        (6, "finish", "from 2027-02-01 08:00"),
        (7, "finish", "by 2027-02-01 08:00"),
    ],
)
def test_date_constraints(kind: int, key: str, said: str) -> None:
    found = the_task(ConstraintType=kind, ConstraintDate="2027-02-01T08:00:00")
    assert str(getattr(found, key)) == said


def test_as_late_as_possible() -> None:
    assert the_task(ConstraintType=1).as_late_as_possible


def test_a_constraint_without_a_date_is_counted_as_lost() -> None:
    imported = read(task(1, ConstraintType=4))
    assert imported.lost["constraints without a date"] == 1


def test_a_manual_task_keeps_its_dates_and_is_not_constrained() -> None:
    found = the_task(Manual=1, Start="2027-03-01T08:00:00", Finish="2027-03-02T17:00:00", ConstraintType=1)
    assert found.manual
    assert (str(found.start), str(found.finish)) == ("on 2027-03-01 08:00", "on 2027-03-02 17:00")
    assert not found.as_late_as_possible


def test_what_kind_of_task_it_is() -> None:
    found = the_task(
        Type=2, EffortDriven=1, Active=0, Deadline="2027-03-01T17:00:00", Priority=700, LevelingCanSplit=0
    )
    assert found.task_type == "fixed work"
    assert found.inactive
    assert str(found.deadline) == "2027-03-01 17:00"
    assert found.priority == 700
    assert not found.split


def test_a_levelling_delay_is_elapsed_unless_its_format_says_otherwise() -> None:
    assert str(the_task(LevelingDelay=28800, LevelingDelayFormat=8).levelling_delay) == "2ed"
    assert str(the_task(LevelingDelay=4800, LevelingDelayFormat=7).levelling_delay) == "8h"


def test_a_task_of_another_project_keeps_its_dates_as_external() -> None:
    found = the_task(
        ExternalTask=1,
        ExternalTaskProject="C:\\x.mpp",
        Start="2027-03-01T08:00:00",
        Finish="2027-03-02T17:00:00",
    )
    assert found.external
    assert str(found.finish) == "on 2027-03-02 17:00"
    assert found.source is not None
    assert found.source.project == "C:\\x.mpp"


def test_progress_is_what_happened_and_what_is_left() -> None:
    found = the_task(
        ActualStart="2027-01-04T08:00:00",
        Duration="PT16H0M0S",
        RemainingDuration="PT12H0M0S",
        PercentComplete=25,
        PercentWorkComplete=30,
        ActualWork="PT4H0M0S",
        Stop="2027-01-04T12:00:00",
        Resume="2027-01-04T13:00:00",
    )
    assert str(found.started) == "2027-01-04 08:00"
    assert (str(found.left), str(found.percent), str(found.percent_work)) == ("12h", "25%", "30%")
    assert (str(found.suspended), str(found.resumed)) == ("2027-01-04 12:00", "2027-01-04 13:00")
    assert str(found.spent) == "4h"


def test_a_finished_task_has_nothing_left() -> None:
    found = the_task(
        ActualStart="2027-01-04T08:00:00", ActualFinish="2027-01-04T17:00:00", RemainingDuration="PT0H0M0S"
    )
    assert str(found.done) == "2027-01-04 17:00"
    assert found.left is None


def test_without_a_status_date_progress_is_true_up_to_the_current_date() -> None:
    started = task(1, ActualStart="2027-01-04T08:00:00")
    assert (
        str(read(started, head="<CurrentDate>2027-01-20T08:00:00</CurrentDate>").plan.settings.status_date)
        == "2027-01-20 08:00"
    )
    assert str(read(started).plan.settings.status_date) == "2027-01-04 08:00"
    assert read(task(1)).plan.settings.status_date is None


def test_a_fixed_cost_is_stored_in_hundredths() -> None:
    found = the_task(FixedCost=123450, FixedCostAccrual=1)
    assert str(found.cost) == "1234.5"
    assert found.cost_accrual == "start"


def test_notes_hyperlinks_and_codes_are_kept() -> None:
    found = the_task(
        Notes="Two\r\nlines",
        Hyperlink="Wiki",
        HyperlinkAddress="https://example.org",
        WBS="B.7",
        OutlineNumber="1",
    )
    assert found.note == "Two\nlines"
    assert [each.body() for each in found.urls] == [{"url": "https://example.org", "title": "Wiki"}]
    assert found.wbs == "B.7"


def test_custom_fields_bear_the_names_that_people_gave_them() -> None:
    head = (
        "<ExtendedAttributes><ExtendedAttribute><FieldID>1</FieldID><FieldName>Text1</FieldName><Alias>Site</Alias>"
        "</ExtendedAttribute><ExtendedAttribute><FieldID>2</FieldID><FieldName>Text2</FieldName><ValueList><Value>"
        "<ID>5</ID><Value>North</Value></Value></ValueList></ExtendedAttribute></ExtendedAttributes>"
    )
    more = (
        "<ExtendedAttribute><FieldID>1</FieldID><Value>Bonn</Value></ExtendedAttribute>"
        "<ExtendedAttribute><FieldID>2</FieldID><ValueID>5</ValueID></ExtendedAttribute>"
    )
    plan = read(task(1, "Weld", more), head=head).plan
    assert plan.tasks["weld"].fields == {"Site": "Bonn", "Text2": "North"}


def test_baselines_and_stored_dates_stand_beside_the_plan() -> None:
    more = (
        "<Baseline><Number>0</Number><Start>2027-01-04T08:00:00</Start><Duration>PT8H0M0S</Duration><Cost>5000</Cost></Baseline>"
        "<Baseline><Number>3</Number><Finish>2027-01-05T17:00:00</Finish></Baseline>"
    )
    imported = read(task(1, "Weld", more, EarlyStart="2027-01-04T08:00:00", TotalSlack=4800, Critical=1))
    assert list(imported.plan.baselines) == list(imported.baselines) == ["baseline", "baseline-3"]
    assert imported.baselines["baseline"]["weld"].to_json() == {
        "start": "2027-01-04T08:00", "duration_minutes": 480, "cost": "50",
    }  # fmt: skip
    assert imported.stored["weld"].total_float_minutes == 480
    assert imported.stored["weld"].critical


def test_what_has_no_place_is_counted_by_name() -> None:
    imported = read(task(1, HideBar=1), task(2, HideBar=1, Rollup=0, OvertimeWork="PT0H0M0S"))
    assert dict(imported.lost) == {"hidden bars": 2}


def test_an_interrupted_task_knows_its_parts() -> None:
    def span(start: str, finish: str, value: str | None) -> str:
        said = f"<Value>{value}</Value>" if value else ""
        return (
            f"<TimephasedData><Type>1</Type><Start>2027-01-{start}:00:00</Start>"
            f"<Finish>2027-01-{finish}:00:00</Finish><Unit>2</Unit>{said}</TimephasedData>"
        )

    spans = (
        span("04T08", "05T08", "PT8H0M0S")  # Monday, all of it
        + span("05T08", "06T08", "PT4H0M0S")  # Tuesday until noon
        + span("06T08", "07T08", "PT0H0M0S")  # nothing on Wednesday
        + span("07T08", "08T08", "PT6H0M0S")  # Thursday, from 10:00 on
        + span("08T08", "08T17", "PT8H0M0S")
    )
    plan = read(task(1, "Weld", Duration="PT26H0M0S"), assignments=assignment(1, -65535, spans)).plan
    assert [str(each) for each in plan.tasks["weld"].parts] == [
        "2027-01-04 08:00..2027-01-05 12:00", "2027-01-07 10:00..2027-01-08 17:00",
    ]  # fmt: skip


def test_a_weekend_is_no_interruption() -> None:
    spans = (
        "<TimephasedData><Type>1</Type><Start>2027-01-08T08:00:00</Start><Finish>2027-01-09T08:00:00</Finish>"
        "<Value>PT8H0M0S</Value></TimephasedData>"
        "<TimephasedData><Type>1</Type><Start>2027-01-09T08:00:00</Start><Finish>2027-01-11T08:00:00</Finish>"
        "<Value>PT0H0M0S</Value></TimephasedData>"
        "<TimephasedData><Type>1</Type><Start>2027-01-11T08:00:00</Start><Finish>2027-01-11T17:00:00</Finish>"
        "<Value>PT8H0M0S</Value></TimephasedData>"
    )
    plan = read(task(1, "Weld"), assignments=assignment(1, -65535, spans)).plan
    assert plan.tasks["weld"].parts == ()


def test_two_tasks_with_one_uid_are_both_kept() -> None:
    plan = read(
        task(1, "Weld"), task(1, "Paint"), resources=resource(1, "Ana"), assignments=assignment(1, 1)
    ).plan
    assert [who.id for who in plan.tasks["weld"].who] == ["ana"]
    assert plan.tasks["paint"].who == ()


def test_an_inserted_project_is_a_part_of_the_plan_that_keeps_its_dates() -> None:
    found = the_task(
        IsSubproject=1,
        SubprojectName="C:\\tower.mpp",
        Start="2027-01-04T08:00:00",
        Finish="2027-01-08T17:00:00",
    )
    assert (found.manual, found.external) == (True, False)
    assert str(found.finish) == "on 2027-01-08 17:00"
    assert found.source is not None
    assert found.source.project == "C:\\tower.mpp"
